"""What a finding advises is about the code that it stands at."""

from __future__ import annotations

import pytest

from diagnose.lint.judge import finding_of
from diagnose.patterns import scan
from diagnose.playbook import load
from tests.cli.program import call_inside
from tests.patterns.samples import source

_HEADS = {"python": "import autogen\nimport autogen_agentchat\n", "typescript": 'import OpenAI from "openai";\n'}
_NAMING = [
    (cause.id, pattern)
    for cause in load().playbooks.causes
    for pattern in cause.code
    if pattern.fix is not None and "{{" in pattern.fix.say
]


@pytest.mark.parametrize("number", range(len(_NAMING)), ids=[pattern.id for _, pattern in _NAMING])
def test_advice_has_the_names_of_the_code(number: int) -> None:
    """Where the advice of a pattern names what was found, each finding has the code's own names in its place."""
    cause, pattern = _NAMING[number]
    for sample in pattern.flagged:
        hits = scan(source(_HEADS[pattern.language] + sample, pattern.language), {cause: (pattern,)})
        advice = [finding_of(hit, hit.source.path).advice for hit in hits]
        assert advice
        assert all(one and "{{" not in one for one in advice)


def test_advice_without_code_has_no_braces(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a pattern is explained, and in SARIF's help, its names stand for the code."""
    for pattern in [one for _, one in _NAMING if one.check][:4]:
        ended = call_inside(capsys, "check", "--explain", pattern.id)
        assert (ended.status, "{{" in ended.out.partition("Found")[0]) == (0, False)
