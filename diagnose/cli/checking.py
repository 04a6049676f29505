"""What ``autogen-doctor check`` does once it knows what was asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from diagnose.cli.screen import remark, write
from diagnose.errors import DoctorError
from diagnose.lint.check import Asked, Results, Share, check, findings_of, plan_for, project_of, shares
from diagnose.lint.judge import judge_bytes
from diagnose.lint.judged import Judged
from diagnose.lint.mend import Mended, mended
from diagnose.lint.selection import Wish
from diagnose.model.dataclass import dataclass
from diagnose.model.findings import SAFE, Findings, Rule
from diagnose.processes import usable_cores
from diagnose.render.check import render
from diagnose.render.check.words import many
from diagnose.render.view import View

_MOST_ROUNDS = 10
"""A fix may wait for another one that changes the same place."""
_LONGEST_INPUT = 16 << 20


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked."""

    rules: tuple[Rule, ...]
    paths: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    jobs: int
    stdin_filename: Path | None
    fix: bool
    diff: bool

    @property
    def asked(self) -> Asked:
        """Which patterns."""
        return Asked(self.rules, _wishes(self.select, "--select"), _wishes(self.ignore, "--ignore"))


def _wishes(names: Sequence[str], option: str) -> tuple[Wish, ...]:
    return tuple(Wish(name.strip(), option) for several in names for name in several.split(","))


def run(call: Call, form: str, view: View) -> bool:
    """Check, mend where that is asked for, and print; whether there are findings."""
    found = _of_input(call, call.stdin_filename, view) if call.stdin_filename is not None else _of_files(call, view)
    for skip in found.unread:
        remark(skip.reason)
    if not call.diff:
        write(render(found, form, view))
    return bool(found.findings)


def _of_input(call: Call, name: Path, view: View) -> Findings:
    path = Path.cwd() / name
    project = project_of(str(path))
    if sys.stdin is None:
        raise DoctorError("standard input is closed: give the file's content there, or name the file")
    data = sys.stdin.buffer.read(_LONGEST_INPUT + 1)
    plan = plan_for(call.asked, project)
    below = Path(os.path.realpath(path)).relative_to(project.root).as_posix()
    share = Share(plan, (below,), lambda _: str(name))
    return findings_of([(share, [judge_bytes(plan, below, data)])], view.redactor)


def _of_files(call: Call, view: View) -> Findings:
    cwd = Path.cwd()
    jobs = call.jobs or usable_cores()
    results = check(shares(call.asked, call.paths, cwd), jobs)
    if call.diff:
        _print_diff(results, view)
    fixed = 0
    for _ in range(_MOST_ROUNDS if call.fix else 0):
        done = sum(_mend(share, files) for share, files in _to_mend(results))
        if not done:
            break
        fixed += done
        results = check(shares(call.asked, call.paths, cwd), jobs)
    return replace(findings_of(results, view.redactor), fixed=fixed)


def _to_mend(results: Results) -> Results:
    """The files that have a finding with a safe fix."""
    return [(share, [file for file in files if _is_fixable(file)]) for share, files in results]


def _is_fixable(file: Judged) -> bool:
    return any(finding.fix == SAFE for finding in file.findings)


def _mend(share: Share, files: Sequence[Judged]) -> int:
    """Write the fixes of these files; how many there were. What cannot be written is told, and left as it is."""
    from diagnose.fixes.writing import write_change

    done = 0
    for one in mended(share.plan, files):
        try:
            write_change(share.plan.project.root, one.change)
            done += one.fixes
        except DoctorError as error:
            remark(str(error))
    return done


def _print_diff(results: Results, view: View) -> None:
    from diagnose.render.code import copyable

    several: list[Mended] = []
    for share, files in _to_mend(results):
        ready = mended(share.plan, files)
        several += ready
        write(copyable(view.redactor.text(_diff(ready, share))) if ready else "")
    number = sum(one.fixes for one in several)
    found = sum(len(file.findings) for _, files in results for file in files)
    remark(f"{number} of {many(found, 'finding')} would be fixed in {many(len(several), 'file')}")


def _diff(several: Sequence[Mended], share: Share) -> str:
    """The changes as a patch for the folder that one stands in."""
    from diagnose.fixes import patch_of

    patches = (
        patch_of([replace(one.change, path=share.shown(one.change.path).replace(os.sep, "/"))]).decode(
            one.change.encoding, "replace"
        )
        for one in several
    )
    return "".join(patches)
