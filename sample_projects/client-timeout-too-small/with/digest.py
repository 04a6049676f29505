"""A digest of the day's tickets."""

import asyncio
from pathlib import Path

from autogen_agentchat.agents import AssistantAgent

from client import model


async def digest(tickets: str) -> str:
    agent = AssistantAgent("digest", model_client=model(), system_message="You write digests of 600 words.")
    result = await agent.run(task=tickets)
    return result.messages[-1].to_text()


if __name__ == "__main__":
    print(asyncio.run(digest(Path("tickets.txt").read_text("utf-8")[:9000])))
