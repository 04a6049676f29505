"""The answer: ranked diagnoses, and what stayed unrecognised or unread."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from diagnose.model.dataclass import dataclass
from diagnose.model.ending import Ending
from diagnose.model.events import Frame, RaisedException, TraceEvent
from diagnose.model.lines import Skipped, Span
from diagnose.model.playbook import Cause, Playbook, Remedy, Role
from diagnose.model.versions import Remark, Version

FactValue = int | float | str
"""A fact: a number (tokens, bytes, seconds) or a name."""


class Status(Enum):
    """What became of the error."""

    FAILED = "failed"
    RECOVERED = "recovered"
    """Retried, and then it succeeded."""
    HARMLESS = "harmless"
    """Noise that changes nothing."""


@dataclass(frozen=True, slots=True)
class Framework:
    """Which agent framework the log comes from; ``name`` is autogen-0.2, ag2, autogen-0.4, node, or None.

    ``version`` is its own, ``versions`` are those of all that the log shows. ``lines`` are the frameworks that it may
    be, ``name`` first; empty where nothing is known of it. Advice for any other does not fit. ``remarks`` say what of
    the installation does not go together.
    """

    name: str | None = None
    version: str | None = None
    versions: tuple[Version, ...] = ()
    lines: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation about a candidate, and the lines that show it (None: it rests on an absence).

    ``in_code``: the lines are those of a file of the user's own project, not of the log.
    """

    statement: str
    supports: bool
    span: Span | None
    in_code: bool = False


@dataclass(frozen=True, slots=True)
class AnsweredStep:
    """A step that need not be taken: the log shows its outcome (by number, from 0), in these lines."""

    step: str
    outcome: int
    span: Span | None


@dataclass(frozen=True, slots=True)
class Patch:
    """A change of the user's own file: ``label`` is safe or review, ``diff`` a unified diff as git takes it."""

    path: str
    label: str
    say: str
    diff: str
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where the user's own frame stands in the source at hand.

    ``path`` is relative to the project. ``state`` is ``same``, ``moved`` to ``line``, ``changed`` (the line of the
    trace is not there any more), or ``unknown`` (the trace does not print the line).
    """

    path: str
    line: int
    state: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible cause, how probable it is given the evidence, and its cure; ``patches`` change the user's own code.

    ``remedies`` are those that fit the framework of the log. ``elsewhere`` has a sentence for each of them that was run
    with other versions than those in play, an empty text for the others; it is empty where nothing is recorded.
    """

    cause: Cause
    confidence: float
    evidence: tuple[Evidence, ...]
    remedies: tuple[Remedy, ...]
    patches: tuple[Patch, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def ran_elsewhere(self, remedy: int) -> str:
        """The sentence about the remedy of this number, from 0."""
        return self.elsewhere[remedy] if remedy < len(self.elsewhere) else ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One fault: its class, what shows it, its possible causes in order.

    ``chain`` pairs each exception of the fault with its role; ``decisive`` are the lines that decided the class.
    ``fallout`` are the spans of later errors that followed from this one, ``answered`` the steps whose outcome the log
    shows already. ``first_seen`` and ``last_seen`` are the times that the log states where it occurred first and last,
    as they stand there; None where it states none. ``places`` are its occurrences, as far as they were parsed together.
    """

    playbook: Playbook
    confidence: float
    status: Status
    fingerprint: str
    occurrences: int
    span: Span
    decisive: Span
    last_span: Span
    exception: RaisedException
    chain: tuple[tuple[RaisedException, Role], ...]
    application_frame: Frame | None
    framework: Framework
    facts: tuple[tuple[str, FactValue], ...]
    advice: str
    candidates: tuple[Candidate, ...]
    ambiguity: str | None
    fallout: tuple[Span, ...] = ()
    event: TraceEvent | None = None
    answered: tuple[AnsweredStep, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    own_place: OwnPlace | None = None
    """Where ``application_frame`` stands in the user's own files, where these are at hand."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A class whose known wordings resemble an unrecognised error, and how much (0 to 1)."""

    playbook: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """An error that no playbook knows; ``fingerprint``, ``first_seen``, ``last_seen``, ``places`` as in a diagnosis."""

    exception: RaisedException
    span: Span
    application_frame: Frame | None
    nearest: tuple[Nearest, ...]
    occurrences: int = 1
    fingerprint: str = ""
    first_seen: str | None = None
    last_seen: str | None = None
    places: tuple[Span, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """All that can be said of the input: diagnoses with the root fault first, and what is left over.

    ``ending`` is how the program ended that printed it, where it was run here. ``remarks`` are about the installation,
    whatever the faults are.
    """

    diagnoses: tuple[Diagnosis, ...]
    unrecognised: tuple[Unrecognised, ...]
    skipped: tuple[Skipped, ...]
    ending: Ending | None = None
    remarks: tuple[Remark, ...] = ()
