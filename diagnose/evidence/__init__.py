"""What the user's own source says about a diagnosis: it moves the ranking of its causes, and its lines show why."""

from __future__ import annotations

from diagnose.evidence.reader import CodeReader

__all__ = ["CodeReader"]
