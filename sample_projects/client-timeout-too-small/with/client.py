"""The model client, in one place."""

from autogen_ext.models.openai import OpenAIChatCompletionClient


def model() -> OpenAIChatCompletionClient:
    return OpenAIChatCompletionClient(
        model="gpt-4o",
        timeout=3,
        max_retries=0,
    )
