"""Notes (PEP 678): printed below the message and not marked in any way, so only known wordings are told apart."""

from __future__ import annotations

from diagnose.lazy import regex

_NOTE = regex(
    r"During task with name '.*' and id '[\w\-]+'$"  # langgraph
    r"|\[NOTE\] "  # rich
    r"|While (?:resolving|handling|running) .{1,200}$"
    r"|Falsifying example: "  # hypothesis
    r"|Explanation:$|You can reproduce this example by "
    r"|For troubleshooting, visit: https://"
)


def split_notes(message: str) -> tuple[str, tuple[str, ...]]:
    """The message without its trailing known notes, and these."""
    if "\n" not in message:
        return message, ()
    lines = message.split("\n")
    for index in range(1, len(lines)):
        if _NOTE.match(lines[index]):
            return "\n".join(lines[:index]).rstrip("\n"), _collect(lines[index:])
    return message, ()


def is_note(text: str) -> bool:
    """Whether a line is the first one of a note of a known wording."""
    return _NOTE.match(text) is not None


def _collect(lines: list[str]) -> tuple[str, ...]:
    notes: list[list[str]] = []
    for line in lines:
        if _NOTE.match(line) or not notes:
            notes.append([line.removeprefix("[NOTE] ")])
        else:
            notes[-1].append(line)
    return tuple("\n".join(note) for note in notes)
