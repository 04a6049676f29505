"""What is kept of a long log: the windows around the lines that may begin an error, and how often those came again."""

from __future__ import annotations

from dataclasses import field

from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Line
from diagnose.model.repeats import Repeat, Repeats


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Stretches of a log, with the lines' numbers in the file; between two of them some are left out.

    ``repeats`` has an entry for each line that was looked at closely, by its number. ``later`` are repeats of lines
    that an earlier excerpt of the same log held.
    """

    stretches: tuple[tuple[Line, ...], ...]
    repeats: Repeats = field(default_factory=dict)
    later: tuple[tuple[int, Repeat], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines that are kept."""
        return tuple(line for stretch in self.stretches for line in stretch)
