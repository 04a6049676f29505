"""Sentences that the renderings of findings share."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model.findings import Findings
from diagnose.quantities import count


def headline(found: Findings) -> str:
    """How many findings, in how many files."""
    judged = many(found.judged, "file")
    if not found.judged and not found.findings:
        return f"Nothing to judge: {_others(found)}" if found.others else "Nothing to judge: no source code here"
    if not found.findings:
        return f"No findings in {judged} with agents"
    files = len({finding.path for finding in found.findings}) - found.manifests
    places = [f"{count(files)} of {judged} with agents"] if files or not found.manifests else []
    places += [many(found.manifests, "manifest")] if found.manifests else []
    return f"{many(len(found.findings), 'finding')} in {' and '.join(places)}"


def _others(found: Findings) -> str:
    return "the file uses no agents" if found.others == 1 else f"none of {count(found.others)} files uses agents"


def summary(found: Findings) -> str:
    """The same, and how many can be fixed, in one sentence."""
    ways = ((found.fixable, "with --fix"), (found.reviewable, "with 'autogen-doctor fix'"))
    fixes = [f"{count(number)} {way}" for number, way in ways if number]
    return f"{headline(found)}; fixable: {', '.join(fixes)}." if fixes else f"{headline(found)}."


def remarks(found: Findings) -> Iterator[str]:
    """What else is to be told, a sentence each."""
    if found.fixed:
        yield f"{many(found.fixed, 'finding')} fixed."
    if found.suppressed:
        yield f"{count(found.suppressed)} suppressed by comments."
    if found.unread:
        yield f"{many(len(found.unread), 'file')} could not be read or parsed."


def many(number: int, noun: str) -> str:
    """A number of things."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"
