"""Long logs: what is left out changes nothing, and what repeats is counted."""

from __future__ import annotations

import json
import os
import random
from functools import partial

import pytest

from diagnose.model.report import Report
from diagnose.pipeline import Reading
from diagnose.render.json import document
from tests.corpus import SAMPLES, known, read_labels

SMALL = 4096
"""Bytes from which on these tests treat a log as a long one."""
SEEDS = int(os.environ.get("WINDOW_SEEDS", "4"))
"""How many logs are put together at random; a session of nox asks for more."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
TEXTS = [
    data if data.endswith(b"\n") else data + b"\n"
    for path in sorted({sample.path for sample in read_labels(SAMPLES)})
    if path.suffix == ".log" and not (data := path.read_bytes()).startswith(_WIDE) and b"\0" not in data
]


def _read(data: bytes, piece: int = 1 << 20, engine: str = "", whole: bool = False) -> Report:
    reading = Reading("app.log", known(), small=SMALL, engine=engine, whole=whole)
    for start in range(0, len(data), piece):
        reading.feed(data[start : start + piece])
    return reading.report()


_whole = partial(_read, whole=True)


def _written(report: Report) -> list[str]:
    return json.dumps(document(report), indent=1).splitlines()


def plain_lines(count: int, seed: int) -> bytes:
    """Lines of a program at work. No number in them rises, for how far a program came is told by the lines at hand."""
    rng = random.Random(seed)
    forms = (
        "2026-11-21 10:00:{:02d},{:03d} INFO app.worker: item {} stored in {} ms\n",
        '2026-11-21 10:00:{:02d},{:03d} INFO httpx: HTTP Request: POST https://x.example.com/{}/{} "HTTP/1.1 200 OK"\n',
        "2026-11-21 10:00:{:02d},{:03d} DEBUG app.queue: depth {} of {}\n",
    )
    lines = (
        rng.choice(forms).format(at % 60, rng.randrange(1000), 10**6 - at, rng.randrange(999)) for at in range(count)
    )
    return "".join(lines).encode()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_left_out_changes_nothing(seed: int) -> None:
    """Samples with any number of plain lines between them, in pieces of any size: as if every line had been parsed."""
    rng = random.Random(seed)
    parts = [(rng.choice(TEXTS), rng.choice((0, 5, 100, 800, 2500))) for _ in range(rng.randint(1, 3))]
    data = b"".join(plain_lines(count, seed + at) + text for at, (text, count) in enumerate(parts))
    data += plain_lines(1200, seed + 9)
    read, whole = _read(data, piece=rng.choice((977, 65_536, 1 << 20))), _whole(data)
    differ = [pair for pair in zip(_written(read), _written(whole), strict=False) if pair[0] != pair[1]]
    assert differ[:3] == []


@pytest.mark.parametrize("engine", ["hyperscan", "re2"])
def test_repeats_are_counted_not_parsed(engine: str) -> None:
    """Three faults, thousands of times each: three diagnoses, each with its count, its first and its last place."""
    rng = random.Random(7)
    faults = (
        'Traceback (most recent call last):\n  File "/srv/app/run.py", line 7, in step\n    client.call()\n'
        "openai.BadRequestError: Error code: 400 - {{'error': {{'message': \"This model's maximum context length is"
        " 8192 tokens. However, your messages resulted in {n} tokens.\", 'code': 'context_length_exceeded'}}}}\n",
        "2026-11-21 11:12:13,{n} ERROR app: torch.cuda.OutOfMemoryError: CUDA out of memory."
        " Tried to allocate {n} MiB\n",
        "2026-11-21 11:12:13,{n} ERROR app: RuntimeError: Event loop is closed (task {n:x}f{n})\n",
    )
    counts, first, last, number, parts = [0, 0, 0], [0, 0, 0], [0, 0, 0], 1, []
    for at in range(3000):
        plain = plain_lines(rng.randrange(3), at)
        which = at % 3 if at < 3 else rng.randrange(3)
        text = faults[which].format(n=rng.randrange(8200, 9999)).encode()
        number += plain.count(b"\n")
        counts[which] += 1
        first[which] = first[which] or number
        last[which] = number
        number += text.count(b"\n")
        parts += [plain, text]
    report = _read(b"".join(parts), engine=engine)
    told = [
        (one.playbook.id, one.occurrences, one.span.first_line, one.last_span.first_line) for one in report.diagnoses
    ]
    assert sorted(told) == [
        (name, counts[at], first[at], last[at]) for at, name in enumerate(("context-length", "cuda-oom", "event-loop"))
    ]
    assert report.unrecognised == ()


def test_exceptions_with_names_of_their_own_are_found_behind_known_frames() -> None:
    """A trace that differs from many before in the name of its exception only is not taken for one of them."""
    trace = 'Traceback (most recent call last):\n  File "/srv/run.py", line 7, in step\n    go()\n{}: it is over\n'
    data = b"".join(plain_lines(30, at) + trace.format("Mishap").encode() for at in range(60))
    data += plain_lines(3000, 1) + trace.format("Calamity").encode() + plain_lines(3000, 2)
    told = {unknown.exception.type: unknown.occurrences for unknown in _read(data).unrecognised}
    assert told == {"Mishap": 60, "Calamity": 1}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_long_logs_in_any_encoding(encoding: str) -> None:
    """The encoding of a long log is told from its beginning and does not change the answer."""
    text = plain_lines(4000, 3).decode() + "é ü\nRuntimeError: Event loop is closed\n" + plain_lines(4000, 4).decode()
    report = _read(text.encode(encoding))
    assert [(one.playbook.id, one.span.first_line) for one in report.diagnoses] == [("event-loop", 4002)]


def test_colours_do_not_hide_an_error() -> None:
    """Words that are cut by a terminal's escapes are found."""
    error = b"\x1b[1;31mRun\x1b[0m\x1b[31mtimeError\x1b[0m: Ev\x1b[4ment lo\x1b[0mop is cl\x1b[1mosed\x1b[0m\n"
    data = plain_lines(3000, 5).replace(b"INFO", b"\x1b[32mINFO\x1b[0m") + error + plain_lines(3000, 6)
    report = _read(data)
    assert [(one.playbook.id, one.span.first_line) for one in report.diagnoses] == [("event-loop", 3001)]


