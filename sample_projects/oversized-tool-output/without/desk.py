"""A claims desk: one agent that looks cases up and answers questions on them."""

import asyncio
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_core.model_context import BufferedChatCompletionContext
from autogen_ext.models.openai import OpenAIChatCompletionClient

from lookups import case_file, open_cases


async def answer(question: str) -> str:
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60)
    agent = AssistantAgent(
        "claims_desk",
        model_client=client,
        tools=[case_file, open_cases],
        model_context=BufferedChatCompletionContext(buffer_size=12),
        max_tool_iterations=4,
    )
    result = await agent.run(task=question)
    await client.close()
    return result.messages[-1].to_text()


if __name__ == "__main__":
    print(asyncio.run(answer(sys.argv[1])))
