"""A program whose streams are no terminals: all goes through as it is."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.live.program.staged import PYTHON, Stage, lives, until

COPIES = """
import os, sys
data = sys.stdin.buffer.read()
os.write(1, data[:1000])
os.write(2, data[::-1])
sys.stdout.buffer.write(data[1000:])
"""


def test_bytes_pass_untouched(stage: Stage) -> None:
    """Input reaches the program, both outputs come out apart, byte by byte; all of it comes to be diagnosed."""
    data = random.Random(5).randbytes(300_000)

    out, err = stage.start(PYTHON, "-c", COPIES).communicate(data)

    assert out == data
    assert err == data[::-1]
    assert sorted(stage.heard()) == sorted(data * 2)


def test_order_is_kept_where_both_lead_to_one_place(stage: Stage) -> None:
    """2>&1: what was written first comes first, as without us."""
    program = "import os\nfor i in range(200): os.write(1+i%2, b'%d ' % i)"

    out, _ = stage.start(PYTHON, "-c", program, streams={"stderr": subprocess.STDOUT}).communicate()

    assert out == stage.heard() == b"".join(b"%d " % number for number in range(200))


def test_lines_are_not_torn_for_the_diagnosis(stage: Stage) -> None:
    """What two streams write at the same time comes to be diagnosed in whole lines; to the streams it goes at once."""
    program = (
        "import os,time\nfor piece in (b'begin ', b'of a ', b'line\\n'):\n"
        " os.write(1, piece); time.sleep(.02); os.write(2, b'err\\n'); time.sleep(.02)"
    )

    out, err = stage.start(PYTHON, "-c", program).communicate()

    assert (out, err) == (b"begin of a line\n", b"err\n" * 3)
    assert sorted(stage.heard().splitlines()) == [b"begin of a line", b"err", b"err", b"err"]


def test_each_write_appears_at_once(stage: Stage) -> None:
    """A piece of a line is there while the program waits for its answer."""
    process = stage.start("sh", "-c", "printf 'name? '; read name; echo hi $name")
    assert process.stdin is not None
    assert process.stdout is not None

    assert os.read(process.stdout.fileno(), 100) == b"name? "
    process.stdin.write(b"Bob\n")
    process.stdin.close()
    assert process.stdout.read() == b"hi Bob\n"
    assert process.wait() == 0


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["sh", "-c", "exit 3"], 3),
        (["sh", "-c", "kill -TERM $$"], 143),
        (["sh", "-c", "kill -KILL $$"], 137),
        (["no-such-program"], 127),
        (["/"], 126),
        (["./plain"], 126),
        (["./lost"], 126),
        (["./bare"], 126),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_status_is_as_a_shell_says(stage: Stage, command: list[str], status: int) -> None:
    """The program's status, 128 and the number for a signal, 127 for no program, 126 for one that cannot be run."""
    for name, text, mode in (("plain", "", 0o644), ("lost", "#!/no/interpreter\n", 0o755), ("bare", "echo", 0o755)):
        (stage.folder / name).write_text(text)
        (stage.folder / name).chmod(mode)
    command = [word.replace("./", f"{stage.folder}/") for word in command]

    assert stage.start(*command).wait() == status
    if status in (126, 127):
        assert command[0] in stage.ran()["reason"]


OPEN = """
import os, sys
def is_open(number):
    try: return bool(os.fstat(number))
    except OSError: return False
seen = [is_open(number) for number in (0, 1, 2)]
open(sys.argv[1], "a").write(f"{seen}\\n")
"""


def test_closed_streams_stay_closed(stage: Stage) -> None:
    """What is closed for us is closed for the program; the others go through."""
    seen = stage.folder / "seen"
    words = stage.command(PYTHON, "-c", OPEN, str(seen))

    for closed in ("<&-", ">&- 2>&-"):
        subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *words], check=True, capture_output=True, input=b"")

    assert seen.read_text() == "[False, True, True]\n[True, False, False]\n"


def test_program_may_close_its_output_early(stage: Stage) -> None:
    """The rest goes on, and its status is what counts."""
    process = stage.start(
        PYTHON, "-c", "import os,time; os.write(1,b'a'); os.close(1); time.sleep(.1); os.write(2,b'b')"
    )

    assert process.communicate() == (b"a", b"b")


def test_reader_that_leaves_ends_the_program_as_without_us(stage: Stage) -> None:
    """``run … | head -1``: the program gets SIGPIPE; that is nothing to diagnose."""
    process = stage.start("yes")
    assert process.stdout is not None
    assert process.stdout.read(2) == b"y\n"
    process.stdout.close()

    assert process.wait() == 128 + signal.SIGPIPE
    assert stage.ran()["ending"]["asked"] == signal.SIGPIPE


def test_what_is_left_behind_does_not_hold_us_up(stage: Stage) -> None:
    """A process that the program leaves behind keeps its output open; we go on, and it lives on."""
    begun = time.monotonic()

    out, _ = stage.start("sh", "-c", "sleep 20 & echo $!").communicate()

    assert time.monotonic() - begun < 5
    assert lives(int(out))
    os.kill(int(out), signal.SIGKILL)


SAYS = """
import os, signal, sys, time
for name in ("HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "CONT"):
    signal.signal(getattr(signal, "SIG" + name), lambda number, frame: os.write(1, b"%d\\n" % number))
os.write(1, b"ready\\n")
end = time.time() + 20
while time.time() < end and sys.stdin.buffer.raw.read(1) != b"q": pass
"""


