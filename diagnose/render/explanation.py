"""A class or a cause, explained at length for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.model.handling import Handling
from diagnose.model.playbook import Cause, Playbook, PlaybookSet, Remedy, Sign, Step
from diagnose.model.verified import Runs
from diagnose.render.code import programs
from diagnose.render.page import Page
from diagnose.render.runs import FILES, commands, runs_of, versions_in_words
from diagnose.render.view import View
from diagnose.render.words import FRAMEWORKS, handled, in_words, setting

Fix = tuple[int, Remedy]
"""A remedy and its number among all of its cause, from 1."""


def explain_class(playbook: Playbook, known: PlaybookSet, view: View) -> str:
    """What the class is, what is taken for it, and its causes with their probability before any evidence."""
    page = Page(view)
    causes = {cause.id: cause for cause in known.causes}
    page.title(playbook.title, playbook.id, "bold")
    page.paragraph(playbook.summary)
    listed = [ref for ref in playbook.causes if ref.cause in causes]
    if listed:
        page.heading("Causes, with no evidence but the class")
        for rank, ref in enumerate(listed, 1):
            page.bar(rank, ref.prior, causes[ref.cause].title)
            page.below_bar("", ref.cause, style="dim")
    _handling(page, playbook)
    _steps(page, playbook.steps)
    _items(page, "Often mistaken for it", playbook.not_this)
    _items(page, "Prevention", playbook.prevention)
    _items(page, "References", playbook.references)
    return page.text()


def explain_cause(cause: Cause, known: PlaybookSet, view: View, fixes: Sequence[Fix], runs: Runs | None = None) -> str:
    """Why it happens, what speaks for and against it, how to check, these of its fixes with code, and prevention.

    ``runs`` is what is recorded of the cause's fixes, None where nothing is.
    """
    page = Page(view)
    page.title(cause.title, cause.id, "bold")
    page.paragraph(cause.statement)
    page.gap()
    page.paragraph(cause.why)
    classes = [playbook.id for playbook in known.playbooks if any(ref.cause == cause.id for ref in playbook.causes)]
    if classes:
        page.gap()
        page.fact("seen in", ", ".join(classes))
    _handling(page, cause)
    _signs(page, cause.signs)
    _steps(page, cause.steps)
    if cause.separates:
        page.paragraph(f"What decides it: {cause.separates}", style="italic")
    for number, remedy in fixes:
        _fix(page, number, remedy, runs or {})
    if cause.remedies and not fixes:
        page.gap()
        page.paragraph(f"No fix for this framework; there are some for {offered(cause)}.", indent=0)
    _how_to_save(page, cause, fixes)
    _items(page, "Prevention", cause.prevention)
    _items(page, "References", cause.references)
    return page.text()


def _handling(page: Page, owner: Playbook | Cause) -> None:
    words = handled(Handling((owner.side,) if owner.side else (), owner.retry, ()))
    if words:
        page.gap()
        page.paragraph(words)
    _items(page, "Settings", map(setting, owner.settings))


def _signs(page: Page, signs: Iterable[Sign]) -> None:
    """Only signs whose sentence needs no facts of a log can be listed; the others show up in a diagnosis."""
    plain = [sign for sign in signs if "{{" not in sign.say and "{%" not in sign.say]
    for heading, wanted in (("Speaks for it", True), ("Speaks against it", False)):
        _items(page, heading, [sign.say for sign in plain if sign.supports is wanted])


def _steps(page: Page, steps: Iterable[Step]) -> None:
    steps = list(steps)
    if steps:
        page.heading("How to check")
    for number, step in enumerate(steps, 1):
        page.paragraph(f"{number}. {step.say}", indent=2, hang=3)
        if step.run:
            page.command(step.run)
        outcomes(page, step)


def outcomes(page: Page, step: Step, indent: int = 5) -> None:
    """What may come out of a step, and what that means."""
    for outcome in step.outcomes:
        page.paragraph(f"{page.signs.arrow} {outcome.answer}: {outcome.means}", indent=indent, hang=2)


def _fix(page: Page, number: int, remedy: Remedy, runs: Runs) -> None:
    page.heading(f"Fix {number}: {FRAMEWORKS.get(remedy.framework, remedy.framework)}")
    page.paragraph(remedy.summary)
    verified = runs_of(remedy, runs)
    for command in commands(remedy, verified):
        page.command(command, indent=2)
    programs(page, remedy.before, remedy.after)
    if verified:
        page.paragraph(f"Verified by running it: {versions_in_words(verified)}", hang=2, most=8)
    elif runs and not remedy.illustrative:
        page.note("Not verified as it stands: no recorded run is of this code.")
    if remedy.illustrative:
        page.note(f"Not run by our tests: {remedy.illustrative}", indent=2)


def offered(cause: Cause) -> str:
    """The frameworks that a cause has fixes for, in words."""
    return in_words([FRAMEWORKS.get(name, name) for name in dict.fromkeys(fix.framework for fix in cause.remedies)])


def _how_to_save(page: Page, cause: Cause, fixes: Iterable[Fix]) -> None:
    for number, remedy in fixes:
        if remedy.after:
            page.gap()
            page.note("The code alone, into a file:", indent=0)
            file = FILES.get(remedy.language, "app.txt")
            page.command(f"autogen-doctor explain {cause.id} --fix {number} --code after > {file}", indent=2)
            return


def _items(page: Page, heading: str, items: Iterable[str]) -> None:
    items = list(items)
    if items:
        page.heading(heading)
    for item in items:
        page.paragraph(f"- {item}", indent=2, hang=2)
