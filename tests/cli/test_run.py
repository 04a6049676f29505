"""``autogen-doctor run``: what is printed of a program, and what of us."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs fork", allow_module_level=True)

import pexpect
from jsonschema import Draft202012Validator

from tests.cli.forked import call_forked
from tests.cli.program import PROGRAM, ROOT, SAMPLE, environment

SCHEMA = json.loads((ROOT / "diagnose/render/report.schema.json").read_text(encoding="utf-8"))
FAILS = ("sh", "-c", f"echo a result; cat {SAMPLE} >&2; exit 1")
TITLE = "✗ The prompt does not fit the model's context window        context-length  99 %"


def test_failed_program_is_diagnosed() -> None:
    """Its output and its status are its own; the answer comes after it on standard error, with lines of all of it."""
    ended = call_forked("run", *FAILS)
    log = SAMPLE.read_text(encoding="utf-8")

    assert (ended.status, ended.out) == (1, "a result\n")
    assert ended.err.startswith(f"{log}autogen-doctor: the program ended with status 1\n{TITLE}\n")
    assert "  line 85     openai.BadRequestError: " in ended.err


def test_success_is_silent() -> None:
    """A program that ends with 0 is nothing to speak of, whatever it printed; unless --always asks."""
    succeeds = ("sh", "-c", f"cat {SAMPLE}")

    assert call_forked("run", *succeeds).err == ""
    assert TITLE in call_forked("run", "--always", *succeeds).err


def test_nothing_recognised() -> None:
    """One line with the status."""
    ended = call_forked("run", "sh", "-c", "echo fine; exit 7")

    assert (ended.status, ended.out) == (7, "fine\n")
    assert ended.err == (
        "autogen-doctor: the program ended with status 7; nothing that it printed is an error that a playbook knows\n"
    )
    assert call_forked("run", "false").err == "autogen-doctor: the program ended with status 1; it printed nothing\n"


def test_not_run() -> None:
    """One sentence, and the status of a shell."""
    ended = call_forked("run", "no-such-program")

    assert (ended.status, ended.out) == (127, "")
    assert ended.err == "autogen-doctor: PATH has no program no-such-program: check the spelling\n"


def test_what_follows_the_program_is_the_programs() -> None:
    """Options after its name are not ours, with or without --."""
    assert call_forked("run", "--", "echo", "--top", "0").out == "--top 0\n"
    assert call_forked("run", "-v", "echo", "--top", "0").out == "--top 0\n"


def test_json_in_a_file(tmp_path: Path) -> None:
    """--report takes the document, in its published shape, with the program's end; it is empty after a success."""
    place = tmp_path / "report.json"

    ended = call_forked("run", "-f", "json", "--report", place, *FAILS)
    document = json.loads(place.read_text(encoding="utf-8"))
    call_forked("run", "-f", "json", "--report", place, "true")

    Draft202012Validator(SCHEMA).validate(document)
    assert [one["class"] for one in document["diagnoses"]] == ["context-length"]
    assert (document["ended"]["status"], document["ended"]["signal"]) == (1, None)
    assert ended.err.endswith(f"autogen-doctor: the report is in {place}\n")
    assert place.read_text(encoding="utf-8") == ""


def test_json_on_standard_error() -> None:
    """Without a file the document comes after what the program printed."""
    ended = call_forked("run", "-f", "json", "sh", "-c", "kill -TERM $$")
    document = json.loads(ended.err)

    Draft202012Validator(SCHEMA).validate(document)
    assert (document["diagnoses"], document["ended"]["status"], document["ended"]["signal"]) == ([], 143, 15)


