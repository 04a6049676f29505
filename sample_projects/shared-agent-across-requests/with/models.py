"""The model that we use."""

from autogen_ext.models.openai import OpenAIChatCompletionClient


def model() -> OpenAIChatCompletionClient:
    return OpenAIChatCompletionClient(model="gpt-4o-mini", timeout=60)
