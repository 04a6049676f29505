"""The desk's answers to what people write in the chat window."""

import logging
import traceback

from autogen import AssistantAgent, UserProxyAgent, register_function

from stock import pieces

LOG = logging.getLogger("desk")
MODEL = {"model": "gpt-4o-mini", "timeout": 60, "cache_seed": None}


def in_stock(article: str) -> str:
    """How many pieces of an article are in stock."""
    return f"{pieces(article)} pieces"


async def answer(text: str) -> str:
    clerk = AssistantAgent("clerk", llm_config=MODEL)
    desk = UserProxyAgent("desk", human_input_mode="NEVER", code_execution_config=False)
    register_function(in_stock, caller=clerk, executor=desk, description="How many pieces are in stock.")
    try:
        desk.initiate_chat(clerk, message=text, max_turns=3)
    except RuntimeError:
        LOG.error("no answer: %s", traceback.format_exc(limit=2))
        return "Please ask again later."
    return str(desk.last_message(clerk)["content"])
