"""What the lines of a trace look like: enough of it to keep a trace together while its wrapping comes off."""

from __future__ import annotations

from diagnose.lazy import regex

TRACEBACK = "Traceback (most recent call last):"

_FRAME = regex(r"\s+(?:File \".*\", line \d+|at (?:async )?\S.*(?::\d+|\)|>)$)")
_HINT = regex(
    r"\s+File \"|\s+at (?:async )?\S|\s*(?:\+ Exception Group )?Traceback \(most recent call last\)"
    r"|(?:[\w.$]+\.)?[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit|Timeout|Group)\b\s*(?::|$)"
)
_CONNECTORS = (
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
    "The above exception was the direct cause of",
    "During handling of the above exception",
)
# Words that the interpreter, asyncio or AutoGen print by themselves, on a line of their own.
_OPENINGS = regex(
    r"Error processing publish message for \S"
    r"|Exception in (?:thread|callback|ASGI) ?"
    r"|Exception ignored (?:in|on|while)\b"
    r"|Task exception was never retrieved"
    r"|Future exception was never retrieved"
    r"|Task was destroyed but it is pending"
    r"|unhandled exception during asyncio\.run\(\) shutdown"
    r"|an error occurred during closing of asynchronous generator"
    r"|Unclosed (?:client session|connector|connection)"
    r"|(?:sys:1|<sys>:0): \w*Warning: "
    r"|RuntimeWarning: Enable tracemalloc"
    r"|Fatal Python error: "
    r"|Current thread 0x|Thread 0x[0-9a-f]+ \(most recent call first\):"
    r"|(?:Segmentation fault|Killed|Aborted|Terminated)(?: \(core dumped\))?$"
    r"|<--- Last few GCs --->|FATAL ERROR: "
    r"|Process \w+Process-\d+:"
    r"|(?:START|END|REPORT) RequestId: |INIT_START "
    r"|RequestId: [\w-]{8,40} Error: |\S{20,32} [\w-]{8,40} Task timed out after "
)
_WARNING = regex(r"\S.{0,400}?\.py:\d+: \w*Warning: ")
_FRAME_PIECE = regex(r".{0,500}?\", line \d+, in [\w<]")
_LIBRARY_ERROR = regex(r"[a-z_]\w*(?:\.\w+)*\.[A-Z]\w*(?:Error|Exception|Timeout|Warning)\b(?::|$)")
_BUILTIN_ERROR = regex(r"[A-Z]\w*(?:Error|Exception|Interrupt|Timeout)(?:: |$)")


def is_frame(text: str) -> bool:
    """Whether ``text`` is a frame of a Python or Node stack."""
    return _FRAME.match(text) is not None


def hints_at_trace(text: str) -> bool:
    """Whether ``text`` begins like a line that only a trace has."""
    return _HINT.match(text) is not None


def is_connector(text: str) -> bool:
    """Whether ``text`` links two tracebacks of one chain."""
    return text.lstrip(" |").startswith(_CONNECTORS)


def is_opening(text: str) -> bool:
    """Whether ``text`` is something that a program prints on its own, outside any record or conversation."""
    return _OPENINGS.match(text) is not None


def is_warning(text: str) -> bool:
    """Whether ``text`` is the head line of Python's warnings module."""
    return ": " in text and _WARNING.match(text) is not None


def is_frame_piece(text: str) -> bool:
    """Whether ``text`` holds the end of a Python frame line, even when its beginning is cut off."""
    return '", line ' in text and _FRAME_PIECE.match(text) is not None


def is_error_line(text: str) -> bool:
    """Whether ``text`` has a library's exception at its beginning, with its module."""
    return _LIBRARY_ERROR.match(text) is not None or _BUILTIN_ERROR.match(text) is not None


class TraceState:
    """Follows a trace line by line, to tell which further lines belong to it.

    A record whose every line carries the wrapping falls into lines; those of one trace belong together.
    """

    __slots__ = ("closed", "open", "seen", "tail")

    def __init__(self) -> None:
        self.open = False
        self.closed = False
        self.seen = False
        self.tail = ""

    def feed(self, text: str) -> None:
        """Take note of the next line of the record."""
        if text.endswith(TRACEBACK):
            self.open, self.closed, self.seen = True, False, True
        elif self.open and text and not text[0].isspace() and not text.startswith(("> File", "|", "+")):
            self.open, self.closed = False, True
        elif is_frame(text):
            self.seen = True
        if text.strip():
            self.tail = text

    def wants(self, text: str) -> bool:
        """Whether a line that could begin a record of its own rather continues this trace."""
        if self.open or not text.strip() or text[0].isspace():
            return True
        if is_connector(text):
            return self.seen
        if text.startswith(TRACEBACK):
            return not self.closed or self.links
        return self.closed and text[0] in "}])"

    @property
    def links(self) -> bool:
        """Whether the last line says that another traceback follows."""
        return (
            is_connector(self.tail)
            or self.tail.strip() in {"Traceback:", '"""', "'''"}
            or self.tail.endswith("Traceback:")
        )
