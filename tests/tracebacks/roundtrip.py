"""Prints random exception graphs, parses the text, and compares; runs under any interpreter from 3.10 on.

PYTHONPATH=. python3.12 tests/tracebacks/roundtrip.py --examples 10000 --seed 1
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from diagnose.model import Line, LogEntry, TraceEvent
from diagnose.tracebacks import events
from diagnose.tracebacks.frames import is_frame
from diagnose.tracebacks.heads import read_head
from diagnose.tracebacks.stops import is_header, starts_something
from tests.tracebacks.expected import Seen, difference, from_exception, from_model
from tests.tracebacks.graphs import GROUPS, RAISERS, WORDS, Graphs, raisers_in

Shown = Callable[[tuple[Seen, ...]], tuple[Seen, ...]]
_HEADINGS = ("The above exception was the direct", "During handling of the above")


def parse(text: str) -> list[TraceEvent]:
    """The events of a text that is one plain record."""
    lines = tuple(Line(number, line, "t") for number, line in enumerate(text.split("\n"), 1))
    return events([LogEntry(lines)])


def is_decidable(exc: BaseException) -> bool:
    """Whether a reader of the text could tell where each message ends (see ``graphs``)."""
    pending: list[BaseException | None] = [exc]
    seen: set[int] = set()
    while pending:
        one = pending.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        if not _is_plain("\n".join((str(one), *map(str, getattr(one, "__notes__", ()))))):
            return False
        pending.extend((one.__cause__, one.__context__, *getattr(one, "exceptions", ())))
    return True


def _is_plain(text: str) -> bool:
    lines = text.split("\n")
    if any(starts_something(line) for line in lines[1:]):
        return False
    for index, line in enumerate(lines[1:], 1):
        below = next((other for other in lines[index + 1 :] if other.strip()), None)
        if is_header(line) and (below is None or '  File "' in below):
            return False
        spaced = not lines[index - 1].strip() and (index + 1 == len(lines) or not lines[index + 1].strip())
        if line.startswith(_HEADINGS) and spaced and (below is None or _is_exceptional(below)):
            return False
    return True


def _is_exceptional(text: str) -> bool:
    return is_frame(text) or is_header(text) or text.startswith("  | ") or read_head(text) is not None


def check(exc: BaseException, text: str, shown: Shown = lambda chain: chain) -> str | None:
    """What differs between the exception and what is read back of its text; None where nothing does."""
    expected = shown(from_exception(exc))
    found = parse(text)
    if len(found) == 1 and shown(from_model(found[0].chain)) == expected:
        return None
    first = shown(from_model(found[0].chain)) if found else ()
    return f"{text}\n--- {len(found)} events; the first differs in {difference(first, expected)}\n"


def cpython_text(exc: BaseException) -> str:
    """What the interpreter prints."""
    return "".join(traceback.format_exception(type(exc), exc, exc.__traceback__))


def _chosen(name: str, rng: random.Random) -> tuple[Callable[[], BaseException], Callable[[BaseException], str], Shown]:
    if name == "cpython":
        return (lambda: Graphs(rng).exception()), cpython_text, lambda chain: chain
    from tests.tracebacks.formatters import FORMATTERS, PLAIN_WORDS

    chosen = FORMATTERS[name]
    raisers = raisers_in(Path(tempfile.mkdtemp(prefix="rt"))) if chosen.real_files else RAISERS

    def make() -> BaseException:
        return Graphs(
            rng,
            groups=GROUPS and chosen.groups,
            odd_lines=chosen.odd_lines,
            notes=chosen.notes,
            unraised=chosen.unraised,
            syntax_errors=chosen.syntax_errors,
            raisers=raisers,
            budget=6,
            words=WORDS if chosen.odd_lines else PLAIN_WORDS,
        ).exception()

    return make, (lambda exc: chosen.text(exc, rng)), chosen.shown


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--examples", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--formatter", default="cpython")
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)
    make, text_of, shown = _chosen(chosen.formatter, rng)
    done = undecidable = 0
    faults: list[str] = []
    while done < chosen.examples:
        exc = make()
        if not is_decidable(exc):
            undecidable += 1
            continue
        fault = check(exc, text_of(exc), shown)
        if fault:
            faults.append(fault)
        done += 1
    if faults:
        print(f"{len(faults)} of {done} differ; the shortest:\n{min(faults, key=len)}")
        return 1
    whole = f"{done} graphs came back whole; {undecidable} undecidable ones left out"
    print(f"{chosen.formatter} {sys.version.split()[0]}: {whole}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
