"""``autogen-doctor diagnose --follow``: logs and pipes of programs that still run, until Ctrl-C or their end."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from diagnose.cli.answer import piped
from diagnose.cli.asked import Asked
from diagnose.cli.known import known_playbooks
from diagnose.cli.redacting import show_secrets
from diagnose.cli.screen import heard, remark, view_of
from diagnose.cli.status import DIAGNOSED, NO_ERROR, UNRECOGNISED, USAGE
from diagnose.cli.stop import Stop, asked_to_end
from diagnose.errors import DoctorError
from diagnose.live.follow.engine import Follow
from diagnose.live.follow.gate import hits_of
from diagnose.live.follow.moment import Moment, now
from diagnose.live.follow.pipe import Pipe
from diagnose.live.follow.tail import Change, Chunk, Tail
from diagnose.model.following import Found, Summary, Told
from diagnose.model.playbook import PlaybookSet
from diagnose.render.follow import render
from diagnose.streams import STDIN

_BEAT = 0.1
"""Seconds between one look at quiet files and the next."""
_GRACE = 1.0
"""Seconds in which a program that was interrupted together with us may still write its last words."""

Show = Callable[[Told], str]


def follow_asked(asked: Asked, wanted: bool, from_end: bool) -> int:
    """Do what a call of ``diagnose`` asks for. The exit status."""
    show_secrets(asked.no_redact)
    if not wanted:
        raise DoctorError("--from-end says where --follow begins: give both")
    files = asked.files or piped()
    if not files:
        raise DoctorError("--follow needs a file, or a program that is piped in: python app.py 2>&1 | … --follow")

    def show(told: Told) -> str:
        view = view_of(width=asked.width, color=asked.color, verbose=asked.verbose, top=asked.top)
        return render(told, asked.form, view)

    return follow(files, known_playbooks(asked.playbooks), show, from_end)


def follow(files: Sequence[str], known: PlaybookSet, show: Show, from_end: bool) -> int:
    """Follow the files, or standard input; tell what happens in them as it is shown. The exit status."""
    arrived = Event()
    logs = _opened(files, arrived)
    session = _Session(logs, known, show, from_end)
    with asked_to_end() as stop:
        remark(f"follows {', '.join(log.name for log in logs)}; Ctrl-C ends it with a summary")
        while session.alive(stop) and session.read():
            if not session.busy:
                arrived.wait(_BEAT)
                arrived.clear()
        return session.end()


class _Session:
    """What is followed, and what was told of it."""

    def __init__(self, logs: Sequence[Tail | Pipe], known: PlaybookSet, show: Show, from_end: bool) -> None:
        from diagnose.pipeline import diagnose_lines

        self._logs = list(logs)
        self._show = show
        self._from_end = from_end
        self._skipped: dict[str, int] = {}
        self._readable = False
        self._recognised = self._unrecognised = False
        self._heard = True
        self.busy = True
        names = [log.name for log in logs]
        self._follow = Follow(names, lambda lines: diagnose_lines(lines, known), hits_of(known), now())

    def alive(self, stop: Stop) -> bool:
        """Whether there is something to go on with: asked to end, what is there already is still read."""
        if not self._logs or not self._heard:
            return False
        if stop.at is None:
            return True
        self._follow.interrupt()
        speaking = any(isinstance(log, Pipe) for log in self._logs)
        return (self.busy or speaking) and time.monotonic() < stop.at + _GRACE

    def read(self) -> bool:
        """One turn for each log. Whether somebody still reads what is told."""
        self.busy = False
        for log in tuple(self._logs):
            try:
                self._tell(self._turn(log, now()))
            except DoctorError as error:
                remark(str(error))
                self._logs.remove(log)
        self._tell(self._follow.tick(now()))
        return self._heard

    def end(self) -> int:
        """The summary, and the exit status."""
        if self._heard:
            self._tell(self._follow.finish(now()))
        if not self._logs and not self._readable:
            return USAGE
        return DIAGNOSED if self._recognised else UNRECOGNISED if self._unrecognised else NO_ERROR

    def _turn(self, log: Tail | Pipe, moment: Moment) -> Iterable[Told]:
        if isinstance(log, Pipe):
            data = log.poll()
            self.busy = self.busy or bool(data)
            self._readable = True
            if log.ended:
                self._logs.remove(log)
                return self._follow.end(log.name, moment)
            return self._follow.feed(log.name, data, moment) if data else ()
        happened = log.poll()
        self._readable = True
        self.busy = self.busy or happened is not None
        if isinstance(happened, Chunk):
            return self._chunk(log.name, happened, moment)
        self._say_skipped(log.name)
        if isinstance(happened, Change):
            remark(happened.sentence)
            return self._follow.end(log.name, moment) if happened.anew else ()
        return ()

    def _chunk(self, name: str, chunk: Chunk, moment: Moment) -> Iterable[Told]:
        if chunk.old and self._from_end:
            self._skipped[name] = self._follow.skip(name, chunk.data, moment)
            return ()
        self._say_skipped(name)
        written = replace(moment, steady=moment.steady - chunk.age)
        return self._follow.feed(name, chunk.data, written, chunk.old)

    def _say_skipped(self, name: str) -> None:
        lines = self._skipped.pop(name, 0)
        if lines:
            remark(f"{name}: {lines:,} lines that are there already are skipped")

    def _tell(self, events: Iterable[Told]) -> None:
        for told in events:
            if isinstance(told, Found):
                self._recognised = self._recognised or told.known.playbook is not None
                self._unrecognised = self._unrecognised or told.known.playbook is None
            if isinstance(told, Summary) and sys.stdout is not None and sys.stdout.isatty():
                heard("\n")  # below ^C
            self._heard = self._heard and heard(self._show(told))


def _opened(files: Sequence[str], arrived: Event) -> list[Tail | Pipe]:
    """What is to be followed: files by their names, standard input and named pipes as pipes."""
    logs: list[Tail | Pipe] = []
    for name in dict.fromkeys(files):
        if name == "-":
            _look_at_stdin()
            logs.append(Pipe(STDIN, sys.stdin.fileno, arrived))
        elif _is_pipe(Path(name)):
            logs.append(Pipe(name, _opener(name), arrived))
        else:
            logs.append(Tail(name))
    return logs


def _opener(name: str) -> Callable[[], int]:
    return lambda: os.open(name, os.O_RDONLY)


def _is_pipe(path: Path) -> bool:
    """Whether it is something that is read once and has no size: a named pipe, ``<(…)`` of a shell, a device."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _look_at_stdin() -> None:
    if sys.stdin is None:
        raise DoctorError("standard input is closed: name a file")
    if sys.stdin.isatty():
        remark("reads what you type or paste, until Ctrl-D")
    elif stat.S_ISREG(os.fstat(sys.stdin.fileno()).st_mode):
        remark("standard input is a file and is read to its end: name the file to follow it")
