"""Writes what the agents say to a file, as they say it."""

import asyncio
import sys
from pathlib import Path

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import ModelClientStreamingChunkEvent
from autogen_ext.models.openai import OpenAIChatCompletionClient


async def export(task: str, target: Path) -> None:
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60)
    agent = AssistantAgent("writer", model_client=client, model_client_stream=True)
    events = (
        event
        async for event in agent.run_stream(task=task)
    )
    with target.open("w", encoding="utf-8") as out:
        async for event in events:
            if isinstance(event, ModelClientStreamingChunkEvent):
                out.write(event.content)
    await client.close()


if __name__ == "__main__":
    asyncio.run(export(sys.argv[1], Path(sys.argv[2])))
