"""How long the walkthrough takes to the true cause, against the fixed order of the guides' steps.

    python -m benchmarks.walkthrough [--class CLASS]... [--runs N] [--seed N] [--check]

Simulated users: the true cause is drawn by its prior in the class, no log is known. A user answers each step by the
step's own table for the true cause; one answer in ten is drawn at random among the other outcomes of the step
(``--noise``). Both ways hold the same belief, and end when one cause has 95 % or no step is left:

chosen    the walkthrough: each time the step with the best expected gain for its cost
fixed     the class's steps in the order of its file, which is that of the guides' "how to debug" sections, then the
          steps of each cause in the order of the class's causes

Printed per class, and for all: ``steps`` and ``minutes``, the mean number and cost of steps until the end;
``first``, the share of runs that end with the true cause first; ``ratio`` of the minutes, chosen / fixed. In brackets
the same with the fixes: after the end they are tried in the order of belief, each wrong one costs ``--fix`` minutes.
``worst`` is the cause that is found least often.

With ``--logs`` the same users come with a log: the labelled samples of the five classes that name causes, each as often
as ``--runs`` says, their first labelled cause being the true one. Printed are the share of logs whose first cause is a
labelled one before any answer and after the walkthrough, its steps and minutes. The samples were used while the
playbooks were written, so the share before flatters.

Exit status: 0, or 1 with ``--check`` where over all classes the ratio is above 0.7 or ``first`` is below 0.9.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

if __package__ in (None, ""):  # run as a script: python benchmarks/walkthrough.py
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from diagnose.model.playbook import OTHER, PlaybookSet, Step
from diagnose.playbook import load
from diagnose.walkthrough.belief import leader
from diagnose.walkthrough.session import CONFIRMED, Answer, Case, Reply, Session, case_of, case_of_class

FIVE = ("context-length", "cuda-oom", "event-loop", "host-oom", "timeout")
MOST_RATIO, LEAST_FIRST = 0.7, 0.9
_HEAD = f"{'':<16} steps  fixed  minutes  fixed   ratio (fixes)  first  fixed  worst"
Choice = Callable[[Session], Step | None]


@dataclass
class Course:
    """What the runs of one way add up to."""

    steps: int = 0
    seconds: float = 0.0
    fixes: int = 0
    first: int = 0
    runs: int = 0
    by_cause: dict[str, list[bool]] = field(default_factory=dict)

    def add(self, session: Session, true: str) -> None:
        """One finished run."""
        order = [name for name, _ in session.ranking]
        right = session.case.causes[leader(session.belief)] == true if _knows(session) else False
        self.runs += 1
        self.steps += len(session.answers)
        self.seconds += sum(session.case.tables[answer.step].step.cost for answer in session.answers)
        self.fixes += order.index(true)
        self.first += right
        self.by_cause.setdefault(true, []).append(right)

    def minutes(self, fix: float = 0.0) -> float:
        """The mean cost of a run, wrong fixes counted with so many minutes."""
        return (self.seconds / 60 + fix * self.fixes) / self.runs

    def share(self) -> float:
        """The share of runs that end with the true cause first."""
        return self.first / self.runs

    def worst(self) -> str:
        """The cause that is found least often, and how often."""
        name = min(self.by_cause, key=lambda one: sum(self.by_cause[one]) / len(self.by_cause[one]))
        return f"{name} {sum(self.by_cause[name]) / len(self.by_cause[name]):.2f}"

    def __add__(self, other: Course) -> Course:
        both = Course(
            self.steps + other.steps, self.seconds + other.seconds, self.fixes + other.fixes,
            self.first + other.first, self.runs + other.runs,
        )  # fmt: skip
        both.by_cause = {**self.by_cause, **other.by_cause}
        return both


def _knows(session: Session) -> bool:
    return leader(session.belief) < len(session.case.causes)


def chosen(session: Session) -> Step | None:
    """The walkthrough's own choice."""
    return session.next_step


def fixed(session: Session) -> Step | None:
    """The next step in the fixed order, until one cause is sure."""
    if session.answers and max(session.belief) >= CONFIRMED:
        return None
    done = {answer.step for answer in session.answers}
    return next((step for step in session.case.steps if step.id not in done), None)