def test_a_line_without_an_end() -> None:
    """An error in the middle of a line of many megabytes is found, and only a part of the line is parsed."""
    noise = random.Random(9).randbytes(1 << 19).hex().encode()
    error = b" RuntimeError: Event loop is closed "
    data = plain_lines(10, 1) + b'{"dump": "' + noise * 4 + error + noise * 4 + b'"}\n' + plain_lines(2000, 2)
    report = _read(data)
    assert [(one.playbook.id, one.span.first_line) for one in report.diagnoses] == [("event-loop", 11)]


def test_distinct_faults_without_number_are_bounded() -> None:
    """A log of hundreds of different errors is answered with the most that is kept, and says how many are left out."""
    lines = (f"2026-11-21 10:00:00,000 ERROR app: {_word(at)}Error: {_word(at * 7)} failed\n" for at in range(900))
    report = _read("".join(lines).encode())
    assert len(report.unrecognised) == 500
    assert "next ones are not listed" in report.skipped[0].reason


def _word(number: int) -> str:
    letters = [chr(97 + number // 26**place % 26) for place in range(4)]
    return "".join(letters).title()


def test_words_in_a_long_line_that_are_no_error_do_not_count_as_one() -> None:
    """Noise of one shape in a line of megabytes, many times, and one trace: it happened once."""
    noise = ", ".join(f'"qQ9{at}/Error+xY{at}zz{"A" * 20_000}"' for at in range(60))
    trace = json.dumps('Traceback (most recent call last):\n  File "app.py", line 7, in step\nValueError: bad')
    line = f'{{"level": "ERROR", "files": [{noise}], "exc_info": {trace}, "more": [{noise}]}}\n'
    report = _read(plain_lines(50, 1) + line.encode())
    assert [(one.exception.type, one.occurrences) for one in report.unrecognised] == [("ValueError", 1)]


def test_the_time_of_a_repeat_is_that_of_its_record() -> None:
    """Errors right below one another: each has the time of its own record, not that of the first."""
    record = "2026-11-21 {:02d}:00:00,000 ERROR app: failed\n"
    trace = 'Traceback (most recent call last):\n  File "app.py", line {}, in step\n{}: {}\n'
    kinds = (("app.FirstError", "a"), ("app.SecondError", "b"))
    text = "".join(record.format(hour) + trace.format(7, *kind) for hour in range(24) for kind in kinds)
    report = _read(plain_lines(100, 2) + text.encode() * 3)
    assert [one.last_seen for one in report.unrecognised] == ["2026-11-21 23:00:00,000"] * 2


def test_the_last_line_of_a_trace_may_be_a_megabyte() -> None:
    """The exception below the frames belongs to its trace, however long it is, and though it holds no trigger."""
    trace = (
        'Traceback (most recent call last):\n  File "/srv/app/app.py", line 7, in step\n    work()\nzlorp.Blimp: burst '
    )
    for above in (b"", plain_lines(5_000, 3)):
        log = above + (trace + "lake " * 250_000).encode()
        (condensed,), (whole,) = _read(log).unrecognised, _whole(log).unrecognised
        assert condensed.exception.type == whole.exception.type == "zlorp.Blimp"
        assert condensed.span == whole.span
        assert condensed.application_frame == whole.application_frame
