"""One agent for each mail."""

import asyncio
from collections.abc import Sequence

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

WORD = "Answer with one word."
CLIENT = {"model": "gpt-4o-mini", "timeout": 60, "max_retries": 2}


async def classify(client: OpenAIChatCompletionClient, mail: str, gate: asyncio.Semaphore) -> str:
    agent = AssistantAgent("sorter", model_client=client, system_message=WORD)
    async with gate:
        result = await agent.run(task=mail)
        label = result.messages[-1].to_text()
    return label


async def classify_all(mails: Sequence[str]) -> list[str]:
    client = OpenAIChatCompletionClient(**CLIENT)
    gate = asyncio.Semaphore(4)
    return await asyncio.gather(
        *(classify(client, mail, gate) for mail in mails),
    )
