"""Which class an error is of: the signature that fits best, over all exceptions on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from diagnose.matching.conditions import Captured, Scene, holds, message_of
from diagnose.matching.log import Log
from diagnose.matching.patterns import LineScanner, know_words
from diagnose.matching.strands import Strand
from diagnose.matching.types import TypeIndex
from diagnose.matching.wordings import is_one_sentence, same_but_for_slips
from diagnose.model.dataclass import dataclass
from diagnose.model.events import EventKind, Link, RaisedException
from diagnose.model.playbook import Condition, Playbook, PlaybookSet, Role, Signature, line_patterns_of


@dataclass(frozen=True, slots=True)
class Match:
    """A signature that fits one exception of a strand, with what its patterns captured."""

    playbook: Playbook
    signature: Signature
    raised: RaisedException
    strand: Strand
    captured: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Form:
    playbook: Playbook
    signature: Signature
    condition: Condition
    """The signature's condition for an exception: its line patterns are tried on the exception's own words."""


GENERIC = 0.65
"""A signature less certain than this says only that something failed; beside a real fault it is its fallout."""
BRIDGED = 0.7
"""The certainty of a class whose wording was met with slips."""


class Classifier:
    """The signatures of a playbook set, ready to be tried.

    Ties are broken by the certainty, then by the place in the chain, then by the order of ids and of the file.
    """

    def __init__(self, known: PlaybookSet) -> None:
        self.known = known
        know_words(known.words)
        self.types = TypeIndex(known)
        self._forms = [
            _Form(playbook, signature, _on_exception(signature.condition))
            for playbook in sorted(known.playbooks, key=lambda one: one.id)
            for signature in playbook.signatures
        ]

    @cached_property
    def scanner(self) -> LineScanner:
        """All patterns of the set that are tried on lines of the log."""
        return LineScanner(line_patterns_of(self.known) if self.known.lines is None else self.known.lines)

    @cached_property
    def bare_forms(self) -> tuple[tuple[Playbook, Signature], ...]:
        """The signatures that a line of the log can satisfy without any trace."""
        return tuple(
            (form.playbook, form.signature)
            for form in self._forms
            if form.signature.condition.line and not form.signature.condition.exception
        )

    def classify(self, strand: Strand, log: Log, framework: str | None) -> Match | None:
        """The best fit of any signature to any exception of the strand, None where none fits."""
        scenes = [Scene(strand, raised, log, self.types, framework) for raised in strand.path]
        fits = [fit for scene in scenes for fit in self._fits(scene)]
        if all(fit.signature.certainty < GENERIC for fit in fits):
            fits += [fit for scene in scenes for fit in self._bridged(scene)]
        return self._best(strand, fits)

    @cached_property
    def _sentences(self) -> tuple[tuple[_Form, tuple[str, ...]], ...]:
        """The signatures whose wordings may be met with a slip, and those wordings."""
        spelled = ((form, tuple(filter(is_one_sentence, form.condition.message))) for form in self._forms)
        return tuple((form, patterns) for form, patterns in spelled if patterns)

    def _bridged(self, scene: Scene) -> Iterable[Match]:
        """Fits of signatures whose every clause holds but for small changes in the wording.

        Likeness alone decides nothing: the exception's type must be one that the registry knows, and the signature's
        other clauses must hold. What is found so is said with ``BRIDGED`` certainty at most.
        """
        raised = scene.raised
        if scene.strand.event.kind is EventKind.WARNING or raised.short_type in OWN_MISTAKES:
            return
        if not self.types.knows(raised.type):
            return
        text = message_of(raised)
        for form, patterns in self._sentences:
            if same_but_for_slips(patterns, text) and holds(replace(form.condition, message=()), scene) is not None:
                unsure = replace(form.signature, certainty=min(BRIDGED, form.signature.certainty))
                yield Match(form.playbook, unsure, raised, scene.strand, ())

    def _fits(self, scene: Scene) -> Iterable[Match]:
        warned = scene.strand.event.kind is EventKind.WARNING
        mistaken = scene.raised.short_type in OWN_MISTAKES
        for form in self._forms:
            if mistaken and not form.condition.exception:
                continue
            if warned and EventKind.WARNING.value not in form.condition.kind:
                continue
            held = holds(form.condition, scene)
            if held is not None:
                yield _fit(form, scene, held.captured)

    def _best(self, strand: Strand, fits: Sequence[Match]) -> Match | None:
        if not fits:
            return None
        place = {id(raised): index for index, raised in enumerate(strand.path)}
        winner = max(fits, key=lambda fit: (fit.signature.certainty, self._rootness(strand, place[id(fit.raised)])))
        same = [fit for fit in fits if fit.playbook.id == winner.playbook.id]
        told = [fit for fit in same if place[id(fit.raised)] < strand.inner] or same
        told = [fit for fit in told if self.types.role(fit.raised.type) is Role.ROOT] or told
        told = [fit for fit in told if fit.raised.short_type not in _PLAIN_TYPES] or told
        outermost = max(told, key=lambda fit: (place[id(fit.raised)], fit.signature.certainty))
        words = _first_captures(sorted(same, key=lambda fit: -fit.signature.certainty))
        return replace(winner, raised=outermost.raised, captured=words)

    def _rootness(self, strand: Strand, index: int) -> int:
        """How near an exception is to the root of what finally failed; what was being handled comes second."""
        links = [raised.link for raised in strand.path[index + 1 :]]
        return -index if Link.CONTEXT not in links else -index - len(strand.path)


def _fit(form: _Form, scene: Scene, captured: Captured) -> Match:
    return Match(form.playbook, form.signature, scene.raised, scene.strand, tuple(captured.items()))


def _first_captures(fits: Sequence[Match]) -> tuple[tuple[str, str], ...]:
    found: Captured = {}
    for fit in fits:
        for name, text in fit.captured:
            found.setdefault(name, text)
    return tuple(found.items())


def _on_exception(condition: Condition) -> Condition:
    if not condition.line:
        return condition
    return replace(condition, message=condition.message + condition.line, line=())


_PLAIN_TYPES = frozenset({"RuntimeError", "ValueError", "Exception", "Error"})
"""Types that say nothing by themselves: of several exceptions of one class another one tells more."""
OWN_MISTAKES = frozenset(
    {"KeyError", "IndexError", "NameError", "UnboundLocalError", "AttributeError", "AssertionError", "SyntaxError"}
    | {"IndentationError", "ZeroDivisionError", "ReferenceError"}
)
"""Exceptions of a program's own mistakes: the words in their messages are its names and values, so that only a
signature that names the type may claim them."""
