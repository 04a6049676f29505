"""Sentences about a fault: a playbook's template, filled with the facts."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.model.report import FactValue
from diagnose.quantities import count, duration, percent, size
from diagnose.templates import is_plain, rendered

__all__ = ["count", "duration", "percent", "say", "size"]

_LONGEST_SENTENCE = 4000


def say(template: str, facts: Mapping[str, FactValue]) -> str | None:
    """The sentence, on one line; None where a fact is missing that it needs, or where anything goes wrong in it.

    The result is plain data: nothing in it is escaped, and whoever prints it escapes it.
    """
    if is_plain(template):
        return _folded(template)
    try:
        return _folded(rendered(template, facts))
    except Exception:  # a stranger's template over a log's facts must never stop a report
        return None


def _folded(text: str) -> str | None:
    return " ".join(text[:_LONGEST_SENTENCE].split()) or None
