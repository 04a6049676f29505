"""The result as JSON and Markdown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from diagnose.walkthrough.console import documents
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.session import Session, case_of
from tests.render import canned
from tests.walkthrough.played import confirmed, contradicted, played, undecided

SCHEMA = json.loads((Path(documents.__file__).parent / "walkthrough.schema.json").read_text(encoding="utf-8"))
BARE = replace(canned.DIAGNOSIS, candidates=())
RESULTS = {
    "confirmed": confirmed(),
    "undecided": undecided(),
    "contradicted": contradicted(),
    "skipped": Result(canned.DIAGNOSIS, played("s", "1", "1", "1")[0].session),
    "open": Result(canned.DIAGNOSIS, Session(case_of(canned.DIAGNOSIS))),
    "no causes": Result(BARE, played("n", "1", diagnosis=BARE)[0].session),
}


def test_the_schema_is_a_json_schema() -> None:
    """The shipped schema is itself sound."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_keeps_to_the_schema(name: str) -> None:
    """However it ended; all ASCII, so that nothing in it acts on a terminal."""
    text = documents.json(RESULTS[name])
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))
    assert text.isascii()


@pytest.mark.parametrize("text", canned.HOSTILE_TEXTS)
def test_a_log_is_no_markup(text: str) -> None:
    """What a log holds stands in the Markdown as code that it cannot end, without control characters: nothing acts."""
    raised = replace(canned.RAISED, message=f"{text} <b>*x*</b> [a](javascript:b) `c` | d")
    result = Result(replace(canned.DIAGNOSIS, exception=raised), confirmed().session)
    for made in (documents.markdown(result), documents.transcript(result)):
        (quoted,) = (line for line in made.split("\n") if line.startswith("> "))
        source, _, message = quoted.removeprefix("> line 60 of ").partition(": ")
        fence = re.match("`+", message)
        assert source == "`trace.log`"
        assert fence is not None
        assert message.endswith(fence[0])
        assert fence[0] not in message[len(fence[0]) : -len(fence[0])]
        assert made.replace("\n", "").isprintable()


def test_code_cannot_end_its_fence() -> None:
    """A fix that holds backticks gets a longer fence."""
    cause = canned.DIAGNOSIS.candidates[0]
    fence = replace(cause.remedies[0], after="print('''````''')\n")
    others = canned.DIAGNOSIS.candidates[1:]
    diagnosis = replace(canned.DIAGNOSIS, candidates=(replace(cause, remedies=(fence,)), *others))
    assert "\n`````python\nprint('''````''')\n`````\n" in documents.markdown(Result(diagnosis, confirmed().session))
