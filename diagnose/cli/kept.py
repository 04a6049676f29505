"""A piped log as it is kept with a session: its lines, without the secrets in them."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.errors import DoctorError
from diagnose.input import source_of
from diagnose.redaction import Redactor


def without_secrets(raw: bytes, name: str) -> bytes:
    """The log as UTF-8, each line where it was; what is no text stays as it is.

    Never with secrets, whatever is asked for: nobody looks at this file, and it lies about for weeks.
    """
    try:
        text = "\n".join(_rows(raw, name))
    except DoctorError:
        return raw
    redactor = Redactor()
    redactor.text(text)  # once to know all secrets, also those that show only later what they are
    return (redactor.text(text) + "\n").encode("utf-8", "replace")


def _rows(raw: bytes, name: str) -> Iterator[str]:
    """The lines; what a carriage return would overwrite stands before one, as in the log itself."""
    number, states = 0, list[str]()
    for line in source_of(raw, name).lines:
        if line.number != number and number:
            yield "\r".join(states)
            states = []
        number = line.number
        states.append(line.text)
    yield "\r".join(states)
