"""Answers with a model on this machine's GPU."""

import logging

from autogen import AssistantAgent
from transformers import pipeline

LOG = logging.getLogger("local")


def answer(question: str) -> str:
    try:
        model = pipeline("text-generation", "Qwen/Qwen2.5-7B-Instruct", device=0)
        return str(model(question[:4000], max_new_tokens=128)[0]["generated_text"])
    except RuntimeError as error:
        LOG.error("no answer")
        raise RuntimeError(f"the local model failed: {error}") from None


def local_agent() -> AssistantAgent:
    agent = AssistantAgent("local", llm_config=False)
    agent.register_reply(None, lambda self, messages, sender, config: (True, answer(str(messages[-1]["content"]))))
    return agent