def test_lines_are_those_of_the_log(tmp_path: Path) -> None:
    """The report names the log that was kept, and its lines."""
    log, place = tmp_path / "app.log", tmp_path / "report.json"

    call_forked("run", "-f", "json", "--log", log, "--report", place, *FAILS)
    (diagnosis,) = json.loads(place.read_text(encoding="utf-8"))["diagnoses"]
    line = log.read_text(encoding="utf-8").split("\n")[diagnosis["decisive"]["first_line"] - 1]

    assert diagnosis["decisive"]["source"] == str(log)
    assert line.startswith("openai.BadRequestError: ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--playbooks", "nowhere"], "there is no folder nowhere for playbooks: "),
        (["--log", "app.py"], "--log app.py would overwrite a file that the command names: name another"),
        (["--log", "a", "--report", "a"], "--log and --report are the same file: name two"),
        (["--report", "app.py"], "--report app.py would overwrite a file that the command names: name another"),
    ],
)
def test_wrong_usage_runs_nothing(
    arguments: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 2 and a sentence, before the program is started."""
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text("print('ran')\n")

    ended = call_forked("run", *arguments, sys.executable, "app.py")

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"autogen-doctor: {sentence}")
    assert Path("app.py").read_text() == "print('ran')\n"


def test_report_that_cannot_be_written() -> None:
    """It goes to standard error, and the program runs."""
    ended = call_forked("run", "--report", "/nowhere/report", *FAILS)

    assert ended.out == "a result\n"
    assert ended.err.startswith("autogen-doctor: /nowhere/report cannot be written (No such file or directory): ")
    assert TITLE in ended.err


def test_hostile_output_does_not_act() -> None:
    """Escapes that the program prints are its own; in what we say of them they are shown."""
    ended = call_forked("run", "--timeout", "0.2", "sh", "-c", "printf '\\033]0;title\\007waiting\\n'; sleep 20")

    assert ended.status == 124
    assert ended.out == "\x1b]0;title\x07waiting\n"
    assert "\x1b" not in ended.err
    assert "\\x1b]0;title\\x07waiting" in ended.err


def test_ctrl_c_is_no_fault() -> None:
    """On a terminal: the program's own words, and nothing of ours; the caller sees that Ctrl-C ended it."""
    child = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "run", sys.executable, "-c", "import time; print('on', flush=True); time.sleep(20)"],
        env=environment(TERM="xterm"), encoding="utf-8", timeout=60, cwd=str(ROOT),
    )  # fmt: skip
    child.expect_exact("on\r\n")
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    child.close()

    assert (child.before or "").endswith("KeyboardInterrupt\r\n")
    assert "autogen-doctor" not in (child.before or "")
    assert child.signalstatus == 2


def test_report_on_a_terminal() -> None:
    """It is coloured, begins on a line of its own, and the terminal breaks its lines again."""
    child = pexpect.spawn(
        PROGRAM[0], [*PROGRAM[1:], "run", "sh", "-c", f"cat {SAMPLE}; printf 'bye'; exit 1"],
        env=environment(TERM="xterm"), encoding="utf-8", timeout=60, cwd=str(ROOT), dimensions=(40, 80),
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()

    assert "bye\r\nautogen-doctor: the program ended with status 1\r\n\x1b[1;31m✗ The prompt" in (child.before or "")
    assert child.exitstatus == 1


@pytest.fixture
def small_group() -> Iterator[Path]:
    """A control group that may use 100 MiB, where this user may make one."""
    top = Path("/sys/fs/cgroup/memory")
    mine = [line.split(":", 2)[2] for line in Path("/proc/self/cgroup").read_text().splitlines() if ":memory:" in line]
    if not mine:
        pytest.skip("no memory controller of version 1")
    group = top / mine[0].lstrip("/") / f"doctor-{os.getpid()}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(100 << 20))
    except OSError:
        pytest.skip("may not make a control group")
    yield group
    group.rmdir()


def test_killed_for_lack_of_memory(small_group: Path) -> None:
    """A program that the kernel really kills: no word of it in the output, and the diagnosis is sure."""
    eats = "x = []\nwhile True: x.append(bytearray(4 << 20))"
    script = f'echo $$ > {small_group}/tasks; exec "$@"'
    child = pexpect.spawn(
        "sh", ["-c", script, "sh", *PROGRAM, "run", "-f", "json", sys.executable, "-c", eats],
        env=environment(), encoding="utf-8", timeout=60, cwd=str(ROOT),
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    document = json.loads(child.before or "")
    (diagnosis,) = document["diagnoses"]

    assert child.exitstatus == 137
    assert (diagnosis["class"], diagnosis["confidence"]) == ("host-oom", 0.98)
    assert diagnosis["candidates"][0]["cause"] == "container-memory-limit"
    assert diagnosis["decisive"]["source"] == "<ending>"
    assert document["ended"]["oom_kills"]["cgroup"] == 1
