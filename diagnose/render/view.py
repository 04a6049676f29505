"""How a report is to be shown."""

from __future__ import annotations

from dataclasses import field

from diagnose.model.dataclass import dataclass
from diagnose.redaction import Redactor


@dataclass(frozen=True, slots=True)
class View:
    """What the user asked of the output.

    ``top`` is how many causes are shown with a line of their own, ``verbose`` shows everything, ``unicode`` tells
    whether the output's encoding can carry more than ASCII. ``redactor`` takes the secrets out of all that is shown;
    views of one call share it, so that the same secret has the same placeholder.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    verbose: bool = False
    top: int = 3
    redactor: Redactor = field(default_factory=Redactor, repr=False, compare=False)
