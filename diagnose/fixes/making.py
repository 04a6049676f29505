"""From a hit to its fix: the edits made, and proven on the text that comes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from diagnose.errors import DoctorError
from diagnose.fixes.edits import made
from diagnose.fixes.imports import importing
from diagnose.fixes.site import site
from diagnose.fixes.splice import Splice, Unfit, spliced
from diagnose.fixes.syntax import faults
from diagnose.fixes.words import advice
from diagnose.model.change import MANUAL, REVIEW, SAFE
from diagnose.model.code import CodePattern
from diagnose.model.dataclass import dataclass
from diagnose.patterns import Hit
from diagnose.patterns.scan import Patterns
from diagnose.sources import Source
from diagnose.sources.rewrite import rewritten

Rescan = Callable[[Source, Patterns], Sequence[Hit]]
"""Runs the patterns of causes on a source, as it was done to find the hits."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends one hit. ``label`` is safe or review, ``say`` tells what is done."""

    hit: Hit
    splices: tuple[Splice, ...]
    imports: tuple[str, ...]
    label: str
    say: str


def fix_of(hit: Hit) -> Fix:
    """The hit's fix, not proven yet. Raises Unfit where there is none, or where it cannot be made here."""
    fix = hit.pattern.fix
    if fix is None:
        raise Unfit("there is no fix for it that can be made by itself")
    if fix.label == MANUAL:
        raise Unfit("it is changed by hand")
    place = site(hit.source.text, hit.source.dialect, stretch(hit), captured(hit))
    done = made(place, fix.edits)
    if not done.splices:
        raise Unfit("what the fix would add is there already")
    label = REVIEW if done.cautions else fix.label
    return Fix(hit, done.splices, fix.imports, label, "; ".join([advice(hit), *done.cautions]))


def composed(source: Source, fixes: Sequence[Fix]) -> Source:
    """The source with all of these made. Raises Unfit where they do not go together, or it would not parse any more."""
    text = spliced(source.text, [splice for fix in fixes for splice in fix.splices])
    for line in dict.fromkeys(line for fix in fixes for line in fix.imports):
        put = importing(text, source.dialect, line)
        if put is not None:
            text = spliced(text, [put])
    _expect_parses(source, text)
    return replace(source, text=text, data=written([(source, text)]))


def written(changed: Sequence[tuple[Source, str]]) -> bytes:
    """The file whose sources have these new texts. Raises Unfit where it cannot be written so."""
    try:
        return rewritten(changed)
    except DoctorError:
        raise Unfit(f"it cannot be written in the file's encoding ({changed[0][0].encoding})") from None


def prove(source: Source, fixes: Sequence[Fix], rescan: Rescan, before: Callable[[Hit], int]) -> None:
    """Raises Unfit unless the program parses with these fixes made, and shows none of their hits any more.

    ``before`` tells how often a hit's pattern is found in the source as it is.
    """
    after = composed(source, fixes)
    mended = Counter(fix.hit.pattern.id for fix in fixes)
    found = Counter(hit.pattern.id for hit in rescan(after, patterns_of([fix.hit for fix in fixes])))
    if any(found[name] > max(0, before(fix.hit) - mended[name]) for fix in fixes if (name := fix.hit.pattern.id)):
        raise Unfit("it would still be found")


def _expect_parses(source: Source, text: str) -> None:
    wrong = faults(source.text, source.dialect)
    if wrong and source.language == "python":
        raise Unfit("the file does not parse as it is")
    if faults(text, source.dialect) > wrong:
        raise Unfit("the program would not parse any more")


def patterns_of(hits: Sequence[Hit]) -> Patterns:
    """The patterns that were hit, by their causes."""
    found: dict[str, dict[str, CodePattern]] = {}
    for hit in hits:
        found.setdefault(hit.cause, {})[hit.pattern.id] = hit.pattern
    return {cause: tuple(several.values()) for cause, several in found.items()}


def stretch(hit: Hit) -> tuple[int, int]:
    """From which character of its source to which the hit reaches."""
    return hit.start, hit.end


def captured(hit: Hit) -> dict[str, tuple[int, int]]:
    """The stretches of what its metavariables hold."""
    return {one.name: (one.start, one.end) for one in hit.captured}


def labels_up_to(label: str) -> tuple[str, ...]:
    """The labels that are taken where this one is."""
    return (SAFE, REVIEW) if label == REVIEW else (SAFE,)
