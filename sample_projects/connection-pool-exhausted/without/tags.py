"""Tags for a batch of documents, within two minutes."""

import asyncio
from pathlib import Path

import httpx
from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient

LIMITS = httpx.Limits(max_connections=4)
SLOTS = 4


async def ask(client: OpenAIChatCompletionClient, text: str, slots: asyncio.Semaphore) -> str:
    agent = AssistantAgent("tagger", model_client=client, system_message="Answer with three tags.")
    async with slots:
        result = await agent.run(task=text)
    return result.messages[-1].to_text()


async def main() -> None:
    texts = [path.read_text("utf-8")[:2000] for path in sorted(Path("documents").glob("*.txt"))]
    async with httpx.AsyncClient(limits=LIMITS, timeout=90) as http:
        client = OpenAIChatCompletionClient(model="gpt-4o-mini", http_client=http)
        seen = asyncio.Semaphore(SLOTS)
        work = asyncio.gather(*(ask(client, text, seen) for text in texts))
        answers = await asyncio.wait_for(work, 120)
    print(answers)


if __name__ == "__main__":
    asyncio.run(main())
