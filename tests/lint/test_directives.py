"""Comments that ask for silence."""

from __future__ import annotations

import time

import pytest

from diagnose.lint.directives import Directive
from diagnose.lint.directives import directives as of_source
from diagnose.sources import Source

PYTHON = '''\
x = "# autogen-doctor: ignore[in-string]"  # noqa: E501 # autogen-doctor: ignore[b, c] why not
# autogen-doctor: ignore[d]
# more words
y = 1
"""
# autogen-doctor: ignore[in-docstring]
"""
z()  # autogen-doctor: ignore
z()  # autogen-doctor: ignored[x]
# It is written as autogen-doctor: ignore[x]
if y:
    # autogen-doctor:ignore-file[ e ,f,e ]
    z()
'''
TYPESCRIPT = """\
/* autogen-doctor: ignore[a] */ f()
/**
 * autogen-doctor: ignore[b]
 */
f(`// autogen-doctor: ignore[in-template]`) // autogen-doctor: ignore[d]
"""


def directives(text: str, dialect: str) -> tuple[Directive, ...]:
    language = "python" if dialect == "python" else "typescript"
    return of_source(Source("app", text, language, dialect))


def test_directives_of_python() -> None:
    """Beside code for its line, alone for the next line of code; in strings and in mid-sentence there are none."""
    assert directives(PYTHON, "python") == (
        Directive(("b", "c"), 1, 57, 87, 1),
        Directive(("d",), 2, 1, 28, 4),
        Directive((), 8, 6, 30, 8),
        Directive(("e", "f"), 12, 5, 43, None),
    )


@pytest.mark.parametrize("dialect", ["typescript", "tsx", "javascript"])
def test_directives_of_typescript(dialect: str) -> None:
    """Comments of both kinds; text of a template is none."""
    assert directives(TYPESCRIPT, dialect) == (
        Directive(("a",), 1, 1, 29, 1),
        Directive(("b",), 3, 2, 29, 5),
        Directive(("d",), 5, 45, 73, 5),
    )


def test_text_of_an_element_is_no_comment() -> None:
    """What a page shows is no directive; a comment within braces is."""
    text = "const a = <div>// autogen-doctor: ignore[a]\n{/* autogen-doctor: ignore[b] */}</div>\n"

    assert [one.ids for one in directives(text, "tsx")] == [("b",)]


def test_line_ends_and_broken_code() -> None:
    """CRLF is no part of a reason; a file that does not parse still has its comments."""
    text = "x = (\r\n# autogen-doctor: ignore[a]\r\ny()  # autogen-doctor: ignore[b] because\r\n"

    assert [(one.ids, one.target) for one in directives(text, "python")] == [(("a",), 3), (("b",), 3)]


def test_no_directive_no_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text without the word costs nothing."""
    monkeypatch.setitem(__import__("sys").modules, "ast_grep_py", None)

    assert directives("x = 1  # noqa\n" * 10_000, "python") == ()


def test_linear_time() -> None:
    """A comment of many almost-directives takes no longer than its length explains."""
    text = ("# " + "# autogen-doctor: ignore[" * 150 + "\n") * 200 + ("#" + " " * 2000 + "autogen-doctor\n") * 100
    start = time.perf_counter()

    assert len(directives(text, "python")) == 30_000
    assert time.perf_counter() - start < 5
