"""A question with its choices, and the words that are understood as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

UNKNOWN, SKIP, BACK, WHY, EVIDENCE, FIX, LEAVE, HELP = "d", "s", "b", "w", "e", "f", "q", "?"
YES, NO = "y", "n"

CONTROLS = {
    UNKNOWN: ("I cannot tell", "the step counts for nothing and is not asked again"),
    SKIP: ("skip", "not now; it comes again when nothing else is left"),
    BACK: ("back", "take the last answer back"),
    WHY: ("why", "why this check, and what each answer would change"),
    EVIDENCE: ("evidence", "what the log shows, with its lines"),
    FIX: ("fix now", "the fix of the cause that leads"),
    LEAVE: ("leave", "save the session and leave; --resume goes on"),
}
"""Keys that are understood at every step, beside the numbers of the outcomes: their name, and what they do."""

_WORDS = {
    "don't know": UNKNOWN, "dont know": UNKNOWN, "unknown": UNKNOWN, "i cannot tell": UNKNOWN, "cannot tell": UNKNOWN,
    "skip": SKIP, "back": BACK, "why": WHY, "why?": WHY, "evidence": EVIDENCE, "show the evidence": EVIDENCE,
    "fix": FIX, "fix now": FIX, "show the fix": FIX, "show the fix now": FIX, "leave": LEAVE, "quit": LEAVE,
    "exit": LEAVE, "help": HELP, "h": HELP, "yes": YES, "no": NO, "true": YES, "false": NO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its id (a step's, or ``fault``, ``look``), the line before the choices, keys and labels of the
    choices, and the keys that are understood beside them."""

    id: str
    text: str
    choices: tuple[tuple[str, str], ...]
    controls: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that is an answer."""
        return (*(key for key, _ in self.choices), *self.controls)


class Asker(Protocol):
    """Where answers come from."""

    def ask(self, question: Question) -> str:
        """One of the question's keys. Raises KeyboardInterrupt or EOFError where the user leaves."""


def key_of(question: Question, typed: str) -> str | None:
    """The key that was meant: by itself, by its word, or by the choice's label, whole or as far as it is unique."""
    text = " ".join(typed.strip().lower().split()).rstrip(".")
    if text in question.keys:
        return text
    if _WORDS.get(text) in question.keys:
        return _WORDS[text]
    labels = [(key, " ".join(label.lower().split())) for key, label in question.choices]
    whole = [key for key, label in labels if label.rstrip(".") == text]
    begun = [key for key, label in labels if len(text) > 1 and label.startswith(text)]
    found = whole or begun
    return found[0] if len(found) == 1 else None
