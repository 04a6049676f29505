"""One request in the form that all endpoints share."""

from __future__ import annotations

from dataclasses import dataclass, field

from proofs.server.problems import Disorder
from proofs.server.reading import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool that a request offers."""

    name: str
    schema: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of a prompt: who says it, its text, and what it weighs with its framing."""

    role: str
    text: str
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a request asks for, whichever endpoint it came to."""

    model: str
    turns: tuple[Turn, ...] = ()
    tools: tuple[Tool, ...] = ()
    framing: int = 0
    """Tokens of the prompt that belong to no message."""
    function_tokens: int = 0
    """Tokens of the tool definitions."""
    budget: int = 0
    """Tokens that the completion may take; 0 where the request does not say."""
    window: int = 0
    """The context that the request itself asks for, as Ollama's `num_ctx` does; 0: the server's."""
    cuttable: bool = True
    """Whether a server that cuts prompts may cut this one."""
    separate: bool = False
    """Whether each turn is a prompt of its own, as the inputs of an embedding are."""
    disorder: Disorder | None = None
    """What breaks the order of tool calls and their answers, if anything."""
    stream: bool = False
    usage: bool = False
    """Whether the end of a stream tells what it cost."""
    legacy: bool = False
    """Whether the tools came as `functions`, which has an answer of another form."""
    choices: int = 1
    body: Json = field(default_factory=dict)
    """The request itself, where the form of the answer depends on more of it."""

    @property
    def message_tokens(self) -> int:
        """Tokens of the messages with their framing."""
        return self.framing + sum(turn.tokens for turn in self.turns)

    @property
    def prompt_tokens(self) -> int:
        """Tokens of the whole prompt."""
        return self.message_tokens + self.function_tokens

    @property
    def widest(self) -> int:
        """Tokens of the longest prompt in it, which is what has to fit a window."""
        return max((turn.tokens for turn in self.turns), default=0) if self.separate else self.prompt_tokens

    @property
    def user_texts(self) -> tuple[str, ...]:
        """What the user said, message by message."""
        return tuple(turn.text for turn in self.turns if turn.role == "user")

    @property
    def from_user(self) -> bool:
        """Whether the user has the last word, which is when a tool is called."""
        return not self.turns or self.turns[-1].role == "user"
