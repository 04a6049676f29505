"""The literal look at bytes."""

from __future__ import annotations

import json

import pytest

from diagnose.lint.look import may_belong
from diagnose.patterns import belongs, frameworks
from diagnose.sources import source_of

_PACKAGES = (
    "openai", "ollama", "langchain", "ai", "llamaindex", "cohere-ai", "groq-sdk", "together-ai", "autogen", "ag2",
    "@langchain/core", "@ai-sdk/openai", "@autogen/core", "@anthropic-ai/sdk", "@openai/agents", "@mastra/core",
    "@llamaindex/core", "@mistralai/mistralai", "@modelcontextprotocol/sdk", "@google/genai", "@google/generative-ai",
    "@google/adk", "@azure/openai", "@aws-sdk/client-bedrock-runtime", "npm:ai@5", "ai/rsc", "npm:openai",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(frameworks._PYTHON))
def test_no_framework_of_python_is_passed_over(name: str) -> None:
    """Each module that makes a file one of agents passes."""
    text = f"import {name}\n".encode()
    source = source_of("a.py", text)

    assert source is not None
    assert belongs(source)
    assert may_belong("a.py", text)


@pytest.mark.parametrize("name", _PACKAGES)
def test_no_package_of_node_is_passed_over(name: str) -> None:
    """Each package does, with either quote, and in a notebook's JSON."""
    for quote in "\"'":
        text = f"import x from {quote}{name}{quote};\n"
        source = source_of("a.ts", text.encode())
        assert source is not None
        assert belongs(source)
        assert may_belong("a.ts", text.encode())
        assert may_belong("a.ipynb", json.dumps({"source": [text]}).encode())


def test_others_are_passed_over() -> None:
    """A file without any such word is not decoded."""
    assert not may_belong("a.py", b"import requests\n")
    assert not may_belong("a.ts", b'import { readFile } from "node:fs/promises";\nawait main();\n')
