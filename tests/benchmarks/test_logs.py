"""Generated logs, and the truth that is told about them."""

from __future__ import annotations

import gzip
import io
import json
import re
from functools import cache

import pytest

from benchmarks.blocks import Truth, truth_of
from benchmarks.faults import ALL, SAMPLES
from benchmarks.kinds import KINDS
from benchmarks.logs import Wanted, bounds, write
from diagnose.escapes import without_escapes

_HEAD = re.compile(r"^(?:worker-1  \| )?(\S+ \S+) ERROR agents\.worker run \w+ ended after \d+ turns$")


@cache
def written(kind: str, errors: int = 26, coat: str = "none", seed: int = 1) -> tuple[bytes, Truth]:
    file = io.BytesIO()
    truth = write(Wanted(kind, 200_000 if kind in ("line", "quiet") else 1 << 40, errors, seed, coat, 100), file)
    return file.getvalue(), truth


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_bytes(kind: str) -> None:
    """Two runs write the same log and tell the same truth; another seed writes another log."""
    first, again, other = written(kind), written.__wrapped__(kind), written(kind, seed=2)

    assert first == again
    assert first[0] != other[0]


@pytest.mark.parametrize("kind", ["plain", "compose", "dense", "repeats"])
def test_places_and_counts_are_those_of_the_text(kind: str) -> None:
    """An error begins where the truth says with the line that logs it, and ends with the last line of its sample."""
    text, truth = written(kind)
    lines = text.decode().splitlines()
    heads = [number for number, line in enumerate(lines, 1) if _HEAD.match(line)]
    counts = {seen.fault: seen.count for seen in truth.faults}

    assert truth.lines == len(lines)
    assert sum(counts.values()) == len(heads) >= 26
    assert counts == {fault.name: n for fault in ALL if (n := sum(_ending(fault.sample) in line for line in lines))}
    for seen in truth.faults:
        (fault,) = (one for one in ALL if one.name == seen.fault)
        for first, last in (seen.first, seen.last):
            assert first in heads
            assert _ending(fault.sample) in lines[last - 1]


@cache
def _ending(sample: str) -> str:
    """How the last line of a sample begins, as far as it is always the same."""
    return (SAMPLES / sample).read_text(encoding="utf-8").splitlines()[-1][:43]


def test_records_are_json_and_hold_their_trace() -> None:
    """Each line of JSON lines is a record, and so is the one long line; the traces stand where the truth says."""
    for kind in ("jsonl", "line"):
        text, truth = written(kind)
        records = [json.loads(line) for line in text.splitlines()]
        failed = [number for number, record in enumerate(records, 1) if "exc_info" in record]

        assert truth.lines == len(records)
        assert sum(seen.count for seen in truth.faults) == len(failed)
        assert {seen.first[0] for seen in truth.faults} | {seen.last[0] for seen in truth.faults} <= set(failed)


def test_a_dense_log_has_an_error_every_twenty_lines() -> None:
    """Each twenty lines end with an error, and begin with what is none."""
    lines = written("dense")[0].decode().splitlines()

    starts = [number for number, line in enumerate(lines) if _HEAD.match(line)]

    assert [number // 20 for number in starts] == list(range(len(lines) // 20))


def test_time_goes_on() -> None:
    """No line is older than the one before it, and the occurrences of a fault differ in time, ids and numbers."""
    for kind in ("plain", "repeats"):
        text = written(kind)[0].decode()
        stamps = re.findall(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}", text, re.MULTILINE)
        assert stamps == sorted(stamps)
        runs = re.findall(r"ERROR agents\.worker run (\w+)", text)
        assert len(set(runs)) == len(runs)


@pytest.mark.parametrize("kind", ["plain", "jsonl"])
def test_coats_hide_the_same_text(kind: str) -> None:
    """Without its escapes, decoded or unpacked, a log in a coat is the log without."""
    plain, truth = written(kind)

    assert without_escapes(written(kind, coat="colour")[0].decode()) == plain.decode()
    assert written(kind, coat="utf-16")[0].decode("utf-16") == plain.decode()
    assert gzip.decompress(written(kind, coat="gz")[0]) == plain
    assert written(kind, coat="gz")[1] == truth


def test_sizes_and_the_truth_can_be_written_down() -> None:
    """Sizes are bytes or errors; the truth comes back whole from its text."""
    assert bounds("500k")[0] == 500_000
    assert bounds("1G")[0] == 10**9
    assert bounds("30x")[1] == 30
    with pytest.raises(ValueError, match="10 apples is no size"):
        bounds("10 apples")
    truth = written("plain")[1]
    assert truth_of(truth.dumped()) == truth


def test_a_log_is_about_as_long_as_asked() -> None:
    """The bytes that are written are those that were asked for, and at most one block more."""
    file = io.BytesIO()
    truth = write(Wanted("plain", 300_000, apart=100), file)

    assert truth.size == len(file.getvalue())
    assert 300_000 <= truth.size < 330_000
