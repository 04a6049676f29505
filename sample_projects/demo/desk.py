"""Three jobs of a claims desk."""

import asyncio
from pathlib import Path

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

CASES = Path(__file__).parent / "cases"
LIMIT = 300


def case_file(case: str) -> str:
    """The file of one case."""
    path = CASES / f"{Path(case).name}.txt"
    return path.read_text("utf-8")


async def ask(agent: AssistantAgent, task: str) -> str:
    """What the agent says at the end."""
    result = await asyncio.wait_for(agent.run(task=task), LIMIT)
    return result.messages[-1].to_text()


async def summary(address: str) -> str:
    """What a case is about: the agent reads its file with a tool."""
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", base_url=address, api_key="none", timeout=60)
    try:
        clerk = AssistantAgent("clerk", model_client=client, tools=[case_file], reflect_on_tool_use=True)
        return await ask(clerk, "Summarise case C-17.")
    finally:
        await client.close()


async def report(address: str) -> str:
    """The report of the week, which is long, so the model takes a while."""
    client = OpenAIChatCompletionClient(
        model="gpt-4o-mini",
        base_url=address,
        api_key="none",
        timeout=1,
        max_retries=0,
    )
    try:
        return await ask(AssistantAgent("writer", model_client=client), "Write the report of the week.")
    finally:
        await client.close()


async def open_cases() -> list[str]:
    """The numbers of the cases that are open."""
    return await asyncio.to_thread(lambda: sorted(path.stem for path in CASES.glob("*.txt")))


async def order(address: str) -> str:
    """Which of the open cases comes first."""
    cases = asyncio.run(open_cases())
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", base_url=address, api_key="none", timeout=60)
    try:
        return await ask(AssistantAgent("planner", model_client=client), f"Which comes first: {', '.join(cases)}?")
    finally:
        await client.close()
