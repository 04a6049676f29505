"""No source text takes long, and none is too much."""

from __future__ import annotations

import time

import pytest

from diagnose.patterns import scan
from diagnose.patterns.tree import root_of
from tests.patterns.samples import source
from tests.patterns.test_scan import pattern

_INSIDE = {"rule": {"pattern": "f($$$A)", "inside": {"kind": "for_statement", "stopBy": "end"}}}
_NODE = 'import OpenAI from "openai";\n'
_HOSTILE = {
    "brackets": ("python", "import autogen\n" + "[" * 100_000),
    "pairs": ("python", "import autogen\n" + "[" * 50_000 + "]" * 50_000),
    "calls": ("typescript", _NODE + "f(" * 50_000 + ")" * 50_000),
    "lines of brackets": ("typescript", _NODE + "f(\n" * 30_000),
    "sum": ("python", "import autogen\nx = " + "f() + " * 50_000 + "1"),
    "sum in lines": ("javascript", _NODE + "x = 1\n" + "  + f(1)\n" * 5000),
    "lambdas": ("python", "import autogen\nx = " + "lambda: " * 50_000 + "1"),
    "else if": ("javascript", _NODE + "if (a) { f(1) } else " * 3000 + "{}"),
    "broken else if": ("javascript", _NODE + "if(a){\nf(1)} else if(b) {\n" * 3000),
    "indentation": ("python", "import autogen\n" + "".join(" " * n + "if x:\n" for n in range(1, 400))),
    "minified": ("javascript", _NODE + "a.b(c);" * 60_000),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_ends_soon(name: str) -> None:
    """Deep, broken or minified text is left alone within seconds, also where patterns look far around."""
    dialect, text = _HOSTILE[name]
    language = "python" if dialect == "python" else "typescript"
    began = time.process_time()
    assert scan(source(text, dialect), {"c": (pattern(_INSIDE, language),)}) == ()
    assert time.process_time() - began < 5


def test_what_people_write_is_looked_at() -> None:
    """Long files, long lines, long lists and chains of calls are no reason to look away."""
    for text in (
        "import autogen\n" + "for x in y:\n    f(x)\n" * 5000,
        "import autogen\nx = '" + "a" * 3000 + "'\n",
        "import autogen\nx = [" + "1, " * 3000 + "]\n",
        "import autogen\nx = (\n" + "    'line'\n    + 'next'\n" * 100 + ")\n",
        "import autogen\n" + "".join(" " * 4 * n + "if x:\n" for n in range(20)) + " " * 80 + "f(x)\n",
    ):
        assert root_of(source(text)) is not None


def test_broken_files_are_scanned() -> None:
    """Python 2 and a mistake somewhere else in the file hide nothing."""
    text = "import autogen\nprint 'x'\nexec code\nfor x in y:\n    f(x)\ndef (:\n"
    assert [hit.line for hit in scan(source(text), {"c": (pattern(_INSIDE),)})] == [5]
