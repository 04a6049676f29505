"""Answers from a file: a walkthrough without anybody at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from diagnose.errors import DoctorError
from diagnose.lazy import regex
from diagnose.render.safe import visible
from diagnose.walkthrough.console.questions import CONTROLS, UNKNOWN, Question, key_of

_COMMENT = regex(r"(?:^|\s)#.*")
_ID = regex(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


class ListAsker:
    """Answers in their order, or by the id of the step; where no answer is left, EOFError.

    An answer by id is given once; a step that is asked again, or has none, is one that nobody can tell.
    """

    def __init__(
        self,
        answers: Sequence[str] | Mapping[str, str],
        name: str = "the answers",
        say: Callable[[str], None] | None = None,
    ) -> None:
        self._answers = answers
        self._name = name
        self._say = say
        self._next = 0
        self._given: set[str] = set()

    def ask(self, question: Question) -> str:
        """The next answer. Raises DoctorError for one that the question does not have."""
        typed = self._typed(question)
        key = key_of(question, typed)
        if key is None:
            keys = ", ".join(question.keys)
            raise DoctorError(f"{self._name}: {question.id} has no answer {typed[:60]!r}; it takes {keys} or the words")
        if self._say is not None:
            label = dict(question.choices).get(key) or CONTROLS.get(key, (key, ""))[0]
            self._say(f"? {visible(question.text)} {visible(label)}\n")
        return key

    def has(self, question: str) -> bool:
        """Whether it holds an answer to the question of this id."""
        return isinstance(self._answers, Mapping) and question in self._answers

    def unused(self) -> list[str]:
        """The answers that no question asked for, by id."""
        return (
            [] if not isinstance(self._answers, Mapping) else [one for one in self._answers if one not in self._given]
        )

    def _typed(self, question: Question) -> str:
        if isinstance(self._answers, Mapping):
            unknown = UNKNOWN if UNKNOWN in question.keys else question.keys[0]
            again = question.id in self._given
            self._given.add(question.id)
            return unknown if again else self._answers.get(question.id, unknown)
        if self._next >= len(self._answers):
            raise EOFError
        self._next += 1
        return self._answers[self._next - 1]


def script_of(text: str, name: str, say: Callable[[str], None] | None = None) -> ListAsker:
    """The answers that a file holds: a YAML list, a YAML mapping from steps to answers, or one answer per line.

    ``say`` is told each answer as it is given. Raises DoctorError where it holds none, or something else.
    """
    import yaml

    try:
        held = yaml.load(text, Loader=yaml.BaseLoader)  # texts, lists and mappings, nothing else
    except (yaml.YAMLError, RecursionError):
        held = None
    if isinstance(held, dict) and held and all(map(_is_answer, held.items())):
        return ListAsker({str(step): answer for step, answer in held.items()}, name, say)
    if isinstance(held, list) and all(isinstance(one, str) for one in held):
        return ListAsker(held, name, say)
    if isinstance(held, list) or (isinstance(held, dict) and not all(isinstance(one, str) for one in held.values())):
        raise DoctorError(f"{name}: must be a list of answers, or lines such as 'message-sizes: 1'; it nests deeper")
    lines = [_COMMENT.sub("", line).strip() for line in text.splitlines()]
    answers = [line for line in lines if line]
    if not answers:
        raise DoctorError(f"{name} holds no answers: write one per line, such as 1, d or back")
    return ListAsker(answers, name, say)


def _is_answer(pair: tuple[object, object]) -> bool:
    """Whether it is an answer by the id of a step, and not an answer whose words hold a colon."""
    return isinstance(pair[0], str) and _ID.fullmatch(pair[0]) is not None and isinstance(pair[1], str)
