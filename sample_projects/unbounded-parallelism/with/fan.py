"""One agent for each mail."""

import asyncio
from collections.abc import Sequence

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

WORD = "Answer with one word."
CLIENT = {"model": "gpt-4o-mini", "timeout": 60, "max_retries": 2}


async def classify(client: OpenAIChatCompletionClient, mail: str, known: dict[str, str]) -> str:
    agent = AssistantAgent("sorter", model_client=client, system_message=WORD)
    if mail not in known:
        result = await agent.run(task=mail)
        known[mail] = result.messages[-1].to_text()
    return known[mail]


async def classify_all(mails: Sequence[str]) -> list[str]:
    client = OpenAIChatCompletionClient(**CLIENT)
    known: dict[str, str] = {}
    return await asyncio.gather(
        *(classify(client, mail, known) for mail in mails),
    )
