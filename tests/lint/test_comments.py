"""Comments in manifests and lock files that ask for silence."""

from __future__ import annotations

import time

import pytest

from diagnose.lint.comments import hash_comments
from diagnose.lint.directives import Directive, directives_in

_ASK = "# autogen-doctor: ignore"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("requirements.txt", f"ag2  {_ASK}[a] why\n{_ASK}[b]\n# words\n\nag2#{_ASK}[no]\n",
         [Directive(("a",), 1, 6, 33, 1), Directive(("b",), 2, 1, 28, 4)]),
        ("pyproject.toml", f'a = "x {_ASK}[no]"\nb = """\n{_ASK}[no]\n""" {_ASK}[a]\nc = \'"\' {_ASK}-file[b]\n',
         [Directive(("a",), 4, 5, 32, 4), Directive(("b",), 5, 9, 41, None)]),
        ("deep/uv.lock", f'name = "ag2"{_ASK}[a]\n', [Directive(("a",), 1, 13, 40, 1)]),
        ("pnpm-lock.yaml", f"x:  {_ASK}[a]\n", [Directive(("a",), 1, 5, 32, 1)]),
        ("yarn.lock", f"{_ASK}[a]\nx\n", [Directive(("a",), 1, 1, 28, 2)]),
        ("package.json", f"{_ASK}[a]\n", []),
    ],
)  # fmt: skip
def test_comments_of_manifests(path: str, text: str, found: list[Directive]) -> None:
    """After a ``#`` in each format that has it, never in a string, never in JSON."""
    assert list(directives_in(hash_comments(path, text))) == found


@pytest.mark.parametrize("text", ['"""' * 200_001, "'''\"" * 100_000, '"\\' * 200_000, "#" * 400_000, " #" * 200_000])
def test_hostile_manifests_take_no_time(text: str) -> None:
    """Quotes and signs without end are gone through once."""
    start = time.process_time()
    for name in ("pyproject.toml", "requirements.txt"):
        list(hash_comments(name, text))
    assert time.process_time() - start < 2
