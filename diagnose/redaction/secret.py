"""A secret as it stands in a text."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass

Pieces = tuple[tuple[int, int], ...]
"""Where the parts of something begin and end, in order. There are several where it goes over more than one line."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What is to be replaced: the kind of secret, the places, and ``quote``, to be put around the placeholder where
    what is replaced is a bare number that must become a text."""

    kind: str
    pieces: Pieces
    quote: str = ""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1][1]

    def value(self, text: str) -> str:
        """The secret itself, its pieces joined."""
        return "".join(text[start:stop] for start, stop in self.pieces)
