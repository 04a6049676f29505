"""YAML as nodes that know their line, read without building any object that the text names.

Aliases, tags and several documents are refused, and so is text that is too large or too deep: a playbook may come
from a stranger. Plain scalars are read by YAML 1.2's rules, so ``no`` and ``on`` are words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

import yaml

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.playbook.packs import LARGEST_FILE

MOST_NODES = 20_000
DEEPEST = 30

_NUMBER = regex(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TABLE = "tag:yaml.org,2002:"


class Unreadable(Exception):
    """Text that is no acceptable YAML: the line and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word, a number or a text. ``plain`` tells that it stands without quotes."""

    line: int
    text: str
    plain: bool = True

    @property
    def is_null(self) -> bool:
        """Whether it says that there is nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")

    @property
    def number(self) -> int | float | None:
        """The number that it is, None where it is a text."""
        if not self.plain or len(self.text) > 40 or not _NUMBER.fullmatch(self.text):
            return None
        value = float(self.text)
        if abs(value) == float("inf"):
            return None
        return int(value) if value == int(value) else value

    @property
    def flag(self) -> bool | None:
        """The truth value that it is, None where it is a text."""
        return {"true": True, "false": False}.get(self.text.lower()) if self.plain else None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    nodes: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the text, repeated keys included."""

    line: int
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of the key's first mention; None where it is absent or says that there is nothing."""
        for name, value in self.entries:
            if name.text == key:
                return None if isinstance(value, Scalar) and value.is_null else value
        return None


Node = Scalar | Items | Table


def parse(text: str) -> Node | None:
    """The text's one document, None where there is none. Raises Unreadable."""
    if len(text) > LARGEST_FILE:
        raise Unreadable(1, f"the file is larger than {LARGEST_FILE >> 20} MiB")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _compose(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable(mark.line + 1 if mark else 1, f"not YAML: {_advice(error.problem or 'unreadable')}") from None
    except UnicodeEncodeError as error:
        raise Unreadable(text.count("\n", 0, error.start) + 1, "not YAML: half a character stands in it") from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        place = getattr(error, "position", None) or 0
        raise Unreadable(text.count("\n", 0, place) + 1, "not YAML: a control character stands in it") from None


def _advice(problem: str) -> str:
    if "tab" in problem.split():
        return f"{problem}; indent with spaces"
    if "cannot start any token" in problem:
        return f"{problem}; indent with spaces, and quote text that begins with a sign"
    if "mapping values are not allowed" in problem:
        return f"{problem}; quote text that has a colon"
    return problem


def _compose(events: Iterator[yaml.Event]) -> Node | None:
    open_nodes: list[Items | Table] = []
    keys: list[Scalar | None] = []
    root: Node | None = None
    count = documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Unreadable(_line(event), "a second document begins; one file holds one")
        if isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
            keys.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        line = _line(event)
        count += 1
        _refuse(event, line, count, len(open_nodes))
        node = _node(event, line)
        if not open_nodes:
            root = node
        else:
            _attach(node, open_nodes[-1], keys)
        if not isinstance(node, Scalar):
            open_nodes.append(node)
            keys.append(None)
    return root


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refuse(event: yaml.NodeEvent, line: int, count: int, depth: int) -> None:
    if event.anchor is not None:
        raise Unreadable(line, f"anchors and aliases (&{event.anchor}, *{event.anchor}) are not allowed; write it out")
    if getattr(event, "tag", None) not in (None, "!"):
        raise Unreadable(line, f"tags are not allowed: {str(getattr(event, 'tag', '')).replace(_TABLE, '!!')}")
    if count > MOST_NODES:
        raise Unreadable(line, f"more than {MOST_NODES} values in one file; split it")
    if depth > DEEPEST:
        raise Unreadable(line, f"nested more than {DEEPEST} deep")


def _node(event: yaml.NodeEvent, line: int) -> Node:
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, event.implicit[0] and event.style in (None, ""))
    return Items(line) if isinstance(event, yaml.SequenceStartEvent) else Table(line)


def _attach(node: Node, parent: Items | Table, keys: list[Scalar | None]) -> None:
    if isinstance(parent, Items):
        parent.nodes.append(node)
        return
    key = keys[-1]
    if key is not None:
        parent.entries.append((key, node))
        keys[-1] = None
    elif isinstance(node, Scalar):
        keys[-1] = node
    else:
        raise Unreadable(node.line, "a key must be a word")
