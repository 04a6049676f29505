"""The braces that Node prints behind a stack: extra properties, causes and members, to any depth.

Read line by line with a stack of open brackets, since the text of a nested error follows no grammar.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.tracebacks.node_drafts import DEEPEST, Draft
from diagnose.tracebacks.node_heads import Head, read_head
from diagnose.tracebacks.node_stack import begins_record, find_stack, read_error
from diagnose.tracebacks.node_text import said
from diagnose.tracebacks.node_values import flatten, open_bracket, text_of
from diagnose.tracebacks.protocol import PayloadLine

_KEY = regex(r"""(?:'([^'\n]{1,200})'|"([^"\n]{1,200})"|\[([^\[\]\n]{1,200})\]|([\w$.\-]{1,200}))(?:: ?(.*))$""")
_SYMBOL = regex(r"(?:\[Symbol\([^\n]{0,200}?\)\]|Symbol\([^\n]{0,200}?\)): ?(.*)$")
_CAUSED_BY = regex(r"[Cc]aused by: (.*)$")
_REFERENCE = regex(r"<ref \*\d+> ")
_CAUSES = frozenset(
    {"cause", "originalError", "lastError", "error", "err", "innerError", "reason", "parent", "rejection"}
)
_LONGEST_BLOCK = 5000


@dataclass(slots=True)
class _Open:
    """One open bracket: whose it is, and the path of keys to it.

    ``owner`` is the error that its values belong to (None: they are skipped); ``members`` tells a list of errors;
    ``implicit`` one that no brace closes.
    """

    owner: Draft | None
    path: str
    members: bool = False
    index: int = 0
    implicit: bool = False
    own: bool = False


def begins_cause(text: str) -> bool:
    """Whether a line below a stack names its cause although no brace was opened."""
    stripped = text.strip()
    match = _CAUSED_BY.match(stripped)
    if match is None and not stripped.startswith(("cause: ", "[cause]: ")):
        return False
    head = read_head(match[1] if match else stripped.partition(": ")[2])
    return head is not None and head.telling and not head.before


def read_properties(lines: Sequence[PayloadLine], draft: Draft, start: int, *, implicit: bool = False) -> int:
    """Reads the lines from ``start`` into the draft, up to the closing brace; the index after it."""
    return _Reader(lines, draft, start, implicit).read()


class _Reader:
    def __init__(self, lines: Sequence[PayloadLine], draft: Draft, start: int, implicit: bool) -> None:
        self._lines = lines
        self._start = start
        self._open = [_Open(draft, "", implicit=implicit, own=True)]

    def read(self) -> int:
        index = self._start
        while self._open and index < min(len(self._lines), self._start + _LONGEST_BLOCK):
            text = said(self._lines, index) or ""
            if begins_record(self._lines, index, self._start):
                break
            stripped = text.strip()
            if not stripped:
                if self._open[-1].implicit:
                    break
                index += 1
                continue
            following = self._line(index, stripped)
            if following is None:
                break
            index = following
        for container in self._open:
            self._close(container, index)
        return index

    def _line(self, index: int, text: str) -> int | None:
        """Reads one line; the index of the next, None where the block does not go on."""
        if text[0] in "}])":
            return self._closings(index, text)
        container = self._open[-1]
        symbol = _SYMBOL.match(text)
        if symbol:
            return self._value(index, _Open(None, ""), "", symbol[1])
        caused = _CAUSED_BY.match(text)
        match = None if container.members else _KEY.match(text)
        if caused:
            return self._value(index, container, "cause", caused[1])
        if match:
            key = match[1] or match[2] or match[3] or match[4]
            return self._value(index, container, key, match[5])
        if container.implicit:
            return None
        if container.own and not container.members and not text.startswith(("...", "<", "[")):
            return None if text[0].isalnum() else index + 1
        container.index += 1
        return self._value(index, container, str(container.index - 1), text)

    def _closings(self, index: int, text: str) -> int:
        while text and text[0] in "}])" and self._open:
            while len(self._open) > 1 and self._open[-1].implicit:
                self._close(self._open.pop(), index)
            self._close(self._open.pop(), index + 1)
            text = text[1:].lstrip()
        return index + 1

    def _close(self, container: _Open, stop: int) -> None:
        if container.own and container.owner is not None:
            container.owner.stop = max(container.owner.stop, stop)

    def _value(self, index: int, container: _Open, key: str, value: str) -> int:
        value = _REFERENCE.sub("", value, count=1)
        path = f"{container.path}.{key}" if container.path else key
        head = self._error_in(index, value, container)
        if head is not None:
            read = self._error(index, container, key, path, head)
            if read is not None:
                return read
        if opened := open_bracket(value):
            members = opened == "[" and key in ("errors", "aggregateErrors") and not container.path
            self._open.append(_Open(container.owner, path if not members else "", members))
            return index + 1
        text, stop = text_of(self._lines, index, value)
        owner = container.owner
        if owner is not None:
            for name, found in flatten(path, text):
                owner.set(name, found)
        return stop

    def _error_in(self, index: int, value: str, container: _Open) -> Head | None:
        if value[:1] in "'\"`{" or value.startswith("[Circular") or not value:
            return None
        if container.owner is not None and container.owner.depth >= DEEPEST:
            return None
        head = read_head(value.removesuffix(","))
        if head is None or head.before or not head.telling:
            return None
        if head.rest is not None and head.rest.strip(" ,") not in ("", "{") and not head.rest.startswith(" { "):
            return None
        if head.rest is None and find_stack(self._lines, index, inside=True) is None:
            return None
        return head

    def _error(self, index: int, container: _Open, key: str, path: str, head: Head) -> int | None:
        owner = container.owner
        read = read_error(self._lines, head, index, (owner.depth if owner else 0) + 1)
        if read is None:
            return None
        draft, stack = read
        kept = owner is not None and self._attach(owner, container, key, draft)
        if owner is not None and not kept:
            owner.set(path, f"{draft.type}: {draft.message[0]}".removesuffix(": "))
        if stack.opens:
            self._open.append(_Open(draft if kept else None, "", own=True))
        elif self._goes_on(stack.stop, container):
            self._open.append(_Open(draft if kept else None, "", implicit=True, own=True))
        return stack.stop

    def _goes_on(self, index: int, container: _Open) -> bool:
        """Whether properties follow although no brace was opened, as where a logger dropped the braces."""
        text = said(self._lines, index) or ""
        return begins_cause(text) or (container.implicit and _KEY.match(text.strip()) is not None)

    def _attach(self, owner: Draft, container: _Open, key: str, draft: Draft) -> bool:
        if container.members:
            owner.members.append(draft)
            return True
        if container.path == "" and key in _CAUSES and owner.cause is None:
            owner.cause = draft
            return True
        return False
