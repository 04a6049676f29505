"""The table as one JSON document, in the shape of ``triage.schema.json``."""

from __future__ import annotations

import json as _json

from diagnose.model.lines import Skipped
from diagnose.model.triage import FINGERPRINT_VERSION, FaultRow, Seen, Triage
from diagnose.render.view import View
from diagnose.version import __version__

SCHEMA_VERSION = 1
_LONGEST = 2000

Json = dict[str, object]


def render(triage: Triage, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """The document, indented, keys in a fixed order, all ASCII: the same triage gives the same bytes anywhere."""
    return _json.dumps(document(triage), indent=2) + "\n"


def document(triage: Triage) -> Json:
    """The document as plain values."""
    left_out = triage.left_out
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "fingerprint_version": FINGERPRINT_VERSION,
        "files": triage.files,
        "faults": [_fault(row) for row in triage.rows],
        "known": triage.known,
        "unread": [_unread(skip) for skip in triage.unread],
        "left_out": {
            "hidden": left_out.hidden,
            "binary": left_out.binary,
            "empty": left_out.empty,
            "special": left_out.special,
            "twice": left_out.twice,
        },
    }


def _fault(row: FaultRow) -> Json:
    return {
        "fingerprint": row.fingerprint,
        "class": row.playbook,
        "title": row.title or None,
        "severity": row.severity,
        "status": row.status.value,
        "exception": {"type": _text(row.exception) or None, "message": _text(row.message)},
        "count": row.count,
        "files": len(row.sources),
        "first_seen": _seen(row.first),
        "last_seen": _seen(row.last),
        "example": {"source": _text(row.example.source), "line": row.example.line},
        "sources": [{"source": _text(source), "count": count} for source, count in row.sources],
    }


def _seen(seen: Seen) -> Json:
    moment = None
    if seen.moment is not None:
        moment = seen.moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "time": moment,
        "stated": None if seen.stated is None else _text(seen.stated),
        "source": _text(seen.source),
        "line": seen.line,
    }


def _unread(skip: Skipped) -> Json:
    return {"source": _text(skip.source), "reason": _text(skip.reason)}


def _text(text: str) -> str:
    """Foreign text as a JSON string may hold it: bounded, without lone surrogates."""
    return text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
