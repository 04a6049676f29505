"""The agents of the post room."""

from pathlib import Path

from autogen import AssistantAgent

RULES = Path(__file__).parent / "rules"


def build_clerk() -> AssistantAgent:
    handbook = (RULES / "handbook.md").read_text("utf-8")
    return AssistantAgent(
        "clerk",
        system_message=handbook,
        llm_config={"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None},
    )
