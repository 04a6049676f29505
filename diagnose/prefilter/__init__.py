"""Where to look in a long log: the words that an error cannot do without, found before anything is parsed."""

from diagnose.prefilter.triggers import Triggers, triggers_of

__all__ = ["Triggers", "triggers_of"]
