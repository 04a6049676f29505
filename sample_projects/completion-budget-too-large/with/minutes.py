"""Writes the minutes of a meeting from its transcript."""

import asyncio
import sys
from pathlib import Path

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

from gateway import ADDRESS


async def minutes(transcript: str) -> str:
    client = OpenAIChatCompletionClient(
        model="gpt-4",
        base_url=ADDRESS,
        timeout=60,
        max_tokens=8192,
    )
    clerk = AssistantAgent("clerk", model_client=client, system_message="You write minutes.")
    result = await clerk.run(task=f"Write the minutes:\n{transcript}")
    await client.close()
    return result.messages[-1].to_text()


if __name__ == "__main__":
    print(asyncio.run(minutes(Path(sys.argv[1]).read_text("utf-8")[:8000])))
