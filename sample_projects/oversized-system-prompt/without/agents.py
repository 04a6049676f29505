"""The agents of the post room."""

from pathlib import Path

from autogen import AssistantAgent

INBOX = Path(__file__).parent / "inbox"


def build_clerk() -> AssistantAgent:
    handbook = "You sort letters. Answer with one word: claim, complaint or other."
    return AssistantAgent(
        "clerk",
        system_message=handbook,
        llm_config={"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None},
    )
