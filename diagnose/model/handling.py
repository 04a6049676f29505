"""How to handle a fault: which side fails, whether trying again helps, which settings to change."""

from __future__ import annotations

from diagnose.model.agenda import frameworks_of
from diagnose.model.dataclass import dataclass
from diagnose.model.playbook import Cause, ConfigSetting, Playbook, Retry
from diagnose.model.report import Candidate, Diagnosis

LIKELY = 0.1
"""A cause below this explains nothing."""
_HERE = ("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal")


@dataclass(frozen=True, slots=True)
class Handling:
    """``sides`` are those of the causes that the log leaves, the likeliest first.

    ``retry`` is None where nobody has said it, or where those causes disagree.
    """

    sides: tuple[str, ...]
    retry: Retry | None
    settings: tuple[ConfigSetting, ...]


def handling(diagnosis: Diagnosis) -> Handling:
    """How to handle the fault: as its first cause says, the first two where the log cannot tell them apart; as the
    class says where no cause is likely, and where these are silent."""
    playbook = diagnosis.playbook
    leaders: list[Cause | Playbook] = [candidate.cause for candidate in leading(diagnosis)]
    leaders = leaders or [playbook]
    sides = [_at_hand(one.side or playbook.side, diagnosis) for one in leaders]
    retries = [retry for one in leaders if (retry := one.retry or playbook.retry)]
    agreed = len({retry.helps for retry in retries}) == 1
    frameworks = frameworks_of(diagnosis)
    settings = leaders[0].settings or playbook.settings
    return Handling(
        tuple(dict.fromkeys(filter(None, sides))),
        retries[0] if agreed else None,
        tuple(one for one in settings if not one.framework or frameworks.intersection(one.framework)),
    )


def leading(diagnosis: Diagnosis) -> tuple[Candidate, ...]:
    """The candidates that the log leaves: one, two where it cannot tell them apart, none where all are unlikely."""
    likely = tuple(one for one in diagnosis.candidates if one.confidence >= LIKELY)
    return likely[: 2 if diagnosis.ambiguity else 1]


def _at_hand(side: str, diagnosis: Diagnosis) -> str:
    """The side; a provider whose address is this machine's is a local server."""
    facts = dict(diagnosis.facts)
    address = f"{facts.get('host', '')} {facts.get('base_url', '')}"
    return "local server" if side == "provider" and any(here in address for here in _HERE) else side
