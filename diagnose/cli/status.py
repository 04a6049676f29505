"""Exit statuses, documented in the README and in ``--help``."""

DIAGNOSED = 0
NO_ERROR = 1
USAGE = 2
UNRECOGNISED = 3
UNFINISHED = 4
"""The answers of a file ended before the walkthrough did."""
OWN_FAULT = 70
"""autogen-doctor itself failed (EX_SOFTWARE of sysexits.h)."""
INTERRUPTED = 130

HEALTHY = 0
"""``env`` found no problem."""
PROBLEMS = 1
"""``env`` found at least one."""

FAULTS = 0
"""``triage`` found at least one fault; with a baseline, a new one."""
NO_FAULT = 1
"""``triage`` found none."""

CLEAN = 0
"""``check`` found nothing."""
FINDINGS = 1
"""``check`` found something, or ``--fix`` left something."""

FIXED = 0
"""``fix`` found nothing to mend, or has mended all."""
REMAINS = 1
"""``fix`` left something: it was not taken, or cannot be done by it."""

EPILOG = (
    "Exit status: 0 diagnosed, 1 no error in the input, 2 usage or unreadable input, 3 errors, but none that a "
    "playbook knows. The same with --follow, however it ends: Ctrl-C is its usual end."
)
