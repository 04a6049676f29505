"""How a remedy is proven: the conditions under which its two programs are run, and what each must show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from diagnose.model.dataclass import dataclass

Number = int | float
"""A number as it was written: where 30 is printed, it is not 30.0."""
Setting = str | Number | bool | tuple[str, ...]

ENDS: Mapping[str, str] = {
    "fails": "with a status other than 0; its output is diagnosed with this class and this cause",
    "warns": "with status 0; its output is diagnosed with this class and this cause",
    "hangs": "not at all: it still runs at its limit",
    "runs": "with status 0; nothing in its output is diagnosed",
    "reports": "with status 0; its output tells of the fault, which it survives",
}
"""How a program may end."""

QUANTITIES: Mapping[str, str] = {
    "requests": "requests that reached the server",
    "refused": "requests that the server refused: too long, malformed",
    "rate_limited": "requests that the server answered with its rate limit",
    "prompt_tokens": "tokens of the largest prompt that was sent",
    "prompt_growth": "tokens by which each prompt is larger than the one before, in the mean",
    "in_flight": "requests that were open at the same time",
    "seconds": "wall time of the program",
    "first_output": "seconds until the program's first output",
    "memory_mb": "peak of the program's resident memory, in megabytes",
}
"""What is measured while a program runs."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The values that a measured quantity may have."""

    quantity: str
    at_least: Number | None = None
    at_most: Number | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program must show: how it ends, what stands in its output and what does not, what is measured.

    ``prints`` are RE2 patterns that must all match the output; of ``lacks`` none may.
    """

    ends: str = ""
    prints: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change that takes the fix out of ``after``: the text ``take``, which stands there, becomes ``put``."""

    take: str
    put: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The conditions of a proof; both programs run under the same.

    classes      as which of them the output of a ``before`` that fails is diagnosed
    also         classes of further errors that this output really has
    environment  the packages; the remedy's framework says it where this is empty
    server       settings of the fault server, by name
    options      options of the interpreter
    harness      what carries a program that is none by itself, such as a web route
    limit        seconds; a program that takes longer hangs
    mutations    changes of ``after`` that must make the proof fail
    """

    classes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    environment: str = ""
    server: tuple[tuple[str, Setting], ...] = ()
    options: tuple[str, ...] = ()
    harness: str = ""
    limit: Number | None = None
    before: Outcome | None = None
    after: Outcome | None = None
    mutations: tuple[Mutation, ...] = ()

    def over(self, general: Proof | None) -> Proof:
        """This proof where it says something, the more general one elsewhere."""
        if general is None:
            return self
        said = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        return replace(general, **said)
