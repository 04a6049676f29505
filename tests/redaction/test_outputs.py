"""From end to end: a secret in every field of a log, in its name and in a pack reaches no output unasked."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from random import Random

import pytest

from diagnose.cli import sessions
from diagnose.cli.sessions import Log
from diagnose.errors import DoctorError
from diagnose.input import source_of
from diagnose.model.checkup import Checked, State
from diagnose.model.following import Found, Known, Place
from diagnose.pipeline import diagnose_lines
from diagnose.playbook import load
from diagnose.redaction import Redactor, Unredacted
from diagnose.render import checkup, follow, render
from diagnose.render.view import View
from diagnose.streams import STDIN
from diagnose.walkthrough.console import store
from diagnose.walkthrough.saved import Saved, case_digest
from diagnose.walkthrough.session import Answer, Reply, case_of
from tests.cli.program import call_inside
from tests.redaction.kinds import WORD, drawn
from tests.render import canned

Capsys = pytest.CaptureFixture[str]


class Drawn:
    """Secrets, each drawn when it is first asked for."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.all: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self.all:
            self.all[name] = ("sk-" + "proj-" if name != "password" else "") + drawn(self._random, WORD, 24)
        return self.all[name]


@dataclass(frozen=True)
class Scene:
    """A log and a pack, and the secrets in them."""

    log: Path
    pack: Path
    of_log: dict[str, str]
    of_pack: dict[str, str]


def _log(secrets: Drawn) -> str:
    long = "x" * 1960
    return f"""\
starting with {secrets["line"]}
Traceback (most recent call last):
  File "/srv/{secrets["folder"]}/app.py", line 14, in f
    client = Client(api_key="{secrets["source line"]}", user="me")
  File "/srv/app/b.py", line 3, in g
    connect(password='{secrets["password"]}')
zlorp.Blimp: refused {secrets["message"]} at node {secrets["fact"]} with password={secrets["password"]} {long} \
{secrets["cut by the width"]} end
second line {secrets["second line"]}
"""


