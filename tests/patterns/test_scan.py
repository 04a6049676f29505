"""Hits stand where the code stands, each once, and in files of agents only."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from diagnose.model.code import CodePattern
from diagnose.patterns import Captured, Stretch, belongs, scan
from tests.patterns.samples import DIALECTS, source

_GATHER = {"rule": {"pattern": "gather($$$ARGS)"}}


def pattern(rule: object, language: str = "python", **fields: object) -> CodePattern:
    """A pattern with this rule."""
    made = CodePattern("found", "Found", language, "{{ ARGS }}", 3, json.dumps(rule))
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "# é😀\n", "\t\n", "x = '𝒳'; "])
def test_places_are_characters(before: str, newline: str) -> None:
    """Offsets and columns count characters, whatever stands before: letters of two and four bytes, tabs, CRLF."""
    text = f"import autogen\n{before}gather(ä, b)\n".replace("\n", newline)
    (hit,) = scan(source(text), {"cause": (pattern(_GATHER),)})
    line = text.replace("\r\n", "\n")[: text.replace("\r\n", "\n").index("gather")].count("\n") + 1
    column = len(text[: text.index("gather")].replace("\r\n", "\n").rpartition("\n")[2]) + 1
    assert (hit.text, hit.line, hit.column, hit.end_line) == ("gather(ä, b)", line, column, line)
    assert hit.end_column == column + len("gather(ä, b)")
    start = text.index("ä")
    assert hit.captured == (
        Captured(
            "ARGS", "ä, b", start, start + 4, True,
            (Stretch("ä", start, start + 1), Stretch(",", start + 1, start + 2), Stretch("b", start + 3, start + 4)),
        ),
    )  # fmt: skip


def test_half_characters_keep_their_places() -> None:
    """Text with half a character, which no parser takes, is scanned all the same."""
    text = "import autogen\nx = '\ud800'; gather(1)\n"
    (hit,) = scan(source(text), {"cause": (pattern(_GATHER),)})
    assert (hit.text, hit.line, hit.column) == ("gather(1)", 2, 10)


def test_hits_come_in_the_order_of_the_file() -> None:
    """Two patterns, nested and side by side: by place, each place and pattern once; the functions around are named."""
    text = "import autogen\nclass A:\n    async def f(self):\n        gather(gather(1))\ngather(2)\n"
    twice = {"rule": {"any": [{"pattern": "gather($$$A)"}, {"pattern": "gather($B)"}]}}
    patterns = {"b": (pattern(twice, id="two"),), "a": (pattern(_GATHER, id="one"),)}
    found = [(hit.line, hit.text, hit.pattern.id, hit.cause, hit.function) for hit in scan(source(text), patterns)]
    assert found == [
        (4, "gather(gather(1))", "one", "a", "A.f"),
        (4, "gather(gather(1))", "two", "b", "A.f"),
        (4, "gather(1)", "one", "a", "A.f"),
        (4, "gather(1)", "two", "b", "A.f"),
        (5, "gather(2)", "one", "a", ""),
        (5, "gather(2)", "two", "b", ""),
    ]


@pytest.mark.parametrize("dialect", DIALECTS["typescript"])
def test_one_rule_does_for_all_dialects(dialect: str) -> None:
    """A typescript pattern with kinds of TypeScript runs on .ts, .tsx and .js."""
    rule = {"rule": {"pattern": "f($A)", "not": {"inside": {"kind": "type_annotation", "stopBy": "end"}}}}
    text = 'const OpenAI = require("openai");\nf(1);\n'
    hits = scan(source(text, dialect), {"cause": (pattern(rule, "typescript"),)})
    assert [(hit.line, hit.texts) for hit in hits] == [(2, {"A": "1"})]


def test_dialects_are_parsed_as_what_they_are() -> None:
    """JSX in .tsx and .js, and a cast with angle brackets in .ts, hide nothing."""
    rule = pattern({"rule": {"pattern": "f($A)"}}, "typescript")
    head = 'import OpenAI from "openai";\n'
    for dialect, code in (("tsx", "<p>{f(1)}</p>"), ("javascript", "<p>{f(1)}</p>"), ("typescript", "<any>f(1)")):
        assert len(scan(source(f"{head}const x = {code};\n", dialect), {"c": (rule,)})) == 1


def test_other_languages_and_frameworks_are_left_alone() -> None:
    """A pattern is tried on files of its language that import one of its frameworks, and have one of its words."""
    file = source("import autogen_agentchat\ngather(1)\n")
    assert scan(file, {"c": (pattern(_GATHER, framework=("autogen-0.4",)),)})
    assert not scan(file, {"c": (pattern(_GATHER, framework=("autogen-0.2", "ag2")),)})
    assert not scan(file, {"c": (pattern(_GATHER, "typescript"),)})
    assert not scan(file, {"c": (pattern(_GATHER, words=("TaskGroup",)),)})
    assert not scan(source("gather(1)\n"), {"c": (pattern(_GATHER),)})


@pytest.mark.parametrize(
    ("text", "frameworks"),
    [
        ("import autogen", {"autogen-0.2", "ag2"}),
        ("import os, autogen.io as x", {"autogen-0.2", "ag2"}),
        ("from autogen.agentchat import X", {"autogen-0.2", "ag2"}),
        ("from ag2 import Agent", {"ag2"}),
        ("try:\n    import autogen_ext.models\nexcept ImportError:\n    pass", {"autogen-0.4"}),
        ("print 'Python 2'\nimport autogen\ntry: pass\nexcept E, e: pass", {"autogen-0.2", "ag2"}),
        ("from autogen_core import X\nimport ag2\nfoo((", {"autogen-0.4", "ag2"}),
        ("# import autogen", set()),
        ("'''\nimport autogen\n'''", set()),
        ("from .autogen import x", set()),
        ("import autogenerated\nautogen = 1", set()),
    ],
)
def test_frameworks_of_python(text: str, frameworks: set[str]) -> None:
    """Real imports count, wherever they stand; comments, texts and modules of one's own do not."""
    assert belongs(source(text)) == frameworks


@pytest.mark.parametrize(
    ("text", "belonging"),
    [
        ('import OpenAI from "openai";', True),
        ("import 'ai';", True),
        ('const { tool } = require("@langchain/core/tools");', True),
        ('const x = await import("openai");', True),
        ('export * from "ollama";', True),
        ('import x from "npm:openai@4";', True),
        ('import type { A } from "openai/resources";', True),
        ('import Anthropic from "@anthropic-ai/sdk";', True),
        ('import x from "./openai";', False),
        ('// import x from "openai"', False),
        ('const a = "openai";', False),
        ('import x from "airtable";', False),
    ],
)
def test_frameworks_of_node(text: str, belonging: bool) -> None:
    """The same for packages of npm, in all dialects."""
    for dialect in DIALECTS["typescript"]:
        assert belongs(source(text, dialect)) == ({"node"} if belonging else set())
