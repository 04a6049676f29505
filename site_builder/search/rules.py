"""Signatures as the browser tries them: the same types and patterns, in the notation of JavaScript.

A pasted message is less than a log: there are no records, no frames of a file, nothing before it. What a signature asks
of these lowers what its hit is worth.
"""

from __future__ import annotations

import re

from diagnose.matching.types import TypeIndex
from diagnose.model.playbook import Condition, PlaybookSet, Signature

_NAMED = re.compile(r"(?<!\\)\(\?P<\w+>")
_FLAGS = re.compile(r"^\(\?([is]+)\)")
_FOREIGN = re.compile(r"\(\?(?!:)|\[\[:|\[\^?\]|\\[AzZpPQCX]")
"""What RE2 writes otherwise than JavaScript: flags further in, classes by name, a bracket that stands first."""
_UNSEEN = 0.8
"""What a hit is worth of which a part cannot be seen in a pasted text."""

Pattern = tuple[str, str]
"""Source and flags."""
Rule = dict[str, object]


class NotPortable(ValueError):
    """A pattern that would mean something else in JavaScript."""


def ported(pattern: str) -> Pattern:
    """The RE2 pattern for JavaScript's RegExp, without names of groups."""
    flags = _FLAGS.match(pattern)
    source = _NAMED.sub("(?:", pattern[flags.end() :] if flags else pattern)
    if _FOREIGN.search(re.sub(r"\\[\\\[(]", "", source)):
        raise NotPortable(pattern)
    return source, "".join(sorted(flags[1])) if flags else ""


def rules_of(known: PlaybookSet, pages: dict[str, int]) -> list[Rule]:
    """The rules of all classes; ``pages`` are the numbers of the pages of classes."""
    kinds = _Kinds(known)
    return [
        _rule(signature, pages[playbook.id], kinds)
        for playbook in known.playbooks
        for signature in playbook.signatures
        if _can_be_tried(signature.condition)
    ]


def _can_be_tried(condition: Condition) -> bool:
    return bool(condition.exception or condition.message or condition.line or condition.frame)


def _rule(signature: Signature, page: int, kinds: _Kinds) -> Rule:
    condition = signature.condition
    unseen = condition.kind or condition.facts or condition.code or condition.after or condition.before
    parts: Rule = {
        "types": sorted({name for one in condition.exception for name in kinds.of(one)}),
        "message": [ported(one) for one in condition.message],
        "unless": [ported(one) for one in condition.unless],
        "line": [ported(one) for one in condition.line],
        "frame": [ported(one) for one in (*condition.frame, *condition.raised_in)],
    }
    worth = float(signature.certainty) * (_UNSEEN if unseen else 1)
    return {"page": page, "worth": round(worth, 3), **{name: part for name, part in parts.items() if part}}


class _Kinds:
    """Under which printed names a type goes, with those that derive from it."""

    def __init__(self, known: PlaybookSet) -> None:
        names = {name for entry in known.exceptions for name in (entry.name, *entry.aliases)}
        self._index = TypeIndex(known)
        self._spellings = sorted(names | {name.rpartition(".")[2] for name in names})
        self._found: dict[str, frozenset[str]] = {}

    def of(self, wanted: str) -> frozenset[str]:
        """All spellings that stand for the wanted type, its own among them."""
        if wanted not in self._found:
            is_a = self._index.is_a
            self._found[wanted] = frozenset({wanted, *(name for name in self._spellings if is_a(name, wanted))})
        return self._found[wanted]