def _pack(folder: Path, secrets: Drawn) -> Path:
    classes, causes = folder / "classes", folder / "causes"
    classes.mkdir(parents=True)
    causes.mkdir()
    (classes / "zlorp.yaml").write_text(
        f"""\
title: The zlorp gave way {secrets["title"]}
summary: It holds only so much, {secrets["summary"]} less.
severity: error
advice: ["See {{{{ host }}}} for {secrets["advice"]}."]
signatures:
  - name: blimp
    certainty: 0.9
    exception: zlorp.Blimp
    message: 'at node (?P<host>\\S+)'
causes:
  - cause: zlorp-full
    prior: 0.7
not_this: ["Another {secrets["not this"]}."]
""",
        encoding="utf-8",
    )
    (causes / "zlorp-full.yaml").write_text(
        f"""\
title: The zlorp is full {secrets["cause"]}
statement: It is full {secrets["statement"]}.
why: It fills {secrets["why"]}.
guide: []
signs:
  - say: "{{{{ host }}}} was seen, {secrets["sign"]}"
    ratio: 3
    exception: zlorp.Blimp
    message: 'at node (?P<host>\\S+)'
steps:
  - id: look
    say: Look at it with {secrets["step"]}.
    run: echo {secrets["command"]}
    cost: 60
    outcomes:
      - answer: It is full {secrets["answer"]}
        means: So it is {secrets["meaning"]}.
        likely: {{zlorp-full: 0.95, other: 0.1}}
      - answer: It is empty
        means: It is not.
remedies:
  - framework: any
    language: bash
    summary: Empty it with {secrets["remedy"]}.
    after: empty --token {secrets["code"]}
    illustrative: needs a zlorp
verify: ["It is empty {secrets["verify"]}."]
prevention: ["Empty it {secrets["prevention"]}."]
references: ["https://example.org/?key={secrets["reference"]}"]
""",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    of_log, of_pack = Drawn(1), Drawn(2)
    log = tmp_path / f"trace-{of_log['file name']}.log"
    log.write_text(_log(of_log), encoding="utf-8")
    return Scene(log, _pack(tmp_path / "pack", of_pack), of_log.all, of_pack.all)


def _left(scene: Scene, text: str) -> list[str]:
    """Which secrets are in the text, or any eight letters of one, on one line or wrapped."""
    flat = "".join(text.split()).replace("\\n", "")
    secrets = {**scene.of_log, **scene.of_pack}
    return [
        name
        for name, secret in secrets.items()
        if any(secret[at : at + 8] in flat for at in range(8, len(secret) - 7, 4))
    ]


NOT_IN_JSON = {"line", "fact", "advice", "sign", "summary", "not this", "why", "verify"}
"""Not in the document at all; and a secret is no fact, so that sentences about it are not said."""
LOG_SHOWN = {"message", "password"}
CALLS = [
    ("diagnose", "--width", "40"),
    ("diagnose", "--width", "77", "--verbose"),
    ("diagnose", "--format", "json"),
    ("triage",),
    ("triage", "--format", "json"),
    ("triage", "--format", "markdown"),
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_no_secret_is_told(call: tuple[str, ...], scene: Scene, capsys: Capsys) -> None:
    """On the terminal at any width, in JSON and Markdown: none, nor the half of one; with --no-redact they are."""
    arguments: list[str | Path] = [
        *call,
        "--playbooks",
        scene.pack,
        scene.log,
        scene.log.with_name(f"gone-{scene.of_log['line']}"),
    ]
    ended = call_inside(capsys, *arguments)

    assert ended.status == 0
    assert "zlorp" in ended.out
    assert _left(scene, ended.out + ended.err) == []

    shown = call_inside(capsys, *arguments, "--no-redact")
    assert "message" in _left(scene, shown.out)
    assert "[redacted" not in shown.out + shown.err
    if call[0] == "diagnose":
        assert {*_left(scene, shown.out)} >= LOG_SHOWN
        assert scene.of_log["line"] in shown.err


@pytest.mark.thorough
def test_json_tells_all_to_who_asks(scene: Scene, capsys: Capsys) -> None:
    """With --no-redact the document has the secrets of the log and of the pack; nothing else is different."""
    arguments = ("diagnose", "--format", "json", "--playbooks", scene.pack, scene.log)
    shut, bare = (json.loads(call_inside(capsys, *arguments, *more).out) for more in ((), ("--no-redact",)))

    assert {*_left(scene, json.dumps(bare))} >= {*scene.of_log, *scene.of_pack} - NOT_IN_JSON
    assert _bones(shut) == _bones(bare)


def _bones(value: object) -> object:
    """The document without its texts."""
    if isinstance(value, dict):
        return {name: _bones(one) for name, one in value.items()}
    return [_bones(one) for one in value] if isinstance(value, list) else isinstance(value, str) or value


@pytest.mark.parametrize(
    "form", ["terminal", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("json", "markdown"))]
)
def test_walkthrough_tells_none(form: str, scene: Scene, tmp_path: Path, capsys: Capsys) -> None:
    """The conversation, the result in every format and the transcript hold no secret; with --no-redact they do."""
    answers, notes = tmp_path / "answers.txt", tmp_path / "notes.md"
    answers.write_text("1\n", encoding="utf-8")
    arguments = (
        "walkthrough",
        scene.log,
        "--playbooks",
        scene.pack,
        "--answers",
        answers,
        "--transcript",
        notes,
        "--format",
        form,
    )
    ended = call_inside(capsys, *arguments)
    told = notes.read_text(encoding="utf-8")

    assert ended.status == 0
    assert _left(scene, ended.out + ended.err + told) == []
    assert "[redacted openai-key" in told.replace("\\", "")

    shown = call_inside(capsys, *arguments, "--no-redact")
    assert {"cause", "code"} <= {*_left(scene, shown.out)}
    assert {"message", "answer", "code"} <= {*_left(scene, notes.read_text(encoding="utf-8"))}


def test_remarks_tell_none(scene: Scene, capsys: Capsys) -> None:
    """What is said on standard error quotes what was typed; a mistake in the call too."""
    secret = scene.of_log["line"]
    for arguments in (("diagnose", f"gone-{secret}"), ("diagnose", f"--bogus-{secret}"), (f"diagnose-{secret}",)):
        ended = call_inside(capsys, *arguments)

        assert ended.status == 2
        assert "[redacted" in ended.err
        assert _left(scene, ended.out + ended.err) == []


def test_same_secret_in_one_call_has_one_placeholder(scene: Scene, capsys: Capsys) -> None:
    """The answer and the remarks name it alike, and another call does as well."""
    arguments = ("diagnose", "--playbooks", scene.pack, scene.log, f"gone-{scene.of_log['message']}")
    first, second = (call_inside(capsys, *arguments) for _ in range(2))
    number = first.err.split("[redacted openai-key ")[1].split("]")[0]

    assert first == second
    assert f"refused [redacted openai-key {number}]" in " ".join(first.out.split())


def _session(scene: Scene, raw: bytes, path: str) -> Saved:
    diagnosis = diagnose_lines(source_of(raw, STDIN).lines, load([scene.pack]).playbooks).diagnoses[0]
    case = case_of(diagnosis)
    saved = Saved("1", "", case_digest(case), path, answers=(Answer("look", Reply.OUTCOME, 0),))
    sessions.save(saved, Log(raw, path, path or STDIN))
    return saved


def test_saved_session_holds_none(scene: Scene) -> None:
    """Neither the session nor the piped log that is kept with it holds a secret; it can be gone on with."""
    raw = scene.log.read_bytes()
    saved = _session(scene, raw, "")
    kept = [path.read_bytes() for path in store.folder().iterdir()]
    held = b"\n".join(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in kept)

    assert len(kept) == 2
    assert _left(scene, held.decode()) == []
    assert held.count(b"\n") >= raw.count(b"\n")
    found = store.latest()
    assert found is not None
    log = sessions.log_of(None, found)
    diagnosis = diagnose_lines(source_of(log.raw, log.name).lines, load([scene.pack]).playbooks).diagnoses[0]
    assert case_digest(case_of(diagnosis)) == saved.case == found.case


def test_saved_session_of_a_file_holds_none(scene: Scene) -> None:
    """Of a file whose name holds a secret the name is not kept; by the file itself the session is found."""
    raw = scene.log.read_bytes()
    _session(scene, raw, str(scene.log))
    kept = "".join(path.read_text(encoding="utf-8") for path in store.folder().iterdir())

    assert _left(scene, kept) == []
    found = store.latest()
    assert found is not None
    with pytest.raises(DoctorError, match="name it behind --resume"):
        sessions.log_of(None, found)


def test_checkup_tells_none(scene: Scene) -> None:
    """What ``env`` prints: no key that a server or a setting gives away."""
    secret = scene.of_log["message"]
    checked = (
        Checked("x", secret, State.PROBLEM, f"is {secret}", f"use {secret}", (("a", secret),), (("b", secret),)),
    )

    assert _left(scene, checkup.json(checked)) == []
    assert _left(scene, checkup.terminal(checked, View(width=40))) == []
    assert "message" in _left(scene, checkup.json(checked, Unredacted()))


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_following_tells_none(form: str, scene: Scene) -> None:
    """What is told of a log that grows."""
    secret = scene.of_log["message"]
    place = Place(secret, 3, datetime(2026, 3, 1, tzinfo=timezone.utc))
    fault = canned.hostile(f"x {secret} y").diagnoses[0]
    told = Found(Known(1, "queue-full", secret, "0123456789abcdef"), fault, 2, place)

    assert _left(scene, follow.render(told, form, View())) == []
    assert "message" in _left(scene, follow.render(told, form, View(redactor=Unredacted())))


@pytest.mark.parametrize("width", [pytest.param(40, marks=pytest.mark.thorough), 77])
@pytest.mark.parametrize("before", [50, 1990, 3995, 19_990])
def test_no_limit_leaves_a_half(width: int, before: int, scene: Scene) -> None:
    """Wherever a text is cut, by the width, the number of lines or a length, no part of a secret is left."""
    report = canned.hostile(f"{'x' * before} password='{scene.of_log['password']}' end")
    for view in (View(width=width), View(width=width, verbose=True)):
        assert _left(scene, render(report, "terminal", view)) == []
        assert _left(scene, render(report, "json", view)) == []


def test_context_of_one_text_serves_another(scene: Scene) -> None:
    """A password that stands beside its name in one text is not shown by another that has it alone."""
    report = canned.hostile("plain")
    secret = scene.of_log["password"]
    one = report.diagnoses[0]
    report = replace(
        report,
        diagnoses=(
            replace(one, advice=f"use {secret} there", exception=replace(one.exception, message=f"pwd={secret}")),
        ),
    )

    assert _left(scene, render(report, "terminal", View())) == []
    assert Redactor().text(f"use {secret} there") == f"use {secret} there"
