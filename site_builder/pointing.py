"""What the outcomes of a step say of the causes."""

from __future__ import annotations

from diagnose.model.playbook import OTHER, StepOutcome

_FAR = 1.6
"""So many times more probable than with an average cause: from here on an outcome points to a cause."""
_MOST = 3


def points_to(outcome: StepOutcome) -> tuple[str, ...]:
    """The causes with which the outcome is seen clearly more often than with others, the likeliest first."""
    likely = dict(outcome.likely)
    if len(likely) < 2:
        return ()
    average = sum(map(float, likely.values())) / len(likely)
    found = [name for name, share in likely.items() if name != OTHER and share >= 0.3 and share >= _FAR * average]
    return tuple(sorted(found, key=lambda name: -float(likely[name]))[:_MOST])
