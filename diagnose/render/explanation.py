"""A class or a cause, explained at length for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model.playbook import Cause, Playbook, PlaybookSet, Remedy, Sign, Step
from diagnose.render.code import whole_code
from diagnose.render.page import Page
from diagnose.render.view import View
from diagnose.render.words import FRAMEWORKS


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
    _steps(page, playbook.steps)
    _items(page, "Often mistaken for it", playbook.not_this)
    _items(page, "Prevention", playbook.prevention)
    _items(page, "References", playbook.references)
    return page.text()


def explain_cause(cause: Cause, known: PlaybookSet, view: View, framework: str | None) -> str:
    """Why it happens, what speaks for and against it, how to check, the fixes with code, and prevention."""
    page = Page(view)
    page.title(cause.title, cause.id, "bold")
    page.paragraph(cause.statement)
    page.gap()
    page.paragraph(cause.why)
    classes = [playbook.id for playbook in known.playbooks if any(ref.cause == cause.id for ref in playbook.causes)]
    if classes:
        page.gap()
        page.fact("seen in", ", ".join(classes))
    _signs(page, cause.signs)
    _steps(page, cause.steps)
    if cause.separates:
        page.paragraph(f"What decides it: {cause.separates}", style="italic")
    for remedy in cause.remedies:
        if framework in (None, remedy.framework) or remedy.framework == "any":
            _remedy(page, remedy)
    _items(page, "Prevention", cause.prevention)
    _items(page, "References", cause.references)
    return page.text()


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
        if step.expect:
            page.paragraph(f"{page.signs.arrow} {step.expect}", indent=5, hang=2)


def _remedy(page: Page, remedy: Remedy) -> None:
    page.heading(f"Fix: {FRAMEWORKS.get(remedy.framework, remedy.framework)}")
    page.paragraph(remedy.summary)
    if remedy.before:
        page.note("before", indent=2)
        for line in remedy.before.rstrip("\n").split("\n"):
            page.code(" ", line, "")
    if remedy.after:
        page.note("after", indent=2)
        whole_code(page, remedy.before, remedy.after)
    if remedy.illustrative:
        page.note(f"Not run by our tests: {remedy.illustrative}", indent=2)


def _items(page: Page, heading: str, items: Iterable[str]) -> None:
    items = list(items)
    if items:
        page.heading(heading)
    for item in items:
        page.paragraph(f"- {item}", indent=2, hang=2)
