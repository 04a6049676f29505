"""A step whose outcome the log shows is not asked for."""

from __future__ import annotations

from diagnose.model.lines import Span
from diagnose.model.playbook import (
    Cause,
    CauseRef,
    Condition,
    Playbook,
    PlaybookSet,
    Signature,
    Step,
    StepOutcome,
    conditions_of,
)
from diagnose.model.report import AnsweredStep
from diagnose.pipeline import diagnose_lines
from tests.matching.scenes import SOURCE, lines

LOG = """
started with 3 workers
Traceback (most recent call last):
  File "/srv/app/a.py", line 3, in f
    g()
OSError: the oven is on fire
2026-01-02 10:00:00,123 INFO app: worker 2 was burnt
"""


def asked(name: str, **shown: tuple[str, ...]) -> Step:
    """A step whose second outcome is shown by this condition."""
    return Step(
        name,
        "Look.",
        30,
        (StepOutcome("no", "It is not."), StepOutcome("yes", "It is.", shown=Condition(**shown))),  # type: ignore[arg-type]
    )


def answered(*steps: Step, of_cause: tuple[Step, ...] = ()) -> tuple[AnsweredStep, ...]:
    """What the log answers of these steps of the class and of its cause."""
    known = PlaybookSet(
        (
            Playbook(
                "oven", "The oven burns", "It burns.", "error",
                (Signature("fire", 0.9, Condition(message=("on fire",))),),
                causes=(CauseRef("left-on", 0.9),), steps=steps,
            ),
        ),
        (Cause("left-on", "It was left on", "Nobody switched it off.", "People forget.", steps=of_cause),),
    )  # fmt: skip
    (diagnosis,) = diagnose_lines(lines(LOG), known).diagnoses
    return diagnosis.answered


def test_a_condition_of_an_outcome_is_looked_for_in_the_log() -> None:
    """In the messages, and in lines before, after and anywhere, also for patterns that nothing else looks for."""
    steps = (
        asked("message", message=("oven",)),
        asked("line", line=("workers",)),
        asked("before", before=("3 workers",)),
        asked("after", after=("was burnt",)),
        asked("elsewhere", line=("nowhere",)),
    )
    assert answered(*steps) == (
        AnsweredStep("message", 1, Span(SOURCE, 5, 5)),
        AnsweredStep("line", 1, Span(SOURCE, 1, 1)),
        AnsweredStep("before", 1, Span(SOURCE, 1, 1)),
        AnsweredStep("after", 1, Span(SOURCE, 6, 6)),
    )


def test_steps_of_the_cause_count_too_and_the_class_goes_first() -> None:
    """Of two steps with one id only that of the class is asked, so only that one can be answered."""
    own, other = asked("same", line=("nowhere",)), asked("same", message=("oven",))
    assert answered(own, of_cause=(other, asked("mine", message=("oven",)))) == (
        AnsweredStep("mine", 1, Span(SOURCE, 5, 5)),
    )


def test_the_first_outcome_that_holds_counts() -> None:
    """Outcomes are looked at in their order."""
    step = Step(
        "both", "Look.", 30,
        tuple(StepOutcome(name, "It is.", shown=Condition(message=("oven",))) for name in ("first", "second")),
    )  # fmt: skip
    assert answered(step) == (AnsweredStep("both", 0, Span(SOURCE, 5, 5)),)


def test_conditions_are_found_wherever_they_stand() -> None:
    """Those of signatures, signs and outcomes, and those that exclude others."""
    inner = Condition(line=("inner",))
    shown = Condition(line=("shown",), none_of=(inner,))
    step = Step("s", "Look.", 1, (StepOutcome("a", "A.", shown=shown), StepOutcome("b", "B.")))
    known = PlaybookSet((), (Cause("c", "C", "C.", "C.", steps=(step,)),))
    assert list(conditions_of(known)) == [shown, inner]
