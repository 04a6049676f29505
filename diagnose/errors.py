"""What goes wrong through no bug of ours."""

from __future__ import annotations


class DoctorError(Exception):
    """A sentence for the user that says what is wrong and what to do; ends the command with exit status 2."""


class Stopped(Exception):
    """The user has ended a command before its end; the sentence says what became of it. Exit status 130."""
