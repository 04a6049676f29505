"""What is told of a growing log, on a screen and as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

import diagnose.render
from diagnose.model.following import Again, Found, Known, Place, Summary, Tallied, Told
from diagnose.render.follow import render
from diagnose.render.view import View
from tests.render import canned

FOLDER = Path(diagnose.render.__file__).parent
SCHEMA = json.loads((FOLDER / "follow.schema.json").read_text(encoding="utf-8"))
REPORT = json.loads((FOLDER / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, registry=Registry().with_resource("report.schema.json", Resource.from_contents(REPORT))
)
NOON = datetime(2025, 1, 1, 12, 5, 9, tzinfo=timezone.utc)
PLACE = Place("app.log", 60, NOON)
BEFORE = Place("app.log", 7, None)
KNOWN = Known(1, "queue-full", canned.PLAYBOOK.title, canned.DIAGNOSIS.fingerprint)
OTHER = Known(2, None, "ValueError", "0123456789abcdef")
FOUND = Found(KNOWN, canned.DIAGNOSIS, 1, PLACE)
UNKNOWN = Found(OTHER, canned.UNKNOWN, 3, BEFORE)
AGAIN = Again(KNOWN, 1000, replace(PLACE, line=981))
SUMMARY = Summary(
    (Tallied(KNOWN, 1000, BEFORE, PLACE), Tallied(OTHER, 1, PLACE, PLACE)), ("app.log",), 12_345, NOON,
    NOON + timedelta(seconds=125), forgotten=2,
)  # fmt: skip
NOTHING = Summary((), ("app.log",), 0, NOON, NOON)


def hostile(text: str) -> list[Told]:
    """Events with such a text in every field that comes from outside."""
    report = canned.hostile(text)
    place = Place(text, 1, NOON)
    known = Known(1, None, text, "0123456789abcdef")
    found = Found(known, report.diagnoses[0], 1, place)
    return [found, Again(known, 2, place), Summary((Tallied(known, 1, place, place),), (text,), 1, NOON, NOON)]


EVENTS: list[Told] = [FOUND, UNKNOWN, AGAIN, SUMMARY, NOTHING]
HOSTILE = [event for text in canned.HOSTILE_TEXTS for event in hostile(text)]


def test_the_schema_is_a_json_schema() -> None:
    """The shipped schema is itself sound."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("told", [*EVENTS, *HOSTILE], ids=lambda told: type(told).__name__)
def test_each_event_is_one_line_of_the_schema(told: Told) -> None:
    """One line of ASCII without control characters, whatever a log holds, and without its secrets."""
    text = render(told, "json", View())
    VALIDATOR.validate(json.loads(text))
    assert text.isascii()
    assert text.endswith("\n")
    assert text[:-1].isprintable()
    assert [secret for secret in canned.SECRETS if secret in text] == []


@pytest.mark.parametrize("told", HOSTILE, ids=lambda told: type(told).__name__)
def test_a_log_acts_on_no_terminal(told: Told) -> None:
    """Nothing of a log, nor of a file's name, is more than text on the screen; secrets are taken out."""
    text = render(told, "terminal", View(width=60))
    assert text.replace("\n", "").isprintable()
    assert [secret for secret in canned.SECRETS if secret in text] == []


def test_a_new_fault_on_the_screen() -> None:
    """When and where in the first line, then what it is, the line, the user's code, the first cause, where more is."""
    lines = render(FOUND, "terminal", View()).split("\n")
    assert lines[0] == "12:05:09  app.log:60"
    assert lines[1].startswith("✗ ")
    assert "explain" in lines[-3]
    assert lines[-2:] == ["", ""]
    assert render(UNKNOWN, "terminal", View()).startswith("earlier   app.log:7  (3 times)\n? Not recognised\n")


def test_repeats_and_the_sum_on_the_screen() -> None:
    """A repeat is a line; the sum names each fault, how often, and where first and last."""
    assert render(AGAIN, "terminal", View()) == (
        "12:05:09  app.log:981             queue-full again, 1,000 times by now\n"
    )
    assert render(SUMMARY, "terminal", View()).split("\n")[1:] == [
        "4 distinct faults in 12,345 lines, 2 min 5 s",
        f"  1,000  {KNOWN.title:<61}queue-full",
        "         first earlier app.log:7, last 12:05:09 app.log:60",
        f"      1  {'ValueError':<57}not recognised",
        "         12:05:09 app.log:60",
        "  2 older faults are not listed: only the last 2 are remembered.",
        "",
    ]
    assert render(NOTHING, "terminal", View()).endswith("No error found in 0 lines, 0 s.\n")


def test_everything_of_a_new_fault_if_asked() -> None:
    """--verbose shows the whole answer below the place."""
    assert "Fix for cause 1" in render(FOUND, "terminal", View(verbose=True))
    assert "Fix for cause 1" not in render(FOUND, "terminal", View())
