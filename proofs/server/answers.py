"""What the model says: a text or calls of a tool, decided by the request and the settings alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from proofs.server.ask import Ask
from proofs.server.schema import arguments
from proofs.server.settings import Faults
from proofs.server.tokens import count

SENTENCE = "The ledger agrees with the statement except for three postings. "
FILLER = "x" * 99_999 + " "
"""One chunk of an answer whose size was set."""
_WORD = re.compile(r"\s*\S+\s*$|\s*\S+|\s+")
_FRAGMENT = 12
"""Characters of a tool call's arguments in one chunk of a stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of a tool; the arguments are JSON text."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A text, or calls and no text; `cut` tells that the completion budget ended it, `filtered` that a filter did.

    A stream says so many `fillers` instead of the text, where there are any.
    """

    serial: int
    text: str = ""
    calls: tuple[Call, ...] = ()
    cut: bool = False
    fillers: int = 0
    filtered: bool = False

    @property
    def tokens(self) -> int:
        """Tokens of the completion."""
        if self.fillers:
            return self.fillers * count(FILLER)
        return max(1, count(self.text) + sum(8 + count(call.name + call.arguments) for call in self.calls))

    @property
    def finish(self) -> str:
        """Why it ended, in the words of chat completions."""
        if self.filtered:
            return "content_filter"
        return "tool_calls" if self.calls else "length" if self.cut else "stop"

    @property
    def said(self) -> str:
        """The whole text that was streamed."""
        return FILLER * self.fillers or self.text

    def words(self) -> Iterator[str]:
        """The text as a stream says it: word by word."""
        if self.fillers:
            yield from (FILLER for _ in range(self.fillers))
        else:
            yield from _WORD.findall(self.text)


def fragments(arguments: str) -> Iterator[str]:
    """The arguments of a call as a stream says them: a few characters at a time."""
    yield from (arguments[at : at + _FRAGMENT] for at in range(0, len(arguments), _FRAGMENT))


def calls_tool(ask: Ask, faults: Faults) -> bool:
    """Whether the answer is a tool call."""
    return bool(ask.tools) and ask.from_user and faults.call_tools


def tool_answer(ask: Ask, faults: Faults, serial: int) -> Answer:
    """The first tool, called as many times as `parallel_calls` says."""
    tool = ask.tools[0]
    given = faults.call_arguments or json.dumps(arguments(tool.schema))
    name = faults.call_name or tool.name
    ids = (f"call_{serial}_{at}" for at in range(faults.parallel_calls))
    return Answer(serial=serial, calls=tuple(Call(id=id, name=name, arguments=given) for id in ids))


def text_answer(ask: Ask, faults: Faults, serial: int, turn: int) -> Answer:
    """The text for the `turn`th answer in words (from 0), no longer than the completion budget of the request."""
    if faults.replies:
        said = faults.replies[min(turn, len(faults.replies) - 1)]
    elif faults.echo:
        said = "I was asked: " + " | ".join(ask.user_texts)
    else:
        said = (SENTENCE * (faults.reply_chars // len(SENTENCE) + 1))[: faults.reply_chars]
    at = min((said.find(text) for text in faults.banned if text in said), default=-1)
    if at >= 0:
        return Answer(serial=serial, text=said[:at], filtered=True)
    if faults.stream_mb and ask.stream:
        return Answer(serial=serial, fillers=max(1, round(faults.stream_mb * 10)))
    if ask.budget and count(said) > ask.budget:
        return Answer(serial=serial, text=shortened(said, ask.budget), cut=True)
    return Answer(serial=serial, text=said)


def shortened(said: str, budget: int) -> str:
    """The longest beginning of a text that has at most `budget` tokens."""
    low, high = 0, len(said)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(said[:middle]) <= budget else (low, middle - 1)
    return said[:low]
