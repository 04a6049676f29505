"""Findings without secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.lint.judged import Judged
from diagnose.lint.redacted import redacted
from diagnose.model.findings import Finding
from diagnose.redaction import Redactor
from tests.lint.values import finding

KEY = "sk-proj-" + "abcdEFGH1234" * 4


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        (f'a("{KEY}"); meant(2); b("{KEY}")', "meant(2)"),
        (f'meant(1); a("{KEY}")', "meant(1)"),
        (f'a("{KEY}"); meant()', "meant()"),
        (f'x = a("{KEY}", 1)', f'a("{KEY}", 1)'),
        (f'x = "{KEY}"', KEY),
        (f'x = "{KEY}"', KEY[4:9]),
        (f'x = a("{KEY}" + y)', KEY[4:] + '" + y'),
        (f'x = a("{KEY}" + y)', 'a("' + KEY[:5]),
    ],
)
def test_what_is_meant_stays_marked(source: str, meant: str) -> None:
    """The marks move with the code; of a secret that they cut the whole placeholder is marked."""
    start = source.index(meant)
    one = replace(finding(), source=source, marked=(start, start + len(meant)))
    ((told,),) = redacted([Judged("app.py", (one,))], Redactor())
    shown = told.source[slice(*told.marked)]

    assert KEY not in told.source
    assert shown == expected(meant)


def expected(meant: str) -> str:
    for part in (KEY, KEY[4:], KEY[4:9], KEY[:5]):
        if part in meant:
            return meant.replace(part, "[redacted openai-key 1]")
    return meant


def test_a_line_that_does_not_show_that_it_is_secret() -> None:
    """A line out of a private key is redacted by what stands around it; a secret that is told of elsewhere too."""
    lines = ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "-----END PRIVATE KEY-----"]
    one: Finding = replace(finding(2), source=lines[1], marked=(0, len(lines[1])), detail=f"{KEY} is used")
    ((told,),) = redacted([Judged("app.py", (one,), secrets=((None, "\n".join(lines)),))], Redactor())

    assert lines[1] not in told.source
    assert told.detail == "[redacted openai-key 1] is used"
