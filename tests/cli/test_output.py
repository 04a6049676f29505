"""What goes to stdout: text that fits its reader, one JSON document, the same bytes again."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.cli.program import PROGRAM, SAMPLE, call, call_inside, environment, usual
from tests.corpus import ROOT
from tests.render.test_json import SCHEMA

Capsys = pytest.CaptureFixture[str]

UNSURE = ROOT / "sample_traces/timeout/ag2013-groupchat.log"
"""A log that leaves several causes."""


def test_json_is_one_document_of_the_schema() -> None:
    """Exactly one document, and nothing else, on stdout."""
    ended = call("diagnose", "--format", "json", SAMPLE)
    document = json.loads(ended.out)

    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert [found["class"] for found in document["diagnoses"]][:1] == ["context-length"]


@pytest.mark.parametrize("stdin", [b"all is well\n", b""], ids=["clean", "empty"])
def test_json_is_a_document_without_a_diagnosis_too(stdin: bytes) -> None:
    """A log without an error, and an input that cannot be read, give a document as well."""
    ended = call("diagnose", "--format", "json", "-", stdin=stdin)
    document = json.loads(ended.out)

    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert (ended.status, len(document["diagnoses"]), len(document["skipped"])) == ((1, 0, 0) if stdin else (2, 0, 1))


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_same_input_same_bytes(form: str) -> None:
    """Hash seeds, streams and time change nothing."""
    calls = [
        call("diagnose", "--format", form, "-", stdin=SAMPLE.read_bytes(), PYTHONHASHSEED=seed) for seed in ("1", "2")
    ]

    assert calls[0] == calls[1]


def test_pipe_gets_plain_text_of_80_columns() -> None:
    """No colour, no escapes; nothing but code and commands is wider than 80 columns."""
    out = usual().out
    wide = [line for line in out.split("\n") if len(line) > 80 and not line.startswith(("  │", "     $"))]

    assert "\x1b" not in out
    assert wide == []


@pytest.mark.parametrize("width", [40, 200])
def test_width(width: int, capsys: Capsys) -> None:
    """--width is kept to."""
    out = call_inside(capsys, "diagnose", "--width", str(width), SAMPLE).out
    lines = [len(line) for line in out.split("\n") if not line.startswith(("  │", "     $"))]

    assert max(lines) <= width
    assert max(lines) > width * 0.8


def test_one_screen() -> None:
    """The first answer takes no more than 45 lines."""
    assert len(usual().out.split("\n")) <= 45


def test_top_and_verbose(capsys: Capsys) -> None:
    """--top bounds the causes that are listed; --verbose lists all, with more of everything."""
    calls = (("-n", "1"), (), ("-v",))
    one, some, all_of_it = (call_inside(capsys, "diagnose", *options, UNSURE).out for options in calls)

    assert one.count(" %  ") < some.count(" %  ") < all_of_it.count(" %  ")
    assert "Prevention" not in some
    assert "Prevention" in all_of_it


@pytest.mark.parametrize(
    ("options", "settings", "colored"),
    [
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(
    options: tuple[str, ...], settings: dict[str, str], colored: bool, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    """--color decides; without it NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert ("\x1b[" in call_inside(capsys, "diagnose", *options, SAMPLE).out) is colored


def test_ascii_where_the_encoding_carries_no_more() -> None:
    """A C locale gets ASCII signs instead of an error or question marks."""
    ended = call("diagnose", SAMPLE, PYTHONIOENCODING="ascii")

    assert ended.status == 0
    assert ended.out.isascii()
    assert ended.out.startswith("x ")
    assert "  1  ##########" in ended.out


def test_several_files_name_their_source(tmp_path: Path, capsys: Capsys) -> None:
    """With two inputs each line number says of which."""
    copy = tmp_path / "copy.log"
    copy.write_bytes(SAMPLE.read_bytes())
    ended = call_inside(capsys, "diagnose", SAMPLE, copy, "--width", "200")

    assert ended.status == 0
    assert f"{copy}:84" in ended.out


def test_reader_that_goes_away(tmp_path: Path) -> None:
    """``… | head -1`` ends quietly."""
    errors = tmp_path / "errors"
    with errors.open("wb") as err:
        writer = subprocess.Popen(
            [*PROGRAM, "diagnose", "--verbose", str(SAMPLE)], stdout=subprocess.PIPE, stderr=err, env=environment()
        )
        assert writer.stdout is not None
        writer.stdout.close()
        status = writer.wait(timeout=60)

    assert (status, errors.read_bytes()) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_said() -> None:
    """An answer that cannot be written is no bug of ours and no success."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "diagnose", str(SAMPLE)], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )

    assert done.returncode == 2
    assert done.stderr.startswith(b"autogen-doctor: the answer could not be written (")


def test_hostile_log_cannot_act() -> None:
    """Escapes, markup and templates of a log are shown as they stand; keys are taken out."""
    log = SAMPLE.read_text(encoding="utf-8").replace(
        "reduce the length", "reduce [red]the[/red] {{ 7*7 }} sk-proj-abcdefghijklmnop1234 \x1b]0;title\x07\u202elength"
    )
    for form in ("terminal", "json"):
        out = call("diagnose", "--format", form, "--width", "200", stdin=log.encode()).out

        assert "[red]the[/red] {{ 7*7 }} [redacted openai-key 1]" in out
        assert all(char == "\n" or char.isprintable() for char in out)
