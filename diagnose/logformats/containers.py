"""Prefixes of container tools: docker compose, Kubernetes' CRI files, kubectl, stern."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.levels import level_of_word
from diagnose.logformats.lineprefix import LinePrefix


def _is_service(found: re.Match[str]) -> bool:
    """A level between bars is a log record's head, a bare number is pm2's or a table's."""
    name = found["stream"]
    return level_of_word(name) is None and not name.isdigit() and name not in {"o", "None"}


COMPOSE = LinePrefix(
    "docker-compose",
    regex(r"(?P<stream>[A-Za-z0-9][\w.-]{0,80}[-_]\d{1,4}) {1,60}\|(?: |$)"),
    strong=True,
)
PODMAN = LinePrefix("podman-compose", regex(r"\[(?P<stream>[A-Za-z][\w.-]{0,80})\] \|(?: |$)"), strong=True)
COMPOSE_NAMED = LinePrefix(
    "docker-compose", regex(r"(?P<stream>[A-Za-z0-9][\w.-]{0,80}) {1,60}\|(?: |$)"), accepts=_is_service
)
KUBECTL = LinePrefix(
    "kubectl", regex(r"\[(?P<stream>(?:pod|deployment|job|statefulset)/[^\]\s]{1,200})\](?: |$)"), strong=True
)
STERN = LinePrefix(
    "stern",
    regex(
        r"(?:(?P<namespace>[a-z0-9-]{1,60}) )?(?P<stream>[a-z0-9][a-z0-9.-]{0,100}-[a-z0-9]{1,10} "
        r"(?:› )?[a-z0-9][a-z0-9-]{0,60})(?: (?:│ )?|$)"
    ),
)
