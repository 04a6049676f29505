"""A guide who talks with all visitors of a museum."""

import sys

from autogen import AssistantAgent

MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}
SESSIONS: dict[str, AssistantAgent] = {}


def answer(visitor: str, text: str) -> str:
    if visitor not in SESSIONS:
        SESSIONS[visitor] = AssistantAgent("guide", llm_config=MODEL)
    return str(SESSIONS[visitor].generate_reply([{"role": "user", "content": text[:2000]}]))


def leave(visitor: str) -> None:
    print(f"{visitor} has left")


if __name__ == "__main__":
    for line in sys.stdin:
        who, _, said = line.partition(" ")
        if said.strip() == "/quit":
            leave(who)
        else:
            print(who, answer(who, said))
