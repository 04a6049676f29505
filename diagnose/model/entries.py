"""Log records with their wrapping taken off."""

from __future__ import annotations

from enum import Enum, IntEnum

from diagnose.model.dataclass import dataclass
from diagnose.model.lines import Line, Span


class Level(IntEnum):
    """Severity that a logger wrote, with the numbers of Python's logging."""

    DEBUG = 10
    INFO = 20
    WARNING = 30
    ERROR = 40
    CRITICAL = 50


class Zone(Enum):
    """What kind of text an entry is: the program's own output, or something that it only carries."""

    PLAIN = "plain"
    """The program's own output."""
    CHAT = "chat"
    """What an agent or a user said. Words in it are content, never evidence of an error."""
    TOOL_CALL = "tool-call"
    """The model's request to call a tool."""
    TOOL_RESULT = "tool-result"
    """What a tool returned; an error in it is a real one that the framework swallowed."""
    CODE = "code"
    """Source code in the conversation."""
    CODE_RESULT = "code-result"
    """What executed code printed, with its exit code."""
    PROMPT = "prompt"
    """A dump of a prompt or of a model's answer in a structured log. Content."""
    PROSE = "prose"
    """A person's words around a pasted log."""

    @property
    def quotes(self) -> bool:
        """Whether words in this zone are content and not the program's own statements."""
        return self in _QUOTING


_QUOTING = frozenset({Zone.CHAT, Zone.TOOL_CALL, Zone.CODE, Zone.PROMPT})


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One log record: the payload, its wrapping taken off.

    ``lines`` are the payload's lines; their numbers are still those of the file. ``stream`` tells interleaved
    writers apart (service, pod, process, thread; empty where nothing tells); ``wrapping`` names the formats that
    were taken off, outermost first. ``timestamp`` is that of its head, as it stands there; under a prefix that
    stands before every line it is the first line's, and each line has its own. ``role`` is the speaker in a
    conversation zone, ``fields`` further values of a structured record that are worth reading (already text).
    """

    lines: tuple[Line, ...]
    level: Level | None = None
    logger: str | None = None
    timestamp: str | None = None
    stream: str = ""
    wrapping: tuple[str, ...] = ()
    zone: Zone = Zone.PLAIN
    role: str | None = None
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The payload, its lines joined with line feeds."""
        return "\n".join(line.text for line in self.lines)

    @property
    def span(self) -> Span:
        """The lines of the file that the record takes up."""
        return Span(self.lines[0].source, self.lines[0].number, self.lines[-1].number)
