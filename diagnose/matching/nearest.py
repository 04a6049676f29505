"""Which known wordings an unrecognised error resembles. A resemblance is an offer to look, never a diagnosis."""

from __future__ import annotations

from diagnose.matching.conditions import message_of
from diagnose.matching.wordings import words_of
from diagnose.model.events import RaisedException
from diagnose.model.playbook import Playbook, PlaybookSet
from diagnose.model.report import Nearest

LEAST = 0.55
MOST = 3


def nearest(raised: RaisedException, known: PlaybookSet) -> tuple[Nearest, ...]:
    """At most three classes whose wordings are near, the nearest first; empty where none is."""
    text = message_of(raised)[:400].lower()
    if len(text) < 8:
        return ()
    from rapidfuzz import fuzz, process

    wordings = _wordings(known.playbooks)
    best: dict[str, float] = {}
    for _, score, place in process.extract_iter(
        text, wordings[1], scorer=fuzz.token_set_ratio, score_cutoff=100 * LEAST
    ):
        name = wordings[0][place]
        best[name] = max(score, best.get(name, 0.0))
    found = [Nearest(name, round(score / 100, 2)) for name, score in best.items()]
    return tuple(sorted(found, key=lambda near: (-near.similarity, near.playbook))[:MOST])


_latest: list[tuple[tuple[Playbook, ...], tuple[list[str], list[str]]]] = []
"""The wordings of the latest set: working them out takes longer than comparing with them."""


def _wordings(playbooks: tuple[Playbook, ...]) -> tuple[list[str], list[str]]:
    """Ids of classes and, for each, the literal words of one of its message and line patterns."""
    if not _latest or _latest[0][0] is not playbooks:
        found = [
            (playbook.id, words)
            for playbook in playbooks
            for signature in playbook.signatures
            for pattern in (*signature.condition.message, *signature.condition.line)
            if len(words := words_of(pattern)) >= 12
        ]
        _latest[:] = [(playbooks, ([name for name, _ in found], [words for _, words in found]))]
    return _latest[0][1]
