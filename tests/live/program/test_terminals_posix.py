"""A program on a terminal: it sees one, and all that can be done there works."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pexpect
import pytest

from tests.cli.program import ROOT, environment
from tests.live.program.staged import PYTHON, Stage, lives, until

_PATIENCE = 20


Terminal: TypeAlias = "pexpect.spawn[bytes]"


def spawned(*words: str, kind: str = "xterm") -> Terminal:
    """A program with a terminal of 30 by 100 for all its streams."""
    return pexpect.spawn(
        words[0], [*words[1:]], timeout=_PATIENCE, dimensions=(30, 100), cwd=str(ROOT),
        env=environment(TERM=kind, PS1="READY> "),
    )  # fmt: skip


def terminal(stage: Stage, *command: str, **settings: object) -> Terminal:
    """The same for one on the stage."""
    return spawned(*stage.command(*command, **settings))


def rest(child: Terminal) -> bytes:
    """All that comes until the end."""
    child.expect(pexpect.EOF)
    child.close()
    return child.before or b""


def modes(child: Terminal) -> list[Any]:
    """How the terminal is set."""
    return termios.tcgetattr(child.child_fd)


@contextmanager
def restored(child: Terminal) -> Iterator[None]:
    """The terminal passes keys on in the block, and processes them itself afterwards."""
    until(lambda: not modes(child)[3] & termios.ICANON)
    yield
    until(lambda: modes(child)[3] & termios.ICANON and modes(child)[1] & termios.OPOST)


def test_program_sees_the_terminal(stage: Stage) -> None:
    """Its size, its kind, its settings; colours come through byte by byte, line feeds once translated."""
    program = (
        "import os, sys, termios\n"
        "print([os.isatty(n) for n in (0, 1, 2)], tuple(os.get_terminal_size()))\n"
        "print(bool(termios.tcgetattr(0)[3] & termios.ECHO), open('/dev/tty').isatty())\n"
        "print('\\x1b[1;31mred\\x1b[0m', file=sys.stderr)"
    )

    said = rest(terminal(stage, PYTHON, "-c", program))

    assert said == b"[True, True, True] (100, 30)\r\nTrue True\r\n\x1b[1;31mred\x1b[0m\r\n"
    assert stage.heard() == said.replace(b"\r\n", b"\n")


def test_prompts_and_input(stage: Stage) -> None:
    """input() shows its prompt, keys are echoed, what is typed ahead counts, Ctrl-D ends the input."""
    program = "print('hi', input('name? '))\nprint(input('and? '))\ntry: input()\nexcept EOFError: print('end')"
    child = terminal(stage, PYTHON, "-c", program)

    child.expect_exact(b"name? ")
    child.send(b"Bob\rtyped ahead\r")
    child.expect_exact(b"Bob\r\n")
    child.expect_exact(b"hi Bob\r\nand? ")
    time.sleep(0.1)
    child.sendeof()

    assert rest(child).endswith(b"typed ahead\r\nend\r\n")


def test_keys_reach_a_program_that_takes_them_raw(stage: Stage) -> None:
    """curses works: keys come one by one, without echo; the terminal is itself again afterwards."""
    program = (
        "import curses\n"
        "def draw(screen):\n"
        " screen.addstr(2, 3, 'HELLO'); screen.refresh(); key = screen.getkey()\n"
        " screen.addstr(3, 3, 'KEY' + key); screen.refresh(); screen.getkey()\n"
        "curses.wrapper(draw)"
    )
    child = terminal(stage, PYTHON, "-c", program)
    with restored(child):
        child.expect_exact(b"HELLO")
        child.send(b"x")
        child.expect_exact(b"KEYx")
        child.send(b"q")

    assert rest(child).count(b"q") == 0


def test_ctrl_c_comes_once_and_ends_us_as_it_ends_the_program(stage: Stage) -> None:
    """One SIGINT; the status tells the caller of it."""
    program = (
        "import time\nprint('on', flush=True)\ntry: time.sleep(20)\n"
        "except KeyboardInterrupt: print('one', flush=True); time.sleep(.1); raise"
    )
    child = terminal(stage, PYTHON, "-c", program)
    child.expect_exact(b"on\r\n")
    time.sleep(0.1)
    child.sendcontrol("c")
    said = rest(child)
    ending = stage.ran()["ending"]

    assert said.startswith(b"^Cone\r\n")
    assert said.count(b"KeyboardInterrupt") == 1
    assert (ending["signal"], ending["asked"], ending["status"], stage.ran()["typed"]) == (2, 2, 130, True)


def test_resize(stage: Stage) -> None:
    """The program hears of a new size and sees it."""
    program = (
        "import os, signal, time\ndone = []\n"
        "signal.signal(signal.SIGWINCH, lambda *_: done.append(print(tuple(os.get_terminal_size()), flush=True)))\n"
        "print('on', flush=True)\nwhile not done: time.sleep(.02)"
    )
    child = terminal(stage, PYTHON, "-c", program)
    child.expect_exact(b"on\r\n")

    child.setwinsize(20, 70)

    assert rest(child) == b"(70, 20)\r\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["SIGTERM", "SIGKILL"])
def test_terminal_is_given_back_whatever_ends_us(stage: Stage, number: int) -> None:
    """Even killed by SIGKILL, we leave the terminal as we found it, and no program running."""
    words = stage.command("sh", "-c", "echo $$ $PPID; sleep 20")
    child = spawned("sh", "-c", '"$@"; echo over; read x', "sh", *words)
    child.expect(rb"(\d+) (\d+)\r\n")
    program, guardian = (int(child.match.group(group)) for group in (1, 2))  # type: ignore[union-attr]
    (us,) = {int(line) for line in _children(child.pid)}

    with restored(child):
        os.kill(us, number)

    child.expect_exact(b"over")
    until(lambda: not lives(program) and not lives(guardian))
    child.close()


def test_stop_and_continue_under_a_shell(stage: Stage) -> None:
    """Ctrl-Z stops the job, the shell has its terminal; fg lets it go on, in the background it prints on."""
    shell = spawned("bash", "--norc", "--noprofile", "-i", kind="dumb")
    program = "import itertools, time\nfor i in itertools.count(): print('tick', i, flush=True); time.sleep(.05)"
    shell.expect_exact(b"READY> ")
    shell.sendline(" ".join(map(_quoted, stage.command(PYTHON, "-c", program))))
    shell.expect_exact(b"tick 3\r\n")
    shell.send(b"\x1a")
    shell.expect_exact(b"Stopped")
    shell.expect_exact(b"READY> ")
    shell.sendline(b"echo quiet; sleep .2; echo still")
    shell.expect(rb"\nquiet\r\nstill\r\n")
    shell.sendline(b"fg")
    shell.expect(rb"tick \d+\r\n.*tick \d+\r\n")
    shell.send(b"\x1a")
    shell.expect_exact(b"READY> ")
    shell.sendline(b"bg")
    shell.expect(rb"tick \d+.*tick \d+")
    shell.sendline(b"fg")
    time.sleep(0.5)
    shell.send(b"\x03")
    shell.expect_exact(b"READY> ")
    shell.sendline(b"echo status $?")
    shell.expect(rb"\nstatus 130\r\n")
    shell.close(force=True)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("{} | cat", "[True, False, True]"),
        ("echo | {}", "[False, True, True]"),
        ("{} 2>/dev/null", "[True, True, False]"),
    ],
)
def test_each_stream_is_what_it_would_be(stage: Stage, line: str, seen: str) -> None:
    """A stream that is led elsewhere is no terminal; the others still are."""
    program = f"import os; open({str(stage.folder / 'seen')!r}, 'w').write(str([os.isatty(n) for n in (0, 1, 2)]))"
    words = " ".join(map(_quoted, stage.command(PYTHON, "-c", program)))

    rest(spawned("sh", "-c", line.format(words)))

    assert (stage.folder / "seen").read_text() == seen


def test_ctrl_c_comes_once_beside_a_pipe(stage: Stage) -> None:
    """Where the terminal's own signals reach the program, we do not send them a second time."""
    program = (
        "import os, signal, sys, time\n"
        "signal.signal(signal.SIGINT, lambda *_: os.write(1, b'int\\n'))\n"
        "print('on', flush=True, file=sys.stderr)\nend = time.time() + .5\nwhile time.time() < end: time.sleep(.05)"
    )
    words = " ".join(map(_quoted, stage.command(PYTHON, "-c", program)))
    child = spawned("sh", "-c", f"trap '' INT; (trap - INT; exec {words}) | cat")
    child.expect_exact(b"on\r\n")
    child.sendcontrol("c")

    assert rest(child).replace(b"^C", b"") == b"int\r\n"


