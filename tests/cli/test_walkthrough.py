"""The walkthrough as a command: with a file of answers, into the formats, with bad input."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from diagnose.walkthrough.console import store
from diagnose.walkthrough.saved import Saved, digest
from tests.cli.program import SAMPLE, Ended, call, call_inside
from tests.cli.test_statuses import UNKNOWN

Capsys = pytest.CaptureFixture[str]
HOST_OOM = SAMPLE.parents[1] / "host-oom"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A file whose answers say: steady growth, as the sample has it."""
    path = tmp_path / "answers.yaml"
    path.write_text(
        "message-sizes: 1\nreset-agents: the turn now succeeds\nstrip-prompt: d\nminimal-input: d\n", encoding="utf-8"
    )
    return path


def walk(capsys: Capsys, *arguments: str | Path) -> Ended:
    return call_inside(capsys, "walkthrough", *arguments)


def test_a_script_walks_to_the_end(capsys: Capsys, answers: Path) -> None:
    """With answers by step: the questions that are asked get theirs, the result is printed, the status is 0."""
    ended = walk(capsys, SAMPLE, "--answers", answers)
    assert ended.status == 0
    assert "✓ Confirmed: Conversation history grows without a bound" in ended.out
    assert "Fix (AutoGen 0.2)" in ended.out


def test_the_result_as_json_and_nothing_else(capsys: Capsys, answers: Path) -> None:
    """Standard output holds the document alone."""
    document = json.loads(walk(capsys, SAMPLE, "--answers", answers, "--format", "json").out)
    assert document["class"] == "context-length"
    assert (document["ending"], document["confirmed"]) == ("confirmed", "unbounded-history")
    assert [one["cause"] for one in document["fixes"]] == ["unbounded-history"]
    assert {one["by"] for one in document["answers"]} == {"user"}
    assert document["verify"]


def test_the_result_as_markdown(capsys: Capsys, answers: Path) -> None:
    """The same as text to paste."""
    text = walk(capsys, SAMPLE, "--answers", answers, "--format", "markdown").out
    assert text.startswith("# Confirmed: Conversation history grows without a bound\n")
    assert "\n```python\n" in text


def test_the_same_answers_give_the_same_bytes(capsys: Capsys, answers: Path) -> None:
    """Nothing in it depends on the time or the order of a set."""
    first, second = (walk(capsys, SAMPLE, "--answers", answers) for _ in range(2))
    assert first == second


def test_answers_in_order_may_end_before_the_walkthrough(capsys: Capsys, tmp_path: Path) -> None:
    """The result is then the ranking as it stands, and the status says so."""
    path = tmp_path / "answers.txt"
    path.write_text("d\n", encoding="utf-8")
    ended = walk(capsys, SAMPLE, "--answers", path, "--format", "json")
    document = json.loads(ended.out)
    assert (ended.status, document["ending"]) == (4, "open")
    assert [one["reply"] for one in document["answers"]] == ["unknown"]


def test_an_answer_by_step_is_given_once(capsys: Capsys, tmp_path: Path) -> None:
    """One that answers nothing, such as why or back, is followed by "I cannot tell": no question comes for ever."""
    path = tmp_path / "answers.yaml"
    for control in ("why", "evidence", "fix", "back", "help"):
        steps = ("when-it-fails", "agents-involved", "message-sizes", "number-turns", "what-changed", "reset-agents")
        path.write_text("".join(f"{step}: {control}\n" for step in steps), encoding="utf-8")
        assert walk(capsys, SAMPLE, "--answers", path).status == 0


