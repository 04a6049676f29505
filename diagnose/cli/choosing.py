"""Fixes asked about one by one on a terminal; a file is written when all of its own have been answered."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diagnose.cli.mended import tell_difference, write_file
from diagnose.cli.screen import remark, write
from diagnose.errors import Stopped
from diagnose.fixes import FilePlan, Fix
from diagnose.fixes.patch import hunks_of
from diagnose.fixes.plan import line_of
from diagnose.fixes.splice import Unfit
from diagnose.render.changes import step_text
from diagnose.walkthrough.console.questions import Asker, Question
from diagnose.walkthrough.console.terminal import LineAsker, Terminal

if TYPE_CHECKING:
    from diagnose.render.view import View
    from diagnose.sources import Project

YES, NO, ALL, QUIT = "y", "n", "a", "q"


def choose(planned: Sequence[FilePlan], project: Project, view: View) -> int:
    """Ask about each fix and write what is taken; how many were not. Raises Stopped at Ctrl-C and Ctrl-D."""
    return _Choice(planned, project, view).run()


class _Choice:
    """One conversation. ``always`` are the patterns of which all fixes are taken."""

    def __init__(self, planned: Sequence[FilePlan], project: Project, view: View) -> None:
        self._planned, self._project, self._view = planned, project, view
        self._asker = _asker(view)
        self._always: set[str] = set()
        self._ended = False
        self._number = 0
        self._total = sum(len(plan.fixes) for plan in planned)

    def run(self) -> int:
        """How many fixes were not taken, or could not be written."""
        written = 0
        for plan in self._planned:
            try:
                chosen = self._chosen(plan)
            except (KeyboardInterrupt, EOFError):
                kept = f"{plan.path} is as it was" if plan.fixes else "no further file was changed"
                raise Stopped(f"stopped; {kept}") from None
            if chosen and self._write(plan, chosen):
                written += len(chosen)
        if written:
            tell_difference(self._project)
        return self._total - written

    def _chosen(self, plan: FilePlan) -> list[Fix]:
        chosen: list[Fix] = []
        for fix in plan.fixes:
            self._number += 1
            if not self._ended and self._is_taken(plan, fix, chosen):
                chosen.append(fix)
        return chosen

    def _is_taken(self, plan: FilePlan, fix: Fix, chosen: Sequence[Fix]) -> bool:
        name = fix.hit.pattern.id
        if name in self._always:
            return True
        write(self._shown(plan, fix, chosen))
        answer = self._asker.ask(_question(name))
        if answer == ALL:
            self._always.add(name)
        self._ended = answer == QUIT
        return answer in (YES, ALL)

    def _shown(self, plan: FilePlan, fix: Fix, chosen: Sequence[Fix]) -> str:
        """The fix as the lines that it changes, those that were taken before made already."""
        source = fix.hit.source
        before, after = plan.change(chosen), plan.change([*chosen, fix])
        hunks = hunks_of(before.after if before else source.data, after.after if after else source.data)
        place = f"{plan.path}:{line_of(fix.hit)}  {fix.hit.pattern.id}"
        right = f"{self._number} of {self._total}"
        return step_text(place, right, fix.label, fix.say, hunks, source.encoding, self._view)

    def _write(self, plan: FilePlan, chosen: Sequence[Fix]) -> bool:
        try:
            change = plan.change(chosen)
        except Unfit as why:
            remark(f"{plan.path} was left alone: {why}")
            return False
        return change is not None and write_file(self._project, change)


def _question(pattern: str) -> Question:
    choices = ((YES, "Yes"), (NO, "No"), (ALL, f"Yes, and all of {pattern}"), (QUIT, "Stop here"))
    return Question("fix", "Make this change?", choices)


def _asker(view: View) -> Asker:
    terminal = Terminal(sys.stdin, sys.stdout)
    if os.environ.get("TERM") == "dumb":
        return LineAsker(terminal)
    from diagnose.walkthrough.console.menu import MenuAsker

    return MenuAsker(terminal, view)
