"""Quantities in words: how numbers, sizes and times are written in sentences."""

from __future__ import annotations

_UNITS = ("KiB", "MiB", "GiB", "TiB", "PiB")


def count(value: float) -> str:
    """A number with thousands separators: ``144,122``, ``2.5``."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(ratio: float) -> str:
    """A ratio as a percentage: 0.112 is ``11.2 %``."""
    return f"{_short(ratio * 100)} %"


def size(value: float) -> str:
    """A number of bytes in the unit that keeps it readable: ``22.7 GiB``, ``512 bytes``."""
    if abs(value) < 1024:
        return f"{count(value)} byte" + ("" if value == 1 else "s")
    unit = 0
    value /= 1024
    while abs(value) >= 1023.95 and unit < len(_UNITS) - 1:
        value /= 1024
        unit += 1
    return f"{_short(value)} {_UNITS[unit]}"


def duration(seconds: float) -> str:
    """A time in the units that keep it readable: ``2 min 5 s``, ``1.5 s``, ``100 ms``."""
    if 0 < abs(seconds) < 1:
        return f"{_short(seconds * 1000)} ms"
    if abs(seconds) < 60:
        return f"{count(round(seconds, 2))} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{count(number)} {unit}" for number, unit in parts if number)


def _short(value: float) -> str:
    """One decimal place, none where it is zero."""
    return f"{value:,.1f}".removesuffix(".0")
