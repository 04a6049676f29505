"""The values that everything else hands on.

``bytes → Line → LogEntry → TraceEvent → Evidence → Match → Diagnosis → Report → text``

All are frozen. Nothing in this package imports any other part of ``diagnose``.
"""

from diagnose.model.entries import Level, LogEntry, Zone
from diagnose.model.events import (
    EventKind,
    Frame,
    Link,
    Origin,
    RaisedException,
    Surfaced,
    TraceEvent,
)
from diagnose.model.lines import Line, Skipped, Span
from diagnose.model.playbook import (
    Cause,
    CauseRef,
    Comparison,
    Condition,
    Counted,
    ExceptionType,
    FactPatterns,
    Playbook,
    PlaybookSet,
    Remedy,
    Role,
    RoleRule,
    Sign,
    Signature,
    Step,
    StepOutcome,
)
from diagnose.model.report import (
    Candidate,
    Diagnosis,
    Evidence,
    FactValue,
    Framework,
    Nearest,
    Report,
    Status,
    Unrecognised,
)

__all__ = [
    "Candidate",
    "Cause",
    "CauseRef",
    "Comparison",
    "Condition",
    "Counted",
    "Diagnosis",
    "EventKind",
    "Evidence",
    "ExceptionType",
    "FactPatterns",
    "FactValue",
    "Frame",
    "Framework",
    "Level",
    "Line",
    "Link",
    "LogEntry",
    "Nearest",
    "Origin",
    "Playbook",
    "PlaybookSet",
    "RaisedException",
    "Remedy",
    "Report",
    "Role",
    "RoleRule",
    "Sign",
    "Signature",
    "Skipped",
    "Span",
    "Status",
    "Step",
    "StepOutcome",
    "Surfaced",
    "TraceEvent",
    "Unrecognised",
    "Zone",
]
