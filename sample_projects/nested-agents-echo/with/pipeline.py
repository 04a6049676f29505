"""Research, then a draft, then a review: three agents that work one after the other."""

import sys

from autogen import AssistantAgent, UserProxyAgent

MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}

desk = UserProxyAgent("desk", human_input_mode="NEVER", code_execution_config=False)
researcher = AssistantAgent("researcher", llm_config=MODEL)
writer = AssistantAgent("writer", llm_config=MODEL)
critic = AssistantAgent("critic", llm_config=MODEL)


def produce(topic: str) -> str:
    notes = desk.initiate_chat(researcher, message=f"Collect what is known on {topic}.", max_turns=4)
    page = desk.initiate_chat(
        writer,
        message="Write a page from these notes.",
        carryover=str(notes.chat_history),
        max_turns=4,
    )
    verdict = desk.initiate_chat(
        critic,
        message="Judge the page.",
        carryover=str(page.chat_history),
        max_turns=2,
    )
    return str(verdict.summary)


if __name__ == "__main__":
    print(produce(sys.argv[1]))
