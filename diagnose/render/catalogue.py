"""The list of classes and causes."""

from __future__ import annotations

from diagnose.model.playbook import PlaybookSet
from diagnose.render.page import Page
from diagnose.render.view import View


def catalogue(known: PlaybookSet, view: View) -> str:
    """One line a class, those with causes first, and under it one line a cause."""
    page = Page(view)
    titles = {cause.id: cause.title for cause in known.causes}
    for playbook in sorted(known.playbooks, key=lambda one: (not one.causes, one.id)):
        if playbook.causes:
            page.gap()
        page.title(playbook.id, playbook.title, "bold")
        for ref in playbook.causes:
            if ref.cause in titles:
                page.title(f"    {ref.cause}", titles[ref.cause], "")
    return page.text()
