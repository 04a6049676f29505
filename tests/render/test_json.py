"""The JSON document."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import diagnose.render
from diagnose.model import Report
from diagnose.render.json import document, render
from diagnose.render.view import View
from tests.render import canned

SCHEMA = json.loads((Path(diagnose.render.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
REPORTS = [
    canned.WHOLE,
    canned.TWO_SOURCES,
    canned.ONLY_UNKNOWN,
    canned.CLEAN,
    *map(canned.hostile, canned.HOSTILE_TEXTS),
]


def test_schema_is_a_json_schema() -> None:
    """The shipped schema is itself sound."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", REPORTS, ids=range(len(REPORTS)))
def test_document_keeps_to_the_schema(report: Report) -> None:
    """Every report gives a document of the published shape, whatever the log holds; nothing in it is undeclared."""
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(report, View())))


@pytest.mark.parametrize("report", REPORTS, ids=range(len(REPORTS)))
def test_document_is_the_same_for_every_view(report: Report) -> None:
    """The same report gives the same bytes, whatever the terminal; they are ASCII without control characters."""
    text = render(report, View())

    assert render(report, View(width=40, color=True, unicode=False, verbose=True, top=1)) == text
    assert text.isascii()
    assert text.replace("\n", "").isprintable()


def test_text_is_kept_apart_from_secrets() -> None:
    """What a log says arrives letter for letter, escapes and markup too; only secrets are taken out."""
    text = "[red]{{ 7 * 7 }} \x1b[0m “x” é 汉"
    chain = document(canned.hostile(text))["diagnoses"]

    assert isinstance(chain, list)
    assert chain[0]["chain"][0]["message"] == text


def test_secrets_are_redacted_everywhere() -> None:
    """No key, organisation id or token is left in the document."""
    text = render(canned.hostile(canned.HOSTILE_TEXTS[-1]), View())

    assert [secret for secret in canned.SECRETS if secret in text] == []


def test_long_messages_are_bounded() -> None:
    """A message of a megabyte is cut, and the cut says what is missing."""
    diagnoses = document(canned.hostile("x" * 1_000_000))["diagnoses"]

    assert isinstance(diagnoses, list)
    assert diagnoses[0]["exception"]["message"] == f"{'x' * 20_000}… (980000 more characters)"
