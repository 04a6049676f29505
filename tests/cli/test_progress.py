"""The progress bar."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pyte
import pytest

from diagnose.cli import progress as bars
from diagnose.cli.progress import progress


class Terminal(io.StringIO):
    """Standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def shown(self) -> list[str]:
        """What stands on it, the lines without blanks at their ends."""
        screen = pyte.Screen(80, 4)
        pyte.Stream(screen).feed(self.getvalue().replace("\n", "\r\n"))
        return [row.rstrip() for row in screen.display if row.strip()]


@dataclass
class Clock:
    now: float = 0

    def monotonic(self) -> float:
        return self.now


def terminal(patch: pytest.MonkeyPatch) -> Terminal:
    """A terminal for standard error; in the test itself, as pytest sets its own between set-up and test."""
    stream = Terminal()
    patch.setattr(sys, "stderr", stream)
    patch.setenv("TERM", "xterm")
    patch.setenv("COLUMNS", "80")
    return stream


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    stopped = Clock()
    monkeypatch.setattr(bars, "time", stopped)
    return stopped


def test_a_short_wait_shows_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a second has passed there is nothing to be seen, nor is Rich's bar imported."""
    shown = terminal(monkeypatch)
    with progress(1000) as told:
        clock.now = 0.9
        told(500)

    assert shown.getvalue() == ""


def test_a_long_one_is_drawn_and_taken_away(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much of how much; at the end nothing is left. More than there is, as of a file that grows, is all of it."""
    shown = terminal(monkeypatch)
    with progress(3 << 20) as told:
        clock.now = 1.1
        told(1 << 20)
        (bar,) = shown.shown()
        clock.now = 2
        told(9 << 20)
        (full,) = shown.shown()

    assert (bar.split()[0], bar.split()[-2:]) == ("reading", ["1.0/3.0", "MiB"])
    assert full.split()[-2:] == ["3.0/3.0", "MiB"]
    assert shown.shown() == []


def test_it_is_drawn_ten_times_a_second(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is told."""
    shown = terminal(monkeypatch)
    with progress(None) as told:
        clock.now = 1.1
        told(1)
        drawn = shown.getvalue()
        clock.now = 1.15
        told(2)
        assert shown.getvalue() == drawn
        clock.now = 1.3
        told(3 << 20)
        assert shown.shown()[0].split()[-2:] == ["3.0/?", "MiB"]


@pytest.mark.parametrize("term", ["dumb", None])
def test_elsewhere_it_is_silent(term: str | None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard error is no terminal, or one that cannot go back in a line."""
    stream = Terminal() if term else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    if term:
        monkeypatch.setenv("TERM", term)
    with progress(1000) as told:
        clock.now = 5
        told(500)

    assert stream.getvalue() == ""
