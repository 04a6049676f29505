"""The words that every trace and every statement of an error has, whatever the playbooks know of it.

They are what the parsers of ``diagnose.tracebacks`` ask of a line before they look closer. A form that has none of them
needs a word here; ``tests/prefilter`` says so when a sample's lines are not found any more.
"""

from __future__ import annotations

_STATES = (
    "error", "exception", "traceback", "fatal", "panic", "critical", "fail", "unable", "cannot", "could not", "can't",
    "couldn't", "refused", "denied", "rejected", "aborted", "timed out", "time out", "time-out", "killed",
    "oomkill", "oom-kill", "oom killer", "out of memory", "core dumped", "segmentation fault", "bus error",
    "illegal instruction", "sigkill", "sigsegv", "sigabrt", "sigbus", "sigill", "sigtrap", "signal: ", "terminated",
    "exit code", "exitcode", "exited with", "exit status", "exit_code", "exit with code", " died", "crashed",
    "bad_alloc", "interrupt", "err!", "loop is closed", "never awaited", "unhandled", "uncaught", "overloaded",
    "rate limit", "rate_limit", "ratelimit", "quota", "too many", "not found", "not allowed", "not supported",
    "maximum context", "context length", "context_length", "context window", "context size", "context limit",
    "low on memory", "too large for system", "connection reset", "reset by peer", "err_",
)  # fmt: skip
"""How a program, a logger, a shell or a kernel says that something failed."""

_TIMEOUTS = (
    *(f"timeout{mark}" for mark in (":", ".", "'", '"', ")", "]", "!", "error", "exception", " (", "(", ",", " -")),
    *(f"timeout {word}" for word in ("error", "exc", "exp", "occ", "after", "while", "wait", "reach", "hit", "on ",
                                     "during", "in ", "for", "when", "at ", "trying", "connect", "read", "triggered")),
    *(f"timeout of {digit}" for digit in range(1, 10)),
    *(f"{what} timeout" for what in ("read", "write", "connect", "connection", "request", "gateway", "operation",
                                     "tool", "socket", "pool", "task", "worker", "stream", "headers")),
)  # fmt: skip
"""Not ``timeout=``, which stands in each line of some client's log."""

_TRACES = (
    'file "', 'file \\"', "    at ", "\\n    at ", "most recent call", "thread 0x", "<--- last few gcs",
    "<--- js stacktrace", "js stack trace", "native stack trace", "mark-compact", "mark-sweep", "warning: enable trace",
    "during handling of", "direct cause of", "ggml_assert", "cudamalloc", "panicked", "goroutine ", "is_error=true",
    "------- traceback", "oops", "echo $?", "lastexitcode", "report requestid", "invoked oom-killer",
)  # fmt: skip
"""What stands in traces and dumps."""

_ANSWERS = (
    'detail"', "detail'", 'detail\\"', 'level":50', 'level": 50', 'level":60', 'level": 60', "status_code=5",
    "status_code=4", "status=5", "status=4", "error=", "e=error", "<!doctype html", "<html", "[gin]",
    *(f'{version}{quote} {status}' for version in ("/1.0", "/1.1") for quote in ('"', '\\"', "")
      for status in ("4", "50", "52")),
)  # fmt: skip
"""How a server answers that it could not, and structured records of level error."""

_MARKS = ("❌", "✗", "✖", "✕", "⨯", "🔴", "❱")

FORMS = (*_STATES, *_TIMEOUTS, *_TRACES, *_ANSWERS, *_MARKS)
