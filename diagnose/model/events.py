"""Errors as they happened: what was raised, from what, where."""

from __future__ import annotations

from enum import Enum

from diagnose.model.dataclass import dataclass
from diagnose.model.entries import Level
from diagnose.model.lines import Span


class Link(Enum):
    """How an exception hangs together with the one before it in the chain."""

    NONE = "none"
    CAUSE = "cause"
    """``raise … from …``, or JavaScript's ``cause``."""
    CONTEXT = "context"
    """Raised while the one before was handled."""


class Origin(Enum):
    """Whose code a frame belongs to."""

    APPLICATION = "application"
    LIBRARY = "library"
    STDLIB = "stdlib"


class EventKind(Enum):
    """In which form the error stands in the log."""

    PYTHON = "python"
    """A Python traceback, whole or cut off, whoever formatted it."""
    NODE = "node"
    """A JavaScript error with a V8 stack."""
    FAULTHANDLER = "faulthandler"
    """A dump of thread stacks; nothing was raised."""
    V8_FATAL = "v8-fatal"
    """Node's ``FATAL ERROR: …`` with its GC lines and native stack."""
    WARNING = "warning"
    """A line of Python's warnings module, a Node process warning."""
    LOGGED = "logged"
    """A record of level ERROR or above, or a line in the shape of an error, without a trace."""
    TOOL_RESULT = "tool-result"
    """An error that the framework turned into a tool's result."""
    CODE_RESULT = "code-result"
    """A failed exit code of executed code."""
    HTTP_BODY = "http-body"
    """A server's error answer, standing alone as JSON or HTML."""
    SYSTEM = "system"
    """Words of a kernel, a shell, a container runtime or a service manager."""


class Surfaced(Enum):
    """How the exception reached the log."""

    UNCAUGHT = "uncaught"
    LOGGED = "logged"
    """A log record carries it; the program may have gone on."""
    THREAD = "thread"
    """``Exception in thread …``"""
    IGNORED = "ignored"
    """``Exception ignored in …``: raised in a finaliser or callback, the program went on."""
    NEVER_RETRIEVED = "never-retrieved"
    """``Task exception was never retrieved``"""
    CALLBACK = "callback"
    """``Exception in callback …``"""
    UNHANDLED_REJECTION = "unhandled-rejection"
    EMBEDDED = "embedded"
    """Text inside the message of another exception."""
    RESULT = "result"
    """Text in a tool's or executor's result."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of a stack.

    ``line`` is the source line as printed, stripped, None where none was printed; for the repeated frames of a
    recursion ``repeated`` counts the copies that were folded into ``[Previous line repeated N more times]``.
    """

    filename: str
    lineno: int | None
    name: str | None
    line: str | None
    origin: Origin
    span: Span
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class RaisedException:
    """One exception of a chain.

    ``type`` is the qualified name as printed, empty where none is printed; ``message`` is the text after it, its
    lines joined with line feeds, without the notes. ``link`` says how it hangs together with the exception
    before it in the chain. ``frames`` are innermost last, whatever order the log has. ``members`` are the members
    of an exception group (or of an AggregateError), each a chain of its own. ``properties`` are the extra
    properties that Node prints in braces, flattened to text. ``span`` covers its whole block; ``head`` the lines
    of type and message.
    """

    type: str
    message: str
    link: Link
    frames: tuple[Frame, ...]
    span: Span
    head: Span
    notes: tuple[str, ...] = ()
    members: tuple[tuple[RaisedException, ...], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()

    @property
    def short_type(self) -> str:
        """The last component of the type's name."""
        return self.type.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class TraceEvent:
    """One error as it happened: a flat chain of exceptions, oldest (root) first.

    ``embedded`` are the events that were found inside an exception's message (AutoGen's remote traceback, a
    process pool's ``RemoteTraceback``). ``heading`` is the text right before it that belongs to it: the message of
    the log record, ``Exception in thread Thread-1``, ``future: <Task …>``. ``truncated`` tells that its top is cut off.
    """

    kind: EventKind
    chain: tuple[RaisedException, ...]
    span: Span
    surfaced: Surfaced = Surfaced.UNCAUGHT
    level: Level | None = None
    logger: str | None = None
    heading: str = ""
    stream: str = ""
    truncated: bool = False
    embedded: tuple[TraceEvent, ...] = ()

    @property
    def last(self) -> RaisedException:
        """The exception that reached the log: the newest of the chain."""
        return self.chain[-1]
