"""The night shift: two agents that settle the day's disputes, each in a process of its own."""

import asyncio
import multiprocessing

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination, TextMentionTermination
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_core.model_context import BufferedChatCompletionContext
from autogen_ext.models.openai import OpenAIChatCompletionClient

STOP = TextMentionTermination("SETTLED") | MaxMessageTermination(12)


def member(name: str, client: OpenAIChatCompletionClient) -> AssistantAgent:
    return AssistantAgent(name, model_client=client, model_context=BufferedChatCompletionContext(buffer_size=8))


def settle(dispute: str) -> None:
    client = OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60, max_retries=1)
    team = RoundRobinGroupChat([member("judge", client), member("advocate", client)], termination_condition=STOP)
    result = asyncio.run(team.run(task=f"Settle {dispute}."))
    print(dispute, result.messages[-1].to_text())


def night(disputes: list[str], limit: float) -> None:
    for dispute in disputes:
        work = multiprocessing.Process(target=settle, args=(dispute,))
        work.start()
        work.join(limit)
        if work.is_alive():
            work.kill()
            raise TimeoutError(f"{dispute} is not settled")


if __name__ == "__main__":
    night(["D-1041", "D-1042", "D-1043"], 900)
