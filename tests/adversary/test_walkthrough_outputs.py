"""The walkthrough: its screens, menus, prompts, transcripts, documents and saved sessions hold nothing but text."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.model.agenda import steps_for
from diagnose.model.playbook import Cause, Remedy, Step, StepOutcome
from diagnose.model.report import Diagnosis
from diagnose.render.view import View
from diagnose.walkthrough.console import documents
from diagnose.walkthrough.console.questions import Question
from diagnose.walkthrough.console.result import Result, terminal
from diagnose.walkthrough.console.screens import Screens
from diagnose.walkthrough.console.script import ListAsker
from diagnose.walkthrough.console.talk import Talk
from diagnose.walkthrough.console.terminal import LineAsker, Terminal
from diagnose.walkthrough.saved import Saved, dump, parse
from diagnose.walkthrough.session import Session, case_of
from tests.adversary.poison import EVERYTHING, ONE_LINE, only_text
from tests.adversary.test_outputs import log_of
from tests.cli.program import SAMPLE, call_inside
from tests.corpus import answer

Capsys = pytest.CaptureFixture[str]


def poisoned() -> Diagnosis:
    """A diagnosis in which every text is poison, those of the playbook too, as if nobody had checked it."""
    diagnosis = answer(SAMPLE).diagnoses[0]
    hurt = replace(diagnosis.playbook, title=ONE_LINE, summary=EVERYTHING, prevention=(EVERYTHING,),
                   not_this=(EVERYTHING,), steps=tuple(map(_step, diagnosis.playbook.steps)))  # fmt: skip
    return replace(
        diagnosis,
        playbook=hurt,
        advice=EVERYTHING,
        ambiguity=EVERYTHING,
        exception=replace(diagnosis.exception, type=EVERYTHING, message=EVERYTHING),
        decisive=replace(diagnosis.decisive, source=EVERYTHING),
        candidates=tuple(
            replace(one, cause=_cause(one.cause), remedies=tuple(map(_remedy, one.remedies)))
            for one in diagnosis.candidates
        ),
    )  # fmt: skip


def _cause(cause: Cause) -> Cause:
    return replace(
        cause, title=ONE_LINE, statement=EVERYTHING, why=EVERYTHING, separates=EVERYTHING, prevention=(EVERYTHING,),
        verify=(EVERYTHING,), references=(EVERYTHING,), steps=tuple(map(_step, cause.steps)),
        remedies=tuple(map(_remedy, cause.remedies)),
    )  # fmt: skip


def _step(step: Step) -> Step:
    return replace(step, say=EVERYTHING, run=EVERYTHING, outcomes=tuple(map(_outcome, step.outcomes)))


def _outcome(outcome: StepOutcome) -> StepOutcome:
    return replace(outcome, answer=EVERYTHING, means=EVERYTHING)


def _remedy(remedy: Remedy) -> Remedy:
    return replace(remedy, summary=EVERYTHING, before=EVERYTHING, after=f"{EVERYTHING}\n```\n~~~\n{EVERYTHING}")


@pytest.fixture(scope="module")
def walked() -> tuple[Result, list[str]]:
    """A walkthrough of it to the end, and all that was said on the way."""
    diagnosis = poisoned()
    said: list[str] = []
    screens = Screens(diagnosis, View(width=100))
    asker = ListAsker(["w", "e", "f", "?", *["1", "2", "d"] * 12], say=said.append)
    talk = Talk(Session(case_of(diagnosis)), screens, asker, said.append, lambda _: ())
    talk.looked = False
    said.append(screens.opening())
    talk.run()
    return Result(diagnosis, talk.session), said


def test_what_is_said_on_the_way(walked: tuple[Result, list[str]]) -> None:
    """Screens, answers from a file, why, evidence, fixes and help."""
    assert steps_for(walked[0].diagnosis)
    assert len(walked[1]) > 12
    for text in walked[1]:
        only_text(text)


@pytest.mark.parametrize(
    "view", [View(), View(width=40, unicode=False), View(verbose=True)], ids=["usual", "narrow", "verbose"]
)
def test_the_result_on_a_terminal(walked: tuple[Result, list[str]], view: View) -> None:
    """The end."""
    only_text(terminal(walked[0], view))


def test_documents(walked: tuple[Result, list[str]]) -> None:
    """JSON is ASCII; Markdown and the transcript have no HTML, links, images or open fences outside of code."""
    document = documents.json(walked[0])
    assert document.isascii()
    assert json.loads(document)["class"] == "context-length"
    for text in (documents.markdown(walked[0]), documents.transcript(walked[0])):
        only_text(text.replace("\t", " "))
        prose = "\n".join(_prose(text))
        assert not re.search(r"(?<!\\)<|(?<!\\)\]\(|(?<!\\)!\[", prose), prose


def _prose(text: str) -> Iterator[str]:
    """The lines that are not code, code in them left out."""
    fence = ""
    for line in text.split("\n"):
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence = line.rstrip("abcdefghijklmnopqrstuvwxyz")
        else:
            yield re.sub(r"(`+) .*? \1|`[^`]*`", "", line)
    assert not fence


def test_questions_line_by_line() -> None:
    """A prompt's words and its choices, as a class's title brings them in."""
    out = io.StringIO()
    reader = io.TextIOWrapper(io.BytesIO(b"\x1b[31m\n1\n"))
    asker = LineAsker(Terminal(reader, out))

    assert asker.ask(Question("fault", ONE_LINE, (("1", ONE_LINE), ("2", "x")))) == "1"
    only_text(out.getvalue())
    said: list[str] = []
    assert ListAsker(["1"], say=said.append).ask(Question("fault", ONE_LINE, (("1", ONE_LINE),))) == "1"
    only_text("".join(said))


def test_saved_sessions() -> None:
    """A session names a hostile path in ASCII, and comes back with it."""
    saved = Saved("1", "a", "b", source=EVERYTHING)
    assert dump(saved).isascii()
    assert parse(dump(saved)) == saved


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
@pytest.mark.parametrize("field", ["message", "names in a chat"])
def test_the_command(form: str, field: str, tmp_path: Path, capsys: Capsys) -> None:
    """With answers that are poison themselves, and with a log that no playbook knows."""
    log, answers = tmp_path / "x.log", tmp_path / "answers"
    log.write_bytes(log_of(field, EVERYTHING))
    for text, status in (("d\nd\nd\n", (4, 0)), (f"{ONE_LINE}\n", (2,))):
        answers.write_text(text, encoding="utf-8", errors="surrogatepass")
        ended = call_inside(capsys, "walkthrough", log, "--answers", answers, "--format", form)
        only_text(ended.out.replace("\t", " "))
        only_text(ended.err)
        assert ended.status in status, ended
    log.write_bytes(
        b'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    ```\nmy.Blimp: ``` </details> ~~~\n'
    )
    ended = call_inside(capsys, "walkthrough", log, "--answers", answers, "--format", form, "--color", "always")
    assert ended.status == 3
    if form == "markdown":
        assert list(_prose(ended.out)) == [""] * len(list(_prose(ended.out)))


if sys.platform != "win32":
    from tests.cli.screens import Screen, walkthrough

    @pytest.mark.thorough
    def test_a_real_terminal(tmp_path: Path) -> None:
        """On a terminal that obeys: no title, no clipboard, no other screen, no link."""
        log = tmp_path / "\x1b]0;evil\x07x.log"
        log.write_bytes(
            log_of("message", ONE_LINE) + b"\n" + b"bash: line 1:  4242 Killed                  python app.py\n"
        )
        for screen in (walkthrough(log, state=tmp_path, rows=60), walkthrough(log, "--plain", state=tmp_path, rows=60)):
            screen.wait_any("What came out?", "Which of these faults?")
            screen.press("1", "Enter")
            screen.press("e")
            screen.press("Ctrl-C")
            screen.end()
            _unharmed(screen)

    @pytest.mark.thorough
    def test_a_real_terminal_of_diagnose(tmp_path: Path) -> None:
        """The same with the answer in colour."""
        from tests.cli.program import PROGRAM

        log = tmp_path / "\x1b]0;evil\x07x.log"
        log.write_bytes(log_of("frames", ONE_LINE))
        screen = Screen(
            [*PROGRAM, "diagnose", "--verbose", str(log), str(tmp_path / "gone\x1b]52;c;eA==\x07")], 100, 50, {}
        )
        screen.end()
        assert "context window" in screen.text()
        _unharmed(screen)

    def _unharmed(screen: Screen) -> None:
        """Nothing that sets a title, the clipboard or a link, asks the terminal, or goes to its other screen."""
        sent = screen.raw.decode("utf-8")
        assert screen.titles == ("", "")
        assert not re.search(r"\x1b[\]PX^_c]|[\x80-\x9f\x07\x0e\x0f]|\x1b\[\?(?:1049|1047|47)h|\x1b\[[0-9]*[nt]", sent)
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\ufeff]", sent)
