"""What is said of a hit: the sentences of its playbook, with the names of the code at hand."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.matching.sentences import say
from diagnose.patterns.hit import Hit

_LONGEST_NAME = 60


def statement(hit: Hit) -> str:
    """What stands there."""
    return say(hit.pattern.say, _names(hit)) or hit.pattern.title


def advice(hit: Hit) -> str:
    """What to do about it; empty where the pattern says nothing."""
    fix = hit.pattern.fix
    return (say(fix.say, _names(hit)) or fix.say) if fix is not None else ""


def _names(hit: Hit) -> Mapping[str, str]:
    return {name: _short(text) for name, text in hit.texts.items()}


def _short(text: str) -> str:
    line, _, more = text.strip().partition("\n")
    return line[: _LONGEST_NAME - 1] + "…" if more or len(line) > _LONGEST_NAME else line
