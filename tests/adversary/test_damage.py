"""A log keeps its meaning whatever it went through on its way to us, and text that is no log has none."""

from __future__ import annotations

import pytest

from diagnose.input import lines_of_text
from diagnose.model import Report
from diagnose.pipeline import diagnose_lines
from diagnose.playbook import load
from tests.adversary.wrappings import WRAPPINGS

KNOWN = load().playbooks
TRACE = """\
Traceback (most recent call last):
  File "/srv/app/app.py", line 14, in analyze
    reply = agent.generate_reply(messages)
  File "/srv/venv/lib/python3.11/site-packages/openai/_base_client.py", line 1043, in _request
    raise self._make_status_error_from_response(err.response) from None
openai.BadRequestError: Error code: 400 - {'error': {'message': "This model's maximum context length is 8192 tokens. \
However, your messages resulted in 8207 tokens.", 'type': 'invalid_request_error', 'code': 'context_length_exceeded'}}
"""

DOCUMENTS = {
    "git log": """\
commit 8f2d3c1aa0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5
Author: A Person <a@example.com>
Date:   Mon Jan 5 10:00:00 2026 +0100

    Fix RuntimeError: Event loop is closed on shutdown

    - CUDA out of memory is now reported, exit code 137 too
""",
    "git log --oneline": """\
8f2d3c1 Fix RuntimeError: Event loop is closed on shutdown
1a2b3c4 Handle openai.APITimeoutError: Request timed out
2b3c4d5 docs: explain CUDA out of memory
""",
    "change log": """\
# Changelog

## 1.4.0
- `RuntimeError: Event loop is closed` when the client was collected
- Support for models whose maximum context length is 1M tokens
""",
    "help": """\
usage: app [-h] [--max-memory MB]

options:
  -h, --help            show this help message and exit
  --max-memory MB       exit with code 137 when exceeded
""",
    "answer": '{"id": "1", "object": "chat.completion", "error": null, "choices": [{"message": {"role": "assistant", '
    '"content": "RuntimeError: Event loop is closed"}}]}\n',
    "source": '''\
"""Shut down."""
import asyncio

from app import clients


class Closer:
    """Closes clients.

    Raises:
        RuntimeError: Event loop is closed
    """

    def close(self) -> None:
        if self.loop.is_closed():
            raise RuntimeError("Event loop is closed")
        for client in clients:
            client.close(timeout=3)
''',
}


def report(text: str) -> Report:
    """The whole program's answer to a text."""
    return diagnose_lines(lines_of_text(text, "x"), KNOWN)


@pytest.mark.parametrize("name", sorted(WRAPPINGS))
def test_a_trace_keeps_its_meaning(name: str) -> None:
    """Class, exception, facts and the user's frame are those of the bare trace."""
    bare, wrapped = (report(text).diagnoses[0] for text in (TRACE, WRAPPINGS[name](TRACE)))
    frames = [each.application_frame and (each.application_frame.lineno, each.application_frame.name)
              for each in (bare, wrapped)]  # fmt: skip
    assert (wrapped.playbook.id, wrapped.exception.type, wrapped.facts) == (
        "context-length",
        bare.exception.type,
        bare.facts,
    )
    assert frames == [(14, "analyze")] * 2


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_has_no_error(name: str) -> None:
    """Source code, histories and manuals speak of errors; none happened."""
    assert report(DOCUMENTS[name]) == Report((), (), ())


def test_blank_lines_of_a_chain_are_its_own() -> None:
    """Heads that are joined by lines with blank ones around them are a chain, not a paste with doubled line feeds."""
    link = "\n\nThe above exception was the direct cause of the following exception:\n\n"
    heads = [
        "httpcore.ConnectError: refused",
        "httpx.ConnectError: refused",
        "openai.APIConnectionError: no connection",
    ]
    found = report(link.join(heads) + "\n").diagnoses[0]
    assert [raised.type for raised, _ in found.chain] == [head.partition(":")[0] for head in heads]
