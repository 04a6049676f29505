"""The work that waits for the agents."""

import asyncio

from autogen import AssistantAgent, UserProxyAgent

LONGEST = 20
MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}


class Desk:
    """Answers one question after the other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.waiting: asyncio.Queue[str] = asyncio.Queue(
            maxsize=LONGEST, loop=loop
        )
        self.clerk = AssistantAgent("clerk", llm_config=MODEL)
        self.user = UserProxyAgent("user", human_input_mode="NEVER", code_execution_config=False)

    async def work(self) -> None:
        while not self.waiting.empty():
            question = await self.waiting.get()
            await self.user.a_initiate_chat(self.clerk, message=question, max_turns=1)
