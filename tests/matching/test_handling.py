"""Whose part fails, whether trying again helps, which settings to change."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model.handling import handling
from diagnose.model.playbook import Retry
from diagnose.model.report import Diagnosis
from diagnose.render.words import handled, setting
from tests.corpus import ROOT, answer, known


def _diagnosis(playbook: str) -> Diagnosis:
    """Any diagnosis of this class with two causes at least."""
    for path in sorted((ROOT / "sample_traces" / playbook).glob("*.log")):
        for one in answer(path).diagnoses:
            if one.playbook.id == playbook and len(one.candidates) > 1:
                return one
    raise AssertionError(playbook)


def test_the_first_cause_says_it() -> None:
    """Side, retry and settings are those of the first cause, in plain words."""
    diagnosis = replace(_diagnosis("context-length"), ambiguity=None)
    first = diagnosis.candidates[0].cause
    how = handling(diagnosis)
    assert how.sides == (first.side,)
    assert how.retry == first.retry
    assert how.retry is not None
    assert handled(how).startswith(f"It fails in {first.side}. Trying again does not help: ")


def test_two_that_cannot_be_told_apart() -> None:
    """Where the log leaves two causes, both sides are named; of the retry nothing is said where they disagree."""
    diagnosis = replace(_diagnosis("timeout"), facts=())
    one, two = diagnosis.candidates[:2]
    one = replace(one, confidence=0.4, cause=replace(one.cause, side="your tool", retry=Retry("never", "No.")))
    two = replace(two, confidence=0.4, cause=replace(two.cause, side="network", retry=Retry("later", "Yes.")))
    how = handling(replace(diagnosis, candidates=(one, two), ambiguity="either"))
    assert how.sides == ("your tool", "network")
    assert how.retry is None
    assert handled(how) == "It fails in your tool or on the network."
    unlikely = tuple(replace(candidate, confidence=0.01) for candidate in (one, two))
    assert handling(replace(diagnosis, candidates=unlikely)).sides == (diagnosis.playbook.side,)


def test_a_provider_at_home_is_a_local_server() -> None:
    """The provider is called a local server where the log names an address of this machine."""
    diagnosis = _diagnosis("timeout")
    first = replace(diagnosis.candidates[0], cause=replace(diagnosis.candidates[0].cause, side="provider"))
    diagnosis = replace(diagnosis, candidates=(first,), ambiguity=None)
    assert handling(replace(diagnosis, facts=())).sides == ("provider",)
    for facts in ((("host", "localhost"),), (("base_url", "http://127.0.0.1:8000/v1"),)):
        assert handling(replace(diagnosis, facts=facts)).sides == ("local server",)


def test_settings_of_other_frameworks_are_left_out() -> None:
    """A setting that only other frameworks have is not shown."""
    for cause in known().causes:
        for one in cause.settings:
            assert one.default in setting(one)
    diagnosis = _diagnosis("context-length")
    history = next(cause for cause in known().causes if cause.id == "unbounded-history")
    first = replace(diagnosis.candidates[0], cause=history)
    for framework, names in (("autogen-0.4", ["model_context"]), ("ag2", ["max_messages"])):
        told = replace(
            diagnosis,
            candidates=(first, *diagnosis.candidates[1:]),
            framework=replace(diagnosis.framework, name=framework),
        )
        assert [one.name for one in handling(told).settings] == names


def test_everything_shipped_says_it() -> None:
    """Each class and each cause names the side and whether trying again helps."""
    silent = [one.id for one in known().playbooks if not one.side or one.retry is None]
    assert silent + [one.id for one in known().causes if not one.side or one.retry is None] == []
