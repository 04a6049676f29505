"""What is told of a growing log: each new fault once and whole, its repeats, the sum."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.model.following import Found, Place
from tests.live.follow.played import FEW, LOG, NOON, PLAIN, Played, names, names_of, sample, trace

SAMPLES = (
    "event-loop/autogen07-loop-closed.log",
    "context-length/autogen02-history-openai-old.log",
    "context-length/powershell-utf16-ctx.log",
    "server-error/node-pretry-503.log",
    "host-oom/celery-worker-lost.log",
    "unknown/syslog-permission.log",
    "timeout/rich-group.log",
)
SMALL = "event-loop/autogen07-loop-closed.log"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@given(cut=st.integers(0, 1100))
@settings(max_examples=12, deadline=None)
def test_every_place_of_a_cut_gives_the_same(encoding: str, cut: int) -> None:
    """A log whose bytes come in two pieces, cut anywhere, in the middle of a character too: as the whole file."""
    data = sample(SMALL).decode("utf-8").encode(encoding)
    played = Played()
    played.slowly((data[:cut], data[cut:]), 0.3)
    played.end()

    assert names(played.told) == names_of(SMALL)


@pytest.mark.parametrize("name", SAMPLES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=4, deadline=None)
def test_pieces_of_any_size_give_the_same(name: str, seed: int) -> None:
    """However a sample's bytes are cut into pieces, one soon after the other: as the whole file."""
    data, chance, start = sample(name), random.Random(seed), 0
    played = Played()
    while start < len(data):
        size = chance.choice((1, 3, 40, 700, 5000))
        played.write(data[start : start + size])
        start += size
        played.wait(chance.choice((0, 0, 0.1)) if size > 3 else 0)
    played.end()

    assert names(played.told) == names_of(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_slow_writer_is_waited_for(name: str) -> None:
    """A line every 200 ms: nothing is told in halves, though the whole takes many seconds."""
    played = Played()
    played.slowly(sample(name).splitlines(keepends=True), 0.2)
    played.wait(12)
    played.end()

    assert names(played.told) == names_of(name)


def test_a_fault_is_told_a_second_after_its_end() -> None:
    """Not before, and not only at the end; its place is a line of the file, its time that of the last line."""
    played = Played()
    played.write(PLAIN)
    played.wait(3)
    played.write(trace())
    played.wait(0.9)
    assert played.told == []
    played.wait(0.3)

    (found,) = played.told
    assert isinstance(found, Found)
    assert (found.known.title, found.occurrences) == ("ValueError", 1)
    assert found.place == Place(LOG, 301, NOON + timedelta(seconds=3))


def test_what_follows_on_a_fault_is_none_of_its_own() -> None:
    """The second trace of a chain, written seconds later, is part of the one that was told and not told again."""
    first, second = trace("no seat left"), trace("no train left", "travel")
    played = Played()
    played.write(first)
    played.wait(2)
    played.write(b"\nDuring handling of the above exception, another exception occurred:\n\n" + second)
    played.wait(5)
    played.end()

    assert played.found() == ["ValueError:1"]
    assert played.again() == []


def test_words_that_announce_another_exception_are_waited_for() -> None:
    """The first half of a chain is not told alone where the words of the link stand there already."""
    played = Played()
    played.write(trace() + b"\nDuring handling of the above exception, another exception occurred:\n\n")
    played.wait(6)
    assert played.told == []
    played.write(trace("no train left", "travel"))
    played.wait(2)

    (found,) = played.told
    assert isinstance(found, Found)
    assert found.fault.span.last_line == 11


def test_a_partial_line_waits_for_its_end() -> None:
    """The last line of a trace is not read before it is whole, and not lost where its end never comes."""
    whole = trace("no seat left in the second class of the night train")
    played = Played()
    played.write(whole[:-30])
    played.wait(5)
    assert played.told == []
    played.write(whole[-30:])
    played.wait(1.5)
    assert played.found() == ["ValueError:1"]

    unended = Played()
    unended.write(whole.rstrip(b"\n"))
    unended.end()
    assert unended.found() == ["ValueError:1"]


def test_a_chatty_program_is_not_waited_for() -> None:
    """What a program prints below a traceback looks like its message, without end: told within seconds, once."""
    played = Played()
    for error in range(3):
        played.write(trace())
        played.slowly((b"tick %d\n" % tick for tick in range(error, 30)), 0.2)
        assert len(played.found()) + len(played.again()) == min(2, error + 1)
    (row,) = played.end().faults

    assert (len(played.found()), row.occurrences) == (1, 3)


def test_repeats_are_counted_and_told_now_and_then() -> None:
    """At 2, 10 and 100 or what came with it, and after five minutes; numbers and ids make no other fault."""
    block = [FEW + trace(f"no seat left for 0x{number:08x} in car {number}") for number in range(120)]
    played = Played()
    played.slowly(block[:12], 1.2)
    played.write(b"".join(block[12:]))
    played.wait(2)
    assert (played.found(), played.again()) == (["ValueError:11"], [2, 10, 120])
    played.write(block[0])
    played.wait(290)
    assert played.again() == [2, 10, 120]
    played.wait(15)

    assert played.again() == [2, 10, 120, 121]
    (row,) = played.end().faults
    assert row.occurrences == 121
    assert (row.first.line, row.last.line) == (11, 11 + 120 * 14)


def test_an_error_that_is_not_recognised_is_told_once() -> None:
    """As not recognised, and its repeats are counted like any other's."""
    played = Played()
    played.write(trace())
    played.wait(2)
    played.write(trace())
    played.end()

    assert (played.found(), played.again()) == (["ValueError:1"], [2])


def test_mixed_writers_lose_nothing() -> None:
    """The lines of a trace that began before another one, and ended after it was complete, are told too."""
    rows = trace("no seat left").splitlines(keepends=True)
    other = b"2025-01-01 12:00:00,000 ERROR app.mail: could not send: ConnectionRefusedError: [Errno 111] refused\n"
    played = Played()
    played.slowly([b"web-1  | " + rows[0], b"web-1  | " + rows[1], b"mail-1 | " + other], 0.4)
    played.slowly([b"web-1  | " + row for row in rows[2:]], 0.4)
    played.wait(12)
    played.end()

    assert sorted(name.split(":")[0] for name in played.found()) == ["ValueError", "connection"]


def test_two_logs_share_their_faults() -> None:
    """The same error in a second log is a repeat, with its place there; each log has line numbers of its own."""
    played = Played("a.log", "b.log")
    played.write(PLAIN + trace(), "a.log")
    played.wait(2)
    played.write(trace(), "b.log")
    played.wait(2)
    (row,) = played.end().faults

    assert (row.first.source, row.first.line, row.last.source, row.last.line) == ("a.log", 301, "b.log", 1)
    assert played.again() == [2]


def test_another_file_in_the_same_place_begins_at_line_one() -> None:
    """What was not complete in the old file is told at its end; the new one has its own numbers and the same faults."""
    played = Played()
    played.write(PLAIN + trace())
    played.told += played.follow.end(LOG, played.follow._started)
    played.write(trace() + trace("no train left", "travel"))
    last = played.end()

    assert played.found() == ["ValueError:301", "ValueError:5"]
    assert played.again() == [2]
    assert last.lines == 300 + 4 + 8


def test_skipped_lines_count_but_tell_nothing() -> None:
    """What stands in a file and is skipped gives no fault; the numbers and what stood before are right."""
    played = Played()
    assert played.follow.skip(LOG, trace() + PLAIN, played.follow._started) == 304
    played.write(trace("no train left", "travel"))
    played.end()

    assert played.found() == ["ValueError:305"]


def test_an_interruption_is_no_fault() -> None:
    """Ctrl-C interrupts the program as well as us: its KeyboardInterrupt is not told."""
    played = Played()
    played.follow.interrupt()
    played.write(
        b'Traceback (most recent call last):\n  File "/srv/app/app.py", line 7, in f\n    g()\nKeyboardInterrupt\n'
    )
    assert played.end().faults == ()


def test_plain_lines_are_not_parsed() -> None:
    """Lines without words of errors never reach the parser; nor do words that were looked at often and were none."""
    played = Played()
    played.write(PLAIN * 200)
    played.wait(2)
    assert played.looks == []

    for number in range(300):
        played.write(b"2025-01-01 12:00:00,123 INFO app.worker: 0 errors by step%d\n" % number)
        played.wait(1.5)
    assert 0 < len(played.looks) < 20
    played.write(trace())
    played.wait(2)
    assert played.found() == ["ValueError:60301"]


def test_memory_does_not_grow() -> None:
    """A line without an end and a megabyte of carriage returns are held in bounds."""
    played = Played()
    played.write(b"x" * 5_000_000)
    played.write(b"\r 45% |####     |" * 100_000)
    played.write(b"\n" + PLAIN * 100)
    watch = played.follow._watches[LOG]
    assert watch._recent._bytes < 2_500_000
    assert not watch._incoming.waiting


def test_the_same_again_after_a_while_is_counted() -> None:
    """A fault right behind one that was told, with the program's own lines between: it came twice."""
    name = "context-length/ag2v1-ask-loop.log"
    played = Played()
    for _ in range(2):
        played.write(sample(name))
        played.wait(3)
    (row,) = played.end().faults

    assert row.occurrences == 2