def test_signals_are_passed_on_once(stage: Stage) -> None:
    """Sent to us alone, or to all of the group as a terminal does: the program gets each once."""
    process = stage.start(PYTHON, "-c", SAYS, streams={"start_new_session": True})
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"

    sent = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2)
    for number in (one for one in sent if signal.getsignal(one) is not signal.SIG_IGN):  # under nohup one is
        os.kill(process.pid, number)
        assert int(process.stdout.readline()) == number
    os.killpg(process.pid, signal.SIGINT)
    assert int(process.stdout.readline()) == signal.SIGINT
    time.sleep(0.1)
    process.stdin.write(b"q")
    process.stdin.close()

    assert process.stdout.read() == b""
    assert process.wait() == 0


def test_ignored_signals_stay_ignored(stage: Stage) -> None:
    """nohup: the program ignores what we were started to ignore, and nothing else."""
    ignored = "[s.name for s in signal.valid_signals() if signal.getsignal(s) is signal.SIG_IGN]"
    show = f"import signal; print(sorted({{*{ignored}}} - {{'SIGPIPE', 'SIGXFSZ'}}))"
    words = stage.command(PYTHON, "-c", show)

    said = [
        subprocess.run(["sh", "-c", 'trap "" HUP USR1; exec "$@"', "sh", *each], capture_output=True, check=True).stdout
        for each in (words, (PYTHON, "-c", show))
    ]

    assert said[0] == said[1]
    assert {b"SIGHUP", b"SIGUSR1"} <= set(re.findall(rb"SIG\w+", said[0]))


def test_stopped_and_continued(stage: Stage) -> None:
    """SIGTSTP stops the program and us, SIGCONT lets both go on."""
    own_group = {"preexec_fn": os.setpgrp}  # one without a parent in its session cannot be stopped
    process = stage.start("sh", "-c", "echo $$; while sleep .05; do echo tick; done", streams=own_group)
    assert process.stdout is not None
    pid = int(process.stdout.readline())

    os.kill(process.pid, signal.SIGTSTP)
    until(lambda: _state(pid) == _state(process.pid) == "T")
    os.kill(process.pid, signal.SIGCONT)
    until(lambda: _state(pid) in "SR")
    assert process.stdout.readline() == b"tick\n"
    os.kill(process.pid, signal.SIGTERM)

    assert process.wait() == 143


def test_nothing_outlives_our_death(stage: Stage) -> None:
    """Killed by SIGKILL, we do not leave the program running, nor what it has started."""
    process = stage.start("sh", "-c", "sleep 20 & echo $$ $!; wait")
    assert process.stdout is not None
    pids = [int(word) for word in process.stdout.readline().split()]

    process.kill()

    until(lambda: not any(lives(pid) for pid in pids))


def test_timeout(stage: Stage) -> None:
    """SIGTERM ends it, and what it has started; the status is that of timeout(1)."""
    process = stage.start("sh", "-c", "sleep 20 & echo $!; echo waiting for the model; wait", timeout=0.3)
    out, _ = process.communicate()
    ending = stage.ran()["ending"]

    assert process.returncode == 124
    assert (ending["timeout"], ending["forced"], ending["last_line"]) == (0.3, False, "waiting for the model")
    until(lambda: not lives(int(out.split()[0])))


def test_timeout_of_a_stubborn_program(stage: Stage) -> None:
    """Who does not heed SIGTERM gets SIGKILL after the grace."""
    process = stage.start(
        "sh", "-c", "trap 'echo no' TERM; echo up; while :; do sleep .05; done", timeout=0.2, grace=0.2
    )
    out, _ = process.communicate()

    assert process.returncode == 124
    assert out == b"up\nno\n"
    assert stage.ran()["ending"]["forced"] is True


def test_log_keeps_the_output(stage: Stage) -> None:
    """Both streams, begun anew, for this user alone."""
    log = stage.folder / "app.log"

    for word in ("first", "second"):
        stage.start("sh", "-c", f"echo {word}; echo {word} >&2", log=str(log)).wait()

    assert log.read_bytes() == b"second\n" * 2
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("log", "reason"), [("/dev/full", "No space left on device"), ("gone/a", "No such file")])
def test_log_that_cannot_be_written(stage: Stage, log: str, reason: str) -> None:
    """One sentence; the program is not disturbed, and its output passes on."""
    if log == "/dev/full" and not Path(log).exists():
        pytest.skip("no /dev/full")

    out, _ = stage.start("sh", "-c", "echo a; sleep .05; echo b", log=log).communicate()
    (remark,) = stage.ran()["remarks"]

    assert out == b"a\nb\n"
    assert remark.startswith(f"the output could not be kept in {log} ({reason}")


def test_log_in_the_file_that_the_output_goes_to(stage: Stage) -> None:
    """It is not emptied, and nothing stands there twice."""
    log = stage.folder / "out"
    with log.open("wb") as file:
        stage.start("echo", "a", log=str(log), streams={"stdout": file}).wait()

    assert log.read_bytes() == b"a\n"
    assert "it is where the output goes anyway" in stage.ran()["remarks"][0]


def _state(pid: int) -> str:
    return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