def test_hung_up_terminal_ends_a_stopped_program(stage: Stage) -> None:
    """As without us: what is stopped when the terminal is closed goes on to hear of it."""
    child = terminal(stage, "sh", "-c", "echo on $$; kill -STOP $$; sleep 20")
    child.expect(rb"on (\d+)\r\n")
    pid = int(child.match.group(1))  # type: ignore[union-attr]
    time.sleep(0.1)

    os.close(child.child_fd)

    until(lambda: not lives(pid) and not child.isalive())
    child.closed = True


def test_hung_up_terminal_ends_the_program(stage: Stage) -> None:
    """When the terminal is closed, the program gets SIGHUP, as without us."""
    mark = stage.folder / "hup"
    program = f"trap 'echo hup > {mark}; exit' HUP; echo on $$; while :; do sleep .05; done"
    child = terminal(stage, "sh", "-c", program)
    child.expect(rb"on (\d+)\r\n")
    pid = int(child.match.group(1))  # type: ignore[union-attr]

    os.close(child.child_fd)

    until(lambda: mark.exists() and not lives(pid))
    until(lambda: not child.isalive())
    child.closed = True


def _quoted(word: str) -> str:
    return "'" + re.sub("'", "'\\''", word) + "'" if re.search(r"[^\w./-]", word) else word


def _children(pid: int | None) -> list[str]:
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.split()
