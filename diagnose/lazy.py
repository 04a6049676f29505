"""Regular expressions that are compiled when they are first needed.

The forms of logs and traces take some four hundred of them, and most find nothing in most logs. Compiling one takes
longer than seeing, some hundred times, that a text lacks the words without which it cannot be hit. Which words these
are is worked out when the package is built (``diagnose.guards``); a checkout does without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, cast

Need = tuple[str, tuple[tuple[str, ...], ...]]
"""What a text that is hit has: the ASCII characters with which the hit may begin (none where any may), and groups of
words, of each of which the text holds one."""
Guard = tuple[Need, ...]
"""A text that is hit has what one of these asks for."""

_PATIENCE = 200
"""Texts that may be held against a guard; after that the pattern itself is quicker."""
_WITHOUT_HIT: Mapping[str, Callable[[str], Any]] = {
    "match": lambda _: None,
    "search": lambda _: None,
    "fullmatch": lambda _: None,
    "findall": lambda _: [],
    "finditer": lambda _: iter(()),
    "split": lambda text: [text],
    "sub": lambda text: text,
}
"""What comes of a text without a hit, by what is asked."""
_AT_BEGIN = ("match", "fullmatch")


def _built_guards() -> Mapping[tuple[str, int], Guard]:
    try:
        built: Mapping[tuple[str, int], Guard] = import_module("diagnose.guarded").GUARDS
    except ImportError:
        return {}
    return built


_GUARDS = _built_guards()


class Expression:
    """Behaves as the compiled pattern does; what was asked of it once is an attribute of its own from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self.source = source
        self.bits = int(flags)
        self._seen = 0

    def __getattr__(self, name: str) -> Any:
        if name == "_compiled":
            value: Any = re.compile(self.source, self.bits)
        elif name in _WITHOUT_HIT and (guard := _GUARDS.get((self.source, self.bits))):
            value = partial(self._guarded, name, guard)
        else:
            value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value

    def _guarded(self, name: str, guard: Guard, *arguments: Any, **named: Any) -> Any:
        """What the pattern's function of this name gives; it is compiled for a text that it may hit."""
        text = named["string"] if "string" in named else arguments[1 if name == "sub" else 0]
        self._seen += 1
        if self._seen < _PATIENCE:
            begin = text[:1] if name in _AT_BEGIN and len(arguments) + len(named) == 1 else ""
            if not may_hit(guard, text, begin):
                return _WITHOUT_HIT[name](text)
        function = getattr(self._compiled, name)
        setattr(self, name, function)
        return function(*arguments, **named)


def may_hit(guard: Guard, text: str, begin: str = "") -> bool:
    """Whether the text has what a hit needs; ``begin`` is the character with which the hit must begin, if any."""
    foreign = not begin.isascii()
    for first, groups in guard:
        if first and begin not in first and not foreign:
            continue
        for words in groups:
            for word in words:
                if word in text:
                    break
            else:
                break
        else:
            return True
    return False


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression, not compiled yet: a mistake in it shows when it is first used."""
    return cast("re.Pattern[str]", Expression(source, flags))
