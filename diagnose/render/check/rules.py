"""The patterns that ``check`` looks for: listed, and one of them explained."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.errors import DoctorError
from diagnose.lazy import regex
from diagnose.model.findings import Rule
from diagnose.quantities import count
from diagnose.render.page import Page
from diagnose.render.view import View
from diagnose.render.words import FRAMEWORKS, in_words

_LANGUAGES = {"python": "Python", "typescript": "TypeScript, JavaScript", "manifest": "manifests and lock files"}
_PLACE = regex(r"\{\{ ?(\w+) ?\}\}")
_LABELS = {
    "safe": "safe: --fix makes it",
    "review": "for review: autogen-doctor fix shows it",
    "manual": "by hand",
}


def catalogue(rules: Sequence[Rule], view: View) -> str:
    """Every pattern with its title, cause, frameworks, and whether it can be fixed."""
    page = Page(view)
    for rule in rules:
        pattern = rule.pattern
        page.styled((pattern.id, "bold"), (f"  {pattern.fix.label}" if pattern.fix else "", "green"))
        page.paragraph(pattern.title, indent=4)
        page.paragraph(f"{rule.cause} - {where(rule)}", indent=4, style="dim")
    page.gap()
    page.paragraph(f"{count(len(rules))} patterns. One of them: autogen-doctor check --explain ID", indent=0)
    return page.text()


def where(rule: Rule) -> str:
    """In what the pattern is looked for."""
    frameworks = in_words([FRAMEWORKS.get(name, name) for name in rule.pattern.framework]) or "any framework"
    place = {"tool": ", in tools only", "cell": ", in notebooks only"}.get(rule.pattern.scope, "")
    return f"{_LANGUAGES.get(rule.pattern.language, rule.pattern.language)}, {frameworks}{place}"


def in_general(text: str) -> str:
    """A sentence about code that is not at hand: names of the pattern stand for what would be there."""
    return _PLACE.sub(r"\1", text)


def explanation(name: str, rules: Sequence[Rule], view: View) -> str:
    """What a pattern finds, why, what to do, and code of both kinds. Raises DoctorError for a name of none."""
    rule = next((rule for rule in rules if rule.pattern.id == name), None)
    if rule is None:
        raise _unknown(name, rules)
    pattern, page = rule.pattern, Page(view)
    page.title(pattern.title, pattern.id, "bold")
    page.paragraph(rule.statement)
    page.gap()
    page.paragraph(rule.why)
    page.gap()
    page.fact("cause", f"{rule.cause}: {rule.title}")
    page.fact("looked for", where(rule))
    if pattern.fix:
        page.fact("fix", f"{in_general(pattern.fix.say)} ({_LABELS.get(pattern.fix.label, pattern.fix.label)})")
    for heading, samples in (("Found", pattern.flagged), ("Not found", pattern.clean)):
        if samples:
            page.heading(heading)
            page.program((line, "") for line in samples[0].rstrip("\n").split("\n"))
    page.gap()
    page.note(f"Silence it where it is meant: autogen-doctor: ignore[{pattern.id}] and the reason, in a comment.", 0)
    page.note(f"More on the cause, with programs that are fixed: autogen-doctor explain {rule.cause}", 0)
    return page.text()


def _unknown(name: str, rules: Sequence[Rule]) -> DoctorError:
    from difflib import get_close_matches

    if any(rule.cause == name for rule in rules):
        return DoctorError(f"{name} is a cause, not a pattern: 'autogen-doctor explain {name}' tells of it")
    near = " or ".join(get_close_matches(name[:200], [rule.pattern.id for rule in rules], n=3, cutoff=0.5))
    hint = f"did you mean {near}?" if near else "'autogen-doctor check --list' shows what there is"
    return DoctorError(f"there is no pattern {name!r}; {hint}")
