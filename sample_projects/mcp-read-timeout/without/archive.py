"""Questions to the archive, which an MCP server searches."""

import asyncio
import sys

from autogen_agentchat.agents import AssistantAgent
from autogen_ext.models.openai import OpenAIChatCompletionClient
from autogen_ext.tools.mcp import McpWorkbench, StdioServerParams

LIMIT = 180
SEARCH = StdioServerParams(
    command="archive-search",
    args=["--index", "archive.idx"], read_timeout_seconds=120,
)


async def main(question: str) -> None:
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60, max_retries=1)
    async with McpWorkbench(SEARCH) as search:
        agent = AssistantAgent("archivist", model_client=client, workbench=search)
        result = await asyncio.wait_for(agent.run(task=question), LIMIT)
        print(result.messages[-1].to_text())
    await client.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
