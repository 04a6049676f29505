"""The list of classes and causes."""

from __future__ import annotations

from diagnose.model.playbook import PlaybookSet
from diagnose.render.page import Page
from diagnose.render.view import View

_INDENT = 2


def catalogue(known: PlaybookSet, view: View) -> str:
    """One line a class, those with causes first, and under it one line a cause."""
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
    return page.text()
