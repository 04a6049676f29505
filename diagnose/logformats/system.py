"""Prefixes of system logs: journald and syslog, the kernel's ring buffer."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.lineprefix import LinePrefix

_UNIT = r"(?P<stream>[\w.@/-]{1,100}(?:\[\d+\])?):(?: |$)"
JOURNAL = LinePrefix(
    "journal",
    regex(
        r"(?:<\d{1,3}>)?(?P<time>[^\W\d_]{3,5}\.? {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?"
        r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?[+-]\d\d:?\d\d) (?P<host>[\w.-]{1,100}) " + _UNIT
    ),
    strong=True,
)
SYSLOG = LinePrefix(
    "syslog",
    regex(
        r"<\d{1,3}>1 (?P<time>\S{10,40}) (?P<host>\S{1,100}) (?P<stream>\S{1,100}) \S{1,40} \S{1,40} "
        r"(?:-|\[[^\]]{0,300}\]) ?(?:\ufeff)?"
    ),
    strong=True,
)
DMESG = LinePrefix(
    "dmesg",
    regex(
        r"(?:\w{4}: ?)?"
        r"\[(?P<time>[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} [\d:]{8} \d{4}| {0,8}\d{1,9}\.\d{6})\](?: |$)"
    ),
    strong=True,
)
