"""What can be wrong with a request: values that say it, for a wording to put into a provider's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Surface = Literal["chat", "completions", "responses", "embeddings", "anthropic", "ollama"]
"""The API that was called: the same provider words one fault differently on each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """Prompt and completion budget do not fit the window; `budget` is 0 where the prompt alone is too long."""

    messages: int
    functions: int
    budget: int
    limit: int

    @property
    def used(self) -> int:
        """All tokens asked for."""
        return self.messages + self.functions + self.budget


@dataclass(frozen=True, slots=True, kw_only=True)
class RateHit:
    """A minute's allowance is used up; `wait` seconds help, unless `requested` alone is larger than `limit`."""

    kind: Literal["tokens", "requests"]
    limit: int
    used: int
    requested: int
    wait: float
    model: str

    @property
    def hopeless(self) -> bool:
        """Whether waiting cannot help, as one request is larger than a minute's allowance."""
        return self.requested > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongKey:
    """The API key is not the one; empty where none was given."""

    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """The credit of the key's account is used up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """The model exists, and the key may not use it."""

    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """The content filter stops the prompt; `attack` where what it found stands in the instructions."""

    attack: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownModel:
    """There is no model of this name."""

    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disorder:
    """The message at index `at` breaks the order of tool calls and their answers.

    Either the calls `missing`, of the message `asked`, have no answer there, or its part `part` answers the call
    `stray`, which nobody made.
    """

    at: int
    asked: int = 0
    missing: tuple[str, ...] = ()
    part: int = 0
    stray: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """The body is not what the endpoint needs: `field` is absent or of a wrong type, or no JSON at all (empty)."""

    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownPath:
    """Nothing is served at this path."""

    method: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overloaded:
    """More requests in flight than the server takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The request is refused with this status for no reason of its own."""

    status: int
    model: str

    def stands_for(self, key: str = "") -> Problem | None:
        """The problem that has this status everywhere, `key` being the one that was given; None where there is none."""
        named: dict[int, Problem] = {
            401: WrongKey(given=key),
            404: UnknownModel(model=self.model),
            503: Overloaded(),
            529: Overloaded(),
        }
        return named.get(self.status)


Hosted = Spent | Forbidden | Filtered
"""What only a service that is paid for says; a server of one's own passes on the words of the one behind it."""
Problem = (
    TooLong | RateHit | WrongKey | Hosted | UnknownModel | Disorder | Malformed | UnknownPath | Overloaded | Status
)
