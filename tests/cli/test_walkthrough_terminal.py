"""The walkthrough on a real terminal: keys, menus, interruptions."""

from __future__ import annotations

import re
import signal
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.program import SAMPLE

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.cli.screens import Screen, piped, walkthrough

HISTORY = "Conversation history grows without a bound"
MEMORY = SAMPLE.parents[1] / "host-oom" / "lambda-oom.log"
ASKED = "What came out?"


def next_step(screen: Screen, number: int) -> None:
    """Wait for the menu of this step."""
    screen.wait(f"Step {number} ")
    screen.wait(") I cannot tell")


def test_arrow_keys_and_numbers(tmp_path: Path) -> None:
    """Enter takes what the arrow stands on, a number moves there; the bars are drawn anew with what has moved."""
    screen = walkthrough(SAMPLE, state=tmp_path)
    next_step(screen, 1)
    assert any(line.lstrip().startswith("»") and "1)" in line for line in screen.lines())
    screen.press("Down")
    screen.wait("» 2)")
    screen.press("Up", "Up")
    screen.wait("» d)")
    screen.press("1")
    screen.wait("» 1)")
    screen.press("Enter")
    next_step(screen, 2)
    assert any(HISTORY in line and ("+" in line or "-" in line) for line in screen.lines())
    screen.press("q")
    assert screen.end() == 130
    assert "saved; go on with: autogen-doctor walkthrough --resume" in screen.text().replace("\n", "")


@pytest.mark.thorough
def test_what_the_keys_show(tmp_path: Path) -> None:
    """?, why, evidence and fix answer and come back to the same question."""
    screen = walkthrough(SAMPLE, state=tmp_path, rows=60)
    next_step(screen, 1)
    for key, words in (
        ("?", "save the session and leave"),
        ("w", "would stand at"),
        ("e", "46 steps in a row"),
        ("f", "autogen-doctor explain"),
    ):
        screen.press(key)
        screen.wait(words)
        screen.wait(") I cannot tell")
    assert "Step 2" not in screen.text()
    screen.press("Ctrl-D")
    assert screen.end() == 130
    assert "nothing had been answered, so nothing was saved" in screen.text().replace("\n", " ")


@pytest.mark.thorough
def test_back(tmp_path: Path) -> None:
    """The last answer is taken back and its step asked again; at the first step there is nothing to take back."""
    screen = walkthrough(SAMPLE, state=tmp_path, rows=60)
    next_step(screen, 1)
    first = question(screen)
    screen.press("b")
    screen.wait("There is no answer to take back.")
    screen.press("d", "Enter")
    next_step(screen, 2)
    assert question(screen) != first
    screen.press("b")
    screen.wait("Step 1 ")
    screen.wait(") I cannot tell")
    assert question(screen) == first
    screen.press("Ctrl-C")
    assert screen.end() == 130


def question(screen: Screen) -> str:
    """The choices of the menu that stands last on the screen."""
    screen.wait(ASKED)
    rows = screen.lines()
    last = max(at for at, row in enumerate(rows) if ASKED in row)
    return "\n".join(row.lstrip(" »") for row in rows[last + 1 :])


