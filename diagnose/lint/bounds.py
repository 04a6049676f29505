"""Which versions a requirement allows, as far as two requirements can be told to exclude each other."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass

Version = tuple[int, int, int, int]

_PART = regex(
    r"^(===|==|~=|>=|<=|!=|>|<|\^|~|=)?\s*v?(\d{1,6}(?:\.\d{1,6}){0,3})((?:\.[*xX]){0,3})(?:[-.+]?[a-zA-Z][\w.+-]*|-\d[\w.+-]*|\+[\w.+-]*)?$"
)
_LONGEST = 200
_SPACED = regex(r"([<>=~^!])\s+")


@dataclass(frozen=True, slots=True)
class Range:
    """The versions from ``low`` up to ``high``, which is itself no part of it; None where there is no end."""

    low: Version = (0, 0, 0, 0)
    high: Version | None = None

    def excludes(self, other: Range) -> bool:
        """Whether no version is in both."""
        return _ends_before(self, other) or _ends_before(other, self)


def python_range(text: str) -> Range | None:
    """What a specifier of pip or Poetry allows: ``~=0.4.0``, ``>=0.4,<0.6``, ``^0.7``; None where that is not known."""
    return _joined(text.split(","), exact=False)


def npm_range(text: str) -> Range | None:
    """The same for npm: ``^1.2.0``, ``>=1 <2``, ``1.x``; None for tags, addresses and alternatives."""
    return _joined(_SPACED.sub(r"\1", text).split(), exact=True)


def _joined(parts: list[str], exact: bool) -> Range | None:
    low: Version = (0, 0, 0, 0)
    high: Version | None = None
    for part in (part.strip() for part in parts):
        if part in ("", "*"):
            continue
        one = _range(part, exact)
        if one is None:
            return None
        low = max(low, one.low)
        high = one.high if high is None else high if one.high is None else min(high, one.high)
    return Range(low, high)


def _range(part: str, exact: bool) -> Range | None:
    """One comparison. A version alone is exact for npm up to the places that it names, for Poetry as after a caret."""
    found = _PART.match(part) if len(part) <= _LONGEST else None
    if found is None:
        return None
    sign, release, wild = found[1] or ("==" if exact else "^"), found[2], found[3]
    places = tuple(int(place) for place in release.split("."))
    low, whole = _padded(places), len(places) < 3 and exact
    match sign:
        case "==" | "===" | "=":
            return Range(low, _raised(places, len(places) - 1) if wild or whole else _after(low))
        case "~=":
            return Range(low, _raised(places, max(len(places) - 2, 0)))
        case "~":
            return Range(low, _raised(places, min(1, len(places) - 1)))
        case "^":
            first = next((index for index, place in enumerate(places) if place), len(places) - 1)
            return Range(low, _raised(places, first))
        case ">=":
            return Range(low)
        case ">":
            return Range(_after(low))
        case "<":
            return Range(high=low)
        case "<=":
            return Range(high=_after(low))
    return Range()  # != takes single versions out


def _padded(places: tuple[int, ...]) -> Version:
    filled = (*places, 0, 0, 0, 0)
    return filled[0], filled[1], filled[2], filled[3]


def _raised(places: tuple[int, ...], index: int) -> Version:
    return _padded((*places[:index], places[index] + 1))


def _after(version: Version) -> Version:
    return version[0], version[1], version[2], version[3] + 1


def _ends_before(one: Range, other: Range) -> bool:
    return one.high is not None and one.high <= other.low
