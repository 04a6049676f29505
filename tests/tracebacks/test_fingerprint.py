"""The same error again, and only the same."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from pathlib import Path

import pytest

from diagnose.tracebacks import fingerprint
from diagnose.tracebacks.masks import masked
from tests.corpus import SAMPLES, answer, read_labels
from tests.tracebacks.formatters import FORMATTERS
from tests.tracebacks.roundtrip import cpython_text, parse

FORMATS = sorted((SAMPLES / "formats").glob("*.log"))

TRACE = """\
Traceback (most recent call last):
  File "/srv/app/app.py", line 12, in main
    ask()
  File "/usr/lib/python3.11/site-packages/client/core.py", line 300, in ask
    raise Refused(answer)
client.core.Refused: {message}
"""


def of(message: str, trace: str = TRACE) -> str:
    (event,) = parse(trace.replace("{message}", message))
    return fingerprint(event)


def test_every_wrapping_has_the_same_fingerprint() -> None:
    """One traceback in all the formats of logs. The value is written down: a change of it raises the version."""
    found = {one.fingerprint for path in FORMATS for one in answer(path).diagnoses}

    assert found == {"61ff8002e4c2aeb7"}


@pytest.mark.parametrize(
    "other",
    [
        TRACE.replace("line 12", "line 14").replace("line 300", "line 312"),
        TRACE.replace("/srv/app/", "/home/someone/checkout/src/"),
        TRACE.replace("/usr/lib/python3.11/", "C:\\\\venv\\\\Lib\\\\").replace("ask\n    raise", "send\n    raise"),
        TRACE.replace(
            '    ask()\n  File "/usr', '    ask()\n  File "/srv/app/app.py", line 13, in <listcomp>\n  File "/usr'
        ),
        TRACE.replace("client.core.Refused", "Refused"),
    ],
    ids=["lines", "folders", "library", "inlined", "short-name"],
)
def test_place_of_the_code_is_no_matter(other: str) -> None:
    """Line numbers, folders, frames of libraries and what newer Pythons leave out do not change it."""
    assert of("no", other) == of("no")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.5 MiB of 10 GiB are free", "180 KiB of 9 GB are free"),
        ("took 1.5 s", "took 90 seconds"),
        ("timed out after 1m30s", "timed out after 45s"),
        ("1 error in 2 files", "3 errors in 1 file"),
        ("job 4fd2b1c09e7711ee failed", "job 00aa11bb22cc33dd failed"),
        ("request req_011CVabc failed", "request req_77Xyz_0 failed"),
        ("<f object at 0x7f3a>", "<f object at 0xdeadbeef>"),
        ("pod agents-6f9d7c5b8-k2x7q is gone", "pod agents-7c8d9f6b5-z4w9j is gone"),
        ("cannot read /var/log/app.json", "cannot read /home/x/y/z/app.json"),
        ("cannot read C:\\Users\\Jo Doe\\app.json", "cannot read D:\\data\\app.json"),
        ("Incorrect API key provided: sk-proj-abcd1234", "Incorrect API key provided: sk-****9xyZ"),
        ("at 2026-01-02T03:04:05.678Z", "at 2027-11-12T13:14:15Z"),
        ("since Nov  2 03:04:05", "since Jan 12 13:14:15"),
        ("on Thu, 19 Nov 2026 08:41:37 +0000", "on Fri, 1 Jan 2027 00:00:00 +0000"),
        ("connect ECONNREFUSED 127.0.0.1:8000", "connect ECONNREFUSED 10.0.0.12:11434"),
        ("shapes [1, 2, 3] differ", "shapes [4, 5] differ"),
    ],
)
def test_what_varies_is_masked(one: str, other: str) -> None:
    """Numbers with units, counts, ids, keys, addresses, folders and times of two occurrences."""
    assert masked(one) == masked(other)
    assert of(one) == of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("model gpt-4o not found", "model llama not found"),
        ("No module named 'autogen'", "No module named 'ag2'"),
        ("cannot connect to https://api.openai.com/v1/chat", "cannot connect to https://api.mistral.ai/v1/chat"),
        ("cannot read /var/log/app.json", "cannot read /var/log/other.json"),
        ("Reason:\ndisk is full", "Reason:\nno permission"),
        ("2 validation errors for Agent\nname\n  Missing", "2 validation errors for Agent\nmodel\n  Missing"),
        ("Last State: Terminated\nReason: OOMKilled", "Last State: Terminated\nReason: Error"),
        ("class", "clas"),
    ],
)  # fmt: skip
def test_what_tells_causes_apart_is_kept(one: str, other: str) -> None:
    """Names, hosts, file names, and what stands under a line that only announces it."""
    assert of(one) != of(other)


def test_members_of_a_group_have_their_own() -> None:
    """Two errors that one group carries are two faults."""
    group = """\
  + Exception Group Traceback (most recent call last):
  |   File "/srv/app/app.py", line 9, in main
  |     await both()
  | ExceptionGroup: both (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/srv/app/app.py", line 3, in one
    |     read()
    | ConnectionRefusedError: [Errno 111] Connection refused
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "/srv/app/app.py", line 5, in two
    |     call()
    | KeyError: 'ticket'
    +------------------------------------
"""
    (event,) = parse(group)
    names = {fingerprint(event), *(fingerprint(event, member[-1]) for member in event.last.members)}

    assert len(names) == 3


def test_formatters_agree(tmp_path: Path) -> None:
    """What CPython, Rich, IPython, pytest, loguru and others print of one exception has one fingerprint."""
    program = tmp_path / "app.py"
    program.write_text(
        "def ask():\n    try:\n        int('x')\n    except ValueError as error:\n"
        "        raise RuntimeError('asked 3 times') from error\n\n\ndef main():\n    ask()\n",
        encoding="utf-8",
    )
    space: dict[str, object] = {}
    code = compile(program.read_text(encoding="utf-8"), str(program), "exec")
    exec(code, space)
    try:
        space["main"]()  # type: ignore[operator]
    except RuntimeError as error:
        raised = error.with_traceback(error.__traceback__.tb_next if error.__traceback__ else None)
    texts = {"cpython": cpython_text(raised)}
    for name, formatter in FORMATTERS.items():
        try:
            texts[name] = formatter.text(raised, random.Random(1))
        except ModuleNotFoundError:
            continue
    found = {name: {fingerprint(event) for event in parse(text)} for name, text in texts.items()}

    assert found == dict.fromkeys(texts, found["cpython"])
    assert len(found["cpython"]) == 1
    assert len(found) > 1


@pytest.mark.parametrize(
    "piece",
    [
        "/a",
        "/ ",
        "0, ",
        "0 s",
        "a1",
        "C:\\a b",
        "x",
        " ",
        "-",
        "sk-",
        "12:",
        "a.b@c ",
        "Mon, ",
        "file://",
        "<",
        "\n",
        "é",
    ],
)
def test_long_messages_take_no_time(piece: str) -> None:
    """A message of a megabyte is masked at once, whatever it repeats."""
    start = time.perf_counter()
    masked(piece * (1_000_000 // len(piece)))

    assert time.perf_counter() - start < 0.5


def test_samples_of_different_classes_never_share_one() -> None:
    """Over all samples: what has one fingerprint has one class."""
    classes: dict[str, set[str | None]] = defaultdict(set)
    for sample in read_labels():
        report = answer(sample.path)
        for diagnosis in report.diagnoses:
            classes[diagnosis.fingerprint].add(diagnosis.playbook.id)
        for unknown in report.unrecognised:
            classes[unknown.fingerprint].add(None)

    assert {name: found for name, found in classes.items() if len(found) > 1} == {}
