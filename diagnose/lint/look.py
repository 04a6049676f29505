"""A literal look at a file's bytes: most files of a project need not even be decoded."""

from __future__ import annotations

from pathlib import PurePosixPath

_PYTHON = (b"autogen", b"ag2")
_SCRIPT = (
    b"openai", b"ollama", b"langchain", b"llamaindex", b"cohere", b"groq", b"together", b"autogen", b"ag2", b"mastra",
    b"mistralai", b"modelcontextprotocol", b"anthropic", b"@google/", b"bedrock", b"@ai-sdk",
    b'ai"', b"ai'", b"ai`", b"ai@", b"ai/", b"ai\\",
)  # fmt: skip
"""The last ones are the package ``ai`` before what may follow its name, in a notebook's JSON too."""


def may_belong(path: str, data: bytes) -> bool:
    """Whether the file may import a framework that ``diagnose.patterns.belongs`` knows."""
    words = _PYTHON if PurePosixPath(path).suffix.lower() in (".py", ".pyw") else (*_PYTHON, *_SCRIPT)
    return any(word in data for word in words)
