"""Regular expressions written so that Rust compiles them quickly: a rule is compiled for each file that it is tried on.

``\\w`` stands for 140,000 characters, which takes twenty times as long as letters, digits and all beyond ASCII; with
``(?i)`` each of them is also looked up for its other cases.
"""

from __future__ import annotations

_WORD = "0-9A-Za-z_\x80-\U0010ffff"
_SETS = {"w": _WORD, "d": "0-9", "s": "\t-\r "}
_CASED = "(?-i:"
"""What has letters in both cases needs no more of them."""


def quick(source: str) -> str:
    """The same expression for code: every character beyond ASCII counts as a letter, none as a digit or a space."""
    written: list[str] = []
    at = depth = opened = 0
    while at < len(source):
        char = source[at]
        if char == "\\":
            written.append(_escaped(source[at : at + 2], depth))
            at += 2
            continue
        if char == "[":
            opened = opened if depth else len(written)
            depth += 1
        elif char == "]" and depth and not _is_first(source, at):
            depth -= 1
            if not depth:
                char = _closed(written, opened)
        written.append(char)
        at += 1
    return "".join(written)


def _escaped(escape: str, depth: int) -> str:
    held = _SETS.get(escape[1:].lower(), "")
    if not held:
        return escape
    if depth:
        return held if escape[1].islower() else escape
    cased = f"[{'' if escape[1].islower() else '^'}{held}]"
    return f"{_CASED}{cased})" if held is _WORD else cased


def _closed(written: list[str], opened: int) -> str:
    """The end of a class that began there; one that has all letters is not looked up for their cases."""
    if _WORD not in written[opened:]:
        return "]"
    written[opened] = _CASED + written[opened]
    return "])"


def _is_first(source: str, at: int) -> bool:
    """Whether a bracket stands where a class begins, so that it is one of its characters."""
    return source[at - 1] == "[" or source[at - 2 : at] == "[^"
