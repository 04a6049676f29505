"""A name for a drafted class, from the error's type and words."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count

from diagnose.authoring.generalise import telling
from diagnose.authoring.tokens import Kind, pieces
from diagnose.lazy import regex
from diagnose.playbook.texts import is_id

_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NOT_ID = regex(r"[^a-z0-9]+")
_SAYS_NOTHING = frozenset(
    (
        "a", "an", "and", "are", "at", "be", "but", "by", "can", "cannot", "could", "did", "does", "for", "from", "had",
        "has", "have", "in", "is", "it", "its", "no", "not", "of", "on", "or", "that", "the", "this", "to", "was",
        "were", "will", "with", "error", "exception", "warning",
    )
)  # fmt: skip
COMMON = frozenset(
    (
        "RuntimeError", "ValueError", "TypeError", "KeyError", "IndexError", "AttributeError", "AssertionError",
        "OSError", "IOError", "Exception", "Error", "LookupError", "ImportError", "NameError",
    )
)  # fmt: skip
"""Types that many unlike errors have."""
_WORDS = 3
_LONGEST = 60


def id_for(kind: str, message: str, taken: Collection[str]) -> str:
    """An id that is not taken; ``message`` is without secrets."""
    short = kind.rpartition(".")[2]
    words = [word.lower() for word in _WORD.findall(short)]
    while len(words) > 1 and words[-1] in ("error", "exception", "warning"):
        words.pop()
    if len(words) < _WORDS - 1:
        words = [word for word in words if word not in ("error", "exception")] + _telling(message)
    return free(as_id("-".join(words)) or "unnamed", taken)


def as_id(text: str) -> str:
    """The text as an id, empty where nothing is left of it."""
    made = _NOT_ID.sub("-", text.lower()).strip("-")[:_LONGEST].strip("-")
    return made if is_id(made) else ""


def free(name: str, taken: Collection[str]) -> str:
    """The name, with a number behind it where it is taken."""
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _telling(message: str) -> list[str]:
    """The first words of a message that are not everybody's and do not vary; names where there are no others."""
    found = pieces(telling(message)[:400])
    for kinds in ((Kind.SAME,), (Kind.QUOTED,)):
        texts = " ".join(piece.text for piece in found if piece.kind in kinds)
        words = [word.lower() for word in _WORD.findall(texts) if len(word) > 1]
        told = [word for word in words if word not in _SAYS_NOTHING]
        if told:
            return told[:_WORDS]
    return []
