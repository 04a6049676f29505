"""The framework and the versions in play on the page and in the document."""

from __future__ import annotations

import json as jsonlib
from dataclasses import replace

from diagnose.model.lines import Span
from diagnose.model.report import Framework, Report
from diagnose.model.versions import Remark, Version
from diagnose.redaction import Redactor
from diagnose.render import json, terminal
from diagnose.render.versions import in_play
from diagnose.render.view import View
from tests.render import canned

PLACE = replace(canned.DIAGNOSIS.span, first_line=3, last_line=3)


def version(of: str, exact: str | None = None, least: str | None = None, most: str | None = None) -> Version:
    return Version(of, exact, least, most, exact is not None, "a path" if exact else "its frames", PLACE)


SEVERAL = Framework(
    "autogen-0.4",
    None,
    (
        version("python", "3.11"),
        version("httpx", "0.27.0"),
        version("autogen-agentchat", least="0.6.2"),
        version("autogen-ext", least="0.7.1", most="0.7.4"),
        version("openai", least="3.41.0"),
    ),
    ("autogen-0.4",),
    (Remark("two-lines", "Mixed installation: a and b.", (PLACE, replace(PLACE, first_line=9, last_line=9))),),
)


def test_the_framework_comes_first_then_what_it_stands_on() -> None:
    """The parts of a framework narrow its version together; packages that matter less are told if all is asked for."""
    assert in_play(SEVERAL) == [
        "AutoGen 0.4+ (0.7.1 - 0.7.4 by its frames)",
        "openai 3.41.0 or newer",
        "Python 3.11",
    ]
    assert in_play(SEVERAL, verbose=True) == [
        "AutoGen 0.4+ (0.7.1 - 0.7.4 by its frames)",
        "openai 3.41.0 or newer by its frames",
        "Python 3.11",
        "httpx 0.27.0",
    ]


def test_frameworks_that_cannot_be_told_apart_are_both_named() -> None:
    """A stated version stands alone; nothing is said where nothing is known."""
    assert in_play(Framework("autogen-0.2", None, (), ("autogen-0.2", "ag2"))) == ["AutoGen 0.2 or AG2"]
    assert in_play(Framework("ag2", "0.9.9", (version("ag2", "0.9.9"),), ("ag2",))) == ["AG2 (0.9.9)"]
    assert in_play(Framework("node", "20.1.0", (version("node", "20.1.0"),), ("node",))) == ["Node (20.1.0)"]
    assert in_play(Framework(None, None, (version("python", "3.11"), version("python", "3.12")))) == [
        "Python 3.11 and 3.12"
    ]
    assert in_play(Framework()) == []


def test_the_page_says_what_does_not_go_together() -> None:
    """Once, with its lines, below whatever the error is; and with no error too."""
    told = replace(canned.DIAGNOSIS, framework=SEVERAL)
    page = terminal.render(Report((told,), (), (), remarks=SEVERAL.remarks), View())
    assert page.count("Mixed installation") == 1
    assert "Mixed installation: a and b. (line 3, line 9)" in page
    assert "Mixed installation" in terminal.render(Report((), (), (), remarks=SEVERAL.remarks), View())
    assert "Mixed installation" in terminal.short(Report((told,), (), ()), View())


def test_a_fix_that_was_run_with_other_versions_says_so() -> None:
    """Beside the fix, on the page and in the document."""
    first = replace(canned.DIAGNOSIS.candidates[0], elsewhere=("Run with x 2; yours is 1.",))
    report = Report((replace(canned.DIAGNOSIS, candidates=(first,)),), (), ())
    assert "  Run with x 2; yours is 1.\n" in terminal.render(report, View())
    remedies = jsonlib.loads(json.render(report, View()))["diagnoses"][0]["candidates"][0]["remedies"]
    assert [one["ran_elsewhere"] for one in remedies][:1] == ["Run with x 2; yours is 1."]


def test_a_cause_without_a_fix_for_what_runs_names_the_others() -> None:
    """No fix for another line is shown; where they are is said."""
    first = replace(canned.DIAGNOSIS.candidates[0], remedies=())
    page = terminal.render(Report((replace(canned.DIAGNOSIS, candidates=(first,)),), (), ()), View(width=200))
    assert "Fix for cause" not in page
    assert "None of its fixes is for what runs here; there are some for " in page


def test_the_document_has_each_version_with_its_place() -> None:
    """Stated or not, from what, its bounds, and where."""
    document = json.document(Report((replace(canned.DIAGNOSIS, framework=SEVERAL),), (), (), remarks=SEVERAL.remarks))
    told = document["diagnoses"][0]["framework"]  # type: ignore[index]
    span = {"source": PLACE.source, "first_line": 3, "last_line": 3}
    assert told["versions"][0] == {
        "of": "python", "version": "3.11", "from": None, "to": None, "stated": True, "by": "a path", "span": span,
    }  # fmt: skip
    assert [told["versions"][3][name] for name in ("version", "from", "to", "stated")] == [
        None,
        "0.7.1",
        "0.7.4",
        False,
    ]
    assert told["remarks"] == document["remarks"]


def test_places_are_redacted() -> None:
    """The name of a file may hold a secret."""
    secret = "token=abcdefghijklmnopqrstuvwxyz123456.log"
    place = Span(secret, 3, 3)
    found = replace(
        SEVERAL,
        versions=tuple(replace(one, span=place) for one in SEVERAL.versions),
        remarks=(Remark("two-lines", "a", (place,)),),
    )
    report = Report((replace(canned.DIAGNOSIS, framework=found),), (), (), remarks=found.remarks)
    assert "abcdefghijklmnop" not in json.render(report, View(redactor=Redactor()))
