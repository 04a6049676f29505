"""Time stamps before every line: GitHub Actions, docker logs -t, kubectl logs --timestamps, CloudWatch, ``ts``."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.headforms import TIME
from diagnose.logformats.heads import head_of
from diagnose.logformats.lineprefix import LinePrefix

_EXACT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,9}(?:Z|[+-]\d\d:\d\d)"


def _is_bare(found: re.Match[str]) -> bool:
    """A time that begins a record's head stays with the head."""
    return head_of(found.string) is None


CLOUDWATCH = LinePrefix(
    "cloudwatch",
    regex(
        r"(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|\+00:00)) "
        r"(?P<stream>\d{4}/\d\d/\d\d/\S{1,120}|[\w-]{1,60}/[\w-]{1,60}/[0-9a-f]{16,40})(?: |$)"
    ),
    strong=True,
)
GH_RUN = LinePrefix(
    "gh-run", regex(rf"(?P<stream>[^\t]{{1,120}}\t[^\t]{{1,120}})\t\ufeff?(?P<time>{_EXACT})(?: |$)"), strong=True
)
EXACT = LinePrefix("timestamps", regex(rf"\ufeff?(?P<time>{_EXACT})(?: |$)"), strong=True, evidence=_is_bare)
ANY = LinePrefix(
    "timestamps",
    regex(rf"(?P<time>\[{TIME}(?: \w{{1,8}})?\]|{TIME}|\d{{10}}\.\d{{1,9}})(?:: | - | \| | |\t|$)"),
    evidence=_is_bare,
)
