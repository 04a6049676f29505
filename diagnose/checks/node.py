"""The check ``node``: the version of Node, and the agent packages that a lock file holds."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.checks.lockfile import Lock, locked_packages
from diagnose.checks.programs import find, run
from diagnose.checks.surroundings import Surroundings
from diagnose.lazy import regex
from diagnose.model.checkup import Checked, State

_SECONDS = 5
_OLDEST = 18
_VERSION = regex(r"v(\d{1,4})\.\d{1,4}\.\d{1,4}\S{0,40}")
_EVERYWHERE = ("p-limit", "undici")
"""Packages that lie in many trees several times, each for one dependency; nothing passes between the copies."""


def check(surroundings: Surroundings) -> tuple[Checked, ...]:
    """Node as it is on PATH; the packages, where the working folder or one above it has a lock file."""
    lock = locked_packages(surroundings.folder)
    return (_node(surroundings), *((_packages(lock),) if lock else ()))


def _node(surroundings: Surroundings) -> Checked:
    program = find("node", surroundings)
    if program is None:
        return _unknown("There is no node on PATH.")
    ran = run([program, "-v"], surroundings.environment, _SECONDS)
    hit = None if ran.failure else _VERSION.fullmatch(ran.out.strip())
    if hit is None:
        return _unknown(f"{program} {ran.failure or 'does not say its version'}.")
    major = int(hit[1])
    details, findings = (("program", program),), (("node_major", major),)
    if major < _OLDEST:
        advice = f"Install Node {_OLDEST} or later: the clients need its fetch and its web streams."
        summary = f"Node {hit[0]} is older than {_OLDEST}."
        return Checked("node", "Node", State.WARNING, summary, advice, details, findings)
    return Checked("node", "Node", State.PASS, f"Node {hit[0]}.", "", details, findings)


def _unknown(reason: str) -> Checked:
    return Checked("node", "Node", State.NOT_CHECKED, reason)


def _packages(lock: Lock) -> Checked:
    title = "Node packages"
    if lock.unread:
        return Checked("node", title, State.NOT_CHECKED, lock.unread)
    several = {name: versions for name, versions in lock.versions.items() if len(versions) > 1}
    doubled = {name: versions for name, versions in several.items() if name not in _EVERYWHERE}
    details = (("packages", _listed(lock.versions)),) if lock.versions else ()
    findings = (("duplicated_packages", len(doubled)),)
    if doubled:
        advice = "Let npm join them (npm dedupe), or ask for one version under overrides in package.json."
        summary = f"In several versions in {lock.place}: {_listed(doubled)}. What one makes, another does not know."
        return Checked("node", title, State.WARNING, summary, advice, details, findings)
    number = len(lock.versions)
    what = "no agent package" if not number else "one agent package" if number == 1 else f"{number} agent packages"
    summary = f"{lock.place} holds {what}."
    return Checked("node", title, State.PASS, summary, "", details, findings)


def _listed(versions: Mapping[str, tuple[str, ...]]) -> str:
    return ", ".join(f"{name} {' and '.join(some)}" for name, some in sorted(versions.items()))
