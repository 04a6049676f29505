"""Which versions are in play, as far as a log shows them."""

from __future__ import annotations

from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Span

Release = tuple[int, ...]
_LONGEST_NUMBER = 9
_ANY = 10**_LONGEST_NUMBER
"""Above every number of a version."""


@dataclass(frozen=True, slots=True)
class Version:
    """What the log shows of the version of one thing.

    ``of`` is a package by its name on PyPI, ``python``, ``node``, a server (``vllm``, ``ollama``, ``llama.cpp``), a
    Node package as ``openai (node)``, or ``autogen-0.2`` for what came as pyautogen and later as autogen-agentchat.
    ``exact`` is the version as it is stated, or as much of it as is (``3.11``); None where only bounds are known:
    ``least`` and ``most``, both included, and None where there is no bound. ``stated`` tells that it stands there;
    else it follows from it. ``by`` says from what, in a few words, and ``span`` where.
    """

    of: str
    exact: str | None
    least: str | None
    most: str | None
    stated: bool
    by: str
    span: Span

    @property
    def low(self) -> Release:
        """Nothing below it can be meant."""
        return numbers(self.exact or self.least or "")

    @property
    def high(self) -> Release:
        """Nothing above it can be meant: ``3.11`` may be any 3.11.x."""
        known = self.exact or self.most
        return (*numbers(known), _ANY) if known else (_ANY,)

    def may_be(self, other: Version) -> bool:
        """Whether one and the same version can be both of them."""
        return self.low <= other.high and other.low <= self.high


def words_of(version: Version) -> str:
    """The version in words: ``0.7.5``, ``3.41.0 or newer``, ``0.9.10 - 0.11.0 by its frames``."""
    least, most = version.least, version.most
    if version.exact:
        text = version.exact
    elif least and most:
        text = f"{least} - {most}"
    else:
        text = f"{least} or newer" if least else f"{most} or older"
    return text if version.stated else f"{text} by {version.by}"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the installation that the user should hear of, whatever the error; ``spans`` show it."""

    id: str
    text: str
    spans: tuple[Span, ...]


def numbers(version: str) -> Release:
    """The numbers with which a version begins: ``1.55.0rc1`` is (1, 55, 0); empty for what is no version."""
    found: list[int] = []
    for part in version.removeprefix("v").split(".")[:6]:
        digits = part[: next((at for at, char in enumerate(part) if char not in "0123456789"), len(part))]
        if not digits or len(digits) > _LONGEST_NUMBER:
            break
        found.append(int(digits))
        if digits != part:
            break
    return tuple(found)