def test_a_script_leaves_saved_sessions_alone(capsys: Capsys, answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs a file of answers has not ended the session that somebody left on the terminal."""
    monkeypatch.setattr(store, "folder", lambda: answers.parent / "sessions")
    raw = SAMPLE.read_bytes()
    left = Saved("1.0", digest(raw), "case", str(SAMPLE))
    store.save(left, raw)
    assert walk(capsys, SAMPLE, "--answers", answers).status == 0
    assert store.find(left.log) == left


def test_a_wrong_python_is_said_before_the_first_question(capsys: Capsys, answers: Path) -> None:
    """And not after many answers."""
    ended = walk(capsys, SAMPLE, "--answers", answers, "--python", "/nowhere/python")
    assert (ended.status, ended.out) == (2, "")
    assert "/nowhere/python" in ended.err


def test_a_fault_by_the_file_of_answers(capsys: Capsys, tmp_path: Path) -> None:
    """A log with several: ``fault`` chooses, and without it the first one counts."""
    log, path = tmp_path / "two.log", tmp_path / "answers.yaml"
    killed = b"bash: line 1:  4242 Killed                  python app.py\n"
    log.write_bytes(SAMPLE.read_bytes() + b"\n" + killed)
    classes = []
    for answer in ("fault: 2\n", "look: n\n"):
        path.write_text(answer, encoding="utf-8")
        classes.append(json.loads(walk(capsys, log, "--answers", path, "--format", "json").out)["class"])
    assert classes == ["host-oom", "context-length"]


def test_unused_answers_are_told(capsys: Capsys, tmp_path: Path) -> None:
    """A misspelt step would else go unnoticed."""
    path = tmp_path / "answers.yaml"
    path.write_text("mesage-sizes: 1\n", encoding="utf-8")
    ended = walk(capsys, SAMPLE, "--answers", path)
    assert ended.status == 0
    assert "no question asked for mesage-sizes" in ended.err


def test_a_wrong_answer_is_2(capsys: Capsys, tmp_path: Path) -> None:
    """It names the file, the step and what the step takes."""
    path = tmp_path / "answers.txt"
    path.write_text("maybe\n", encoding="utf-8")
    ended = walk(capsys, SAMPLE, "--answers", path)
    assert ended.status == 2
    assert f"{path}: " in ended.err
    assert "has no answer 'maybe'; it takes 1, 2" in ended.err


def test_a_transcript_is_written(capsys: Capsys, answers: Path, tmp_path: Path) -> None:
    """Also over an older transcript, never over anything else."""
    path = tmp_path / "transcript.md"
    for _ in range(2):
        assert walk(capsys, SAMPLE, "--answers", answers, "--transcript", path).status == 0
        assert path.read_text(encoding="utf-8").startswith("# Walkthrough by autogen-doctor\n")
    path.write_text("my notes\n", encoding="utf-8")
    ended = walk(capsys, SAMPLE, "--answers", answers, "--transcript", path)
    assert (ended.status, path.read_text(encoding="utf-8")) == (2, "my notes\n")
    assert ended.err == f"autogen-doctor: {path} is no transcript and is not overwritten: name another file\n"


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["nowhere.log"], "nowhere.log does not exist: check the spelling, or pass '-' to read standard input."),
        ([".", "--answers", "x"], ". is a directory: name a log file in it."),
        ([str(SAMPLE), "--answers", "gone.txt"], "gone.txt does not exist"),
        ([str(SAMPLE), "--fault", "9", "--answers", str(SAMPLE)], "the log has 1 fault, so no number 9"),
        ([str(SAMPLE), "--transcript", "no/where.md"], "there is no folder no for the transcript"),
        (["--resume", "-"], "--resume keeps the piped log itself: leave out the -"),
    ],
)
def test_bad_input_gets_one_sentence(capsys: Capsys, arguments: list[str], wrong: str) -> None:
    """Status 2, nothing on stdout, no traceback."""
    ended = walk(capsys, *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"autogen-doctor: {wrong}")
    assert ended.err.count("\n") == 1


@pytest.mark.skipif(shutil.which("setsid") is None, reason="only setsid takes the terminal away")
def test_no_terminal_is_2() -> None:
    """In a process without a terminal, it says what to do instead of waiting."""
    ended = call("walkthrough", SAMPLE, stdin=b"", prefix=("setsid", "--wait"))
    assert (ended.status, ended.out) == (2, "")
    assert "there is no terminal to ask on" in ended.err
    assert "--answers FILE" in ended.err


def test_without_an_error_there_is_nothing_to_walk_through() -> None:
    """As diagnose says it, with the same statuses: 1 for no error, 3 for one that no playbook knows."""
    clean = call("walkthrough", stdin=b"step 1 ok\ndone\n")
    unknown = call("walkthrough", stdin=UNKNOWN)
    assert (clean.status, clean.out.split("\n")[0]) == (1, "No error found in the input.")
    assert (unknown.status, unknown.out.split("\n")[0]) == (3, "? Not recognised")


def test_hostile_logs_act_nowhere(capsys: Capsys, tmp_path: Path) -> None:
    """Escapes, markup, templates, HTML and keys in a log come out as inert text in every format."""
    log, answers = tmp_path / "trace.log", tmp_path / "answers.txt"
    nasty = "\x1b]0;owned\x07[bold]{{ 7*7 }}<script>alert(1)</script> ](javascript:x) sk-proj-abcdefgh12345678"
    words = "This model's maximum context length is 10 tokens"
    log.write_text(f"openai.BadRequestError: Error code: 400 - {words} {nasty}\n")
    answers.write_text("e\nw\nf\n?\nd\n")
    for form in ("terminal", "markdown", "json"):
        ended = walk(capsys, log, "--answers", answers, "--format", form, "--transcript", tmp_path / "t.md")
        text = ended.out + (tmp_path / "t.md").read_text()
        assert ended.status == 4
        for bad in ("\x1b", "\x07", "sk-proj-abcdefgh", "49"):
            assert bad not in text
        if form == "markdown":
            bare = re.sub(r"`[^`\n]*`", "", text)  # a log's words stand in code alone
            assert "<script>" not in bare
            assert "](javascript" not in bare
