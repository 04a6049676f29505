"""Short logs through the real pipeline, and playbooks made in the test: helpers of this folder's tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from diagnose.input import lines_of_text
from diagnose.logformats import entries
from diagnose.matching.classify import Classifier
from diagnose.matching.conditions import Scene
from diagnose.matching.faults import Fault, find_faults
from diagnose.matching.framework import framework_of
from diagnose.matching.log import Log, read_log
from diagnose.matching.observations import observe
from diagnose.matching.strands import strands
from diagnose.model.events import TraceEvent
from diagnose.model.lines import Line
from diagnose.model.playbook import Condition, Playbook, PlaybookSet, Signature
from diagnose.model.report import FactValue, Report
from diagnose.pipeline import diagnose_lines
from diagnose.playbook import load
from diagnose.tracebacks import events

SOURCE = "app.log"


@lru_cache(maxsize=1)
def shipped() -> PlaybookSet:
    """The playbooks that the program ships."""
    return load().playbooks


def lines(text: str) -> list[Line]:
    """The log's lines, without the line break after the opening quotes."""
    return lines_of_text(text.removeprefix("\n"), SOURCE)


def parsed(text: str) -> Sequence[TraceEvent]:
    """The log's events."""
    return events(entries(lines(text)))


def log_of(text: str, known: PlaybookSet) -> Log:
    """The log, scanned for the set's line patterns."""
    return read_log(SOURCE, entries(lines(text)), Classifier(known).scanner)


def diagnosed(text: str, known: PlaybookSet | None = None) -> Report:
    """The whole report."""
    return diagnose_lines(lines(text), known or shipped())


def faults_in(text: str, known: PlaybookSet | None = None) -> list[Fault]:
    """The distinct faults, before fallout is attached."""
    classifier = Classifier(known or shipped())
    found = events(entries(lines(text)))
    log = read_log(SOURCE, entries(lines(text)), classifier.scanner)
    return find_faults(found, log, classifier, framework_of(found, log).name)


def one_class(condition: Condition, certainty: float = 0.9, status: str = "failed", name: str = "it") -> PlaybookSet:
    """A set of one class with one signature, and the exception types that ship."""
    signature = Signature("only", certainty, condition, status)
    playbook = Playbook(name, name, name, "error", (signature,))
    return PlaybookSet((playbook,), (), shipped().exceptions)


def scene_of(
    text: str,
    condition: Condition,
    facts: dict[str, FactValue] | None = None,
    framework: str | None = None,
    newest: bool = True,
) -> Scene:
    """The scene that a condition is tried in: the log's first event, its newest exception or its root."""
    classifier = Classifier(one_class(condition))
    log = read_log(SOURCE, entries(lines(text)), classifier.scanner)
    strand = strands(parsed(text)[0])[0]
    raised = strand.path[-1 if newest else 0]
    first_line = strand.event.span.first_line
    return Scene(strand, raised, log, classifier.types, framework, facts or {}, observe(log, first_line))
