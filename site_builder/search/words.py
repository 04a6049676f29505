"""The words of the pages, weighed by how rare they are (BM25): for questions that quote no error."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from diagnose.model.playbook import Cause, Playbook, PlaybookSet
from site_builder.forms import wordings_of

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST = 40
_SATURATION, _LENGTH = 1.2, 0.6
_LEAST = 0.05
"""Weights below this are left out."""


def words(text: str) -> list[str]:
    """The words of a text, in lower case; of ``APITimeoutError`` also its parts. search.js does the same."""
    found: list[str] = []
    for token in re.findall(r"[A-Za-z0-9]+", text):
        parts = [part.lower() for part in _CAMEL.split(token)]
        found.append(token.lower())
        found += parts if len(parts) > 1 else []
    return [word for word in found if 1 < len(word) <= _LONGEST]


def weights(documents: Iterable[Counter[str]]) -> dict[str, list[tuple[int, float]]]:
    """For every word the numbers of the documents that hold it, with what it says for each."""
    counted = list(documents)
    lengths = [sum(document.values()) for document in counted]
    average = sum(lengths) / max(1, len(lengths))
    holders = Counter(word for document in counted for word in document)
    found: dict[str, list[tuple[int, float]]] = {}
    for number, document in enumerate(counted):
        room = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[number] / max(1.0, average))
        for word, times in document.items():
            rare = math.log(1 + (len(counted) - holders[word] + 0.5) / (holders[word] + 0.5))
            weight = rare * times * (_SATURATION + 1) / (times + room)
            if weight >= _LEAST:
                found.setdefault(word, []).append((number, round(weight, 2)))
    return dict(sorted(found.items()))


def words_of_class(playbook: Playbook, known: PlaybookSet) -> Counter[str]:
    """What a class is found by; the titles of its causes too."""
    causes = {cause.id: cause for cause in known.causes}
    titles = [causes[ref.cause].title for ref in playbook.causes if ref.cause in causes]
    types = [name.rpartition(".")[2] for one in playbook.signatures for name in one.condition.exception]
    steps = [step.say for step in playbook.steps]
    telling = ((text, 2) for text in (*wordings_of(playbook), *types))
    rest = ((text, 1) for text in (*titles, *steps))
    return _weighed((playbook.title, 6), (playbook.id, 6), (playbook.summary, 3), *telling, *rest)


def words_of_cause(cause: Cause) -> Counter[str]:
    """What a cause is found by."""
    rest = [cause.why, *(step.say for step in cause.steps), *(fix.summary for fix in cause.remedies), *cause.prevention]
    return _weighed((cause.title, 6), (cause.id, 6), (cause.statement, 3), *((text, 1) for text in rest))


def _weighed(*parts: tuple[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, times in parts:
        for word in words(text):
            found[word] += times
    return found
