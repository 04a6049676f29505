"""The last word of the suite: per framework, how many causes there are, and how many remedies are proven."""

from __future__ import annotations

from collections.abc import Sequence

from proofs.cases import Case, is_illustrative
from proofs.prover import Verdict

_ROWS = {
    "autogen-0.2": "AutoGen 0.2",
    "ag2-0": "AG2 0",
    "ag2-1": "AG2 1",
    "autogen-0.4": "AutoGen 0.4+",
    "node": "Node",
    "any": "any",
}


def table(found: Sequence[Case], verdicts: Sequence[Verdict]) -> str:
    """A line a framework: causes, proven, illustrative."""
    proven = {verdict.case.id for verdict in verdicts if verdict.proven}
    lines = [f"{'framework':<14}{'causes':>8}{'proven':>8}{'illustrative':>14}"]
    for key, name in _ROWS.items():
        lines.append(_line(name, [case for case in found if _row(case) == key], proven))
    lines.append(_line("all", found, proven))
    return "\n".join(lines)


def _line(name: str, found: Sequence[Case], proven: set[str]) -> str:
    causes = len({case.cause.id for case in found})
    shown = sum(1 for case in found if is_illustrative(case))
    return f"{name:<14}{causes:>8}{sum(1 for case in found if case.id in proven):>8}{shown:>14}"


def _row(case: Case) -> str:
    framework = case.remedy.framework
    return case.line if framework == "ag2" else framework
