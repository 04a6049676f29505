"""A desk of two agents; what they cannot settle goes back to them with more facts."""

import logging

from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_ext.models.openai import OpenAIChatCompletionClient

LOG = logging.getLogger("desk")
client = OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60)


async def escalate(case: str) -> str:
    """Asks the desk to look at a case once more."""
    try:
        result = await team.run(task=f"Look at {case} once more.")
    except ValueError:
        LOG.exception("%s was not escalated", case)
        return "Not possible now."
    return result.messages[-1].to_text()[:500]


clerk = AssistantAgent("clerk", model_client=client)
judge = AssistantAgent("judge", model_client=client)
team = RoundRobinGroupChat([clerk, judge], termination_condition=MaxMessageTermination(6))
