"""The renderings of a triage."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

import diagnose.render
from diagnose.model.triage import Triage
from diagnose.redaction import Redactor, Unredacted
from diagnose.render.tables import code
from diagnose.render.triage import FORMATS, render
from diagnose.render.view import View
from diagnose.triage.redacted import redacted
from tests.render import canned
from tests.triage.rows import NEW, NOTHING_NEW, ROW, WHOLE, hostile

SCHEMA = json.loads((Path(diagnose.render.__file__).parent / "triage.schema.json").read_text(encoding="utf-8"))
HOSTILE = [
    *canned.HOSTILE_TEXTS,
    "a | b || \\| \\\\| c\\",
    "`one` ``two`` ```three",
    "` starts and ends `",
    "<script>alert(1)</script> <!-- <img src=x onerror=y> &lt;",
    "@someone #12 GH-12 org/repo#1 https://evil.example www.evil.example a@b.example",
    "two\nlines\r\n| and | a | row |\n\n## and a heading",
    "![x](http://evil) [x](javascript:alert) **b** _i_ ~~s~~ $x$ :smile:",
    "\t\x00 \ud83d",
    "x" * 100_000,
]
TRIAGES = [WHOLE, NOTHING_NEW, NEW, *map(hostile, HOSTILE)]


def test_schema_is_a_json_schema() -> None:
    """The shipped schema is itself sound."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("triage", TRIAGES, ids=range(len(TRIAGES)))
def test_document_keeps_to_the_schema(triage: Triage) -> None:
    """Every triage gives a document of the published shape, the same bytes for every view, in ASCII."""
    text = render(triage, "json", View())
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))

    assert render(triage, "json", View(width=40, color=True, unicode=False, verbose=True)) == text
    assert text.isascii()
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("view", [View(), View(width=40, unicode=False), View(width=200, unicode=False)])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_acts_on_the_terminal(text: str, view: View) -> None:
    """No control character of a log or a file name arrives, no line is wider than asked for."""
    out = render(hostile(text), "terminal", view)

    assert out.replace("\n", "").replace("\u200d", "").isprintable()
    assert max(map(len, out.split("\n"))) <= view.width
    assert view.unicode or out.isascii()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_text_is_code_in_markdown(text: str) -> None:
    """Each row has its cells and no more; what stands in them is code: no link, mention, image, HTML or heading."""
    tokens = MarkdownIt("commonmark").enable("table").parse(render(hostile(text), "markdown", View()))
    cells = [
        token.children or []
        for before, token in pairwise(tokens)
        if before.type == "td_open" and token.type == "inline"
    ]
    plain = {child.content for cell in cells for child in cell if child.type == "text"}

    assert [token.type for token in tokens if token.type in ("html_block", "hr", "fence")] == []
    assert sum(token.type == "heading_open" for token in tokens) == 2
    assert sum(token.type == "tr_open" for token in tokens) == 2 + 3
    assert len(cells) == 2 * 8 + 2
    assert {child.type for cell in cells for child in cell} <= {"text", "code_inline"}
    assert plain <= {"1", "12345", "not recognised"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"`a\|b`"),
        (r"a\|b", r"`a\¦b`"),
        ("`a` b", "`` `a` b ``"),
        ("a\nb", "`a b`"),
        ("", ""),
        ("x" * 400, f"`{'x' * 300}…`"),
    ],
)
def test_code_in_a_cell(text: str, shown: str) -> None:
    """The escapes, one by one."""
    assert code(text) == shown


def test_markdown_fits_into_an_issue() -> None:
    """However many rows there are, the text is one that can be pasted, and says what is missing."""
    rows = tuple(replace(ROW, fingerprint=f"{at:016x}") for at in range(1000))
    text = render(Triage(rows, (WHOLE.unread[0],) * 1000, 1000), "markdown", View())
    missing = [int(line.split()[0]) for line in text.split("\n") if line.endswith(" more are not shown here.")]

    assert len(text) < 65_536
    assert missing == [1000 - text.count("| `queue-full`"), 1000 - text.count("| `logs/gone.log`")]


@pytest.mark.parametrize("form", FORMATS)
def test_secrets_are_redacted(form: str) -> None:
    """No key, organisation id or token is left in any format; who asks for them sees them."""
    table = hostile(canned.HOSTILE_TEXTS[-1])
    out, open_out = (
        render(redacted(table, redactor), form, View(width=1000, redactor=redactor))
        for redactor in (Redactor(), Unredacted())
    )

    assert [secret for secret in canned.SECRETS if secret in out] == []
    assert [secret for secret in canned.SECRETS if secret not in open_out] == []


def test_one_of_each_is_said_in_the_singular() -> None:
    """Numbers and nouns agree."""
    row = replace(ROW, count=1, sources=(("a.log", 1),))
    head = [render(Triage((row,), (), 1, known=known), "terminal", View()).split("\n")[0] for known in (None, 0)]

    assert head == ["1 distinct fault, 1 time, in 1 of 1 file.", "1 new fault, 1 time, in 1 of 1 file."]
