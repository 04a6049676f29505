"""The ways from a root exception to the one that reached the log.

A chain has one; a group has one for each of its members; a message that embeds a remote traceback has one through
that. Each strand is a flat tuple, root first.
"""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, Origin, RaisedException, TraceEvent

_CANCELLED = "CancelledError"
"""What asyncio raises in the task that waits, when a time limit or Ctrl-C ends it: its frames show where it waited."""
_Pending = tuple[tuple[RaisedException, ...], tuple[RaisedException, ...], bool]
"""A chain to look into, the exceptions around it, and whether it stood inside a message."""

MOST_STRANDS = 200
"""Members of a group beyond this many are not looked at one by one: a group of thousands repeats itself."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One way through an event: its exceptions, root first, and how many of them are members or embedded ones."""

    event: TraceEvent
    path: tuple[RaisedException, ...]
    inner: int = 0
    embedded: bool = False

    def frames(self) -> tuple[Frame, ...]:
        """All frames of the strand, those of the root first."""
        return tuple(frame for raised in self.path for frame in raised.frames)


def strands(event: TraceEvent) -> list[Strand]:
    """All strands of an event, in the order of the log; never empty."""
    found: list[Strand] = []
    pending: list[_Pending] = [(inner.chain, event.chain, True) for inner in reversed(event.embedded)]
    pending.append((event.chain, (), False))
    while pending and len(found) < MOST_STRANDS:
        chain, outer, embedded = pending.pop()
        members = [
            (member, chain[position:]) for position, raised in enumerate(chain) for member in raised.members if member
        ]
        if not members:
            found.append(Strand(event, chain + outer, len(chain) if outer else 0, embedded))
        pending.extend((member, rest + outer, embedded) for member, rest in reversed(members))
    return found


def own_frames(event: TraceEvent) -> Iterator[Frame]:
    """The frames of the user's own code on all strands of an event."""
    for strand in strands(event):
        yield from (frame for frame in strand.frames() if frame.origin is Origin.APPLICATION)


def application_frame(path: tuple[RaisedException, ...], matched: RaisedException | None) -> Frame | None:
    """The innermost frame of the user's own code on the way to the matched exception.

    Looked for in the cancellation that the matched exception came from, in the matched exception itself, then in the
    later ones (a wrapper's frames lead to it), then in the earlier.
    """
    at = next((index for index, raised in enumerate(path) if raised is matched), 0)
    while at and path[at - 1].short_type == _CANCELLED:
        at -= 1
    order = [*range(at, len(path)), *range(at - 1, -1, -1)]
    for index in order:
        for frame in reversed(path[index].frames):
            if frame.origin is Origin.APPLICATION:
                found: Frame = frame
                return found
    return None
