"""Values as ``util.inspect`` prints them: quoted strings over several lines, objects within one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diagnose.lazy import regex
from diagnose.tracebacks.node_text import said
from diagnose.tracebacks.protocol import PayloadLine

_OPENS = regex(r"[^'\"`]{0,120}([{\[(])$")
_ESCAPE = regex(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_NOTHING = frozenset({"undefined", "null", "''", '""', "[]", "{}"})
_WORTHLESS = regex(
    r"\[(?:Circular|Function|Getter|Setter|class|Object|Array|AsyncFunction|Symbol)\b"
    r"|[A-Za-z]\w*(?:\(\d+\))? (?:\{\}|\[\])$"
)
_INLINE_KEY = regex(r"\s*(?:'([^']{1,200})'|\"([^\"]{1,200})\"|\[([^\]]{1,200})\]|([\w$.\-]{1,200})): ?")
_SURROGATE = regex("[\ud800-\udfff]")
_LONGEST = 20_000
_MOST_PARTS = 200


def open_bracket(value: str) -> str | None:
    """The bracket that stays open at the end of the line, None where none does."""
    match = _OPENS.match(value) if value[-1:] in "{[(" else None
    return match[1] if match else None


def text_of(lines: Sequence[PayloadLine], index: int, value: str) -> tuple[str, int]:
    """A value that may be a string cut into ``'…' +`` parts; joined, still quoted. And the index after it."""
    parts = [value]
    while parts[-1].endswith(("' +", '" +', "` +")) and len(parts) < _MOST_PARTS:
        following = said(lines, index + len(parts))
        if following is None:
            break
        parts.append(following.strip())
    if len(parts) == 1:
        return value.removesuffix(",").strip(), index + 1
    joined = "".join(part.removesuffix(",").removesuffix(" +")[1:-1] for part in parts)
    return f"'{joined}'", index + len(parts)


def flatten(path: str, value: str) -> Iterator[tuple[str, str]]:
    """A value without open brackets as pairs of path and text; what says nothing is left out."""
    pending = [(path, value)]
    for _ in range(_MOST_PARTS):
        if not pending:
            return
        path, value = pending.pop()
        if not value or value in _NOTHING or _WORTHLESS.match(value) or len(value) > _LONGEST:
            continue
        if value[0] in "'\"`" and value[-1] == value[0] and len(value) > 1:
            yield path, unquote(value[1:-1])
        elif value[-1] in "}]" and (begin := _inline_begin(value)) is not None:
            parts = list(_split(value[begin + 1 : -1], keyed=value[begin] == "{"))
            pending.extend((f"{path}.{key}", part) for key, part in reversed(parts) if part)
        else:
            yield path, value


def unquote(text: str) -> str:
    """The text of a string literal without its escapes."""
    return whole(_ESCAPE.sub(_unescape, text)) if "\\" in text else text


def whole(text: str) -> str:
    """The text with its surrogate pairs joined; a half without the other becomes a replacement character."""
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape(match: re.Match[str]) -> str:
    escape = match[1]
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return _ESCAPED.get(escape, escape)


def _inline_begin(value: str) -> int | None:
    closing = value[-1]
    begin = value.find("{" if closing == "}" else "[")
    if begin < 0 or begin > 60 or any(mark in value[:begin] for mark in "'\"`:"):
        return None
    return begin


def _split(text: str, *, keyed: bool) -> Iterator[tuple[str, str]]:
    for place, part in enumerate(_commas(text)):
        if not keyed:
            yield str(place), part.strip()
            continue
        match = _INLINE_KEY.match(part)
        if match:
            yield match[1] or match[2] or match[3] or match[4], part[match.end() :].strip()


def _commas(text: str) -> Iterator[str]:
    depth, quote, begin, escaped = 0, "", 0, False
    for place, char in enumerate(text):
        if quote:
            if char == quote and not escaped:
                quote = ""
            escaped = char == "\\" and not escaped
        elif char in "'\"`":
            quote = char
        elif char in "{[(":
            depth += 1
        elif char in "}])":
            depth -= 1
        elif char == "," and depth == 0:
            yield text[begin:place]
            begin = place + 1
    if text[begin:].strip():
        yield text[begin:]
