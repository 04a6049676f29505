"""Typed reading of captured facts: the text that a pattern caught becomes a number, a size, a time or a name."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.model.report import FactValue
from diagnose.model.vocabulary import FACTS, OBSERVATIONS, FactKind

__all__ = ["FACTS", "OBSERVATIONS", "kind_of", "read_fact"]

_LONGEST_NUMBER = 48
_LONGEST_NAME = 300
_MOST_DIGITS = 18

_DECIMAL = r"[+-]?\d[\d,_]*(?:\.\d*)?|[+-]?\.\d+"
_QUANTITY = regex(rf"({_DECIMAL})\s*([A-Za-zµ]*)")
_GROUPED = regex(r"[+-]?\d{1,3}(?:[,_]\d{3})+(?:\.\d*)?")
_PAIR = regex(r"([\d.]+) ?(?:\([\d.]+\)|/ ?[\d.]+) ?([A-Za-z]{1,5})")
_HEXADECIMAL = regex(r"0x[0-9A-Fa-f]{1,16}")
_CLOCK = regex(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,2}(?:\.\d{1,9})?)")
_CREDENTIALS = regex(r"//[^/@\s]*@")

_COUNTS = {"": 1, "k": 1000, "m": 1000**2, "token": 1, "tokens": 1, "tpm": 1}
_BYTES = {"": 1, "b": 1, "byte": 1, "bytes": 1}
for _power, _letter in enumerate("kmgtp", start=1):
    _BYTES |= dict.fromkeys((_letter, f"{_letter}b", f"{_letter}i", f"{_letter}ib"), 1024**_power)
_SECONDS = {
    **dict.fromkeys(("ns", "nanosecond", "nanoseconds"), 1e-9),
    **dict.fromkeys(("us", "µs", "microsecond", "microseconds"), 1e-6),
    **dict.fromkeys(("ms", "msec", "msecs", "millis", "millisecond", "milliseconds"), 1e-3),
    **dict.fromkeys(("", "s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
    **dict.fromkeys(("d", "day", "days"), 86400.0),
}
_SIGNALS = {
    "SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGILL": 4, "SIGTRAP": 5, "SIGABRT": 6, "SIGBUS": 7, "SIGFPE": 8,
    "SIGKILL": 9, "SIGUSR1": 10, "SIGSEGV": 11, "SIGUSR2": 12, "SIGPIPE": 13, "SIGALRM": 14, "SIGTERM": 15,
    "SIGXCPU": 24, "SIGSYS": 31,
    "ABORTED": 6, "BUS ERROR": 7, "KILLED": 9, "SEGMENTATION FAULT": 11, "TERMINATED": 15,
}  # fmt: skip
_NO_NAME = frozenset({"none", "null", "nil", "undefined", "nan", "true", "false"})


def kind_of(name: str) -> FactKind:
    """How a fact of this name is read; a name outside the vocabulary is judged by its ending."""
    if name in FACTS:
        return FACTS[name]
    if name in OBSERVATIONS or name.endswith("_tokens"):
        return FactKind.NUMBER
    if name.endswith("_bytes"):
        return FactKind.SIZE
    return FactKind.TIME if name.endswith("_s") else FactKind.NAME


def read_fact(name: str, text: str) -> FactValue | None:
    """The value of the fact that was captured as this text, None where the text makes no sense for it.

    Numbers may have thousands separators (``128,000``, ``128_000``) and ``k`` or ``M`` for a thousand or a million.
    Sizes come out in bytes, and every unit is a power of 1024, whether written ``GiB``, ``GB``, ``G``, ``Gi`` or
    ``kB``: the kernel's ``kB``, V8's ``MB``, cgroups' ``G`` and ``nvidia-smi``'s ``MiB`` all mean that, and among the
    programs whose errors are read here hardly any counts in powers of 1000.
    Times come out in seconds, from ``30``, ``1.5 seconds``, ``100ms``, ``0:00:02`` or ``1h2m3s``. Whole numbers are
    ints. A signal is its number on Linux. Names lose their quotes, and a URL its password.
    """
    kind = kind_of(name)
    if kind is FactKind.NAME:
        return _name(text)
    bare = text.strip().strip("\"'`()[]<>~≈=").strip().rstrip(".,;:").rstrip("\"'`")
    if not bare or len(bare) > _LONGEST_NUMBER:
        return None
    if kind is FactKind.SIZE:
        return _size(bare)
    if kind is FactKind.TIME:
        return _time(bare)
    if name == "signal" and bare.upper() in _SIGNALS:
        return _SIGNALS[bare.upper()]
    return _count(bare)


def _name(text: str) -> str | None:
    bare = text.strip().strip("\"'`").strip().rstrip(",;:.").strip("\"'`")
    if not bare or len(bare) > _LONGEST_NAME or bare.lower() in _NO_NAME or not bare.isprintable():
        return None
    return _CREDENTIALS.sub("//", bare)


def _count(text: str) -> int | float | None:
    if _HEXADECIMAL.fullmatch(text):
        return int(text, 16)
    return _scaled(text, _COUNTS)


def _size(text: str) -> int | None:
    """Of a pair that shares its unit, ``63.8 (65.8) MB`` or ``7.3/23.6 GiB``, the first."""
    pair = _PAIR.fullmatch(text)
    value = _scaled(f"{pair[1]} {pair[2]}" if pair else text, _BYTES)
    return None if value is None or value < 0 else int(value)


def _time(text: str) -> int | float | None:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = clock.groups()
        return _whole(int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds))
    total, end = 0.0, 0
    for part in _QUANTITY.finditer(text):
        if text[end : part.start()].strip(" ,"):
            return None
        value = _scaled(part[0], _SECONDS)
        if value is None or value < 0 or (not part[2] and part[0] != text):
            return None
        total, end = total + value, part.end()
    return _whole(total) if end and not text[end:].strip() else None


def _scaled(text: str, units: dict[str, int] | dict[str, float]) -> int | float | None:
    """The number with its unit applied."""
    quantity = _QUANTITY.fullmatch(text)
    if quantity is None:
        return None
    digits, unit = quantity.groups()
    if unit.lower() not in units or (("," in digits or "_" in digits) and not _GROUPED.fullmatch(digits)):
        return None
    plain = digits.replace(",", "").replace("_", "")
    if len(plain) > _MOST_DIGITS:
        return None
    factor = units[unit.lower()]
    if isinstance(factor, int) and "." not in plain:
        return int(plain) * factor
    return _whole(float(plain) * factor)


def _whole(value: float) -> int | float:
    value = round(value, 9)
    return int(value) if value == int(value) else value
