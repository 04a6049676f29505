"""The patterns of a cause know its remedies: the code before is hit, the code after is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diagnose.lazy import regex
from diagnose.model.playbook import Remedy
from diagnose.patterns import Hit, scan, scan_ran
from diagnose.playbook import load
from diagnose.sources import Project
from tests.patterns.samples import source

_UNSEEN = {
    ("malformed-base-url", 0): "the address is put together while the program runs",
    ("code-executor-hang", 4): "the script starts outside of any function, so in no agent's tool",
    ("model-too-large-for-host", 0): "it asks for the memory itself, in place of a loader",
    ("arguments-of-another-line", 2): "the patterns know the classes of autogen and autogen_agentchat",
    ("parameter-not-for-this-model", 1): "the setting stands apart from the model's name",
    ("parameter-not-for-this-model", 3): "no pattern for TypeScript",
}
"""Remedies whose code before has nothing that a pattern of the cause could hit, and why."""

_IN_ANOTHER_RESPECT = {
    ("blocking-call-without-timeout", 1): {"whole-page-from-tool": "bounds how long it waits, not what it returns"},
    ("blocking-call-without-timeout", 2): {"whole-page-from-tool": "bounds how long it waits, not what it returns"},
    ("blocking-call-without-timeout", 4): {"whole-page-from-tool": "bounds how long it waits, not what it returns"},
    ("shared-agent-across-requests", 0): {"store-only-grows-node": "parts the conversations, and forgets none"},
}
"""What `check` says of a remedy's code after, and why it is the remedy of another cause."""

_CASES = [
    (cause, index, remedy)
    for cause in load().playbooks.causes
    for index, remedy in enumerate(cause.remedies)
    if remedy.language in ("python", "typescript") and remedy.before
]
_OWN = {cause.id: cause.code for cause, _, _ in _CASES}
_CHECKED = {cause.id: [one for one in cause.code if one.check] for cause in load().playbooks.causes}
_FUNCTION = regex(r"\b(?:def|function)\s+(\w+)")
_NAMES = ("cause", "index", "remedy")
_each = pytest.mark.parametrize(
    _NAMES, [pytest.param(cause.id, n, one, id=f"{cause.id}-{n}") for cause, n, one in _CASES]
)
_each_in_code = pytest.mark.parametrize(
    _NAMES, [pytest.param(cause.id, n, one, id=f"{cause.id}-{n}") for cause, n, one in _CASES if cause.code]
)
"""Of causes that can be seen in code at all."""


def _ran(cause: str, remedy: Remedy, text: str, project: Project) -> Iterator[Hit]:
    """What the cause's patterns hit where a trace ran through all functions of this text."""
    functions = frozenset(_FUNCTION.findall(text))
    patterns = {cause: _OWN[cause]}
    yield from scan_ran(source(text, remedy.language), patterns, project, frozenset({remedy.framework}), functions)


@_each_in_code
def test_before_is_hit(cause: str, index: int, remedy: Remedy, tmp_path: Path) -> None:
    """A pattern of the cause hits the code that fails, save where the table says why none can."""
    hits = {hit.pattern.id for hit in _ran(cause, remedy, remedy.before or "", Project(tmp_path))}
    assert bool(hits) != ((cause, index) in _UNSEEN), hits or "no pattern of the cause hits it"


@_each
def test_after_is_clean(cause: str, index: int, remedy: Remedy, tmp_path: Path) -> None:
    """No pattern of the cause hits the code that works, and `check` says nothing of it that is not in the table."""
    after = remedy.after or ""
    assert [hit.pattern.id for hit in _ran(cause, remedy, after, Project(tmp_path))] == []
    told = {hit.pattern.id for hit in scan(source(after, remedy.language), _CHECKED)}
    assert told == set(_IN_ANOTHER_RESPECT.get((cause, index), ()))


def test_exceptions_name_remedies() -> None:
    """An exception is for a remedy that is there."""
    assert {*_UNSEEN, *_IN_ANOTHER_RESPECT} <= {(cause.id, index) for cause, index, _ in _CASES}
