"""Figures beside what was asked, as a table that grows while it is measured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

_WHAT, _MEASURED, _ASKED = 68, 12, 12


class Verdict(Enum):
    """How a figure stands to what was asked."""

    OK = "ok"
    MISSED = "missed"
    GROSS = "missed by far"
    NONE = ""
    """nothing was asked"""
    ABSENT = "not there"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    what: str
    value: float | None
    """None: the program cannot do this"""
    unit: str = "x"
    most: float | None = None
    least: float | None = None
    exact: bool = False
    """a matter of right or wrong, not of speed"""

    @property
    def verdict(self) -> Verdict:
        """A miss is gross where it is twice what was asked, or where nothing excuses it."""
        if self.value is None:
            return Verdict.ABSENT
        if self.most is None and self.least is None:
            return Verdict.NONE
        factor = self._factor()
        if factor <= 1:
            return Verdict.OK
        return Verdict.GROSS if self.exact or factor > 2 else Verdict.MISSED

    @property
    def row(self) -> str:
        """Its line in the table."""
        measured = "-" if self.value is None else _written(self.value, self.unit)
        return f"{self.what:<{_WHAT}} {measured:>{_MEASURED}} {self._asked():>{_ASKED}}  {self.verdict.value}".rstrip()

    def _asked(self) -> str:
        if self.most is not None:
            return ("" if self.exact else "<= ") + _written(self.most, self.unit)
        return f">= {_written(self.least, self.unit)}" if self.least is not None else ""

    def _factor(self) -> float:
        """How many times as bad as asked; at most 1 is as asked."""
        value = self.value or 0.0
        if self.most is not None:
            return value / self.most if self.most else 1.0 + value
        return (self.least or 0.0) / value if value else 1e9


HEAD = f"{'':<{_WHAT}} {'measured':>{_MEASURED}} {'asked':>{_ASKED}}\n{'-' * (_WHAT + _MEASURED + _ASKED + 10)}"


def _written(value: float, unit: str) -> str:
    number = f"{value:.2f}" if unit == "x" else f"{value:.1f}" if unit == "MB/s" and value < 10 else f"{value:,.0f}"
    return f"{number}{unit if unit == 'x' else f' {unit}'}".rstrip()
