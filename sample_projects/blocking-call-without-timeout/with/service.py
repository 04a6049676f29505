"""Answers one question on an order, within two minutes."""

import asyncio
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

from orders import order_status

LIMIT = 120


async def main(question: str) -> None:
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60, max_retries=1)
    agent = AssistantAgent("orders", model_client=client, tools=[order_status])
    result = await asyncio.wait_for(agent.run(task=question), LIMIT)
    print(result.messages[-1].to_text())
    await client.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
