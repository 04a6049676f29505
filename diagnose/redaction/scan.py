"""One pass over a text: where a secret may begin, and whether one does.

RE2 tells the places, at the price of a look at each byte; what stands there is judged by the modules of the kinds. Text
without any such place costs nothing more. All of it is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from diagnose.redaction.blocks import KIND
from diagnose.redaction.places import Places
from diagnose.redaction.secret import Secret

_REMEMBERED = 500
"""Characters of a text up to which it is remembered that it has no secret."""


def secrets_in(text: str) -> Iterator[Secret]:
    """The secrets of a text; no parts of two overlap. They come in their order, but for those between the lines of a
    private key, which follow it."""
    if len(text) <= _REMEMBERED and _is_bare(text):
        return
    places = Places(text)
    while (place := places.next()) is not None:
        from diagnose.redaction.finders import FINDERS  # seldom needed, and not small

        kind, start = place
        for secret in FINDERS[kind](text, start, places.done):
            if secret.pieces[0][0] >= places.done:
                yield secret
                yield from _between(text, start, secret)
                places.go_on(secret.end)


def _between(text: str, start: int, secret: Secret) -> Iterator[Secret]:
    """Secrets among what a block's letters are printed with: what a logger puts before each of its lines."""
    gap = start + 1  # the mark is not to be seen again
    for begin, stop in secret.pieces if secret.kind == KIND else ():
        for other in secrets_in(text[gap:begin]):
            pieces = tuple((gap + one, gap + two) for one, two in other.pieces)
            yield Secret(other.kind, pieces, other.quote)
        gap = stop


def may_hold_secrets(texts: Iterable[str]) -> bool:
    """Whether a secret may begin in one of the texts: they are looked at together, which takes less than one by one."""
    return Places("\n".join(texts)).next() is not None


@lru_cache(maxsize=2048)
def _is_bare(text: str) -> bool:
    """Whether nothing begins in a text; a report has the same few names and places again and again."""
    return Places(text).next() is None


def lies_in_secret(text: str, start: int, stop: int) -> bool:
    """Whether this part of a text is a secret or a part of one."""
    return any(
        begin <= start < end or begin < stop <= end
        for secret in secrets_in(text)
        for begin, end in secret.pieces
        if not (start <= begin and end <= stop and (start, stop) != (begin, end))
    )
