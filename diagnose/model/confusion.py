"""What came of a pack's samples: each as what it was labelled, and as what it was answered."""

from __future__ import annotations

from collections import Counter

from diagnose.model.dataclass import dataclass

NO_ERROR = "none"
"""The label, and the answer, of a log without an error."""
UNKNOWN = "other"
"""The label of an error that no playbook knows, and of a sample on which any answer of no class counts."""
UNRECOGNISED = "unrecognised"
"""The answer to such an error."""


@dataclass(frozen=True, slots=True)
class Label:
    """One sample and what must be said of it.

    ``file`` is its path and ``place`` the label's own ``manifest.yaml:line``. ``label`` is a class, ``NO_ERROR`` or
    ``UNKNOWN``; ``accept`` are answers that count as well, ``also`` classes of further errors that the log has. Each
    of ``facts`` holds the values of which any counts. ``known_miss`` are the respects in which nothing is asked.
    """

    id: str
    file: str
    place: str
    label: str
    causes: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    accept: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    status: str = ""
    known_miss: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """The answer that is right."""
        return UNRECOGNISED if self.label == UNKNOWN else self.label


@dataclass(frozen=True, slots=True)
class Failing:
    """A sample that is not answered as its label says.

    ``kind`` is ``missing`` (its own class does not win), ``noisy`` (a class speaks that it has no error of), ``label``
    (a cause, a fact or the status differs) or ``unread``. ``place`` is where in the sample, or the label's own place;
    ``about`` the class that is missing or noisy; ``said`` what differs, in words.
    """

    kind: str
    sample: str
    place: str
    about: str
    said: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """All samples: how often each class was answered for each that was expected, and what is wrong.

    ``own`` are the classes of the pack that is tested, ``todo`` the places in its files that still say TODO, ``slow``
    those of its classes that have a line pattern without any word: long logs are then parsed whole.
    """

    samples: int
    cells: tuple[tuple[str, str, int], ...]
    failing: tuple[Failing, ...]
    own: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()

    @property
    def expected(self) -> dict[str, int]:
        """How many samples there are of each class."""
        counted: Counter[str] = Counter()
        for expected, _, number in self.cells:
            counted[expected] += number
        return dict(counted)

    @property
    def unsampled(self) -> tuple[str, ...]:
        """The pack's classes that no sample is labelled with."""
        return tuple(name for name in self.own if name not in self.expected)
