"""What our own three streams are, and what the program gets for them.

What is a terminal for us is one for the program, what is none is none. Streams that lead to the same place stay one:
the order of what is written to them is kept. Where input and output are the same terminal and it is ours to use, the
program gets a terminal of its own, with its own keyboard signals and modes; else it keeps our input as it is, and our
terminal's signals reach it beside us.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from diagnose.model.dataclass import dataclass

OUTPUTS = (1, 2)


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out of the program: the streams of it that lead here, and whether that is a terminal."""

    numbers: tuple[int, ...]
    terminal: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What the program gets: its ways out, the first of them the terminal of its own where it has one, and its streams
    that are closed, as ours are."""

    own_terminal: bool
    channels: tuple[Channel, ...]
    closed: tuple[int, ...]


def plan() -> Plan:
    """The plan for our streams as they are. Afterwards none of the three numbers is free to be taken."""
    closed = tuple(number for number in (0, 1, 2) if not _is_open(number))
    channels = tuple(_channels(number for number in OUTPUTS if number not in closed))
    for _ in closed:
        os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
    return Plan(not closed and _is_ours(), channels, closed)


def _channels(numbers: Iterable[int]) -> Iterable[Channel]:
    numbers = list(numbers)
    if len(numbers) == 2 and _same(*numbers):
        return [Channel((numbers[0], numbers[1]), os.isatty(numbers[0]))]
    return [Channel((number,), os.isatty(number)) for number in numbers]


def _same(one: int, other: int) -> bool:
    """Whether two streams lead to the same place."""
    first, second = os.fstat(one), os.fstat(other)
    if os.isatty(one) and os.isatty(other):
        return first.st_rdev == second.st_rdev
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)


def _is_ours(keyboard: int = 0, screen: int = 1) -> bool:
    """Whether input and output are one terminal, and we are what the user works with there."""
    if not (os.isatty(keyboard) and os.isatty(screen) and _same(keyboard, screen)):
        return False
    try:
        return os.tcgetpgrp(keyboard) == os.getpgrp()
    except OSError:  # not the terminal of this session
        return False


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
