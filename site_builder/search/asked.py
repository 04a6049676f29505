"""What people would paste: the message of each sample trace; and what the search of a built site finds for it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from diagnose.model.dataclass import dataclass
from site_builder.addresses import class_address
from site_builder.excerpts import Labelled, lines_of, naming

ASK = Path(__file__).resolve().parent / "ask.js"
_BELOW = 3
_END = 12
"""Lines of a log without a named exception: its end."""


@dataclass(frozen=True, slots=True)
class Question:
    """A pasted text and the addresses any of which answers it."""

    sample: str
    text: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, best first, and at which place the right page stands (from 0; None: not among them)."""

    question: Question
    found: tuple[str, ...]
    place: int | None
    milliseconds: float


def questions(samples: Iterable[Labelled], classes: Iterable[str]) -> list[Question]:
    """A question for every sample that is a text file of a class."""
    known = set(classes)
    found: list[Question] = []
    for sample in samples:
        right = tuple(class_address(name) for name in (sample.label, *sample.accept) if name in known)
        text = message_of(sample)
        if text.strip() and right:
            found.append(Question(sample.id, text, right))
    return found


def message_of(sample: Labelled) -> str:
    """The line that names the true error, with what stands right below; of other logs the end."""
    lines = lines_of(sample)
    at = naming(lines, sample)
    if at is None:
        return "\n".join([line for line in lines if line.strip()][-_END:])
    return "\n".join(lines[at : at + _BELOW])


def answers(site: Path, asked: list[Question], node: str = "node") -> list[Answer]:
    """What the search of the site finds, run by Node."""
    done = subprocess.run(
        [node, str(ASK), str(site)], input=json.dumps([one.text for one in asked]), capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    replies = json.loads(done.stdout)
    return [_answer(question, reply) for question, reply in zip(asked, replies, strict=True)]


def _answer(question: Question, reply: dict[str, list[str]]) -> Answer:
    found = tuple(reply["found"])
    places = [place for place, address in enumerate(found) if address in question.right]
    return Answer(question, found, min(places, default=None), float(reply["ms"]))  # type: ignore[arg-type]