def test_the_log_is_piped_in(tmp_path: Path) -> None:
    """Answers still come from the terminal, and a session that is left keeps the log, for the user alone."""
    screen = piped(SAMPLE, state=tmp_path)
    next_step(screen, 1)
    screen.press("d", "Enter")
    next_step(screen, 2)
    left = question(screen)
    screen.press("Ctrl-C")
    assert screen.end() == 130
    assert "the piped log with it" in screen.text().replace("\n", "")
    kept = sorted((tmp_path / "state").rglob("*.*"))
    assert [path.suffix for path in kept] == [".json", ".gz"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE(kept[0].parent.stat().st_mode) == 0o700

    again = walkthrough("--resume", state=tmp_path)
    next_step(again, 2)
    assert question(again) == left
    again.press("q")
    assert again.end() == 130


@pytest.mark.thorough
def test_the_result_goes_to_stdout_and_the_talk_to_the_terminal(tmp_path: Path) -> None:
    """With standard output in a file, the file holds the result alone."""
    out = tmp_path / "result.json"
    screen = piped(SAMPLE, "--format", "json", f"> '{out}'", state=tmp_path)
    screen.wait("Step 1 ")
    while screen.child.isalive() and not out.read_text():
        screen.press("1", "Enter")
    assert screen.end() == 0
    assert out.read_text().startswith('{\n  "schema_version": 1,')
    assert "schema_version" not in screen.text()


@pytest.mark.thorough
def test_interrupted_and_resumed_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    """Ctrl-C after the first answer, then --resume with the file: the same answers give the same report."""
    log = tmp_path / "trace.log"
    log.write_bytes(SAMPLE.read_bytes())
    whole: list[str] = []
    parts: list[str] = []
    for folder, bucket, stops in ((tmp_path / "a", whole, False), (tmp_path / "b", parts, True)):
        folder.mkdir()
        target = folder / "transcript.md"
        screen = walkthrough(log, "--transcript", target, state=folder)
        next_step(screen, 1)
        screen.press("d", "Enter")
        next_step(screen, 2)
        if stops:
            screen.press("Ctrl-C")
            assert screen.end() == 130
            screen = walkthrough("--resume", log, "--transcript", target, state=folder)
            next_step(screen, 2)
        while screen.child.isalive():
            screen.press("1", "Enter")
        assert screen.end() == 0
        bucket.append(target.read_text())
    assert whole == parts
    assert list((tmp_path / "b" / "state").rglob("*.json")) == []


@pytest.mark.thorough
def test_a_changed_log_is_refused(tmp_path: Path) -> None:
    """The answers were about another text."""
    log = tmp_path / "trace.log"
    log.write_bytes(SAMPLE.read_bytes())
    screen = walkthrough(log, state=tmp_path)
    next_step(screen, 1)
    screen.press("d", "Enter")
    next_step(screen, 2)
    screen.press("Ctrl-C")
    assert screen.end() == 130
    log.write_bytes(SAMPLE.read_bytes() + b"one more line\n")
    for arguments in (("--resume",), ("--resume", str(log))):
        again = walkthrough(*arguments, state=tmp_path)
        assert again.end() == 2
        assert "has changed since the session was saved" in again.text().replace("\n", "")


@pytest.mark.thorough
def test_a_session_of_another_version_is_refused(tmp_path: Path) -> None:
    """Steps and numbers may have another meaning there."""
    screen = walkthrough(SAMPLE, state=tmp_path)
    next_step(screen, 1)
    screen.press("d", "Enter")
    next_step(screen, 2)
    screen.press("Ctrl-C")
    assert screen.end() == 130
    (saved,) = (tmp_path / "state").rglob("*.json")
    saved.write_text(saved.read_text().replace('"version": "', '"version": "0.0.'))
    again = walkthrough("--resume", state=tmp_path)
    assert again.end() == 2
    assert "it was saved by autogen-doctor 0.0." in again.text().replace("\n", "")


@pytest.mark.thorough
def test_a_closed_terminal_saves_the_session(tmp_path: Path) -> None:
    """SIGHUP twice, from the terminal and from the shell, and nobody to write to: what was answered is there later."""
    screen = walkthrough(SAMPLE, state=tmp_path)
    next_step(screen, 1)
    screen.press("d", "Enter")
    next_step(screen, 2)
    screen.child.kill(signal.SIGHUP)
    screen.child.kill(signal.SIGHUP)
    screen.vanish()
    again = walkthrough("--resume", state=tmp_path)
    next_step(again, 2)
    again.press("Ctrl-C")
    assert again.end() == 130


@pytest.mark.thorough
def test_the_end_can_be_taken_back(tmp_path: Path) -> None:
    """The last answer may have been a slip as well: back asks its step again, and only then is it over."""
    screen = walkthrough(SAMPLE, state=tmp_path, rows=60)
    for number in range(1, 20):
        screen.wait_any("Show the result and end", f"Step {number} ")
        if "Show the result and end" in screen.text():
            break
        next_step(screen, number)
        last = question(screen)
        screen.press("1", "Enter")
    screen.press("b")
    screen.wait(") I cannot tell")
    assert question(screen) == last
    screen.press("1", "Enter")
    screen.wait("Show the result and end")
    screen.press("Enter")
    assert screen.end() == 0
    assert "More: autogen-doctor explain" in screen.text()


@pytest.mark.thorough
def test_contradictory_answers_are_noticed(tmp_path: Path) -> None:
    """The log is sure of a growing history; who answers that the first call fails is told that this does not fit."""
    screen = walkthrough(SAMPLE, state=tmp_path, rows=60)
    for _ in range(6):
        screen.wait(") I cannot tell")
        if "do not go together" in screen.text():
            break
        rows = question(screen).split("\n")
        against = [row[0] for row in rows if any(word in row for word in ("bare", "first call", "system", "not move"))]
        screen.press(against[0] if against else "d", "Enter")
    assert "These do not go together:" in screen.text()
    screen.press("Ctrl-C")
    assert screen.end() == 130


def test_80_by_24_without_colour(tmp_path: Path) -> None:
    """NO_COLOR: no colour codes, and the question with all its choices stands on one screen below the bars."""
    screen = walkthrough(SAMPLE, state=tmp_path, settings={"NO_COLOR": "1"})
    next_step(screen, 1)
    rows = screen.lines()
    assert any(row.startswith("Step 1") for row in rows)
    assert any(row.lstrip().startswith("d) I cannot tell") for row in rows)
    assert max(map(len, rows)) <= 80
    screen.press("Ctrl-C")
    screen.end()
    styles = {style for found in re.findall(rb"\x1b\[([\d;]*)m", screen.raw) for style in found.split(b";")}
    assert styles <= {b"", b"0", b"00", b"1", b"4", b"7"}, styles


@pytest.mark.thorough
def test_40_columns(tmp_path: Path) -> None:
    """A menu cuts long lines, so on a narrow terminal the choices stand in full above it."""
    wide = walkthrough(SAMPLE, state=tmp_path)
    next_step(wide, 1)
    labels = [row.partition(") ")[2] for row in question(wide).split("\n")]
    wide.press("Ctrl-C")
    wide.end()
    narrow = walkthrough(SAMPLE, state=tmp_path, columns=40, rows=50)
    next_step(narrow, 1)
    shown = " ".join(" ".join(narrow.lines()).split())
    assert max(map(len, labels)) > 35
    assert [label for label in labels if label not in shown] == []
    narrow.press("Ctrl-C")
    assert narrow.end() == 130


@pytest.mark.parametrize("how", [pytest.param("dumb", marks=pytest.mark.thorough), "plain"])
def test_line_by_line(tmp_path: Path, how: str) -> None:
    """A dumb terminal and --plain get numbered answers and a prompt, and no escapes."""
    settings = {"TERM": "dumb"} if how == "dumb" else {"NO_COLOR": "1"}
    screen = walkthrough(SAMPLE, *(["--plain"] if how == "plain" else []), state=tmp_path, rows=60, settings=settings)
    screen.wait("What came out? [1, 2")
    screen.press("nonsense", "Enter")
    screen.wait("That is no answer here; ? shows what can be typed.")
    screen.press("?", "Enter")
    screen.wait("save the session and leave")
    screen.press("i cannot tell", "Enter")
    screen.wait("Step 2 ")
    screen.press("Ctrl-D")
    assert screen.end() == 130
    assert b"\x1b" not in screen.raw


@pytest.mark.thorough
def test_several_faults(tmp_path: Path) -> None:
    """A log with two failures: which of them, is the first question."""
    log = tmp_path / "two.log"
    killed = b"bash: line 1:  4242 Killed                  python app.py\n"
    log.write_bytes(SAMPLE.read_bytes() + b"\n" + killed)
    screen = walkthrough(log, state=tmp_path)
    screen.wait("Which of these faults?")
    screen.press("1", "Enter")
    next_step(screen, 1)
    screen.press("Ctrl-C")
    assert screen.end() == 130


@pytest.mark.thorough
def test_the_tool_looks_only_after_asking(tmp_path: Path) -> None:
    """Where a check could answer the next step, it asks, once; no leads on without, and --yes has agreed before."""
    screen = walkthrough(MEMORY, state=tmp_path, rows=60)
    answer_until(screen, "may I look?")
    assert "are available" not in screen.text()
    screen.press("n", "Enter")
    screen.wait(") I cannot tell")
    screen.press("Ctrl-C")
    assert screen.end() == 130
    agreed = walkthrough(MEMORY, "--yes", state=tmp_path, rows=60)
    next_step(agreed, 1)
    assert "may I look?" not in agreed.text()
    assert "memory" in agreed.text()
    agreed.press("Ctrl-C")
    assert agreed.end() == 130


def answer_until(screen: Screen, words: str) -> None:
    """Say "I cannot tell" until these words come."""
    for number in range(1, 30):
        screen.wait_any(words, f"Step {number} ")
        if words in screen.text():
            return
        next_step(screen, number)
        screen.press("d", "Enter")
    raise AssertionError(screen.text())
