"""The redactor of one call: all that is printed and written shares it, so that a secret has one placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnose.redaction import Redactor

_held: list[Redactor] = []


def begin() -> None:
    """A new call: nothing is known of any secret, and all are taken out."""
    _held.clear()


def redactor() -> Redactor:
    """The redactor of this call."""
    if not _held:
        from diagnose.redaction import Redactor

        _held.append(Redactor())
    return _held[0]


def show_secrets(wanted: bool) -> None:
    """From here on secrets are shown, where ``--no-redact`` asks for it. A command says so before anything else."""
    if wanted:
        from diagnose.redaction import Unredacted

        _held[:] = [Unredacted()]
