"""A briefing for the morning, within four minutes."""

import asyncio
from pathlib import Path

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

from facts import collected

LIMIT = 240


async def main() -> None:
    client = OpenAIChatCompletionClient(
        model="gpt-4o",
        timeout=90,
        max_retries=1,
    )
    agent = AssistantAgent("briefing", model_client=client, system_message="Write a briefing of one page.")
    result = await asyncio.wait_for(agent.run(task=collected(Path("facts"))), LIMIT)
    print(result.messages[-1].to_text())
    await client.close()


if __name__ == "__main__":
    asyncio.run(main())
