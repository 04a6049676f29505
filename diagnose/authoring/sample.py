"""The part of a log that shows an error, fit to be kept beside a playbook: without secrets, and not long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diagnose.authoring.target import Read, Target
from diagnose.lazy import regex

AROUND = 25
"""Lines before and after the error that come along where it is not known again without them."""
_LONGEST_LINE = 6000
_LONGEST = 150_000
"""Characters of a sample."""
_CUT = " [... cut ...] "
_HOMES = regex(r"(?i)((?<![\w.])/(?:home|Users)/|\b[A-Z]:[\\/]{1,2}Users[\\/]{1,2})([^/\\\s'\"<>:]+)")


def samples(read: Read, target: Target, clean: Callable[[str], str]) -> Iterator[str]:
    """Texts of the error from the shortest on; ``clean`` takes the secrets out."""
    seen = set()
    for around in (0, AROUND):
        lines = [line.text for line in read.lines(target.span, around)]
        text = fit(lines, clean) if lines else ""
        if text and text not in seen:
            seen.add(text)
            yield text


def fit(lines: Sequence[str], clean: Callable[[str], str]) -> str:
    """Lines as they may be kept: secrets and names of users taken out, what nobody sees replaced, none too long."""
    text = without_homes(clean("\n".join(lines)))
    kept = [_short(_seen(line)) for line in text.split("\n")]
    while sum(map(len, kept)) > _LONGEST:  # the middle of a deep recursion says nothing new
        del kept[len(kept) // 3 : -(len(kept) // 3) or None]
    return "\n".join(kept) + "\n"


def without_homes(text: str) -> str:
    """The text with ``user`` for whoever's home a path leads into."""
    return _HOMES.sub(lambda hit: f"{hit[1]}user", text)


def _short(line: str) -> str:
    if len(line) <= _LONGEST_LINE:
        return line
    return line[: _LONGEST_LINE * 2 // 3] + _CUT + line[-_LONGEST_LINE // 3 :]


def _seen(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(map(_visible, line))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\t":
        return char
    return " " if char.isspace() else "\ufffd"
