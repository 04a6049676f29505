"""Every cause teaches: what it is, why, how to check, how to fix, how to prevent, where to read on."""

from __future__ import annotations

import ast
import warnings

import pytest

from diagnose.model.playbook import Cause
from diagnose.model.vocabulary import FRAMEWORKS, LANGUAGES
from tests.corpus import known

CAUSES = known().causes
IDS = [cause.id for cause in CAUSES]


@pytest.mark.parametrize("cause", CAUSES, ids=IDS)
def test_a_cause_is_whole(cause: Cause) -> None:
    """No part of the explanation is missing, and each reference is a link."""
    parts = {
        "title": cause.title,
        "statement": cause.statement,
        "why": cause.why,
        "signs or separates": cause.signs or cause.separates,
        "steps": cause.steps,
        "remedies": cause.remedies,
        "prevention": cause.prevention,
        "references": cause.references,
    }
    assert [name for name, part in parts.items() if not part] == []
    assert [link for link in cause.references if not link.startswith("https://")] == []
    assert len(cause.title) <= 70
    assert not cause.title.endswith(".")


@pytest.mark.parametrize("cause", CAUSES, ids=IDS)
def test_each_framework_that_a_cause_claims_has_code(cause: Cause) -> None:
    """A remedy for a framework shows code before and after, at least once for each framework and for each class that
    it is narrowed to."""
    claimed = {(remedy.framework, remedy.when) for remedy in cause.remedies}
    shown = {(remedy.framework, remedy.when) for remedy in cause.remedies if remedy.before and remedy.after}
    assert sorted(claimed - shown) == []
    assert {framework for framework, _ in claimed} <= {*FRAMEWORKS, "any"}


@pytest.mark.parametrize("cause", CAUSES, ids=IDS)
def test_fixed_code_differs_and_parses(cause: Cause) -> None:
    """Code comes in pairs of which the second is another one; Python is Python, on its own and in a notebook."""
    for number, remedy in enumerate(cause.remedies, 1):
        assert remedy.language in LANGUAGES
        if not (remedy.before or remedy.after):
            continue
        assert remedy.before, number
        assert remedy.after, number
        assert remedy.before.strip() != remedy.after.strip(), number
        if remedy.language == "python":
            parse(remedy.before)
            parse(remedy.after)


def parse(code: str) -> None:
    """Compile without running; ``await`` outside of functions is what notebooks do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(code, "snippet", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def test_titles_of_causes_are_unique() -> None:
    """A reader can tell causes by their titles."""
    titles = [cause.title for cause in CAUSES]
    assert sorted(title for title in set(titles) if titles.count(title) > 1) == []
