"""Playbooks: what to look for, why it happens, how to check, how to fix. Written as YAML, held as these values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from enum import Enum

from diagnose.model.code import CodePattern
from diagnose.model.dataclass import dataclass
from diagnose.model.proof import Number, Proof


class Role(Enum):
    """What an exception type says about the error: declared per type in ``playbooks/exceptions.yaml``."""

    ROOT = "root"
    """States the error itself."""
    WRAPPER = "wrapper"
    """Carries another one; the truth is inside or before it."""
    FALLOUT = "fallout"
    """A consequence of another error; means nothing alone."""


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The role that a type has where its message matches one of the patterns, whatever its role is otherwise."""

    message: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class ExceptionType:
    """One known exception type: its role, its base classes and its other spellings.

    ``name`` is the short or the dotted name. A clause that names a type also holds for its aliases and for every
    type that has it as a base, directly or not. ``rules`` are tried in order before ``role``.
    """

    name: str
    role: Role = Role.ROOT
    bases: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    rules: tuple[RoleRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bound on one fact or observation. It does not hold where the fact is missing, unless ``present`` is False."""

    fact: str
    at_least: Number | None = None
    at_most: Number | None = None
    equals: str | Number | None = None
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """At least ``at_least`` lines before the error match one of ``patterns``."""

    patterns: tuple[str, ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class Condition:
    """Clauses that must all hold; within a clause, any one of its values.

    Patterns are RE2 and are searched, not anchored. Named groups are facts (VOCABULARY.md).

    exception   the exception's type is one of these, or derived from one (short or dotted names)
    message     the exception's message, white space folded, matches
    unless      … and matches none of these
    frame       some frame of the event, written ``filename:name``, matches
    raised_in   the innermost frame of the exception, written so, matches
    code        the source line of some application frame matches
    chain       another exception of the same event has one of these types
    members     the exception is a group of at least so many members
    line        some line of the program's own output matches (anywhere in the log)
    before      … before the error
    after       … after the error
    counted     enough lines before the error match
    facts       bounds on facts and observations
    framework   autogen-0.2, ag2, autogen-0.4, node
    kind        the event's EventKind
    surfaced    the event's Surfaced
    none_of     none of these conditions holds
    """

    exception: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()
    raised_in: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    members: int | None = None
    line: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    counted: Counted | None = None
    facts: tuple[Comparison, ...] = ()
    framework: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    surfaced: tuple[str, ...] = ()
    none_of: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """One form in which a class of error shows itself.

    ``certainty`` is the probability that an error with this signature is of this class. ``status`` is what the
    signature says of the outcome: ``failed``, or ``harmless`` for noise.
    """

    name: str
    certainty: Number
    condition: Condition
    status: str = "failed"


@dataclass(frozen=True, slots=True)
class FactPatterns:
    """Where further facts of a class are read from: RE2 patterns with named groups, by place."""

    message: tuple[str, ...] = ()
    """messages, notes and properties of the chain's exceptions"""
    log: tuple[str, ...] = ()
    """lines of the program's own output near the error"""
    code: tuple[str, ...] = ()
    """source lines of frames"""


@dataclass(frozen=True, slots=True)
class Sign:
    """An observation that speaks for or against a cause.

    ``say`` is a sentence template over the facts. ``ratio`` is the likelihood ratio: how many times more often it
    is seen with this cause than without it (below 1: against).
    """

    say: str
    ratio: Number
    condition: Condition

    @property
    def supports(self) -> bool:
        """Whether it speaks for the cause."""
        return self.ratio >= 1


OTHER = "other"
"""In a table of probabilities: every cause that is not named there, and none of the known ones."""


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """What may come out of a step.

    ``likely`` is the probability of this outcome given each cause that is named, and given ``OTHER``; for each of
    them the outcomes of a step sum to 1. It is empty where the class names no causes. Where ``shown`` holds for the
    log, or ``found`` for what the step's built-in check found, the step is answered with this outcome.
    """

    answer: str
    means: str
    likely: tuple[tuple[str, Number], ...] = ()
    shown: Condition | None = None
    found: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to check: what to do, the command if there is one, what may come out and what that means.

    ``cost`` is about how many seconds it takes a person. ``id`` is unique in the file; a step of a class and one of a
    cause with the same id are the same check. ``framework`` narrows it to logs of these frameworks, ``check`` is the
    built-in check (``vocabulary.CHECKS``) that can answer it.
    """

    id: str
    say: str
    cost: Number
    outcomes: tuple[StepOutcome, ...]
    run: str | None = None
    framework: tuple[str, ...] = ()
    check: str | None = None

    @property
    def expect(self) -> str:
        """What the outcomes mean, in one text."""
        return " ".join(f"{outcome.answer} - {outcome.means}" for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Remedy:
    """How to fix a cause in one framework: a summary, and the code before and after.

    ``framework`` is autogen-0.2, ag2, autogen-0.4, node, or any; ``language`` is python, typescript, bash, yaml, …
    ``illustrative`` is the reason why the code cannot be run in a test, None where it can. ``when`` narrows the remedy
    to a class. ``proof`` is what differs from the cause's.
    """

    framework: str
    language: str
    summary: str
    before: str | None = None
    after: str | None = None
    illustrative: str | None = None
    when: tuple[str, ...] = ()
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Whether the same call made again can succeed (``vocabulary.RETRIES``), and why, a sentence."""

    helps: str
    because: str


@dataclass(frozen=True, slots=True)
class ConfigSetting:
    """A setting to change.

    ``of`` is the function, class, file or program that it belongs to, ``default`` what it is in the current version, as
    it is written there, ``set`` what to set it to, in a few words. ``framework`` narrows it to logs of these.
    """

    name: str
    of: str
    default: str
    set: str
    framework: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause, used by every class that has it."""

    id: str
    title: str
    statement: str
    why: str
    signs: tuple[Sign, ...] = ()
    steps: tuple[Step, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    prevention: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    separates: str | None = None
    """The observation that would tell this cause from its neighbours, as a sentence."""
    guide: tuple[str, ...] = ()
    """The guides that name it."""
    proof: Proof | None = None
    """How its remedies are proven, where they do not say it themselves."""
    verify: tuple[str, ...] = ()
    """How the user sees that the fix works, a sentence each."""
    code: Sequence[CodePattern] = ()
    """What of it stands in a program's own source."""
    side: str = ""
    """Where it fails (``vocabulary.SIDES``); empty: as the class says."""
    retry: Retry | None = None
    settings: tuple[ConfigSetting, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class CauseRef:
    """A class's mention of a cause: its probability before any evidence, and signs that hold for this class only."""

    cause: str
    prior: Number
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Playbook:
    """One class of error."""

    id: str
    title: str
    summary: str
    severity: str
    signatures: tuple[Signature, ...]
    advice: tuple[str, ...] = ()
    """Sentence templates over the facts; the first one whose facts are all known is said."""
    facts: FactPatterns = field(default_factory=FactPatterns)
    causes: tuple[CauseRef, ...] = ()
    steps: tuple[Step, ...] = ()
    prevention: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    not_this: tuple[str, ...] = ()
    """Lookalikes: what is often taken for this class and is not, a sentence each."""
    side: str = ""
    """Where it usually fails (``vocabulary.SIDES``); a cause may say otherwise, as with the next two."""
    retry: Retry | None = None
    settings: tuple[ConfigSetting, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class PlaybookSet:
    """Everything that is known: classes, causes, exception types, fact patterns for all classes."""

    playbooks: tuple[Playbook, ...]
    causes: Sequence[Cause]
    exceptions: tuple[ExceptionType, ...] = ()
    facts: FactPatterns = field(default_factory=FactPatterns)
    triggers: tuple[str, ...] | None = field(default=None, compare=False, repr=False)
    """The words that an error cannot do without, worked out ahead (``diagnose.prefilter``); None where they are not."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """For patterns the words of which a text that they hit holds one, case folded; what is not here is not known."""
    lines: tuple[str, ...] | None = field(default=None, compare=False, repr=False)
    """The patterns that are tried on lines of the log, worked out ahead; None where they are not."""


def steps_of(playbook: Playbook, causes: Iterable[Cause]) -> tuple[Step, ...]:
    """The class's steps, then those of its causes in this order; of steps with one id the first only."""
    steps: dict[str, Step] = {}
    for step in (*playbook.steps, *(step for cause in causes for step in cause.steps)):
        steps.setdefault(step.id, step)
    return tuple(steps.values())


def patterns_of(known: PlaybookSet) -> Iterator[str]:
    """Every pattern in the set, of conditions, of facts and of the roles of exception types."""
    for one in conditions_of(known):
        yield from (
            *one.message,
            *one.unless,
            *one.frame,
            *one.raised_in,
            *one.code,
            *one.line,
            *one.before,
            *one.after,
        )
        yield from one.counted.patterns if one.counted else ()
    for facts in (known.facts, *(playbook.facts for playbook in known.playbooks)):
        yield from (*facts.message, *facts.log, *facts.code)
    for kind in known.exceptions:
        for rule in kind.rules:
            yield from rule.message


def line_patterns_of(known: PlaybookSet) -> Iterator[str]:
    """Every pattern in the set that is tried on lines of the log; some come up twice."""
    for condition in conditions_of(known):
        yield from (*condition.line, *condition.before, *condition.after)
        if condition.counted is not None:
            yield from condition.counted.patterns
    for playbook in known.playbooks:
        yield from playbook.facts.log
    yield from known.facts.log


def conditions_of(known: PlaybookSet) -> Iterator[Condition]:
    """Every condition in the set, of signatures, signs and steps, with those nested in them."""
    signs = [cause.signs for cause in known.causes]
    signs += [ref.signs for playbook in known.playbooks for ref in playbook.causes]
    steps = [*(playbook.steps for playbook in known.playbooks), *(cause.steps for cause in known.causes)]
    found = [signature.condition for playbook in known.playbooks for signature in playbook.signatures]
    found += [sign.condition for some in signs for sign in some]
    outcomes = (outcome for some in steps for step in some for outcome in step.outcomes)
    found += [outcome.shown for outcome in outcomes if outcome.shown is not None]
    while found:
        condition = found.pop()
        yield condition
        found.extend(condition.none_of)
