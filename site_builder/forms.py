"""How a class shows itself: each signature in readable form."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import Condition, Playbook, Signature
from diagnose.render.words import percent
from site_builder.wordings import readings

_KINDS = {
    "tool-result": "in the result of a tool",
    "code-result": "in the result of executed code",
    "logged": "in a logged error",
    "http-body": "in a server's answer",
    "system": "in the words of the system",
    "faulthandler": "in a dump of all threads",
    "v8-fatal": "in a fatal error of Node",
    "warning": "in a warning",
}
MOST_WORDS = 12
"""Wordings of one form; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the types of exceptions, any of them; the wordings, any of them; where they stand; how sure it is."""

    name: str
    types: tuple[str, ...]
    words: tuple[str, ...]
    more: int
    places: tuple[str, ...]
    certainty: str
    noise: bool


def forms_of(playbook: Playbook) -> tuple[Form, ...]:
    """The forms of a class, in the order of its file."""
    return tuple(map(_form, playbook.signatures))


def wordings_of(playbook: Playbook) -> tuple[str, ...]:
    """All wordings of a class."""
    return tuple(_read(pattern for one in playbook.signatures for pattern in _patterns(one.condition)))


def _form(signature: Signature) -> Form:
    condition = signature.condition
    words = _read(_patterns(condition))
    return Form(
        signature.name,
        condition.exception,
        tuple(words[:MOST_WORDS]),
        max(0, len(words) - MOST_WORDS),
        tuple(_places(condition)),
        percent(signature.certainty),
        signature.status != "failed",
    )


def _patterns(condition: Condition) -> tuple[str, ...]:
    return (*condition.message, *condition.line)


def _read(patterns: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for pattern in patterns for text in readings(pattern)))


def _places(condition: Condition) -> Iterable[str]:
    yield from (_KINDS[kind] for kind in condition.kind if kind in _KINDS)
    frames = _read((*condition.frame, *condition.raised_in))
    if frames:
        yield f"where a frame is of {' or '.join(frames[:4])}"
    if condition.code:
        yield "where the source line of the trace is of that kind"
    if condition.facts:
        bounds = (f"{one.fact.replace('_', ' ')} {one.equals}" for one in condition.facts if one.equals is not None)
        yield f"with {', '.join(bounds)}".removesuffix("with ")
