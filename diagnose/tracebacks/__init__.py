"""Records → events: every error that a log shows, whoever formatted it."""

from diagnose.tracebacks.driver import events
from diagnose.tracebacks.fingerprint import fingerprint

__all__ = ["events", "fingerprint"]
