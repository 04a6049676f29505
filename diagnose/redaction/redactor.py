"""Replaces secrets by placeholders that stay the same for the same secret."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from itertools import pairwise

from diagnose.lazy import regex
from diagnose.redaction.chance import looks_random
from diagnose.redaction.scan import secrets_in

_AGAIN = regex(r"[^\s\"'\\\[\]]{8,}")
_MOST_KNOWN = 100_000
"""Secrets that have a number; any more have none, so that a program may run for weeks."""
_MOST_REMEMBERED = 200
"""Secrets that are looked for by their letters as well, wherever they stand."""


class Redactor:
    """The secrets of one run. The first of a kind is ``[redacted openai-key 1]`` wherever it comes up again.

    Numbers follow the order in which secrets are seen, so the same texts in the same order give the same bytes; nothing
    of a secret goes into its placeholder. A secret that was seen beside its name (``password=…``) is found again
    without it.
    """

    def __init__(self) -> None:
        self._placeholders: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._remembered: list[str] = []

    @property
    def new(self) -> bool:
        """Whether no secret was seen yet."""
        return not self._placeholders

    def text(self, text: str) -> str:
        """The text with its secrets replaced: as many lines as before, JSON stays JSON, twice is the same as once."""
        return self._without_known(self._without_shaped(text))

    def whole(self, value: str) -> str:
        """A value that stands alone: also one that is known to be a secret, however plain it looks."""
        return self._placeholders.get(value) or self.text(value)

    def _without_shaped(self, text: str) -> str:
        found: list[tuple[int, int, str]] = []
        for secret in secrets_in(text):
            shown = secret.quote + self._placeholder(secret.kind, secret.value(text)) + secret.quote
            found += [(start, stop, shown) for start, stop in secret.pieces]
        parts: list[str] = []
        done = 0
        for start, stop, shown in sorted(found):
            parts += (text[done:start], shown)
            done = stop
        return "".join([*parts, text[done:]]) if parts else text

    def _without_known(self, text: str) -> str:
        for value in self._remembered:
            if value in text:
                shown = self._placeholders[value]
                parts = text.split(value)
                text = parts[0] + "".join(
                    (value if _joined(before, after) else shown) + after for before, after in pairwise(parts)
                )
        return text

    def _placeholder(self, kind: str, value: str) -> str:
        known = self._placeholders.get(value)
        if known is None and len(self._placeholders) >= _MOST_KNOWN:
            return "[redacted]"
        if known is None:
            self._counts[kind] += 1
            known = self._placeholders[value] = f"[redacted {kind} {self._counts[kind]}]"
            self._remember(value)
        return known

    def _remember(self, value: str) -> None:
        """Look for it everywhere from now on, where it is no word or number that means something else elsewhere."""
        told = _AGAIN.fullmatch(value) and sum(map(str.isalpha, value)) > 1 and looks_random(value, words=20)
        if told and len(self._remembered) < _MOST_REMEMBERED:
            insort(self._remembered, value, key=lambda one: -len(one))


def _joined(before: str, after: str) -> bool:
    """Whether what stands between these is a part of a longer word."""
    return before[-1:].isalnum() or after[:1].isalnum()


class Unredacted(Redactor):
    """Leaves every text as it is: for a user who asks to see the secrets."""

    def text(self, text: str) -> str:
        """The text."""
        return text

    def whole(self, value: str) -> str:
        """The value."""
        return value
