"""The list of classes and causes."""

from __future__ import annotations

from collections.abc import Sequence

from diagnose.model.playbook import PlaybookSet
from diagnose.render.page import Page
from diagnose.render.view import View

_INDENT = 2


def catalogue(known: PlaybookSet, view: View, packs: Sequence[tuple[str, str]] = ()) -> str:
    """One line a class, those with causes first, and under it one line a cause; at the end where packs come from.

    ``packs`` are the folders of packs, each with its origin in words.
    """
    page = Page(view)
    titles = {cause.id: cause.title for cause in known.causes}
    column = max((len(name) for name in (*titles, *(one.id for one in known.playbooks))), default=0) + _INDENT + 2
    with_causes = [playbook for playbook in known.playbooks if playbook.causes]
    for playbook in with_causes:
        page.gap()
        page.entry(playbook.id, playbook.title, column, style="bold")
        for ref in playbook.causes:
            if ref.cause in titles:
                page.entry(ref.cause, titles[ref.cause], column, indent=_INDENT)
    page.gap()
    for playbook in known.playbooks:
        if playbook not in with_causes:
            page.entry(playbook.id, playbook.title, column, style="bold")
    if packs:
        page.heading("Packs of playbooks, the last one wins")
    for folder, told in packs:
        page.paragraph(told, indent=_INDENT, hang=_INDENT)
        for text in (folder, _held(folder, known)):
            page.paragraph(text, indent=2 * _INDENT)
    return page.text()


def _held(folder: str, known: PlaybookSet) -> str:
    """What of a pack is in use, by the ids."""
    classes = [one.id for one in known.playbooks if one.path.startswith(f"{folder}/classes/")]
    causes = [one.id for one in known.causes if one.path.startswith(f"{folder}/causes/")]
    parts = [f"{kind} {', '.join(ids)}" for kind, ids in (("classes", classes), ("causes", causes)) if ids]
    return "; ".join(parts) or "no class and no cause of it is in use"
