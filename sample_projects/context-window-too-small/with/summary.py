"""The summary of one contract."""

import sys
from pathlib import Path

from autogen import AssistantAgent

clerk = AssistantAgent(
    "clerk",
    system_message="You summarise contracts in ten lines.",
    llm_config={"model": "gpt-4", "timeout": 120, "cache_seed": None},
)


def summary(path: Path) -> str:
    contract = path.read_text("utf-8")
    question = f"Summarise this contract:\n{contract}"
    reply = clerk.generate_reply([{"role": "user", "content": question}])
    return str(reply)


if __name__ == "__main__":
    print(summary(Path(sys.argv[1])))
