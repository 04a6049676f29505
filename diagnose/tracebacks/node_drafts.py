"""A JavaScript error while it is read, and the chain that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from diagnose.model import Frame, Link, RaisedException
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks.node_heads import Head, type_and_properties
from diagnose.tracebacks.protocol import PayloadLine, span_of

DEEPEST = 20
"""Errors nested deeper than this are left out: the depth of a log must not decide over our stack."""
_MOST = 200


@dataclass(slots=True)
class Draft:
    """One error while it is read. ``frames`` are in the order of the log; line numbers are indices.

    ``start`` is where its block begins, ``head`` where its head does, if that is another line.
    """

    type: str
    message: list[str]
    start: int
    head_stop: int
    stop: int
    depth: int = 0
    head: int | None = None
    frames: list[Frame] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    cause: Draft | None = None
    members: list[Draft] = field(default_factory=list)

    @classmethod
    def of(cls, head: Head, index: int, depth: int) -> Draft:
        """A draft of the error that the head in line ``index`` names."""
        kind, properties = type_and_properties(head)
        return cls(kind, [head.message], index, index + 1, index + 1, depth, properties=dict(properties))

    def set(self, path: str, value: str) -> None:
        """Notes a property, unless there are far too many of them."""
        if len(self.properties) < _MOST and path:
            self.properties[path] = value

    def chain(self, lines: Sequence[PayloadLine]) -> tuple[RaisedException, ...]:
        """The error and its causes, oldest first."""
        newest_first = list(self._causes())
        oldest = len(newest_first) - 1
        return tuple(
            draft._raised(lines, Link.NONE if place == oldest else Link.CAUSE)
            for place, draft in reversed(list(enumerate(newest_first)))
        )

    def _causes(self) -> Iterator[Draft]:
        draft: Draft | None = self
        while draft is not None:
            yield draft
            draft = draft.cause

    def _raised(self, lines: Sequence[PayloadLine], link: Link) -> RaisedException:
        return RaisedException(
            type=self.type,
            message="\n".join(self.message).strip(),
            link=link,
            frames=tuple(reversed(self.frames)),
            span=span_of(lines, self.start, self.stop),
            head=span_of(lines, self.start if self.head is None else self.head, self.head_stop),
            members=tuple(member.chain(lines) for member in self.members),
            properties=tuple(self.properties.items()),
        )
