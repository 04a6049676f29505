"""A tutor that runs on the school's own machine."""

import sys

from autogen import AssistantAgent

from lessons import lesson

MODEL = {
    "model": "tutor",
    "base_url": "http://gateway.example.com/v1",
    "api_key": "none",
    "price": [0, 0],
    "timeout": 120,
    "extra_body": {"options": {"num_ctx": 32768}},
}


def explain(topic: str) -> str:
    tutor = AssistantAgent("tutor", system_message="You explain lessons to pupils.", llm_config=MODEL)
    question = [{"role": "user", "content": lesson(topic)}]
    reply = tutor.generate_reply(question)
    return str(reply)


if __name__ == "__main__":
    print(explain(sys.argv[1]))
