"""triage, run and follow: many files, a living program and a growing log bring in no more than text either."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.adversary.poison import EVERYTHING, ONE_LINE, only_text
from tests.adversary.test_outputs import FIELDS, log_of
from tests.cli.program import call, call_inside

if sys.platform == "win32":
    pytest.skip("needs names that Windows forbids", allow_module_level=True)

Capsys = pytest.CaptureFixture[str]
_NAME = "{0}\x1b]52;c;eA==\x07\u202e\n[x](http://evil.example)<b>|.log".replace("/", "_")
_PROGRAM = "import sys; sys.stderr.buffer.write(open(sys.argv[1], 'rb').read()); sys.exit(7)"


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """A folder with a hostile name, and in it a log with poison in each field, and one that cannot be read."""
    folder = tmp_path / "\x1b]0;evil\x07\nlogs"
    folder.mkdir()
    for number, field in enumerate(sorted(FIELDS)):
        (folder / _NAME.format(number)).write_bytes(log_of(field, EVERYTHING) + log_of(field, ONE_LINE))
    (folder / "bad\x1b[31m.gz").write_bytes(b"\x1f\x8b\x08bad")
    return folder


@pytest.mark.parametrize("form", ["terminal", "json", "markdown"])
def test_triage(form: str, logs: Path, capsys: Capsys) -> None:
    """The table of faults, the document, and a page whose cells are text: no HTML, link or broken row."""
    ended = call_inside(capsys, "triage", "--jobs", "1", "--format", form, logs)

    only_text(ended.out)
    only_text(ended.err)
    assert ended.status == 0
    if form == "json":
        json.loads(ended.out)
    if form == "markdown":
        prose = re.sub(r"(`+) .*? \1|`[^`]*`", "", ended.out)
        assert not re.search(r"(?<!\\)<[a-z!/]|(?<!\\)\]\(|(?<!\\)!\[", prose), prose


@pytest.mark.parametrize(
    "options", [(), pytest.param(("--format", "json"), marks=pytest.mark.thorough)], ids=["", "json"]
)
def test_follow(options: tuple[str, ...]) -> None:
    """What a pipe brings is reported as text, one fault after the other."""
    ended = call("diagnose", "--follow", *options, stdin=log_of("message", EVERYTHING) + log_of("Node", ONE_LINE))

    only_text(ended.out)
    only_text(ended.err)
    assert ended.status == 0
    if options:
        assert all(json.loads(line)["schema_version"] == 1 for line in ended.out.splitlines())


@pytest.mark.parametrize(
    "field",
    [pytest.param(field, marks=[] if field == "message" else pytest.mark.thorough) for field in sorted(FIELDS)],
)
def test_run(field: str, logs: Path) -> None:
    """The program's own output passes through byte for byte; what we add to it is text."""
    log = logs / _NAME.format(sorted(FIELDS).index(field))
    ended = call("run", sys.executable, "-c", _PROGRAM, log)
    own = log.read_bytes().decode("utf-8")

    assert ended.status == 7
    assert own in ended.err
    only_text(ended.err.replace(own, ""))
    only_text(ended.out)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "\x1b]0;evil\x07"),
        ("run", "--log", "no/\x1b]0;evil\x07", sys.executable, "-c", ""),
        ("triage", "\x1b]0;evil\x07*"),
        ("triage", "--baseline", "\x1b]0;evil\x07", "."),
        ("triage", "--format", "\x1b]0;evil\x07", "."),
    ],
    ids=lambda arguments: " ".join(arguments[:2]).encode("unicode_escape").decode(),
)
def test_names(arguments: tuple[str, ...]) -> None:
    """A name on the command line is text in what is said of it."""
    ended = call(*arguments)

    only_text(ended.out)
    only_text(ended.err)
    assert ended.err + ended.out
    assert "Traceback" not in ended.err
