"""Stretches of lines by zone, while a conversation is read."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.model import Line, Zone
from diagnose.model.dataclass import dataclass


@dataclass(slots=True)
class Stretch:
    """Lines that stand together in one zone."""

    zone: Zone
    role: str | None
    lines: list[Line]


class Zoned:
    """Collects stretches; lines of the same zone and speaker run on unless a fresh message begins."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []

    def add(self, zone: Zone, role: str | None, lines: Sequence[Line], fresh: bool = False) -> None:
        """Append lines, to the last stretch where it has the same zone and role."""
        if not lines:
            return
        last = self.stretches[-1] if self.stretches else None
        if last is not None and not fresh and last.zone is zone and last.role == role:
            last.lines.extend(lines)
        else:
            self.stretches.append(Stretch(zone, role, list(lines)))