def simulate(case: Case, true: str, choice: Choice, noise: float, chance: random.Random) -> Session:
    """One run to its end with a user who has this cause."""
    session = Session(case)
    while (step := choice(session)) is not None:
        session = session.answered(Answer(step.id, Reply.OUTCOME, _outcome(step, true, noise, chance)))
    return session


def _outcome(step: Step, true: str, noise: float, chance: random.Random) -> int:
    shares = [dict(outcome.likely) for outcome in step.outcomes]
    weights = [table.get(true, table.get(OTHER, 0.0)) for table in shares]
    answer = chance.choices(range(len(weights)), weights)[0]
    if chance.random() < noise:
        return chance.choice([other for other in range(len(weights)) if other != answer])
    return answer


def measure(known: PlaybookSet, name: str, runs: int, noise: float, seed: int) -> tuple[Course, Course]:
    """The runs of one class, chosen and fixed."""
    playbook = next(one for one in known.playbooks if one.id == name)
    case = case_of_class(playbook, {cause.id: cause for cause in known.causes})
    weights = [case.prior[at] for at in range(len(case.causes))]
    courses = Course(), Course()
    for number in range(runs):
        true = random.Random(f"{seed}/{name}/{number}").choices(case.causes, weights)[0]
        for course, choice in zip(courses, (chosen, fixed), strict=True):
            chance = random.Random(f"{seed}/{name}/{number}/{choice.__name__}")
            course.add(simulate(case, true, choice, noise, chance), true)
    return courses


def _line(name: str, mine: Course, theirs: Course, fix: float) -> str:
    ratio, with_fixes = mine.minutes() / theirs.minutes(), mine.minutes(fix) / theirs.minutes(fix)
    return (
        f"{name:<16}{mine.steps / mine.runs:>6.1f}{theirs.steps / theirs.runs:>7.1f}"
        f"{mine.minutes():>9.1f}{theirs.minutes():>7.1f}{ratio:>8.2f} ({with_fixes:.2f})"
        f"{mine.share():>8.3f}{theirs.share():>7.3f}  {mine.worst()}"
    )


def _report(names: Sequence[str], options: argparse.Namespace) -> Iterator[str]:
    known = load(()).playbooks
    yield _HEAD
    total = Course(), Course()
    for name in names:
        mine, theirs = measure(known, name, options.runs, options.noise, options.seed)
        total = total[0] + mine, total[1] + theirs
        yield _line(name, mine, theirs, options.fix)
    yield _line("all", *total, options.fix)
    if options.check and (total[0].minutes() > MOST_RATIO * total[1].minutes() or total[0].share() < LEAST_FIRST):
        raise SystemExit(f"wanted: a ratio of at most {MOST_RATIO}, the true cause first in at least {LEAST_FIRST}")


def _from_logs(options: argparse.Namespace) -> Iterator[str]:
    from tests.corpus import SAMPLES, answer, read_labels

    before = after = steps = runs = 0
    seconds = 0.0
    for sample in read_labels(SAMPLES):
        if sample.label not in FIVE or not sample.causes:
            continue
        diagnosis = next((one for one in answer(sample.path).diagnoses if one.playbook.id == sample.label), None)
        if diagnosis is None or sample.causes[0] not in {one.cause.id for one in diagnosis.candidates}:
            continue
        case = case_of(diagnosis)
        for number in range(options.runs):
            chance = random.Random(f"{options.seed}/{sample.id}/{number}")
            session = simulate(case, sample.causes[0], chosen, options.noise, chance)
            runs += 1
            before += Session(case).ranking[0][0] in sample.causes
            after += _knows(session) and session.ranking[0][0] in sample.causes
            steps += len(session.answers)
            seconds += sum(case.tables[one.step].step.cost for one in session.answers)
    yield f"logs {runs // options.runs}, runs {runs}"
    yield f"first before {before / runs:.3f}, after {after / runs:.3f}"
    yield f"steps {steps / runs:.1f}, minutes {seconds / 60 / runs:.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class", dest="classes", action="append", metavar="ID", help="any class that has causes")
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=float, default=0.1)
    parser.add_argument("--fix", type=float, default=15.0)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--logs", action="store_true")
    options = parser.parse_args(arguments)
    if options.logs:
        for line in _from_logs(options):
            print(line)
        return
    for line in _report(options.classes or FIVE, options):
        print(line, flush=True)


if __name__ == "__main__":
    main()
