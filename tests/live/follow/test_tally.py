"""Which faults are remembered, under which names, and when their repeats are told."""

from __future__ import annotations

from dataclasses import replace

from diagnose.live.follow.tally import MOST, REMIND, Tally
from diagnose.live.follow.watch import Sighting
from diagnose.model.following import Again, Found, Place
from tests.live.follow.played import LOG, NOON, at
from tests.render import canned

WORDS = "abcdefghijklmnopqrstuvwxyz"


def seen(number: int, line: int = 1, occurrences: int = 1) -> Sighting:
    """Some unrecognised error, by number."""
    message = f"no {WORDS[number % 26]}{WORDS[number // 26 % 26]}{WORDS[number // 676]} is left"
    raised = replace(canned.RAISED, message=message)
    fault = replace(canned.UNKNOWN, exception=raised, fingerprint=f"{number:016x}")
    place = Place(LOG, line, NOON)
    return Sighting(fault, occurrences, place, place)


def test_what_was_seen_the_longest_ago_makes_room() -> None:
    """Of more faults than are remembered the first are forgotten, unless they came again; forgotten ones are new."""
    tally = Tally()
    for number in range(MOST):
        assert isinstance(tally.note(seen(number), at(number)), Found)
    tally.note(seen(0), at(MOST))
    tally.note(seen(MOST), at(MOST))

    assert tally.knows(seen(0).fault)
    assert not tally.knows(seen(1).fault)
    assert (len(tally.faults()), tally.forgotten) == (MOST, 1)
    assert len(tally._numbers) == 2 * MOST
    assert isinstance(tally.note(seen(1), at(MOST)), Found)


def test_the_same_words_raised_elsewhere_are_the_same_fault() -> None:
    """As in the answer on a whole log, which has the fingerprint of the first place; both are known from then on."""
    tally = Tally()
    first = seen(1)
    elsewhere = replace(first, fault=replace(first.fault, fingerprint="f" * 16))
    tally.note(first, at(0))

    assert isinstance(tally.note(elsewhere, at(1)), Again)
    assert [row.occurrences for row in tally.faults()] == [2]


def test_when_repeats_are_told() -> None:
    """At 2, 10, 100 and so on; after five minutes what has come since, and nothing where nothing has."""
    tally = Tally()
    tally.note(seen(1), at(0))
    told = [tally.note(seen(1), at(0)) for _ in range(998)]
    assert [one.occurrences for one in told if isinstance(one, Again)] == [2, 10, 100]
    assert tally.tick(at(REMIND - 1)) == []
    assert [one.occurrences for one in tally.tick(at(REMIND))] == [999]
    assert tally.tick(at(3 * REMIND)) == []
    assert tally.note(seen(1, occurrences=5), at(3 * REMIND)) == Again(
        tally.faults()[0].known, 1004, Place(LOG, 1, NOON)
    )
