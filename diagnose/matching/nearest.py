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
    from rapidfuzz import fuzz

    found = []
    for playbook in known.playbooks:
        best = max((fuzz.token_set_ratio(text, wording) for wording in _wordings(playbook)), default=0.0)
        if best >= 100 * LEAST:
            found.append(Nearest(playbook.id, round(best / 100, 2)))
    return tuple(sorted(found, key=lambda near: (-near.similarity, near.playbook))[:MOST])


def _wordings(playbook: Playbook) -> list[str]:
    """The literal words of a class's message and line patterns."""
    patterns = [
        pattern
        for signature in playbook.signatures
        for pattern in (*signature.condition.message, *signature.condition.line)
    ]
    return [words for words in map(words_of, patterns) if len(words) >= 12]
