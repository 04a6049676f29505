"""Secrets of a log, found by their form or by what stands beside them, and replaced by stable placeholders.

``Redactor().text(...)`` turns ``OPENAI_API_KEY=sk-proj-…`` into ``OPENAI_API_KEY=[redacted openai-key 1]``.
"""

from __future__ import annotations

from diagnose.redaction.redactor import Redactor, Unredacted
from diagnose.redaction.report import redacted_diagnosis, redacted_report
from diagnose.redaction.scan import lies_in_secret

__all__ = ["Redactor", "Unredacted", "lies_in_secret", "redacted_diagnosis", "redacted_report"]
