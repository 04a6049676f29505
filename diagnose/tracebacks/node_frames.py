"""One line of a V8 stack: ``at async Class.method [as alias] (file:line:column)``, and the forms of its relatives.

Deno and Bun print V8's form; vitest prints ``❯ name file:line:column``.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from diagnose.lazy import regex
from diagnose.model import Frame, Origin
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks.origin import origin_of
from diagnose.tracebacks.protocol import PayloadLine, span_of

_BUILTIN = regex(r"(?:node|bun|ext|deno|wasm|native):|internal/|<anonymous>|native$|evalmachine\.")
_OLD_BUILTIN = regex(
    r"(?:_?(?:http|stream|tls)_\w+|net|events|timers|module|util|fs|vm|dns|tls|domain|bootstrap_node)\.js$"
)
_FETCHED = regex(r"https?://(?:deno\.land|jsr\.io|esm\.sh|cdn\.|unpkg\.)|npm:|jsr:|webpack[/:\\](?:bootstrap|runtime)")
_FOREIGN = regex(r"\.(?:java|kt|scala|groovy|clj)$")
_ALIAS = regex(r" \[as [^\]]*\]")
_ELIDED = regex(r"\s*\.\.\. (?:\d+ (?:lines? matching cause stack trace|more items?|more)) ?\.{0,3}(?: \{)?$")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Site:
    """What one line of a stack says. ``opens`` tells that the braces of extra properties begin behind it."""

    filename: str
    lineno: int | None
    name: str | None
    opens: bool = False

    @property
    def origin(self) -> Origin:
        """Whose code it is."""
        if self.lineno is None or _BUILTIN.match(self.filename) or _OLD_BUILTIN.match(self.filename):
            return Origin.STDLIB
        if _FETCHED.match(self.filename) or "/.cache/deno/" in self.filename:
            return Origin.LIBRARY
        return origin_of(self.filename)


def read_site(text: str) -> Site | None:
    """The place that a line of a stack names, None where the line is none."""
    stripped = text.strip()
    if len(stripped) > _LONGEST or not stripped.startswith(("at ", "❯ ")):
        return None
    if stripped[0] == "❯":
        return _read_arrow(stripped[2:])
    body = stripped[3:].rstrip(",")
    opens = body.endswith(" {")
    body = body[:-2] if opens else body.removesuffix(" }")
    body = body.removeprefix("async ")
    name, location = None, body
    if body.endswith(")") and " (" in body:
        name, _, location = body[:-1].partition(" (")
    place = _read_location(location, bare=name is None)
    if place is None:
        return None
    return Site(place[0], place[1], _clean_name(name), opens)


def is_elision(text: str) -> bool:
    """Whether the line stands for frames that Node left out: ``... 4 lines matching cause stack trace ...``."""
    return "..." in text and _ELIDED.match(text) is not None


def frame_at(lines: Sequence[PayloadLine], index: int, site: Site, line: str | None = None) -> Frame:
    """The frame that line ``index`` shows."""
    return Frame(site.filename, site.lineno, site.name, line, site.origin, span_of(lines, index, index + 1))


def plain_filename(filename: str) -> str:
    """A file URL as the path that it means; anything else as it is, without a bundler's query."""
    if filename.startswith("file://"):
        path = unquote(filename[7:])
        if path[:1] == "/" and path[2:3] == ":":
            path = path[1:]
        filename = path
    head, mark, query = filename.rpartition("?")
    return head if mark and head and "/" not in query and "\\" not in query else filename


def read_position(location: str) -> tuple[str, int] | None:
    """``file:line:column`` or ``file:line`` taken apart."""
    parts = location.rsplit(":", 2)
    if len(parts) == 3 and _is_number(parts[1]) and _is_number(parts[2]) and parts[0]:
        return plain_filename(parts[0]), int(parts[1])
    head, _, last = location.rpartition(":")
    if head and _is_number(last):
        return plain_filename(head), int(last)
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _clean_name(name: str | None) -> str | None:
    return _ALIAS.sub("", name).strip() or None if name else None


def _read_location(location: str, *, bare: bool) -> tuple[str, int | None] | None:
    if location in ("<anonymous>", "native", "unknown location"):
        return "<anonymous>" if location != "native" else "native", None
    if not bare and location.startswith("index ") and _is_number(location[6:]):
        return "<anonymous>", None
    if location.startswith("eval at "):
        location = location.rpartition(" (")[2].partition(")")[0]
    position = read_position(location)
    if position is None:
        return None
    filename = position[0]
    if not any(mark in filename for mark in "/\\.:<") or _FOREIGN.search(filename) or ("(" in filename and bare):
        return None
    return position


def _read_arrow(body: str) -> Site | None:
    name, _, location = body.rpartition(" ")
    position = read_position(location)
    if position is None or not any(mark in position[0] for mark in "/\\."):
        return None
    return Site(position[0], position[1], _clean_name(name))
