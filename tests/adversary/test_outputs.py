"""No text of a log, a name, a setting or a playbook reaches a terminal, a template or a page as anything but text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adversary.poison import ESCAPES, EVERYTHING, ONE_LINE, WORDS, only_text
from tests.cli.program import SAMPLE, call, call_inside

Capsys = pytest.CaptureFixture[str]

FIELDS = {
    "frames": 'Traceback (most recent call last):\n  File "{0}", line 3, in {0}\n    {0}\n{1}\n',
    "message": 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    f()\n{1} {0}\n',
    "type": 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    f()\nmy.{0}Error: {0}\n',
    "notes": 'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    f()\n{1}\n{0}\n',
    "logger": "2026-01-05 10:00:00,123 ERROR {0}: {1}\n",
    "names in a chat": "{0} (to {0}):\n\n{0}\n\n----------\n***** Suggested tool call (x): {0} *****\n{1}\n",
    "roles": "---------- TextMessage ({0}) ----------\n{0}\n---------- ToolCallExecutionEvent (tool) ----------\n"
    "[FunctionExecutionResult(content='{0}', name='{0}', call_id='{0}', is_error=True)]\n{1}\n",
    "Node": "{1}\n    at {0} ({0}:1:2)\n    at f ({0}.js:3:4) {{\n  code: '{0}',\n  [cause]: Error: {0}\n}}\n",
    "group": "  + Exception Group Traceback (most recent call last):\n  | {1} (2 sub-exceptions)\n"
    "  +-+---------------- 1 ----------------\n    | ValueError: {0}\n    +------------------------------------\n",
}
"""Logs with a place for poison ({0}) and one for an error that is known ({1})."""

KNOWN = (
    "openai.BadRequestError: Error code: 400 - {'error': {'message': \"This model's maximum context length is 8192 "
    'tokens. However, your messages resulted in 8207 tokens."}}'
)
VIEWS = [
    pytest.param(("--verbose",), id="verbose"),
    pytest.param(("--format", "json"), id="json"),
    pytest.param(("--width", "200"), id="wide", marks=pytest.mark.thorough),
    pytest.param(("--width", "40", "--verbose"), id="narrow", marks=pytest.mark.thorough),
]


def log_of(field: str, poison: str) -> bytes:
    """The log with the poison in this field."""
    return FIELDS[field].format(poison, KNOWN).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("options", VIEWS)
@pytest.mark.parametrize("field", sorted(FIELDS))
def test_diagnose(field: str, options: tuple[str, ...], tmp_path: Path, capsys: Capsys) -> None:
    """Whatever field of a log holds it, and in whatever form the answer is asked for, it is text in the answer."""
    log = tmp_path / "x.log"
    log.write_bytes(log_of(field, EVERYTHING) + log_of(field, ONE_LINE))
    ended = call_inside(capsys, "diagnose", *options, log)

    only_text(ended.out)
    only_text(ended.err)
    assert ended.status in (0, 3)
    if "json" in options:
        json.loads(ended.out)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_markup_stays_as_it_stands(name: str, tmp_path: Path, capsys: Capsys) -> None:
    """Markup, templates, HTML and shell words of a log are neither run nor left out: they are shown as they stand."""
    word = WORDS[name].replace("\n", " ")
    log = tmp_path / "x.log"
    log.write_bytes(FIELDS["message"].format(word, KNOWN).encode())
    shown = call_inside(capsys, "diagnose", "--verbose", "--width", "250", log).out
    document = json.loads(call_inside(capsys, "diagnose", "--format", "json", log).out)

    assert word in document["diagnoses"][0]["exception"]["message"]
    assert " ".join(word.split()) in " ".join(shown.split())


_NAMES = {
    **ESCAPES,
    **WORDS,
    "line feed": "a\nb",
    "half a character": "a\udcffb",
    "option": "--\x1b]0;x\x07",
    "value": "--top=\x1b]0;x\x07",
}
_KINDS = [
    pytest.param(kind, id=kind, marks=[] if kind in ("title", "option") else pytest.mark.thorough)
    for kind in sorted(_NAMES)
]


@pytest.mark.parametrize("exists", [True, False], ids=["there", "missing"])
@pytest.mark.parametrize("kind", _KINDS)
def test_file_names(kind: str, exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """A name that a stranger gave to a file (``diagnose *``) cannot act, whether the file is there or not."""
    monkeypatch.chdir(tmp_path)
    name = _NAMES[kind].replace("/", "_")
    if exists:
        Path(name).write_bytes(log_of("message", "x"))
        Path("other.log").write_bytes(log_of("message", "y").replace(b"8207", b"9000"))
    for command in _commands(name):
        ended = call_inside(capsys, *command)
        only_text(ended.out)
        only_text(ended.err)
        assert ended.status in (0, 1, 2, 3), (command, ended)


def _commands(name: str) -> Iterator[list[str]]:
    """Calls with the name in every place that takes one."""
    yield from (
        ["diagnose", name, "other.log"],
        ["diagnose", "-v", name],
        ["diagnose", "-f", "json", name, "other.log"],
    )
    yield from ([command, name] for command in ("walkthrough", "explain", "triage", "playbooks"))
    yield from (["playbooks", "show", name], ["playbooks", "validate", name], [name], ["env", "--python", name])
    yield from (["diagnose", "--playbooks", name, "other.log"], ["diagnose", "--color", name], ["env", "--width", name])
    yield from (["walkthrough", "other.log", option, name] for option in ("--answers", "--transcript"))
    yield ["walkthrough", "other.log", "--transcript", f"no/{name}"]


@pytest.mark.parametrize(
    "variable", ["AUTOGEN_DOCTOR_PLAYBOOKS", "COLUMNS", "VIRTUAL_ENV", "HOME", "TERM", "HTTP_PROXY", "OLLAMA_HOST"]
)
@pytest.mark.parametrize("command", [pytest.param("env", marks=pytest.mark.thorough), "diagnose"])
def test_environment(variable: str, command: str, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """A setting is shown as text, if at all, and breaks nothing."""
    monkeypatch.setenv(variable, ONE_LINE)
    ended = call_inside(capsys, *([command, SAMPLE] if command == "diagnose" else ["env"]))

    only_text(ended.out)
    only_text(ended.err)
    assert ended.status in (0, 1, 2)
    assert "Traceback" not in ended.err


def test_colour_brings_our_own_codes_only() -> None:
    """In colour, all escapes are ours: the same as for a harmless log, in a real process."""
    codes = []
    for poison in (ONE_LINE, "x"):
        out = call("diagnose", "--color", "always", "--verbose", stdin=log_of("message", poison)).out
        parts = out.split("\x1b")
        codes.append({part.partition("m")[0] for part in parts[1:]})
        only_text("".join([parts[0], *(part.partition("m")[2] for part in parts[1:])]))
    assert codes[0] <= codes[1]
