"""Prefixes of process runners: pm2, concurrently, foreman, Heroku, Ray, vLLM's worker processes."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.logformats.levels import level_of_word
from diagnose.logformats.lineprefix import LinePrefix

PM2 = LinePrefix("pm2", regex(r"(?P<stream>\d{1,4}\|[\w.@-]{1,60}) {0,30}\|(?: |$)"), strong=True)
CONCURRENTLY = LinePrefix(
    "concurrently",
    regex(r"\[(?P<stream>[\w.@:/-]{1,40})\](?: |$)"),
    accepts=lambda found: level_of_word(found["stream"]) is None,
)
FOREMAN = LinePrefix(
    "foreman", regex(r"(?P<time>\d\d:\d\d:\d\d) (?P<stream>[\w-]{1,60}(?:\.\d+)?) {1,40}\|(?: |$)"), strong=True
)
HEROKU = LinePrefix(
    "heroku",
    regex(r"(?P<time>\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:\d\d)) (?P<stream>[\w-]{1,60}\[[\w.-]{1,60}\]):(?: |$)"),
    strong=True,
)
WORKERS = LinePrefix(
    "worker",
    regex(
        r"\((?P<stream>(?:[\w.:<>-]{1,100} )?pid=\d+(?:, ip=[\d.a-f:]{3,40})?)\)(?: |$)"
        r"|\((?P<raylet>raylet|autoscaler[^)]{0,60})\)(?: |$)"
    ),
    strong=True,
)
FLY = LinePrefix(
    "fly",
    regex(r"(?P<time>\d{4}-\d\d-\d\dT[\d:.]{8,18}Z) (?P<stream>[\w-]{1,40}\[\w{1,40}\]) \w{2,5} \[\w{1,10}\] ?"),
    strong=True,
)
TURBO = LinePrefix("turbo", regex(r"(?P<stream>@?[\w./-]{1,60}:(?:dev|start|build|test|serve)):(?: |$)"), strong=True)
