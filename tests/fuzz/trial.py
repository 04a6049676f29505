"""Trying inputs, one after the other: what broke a promise, and how long it took."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import FrameType

from tests.fuzz.mutations import input_of
from tests.fuzz.promises import Broken, Check, check_report
from tests.fuzz.reading import check_prefilter, check_reading, long_input

HANGS = 20.0
"""Seconds of computing after which an input is given up."""
TARGETS: dict[str, tuple[Callable[[int, int], bytes], Check]] = {
    "report": (input_of, check_report),
    "reading": (long_input, check_reading),
    "prefilter": (long_input, check_prefilter),
}


class Hung(Exception):
    """It takes too long."""


@dataclass(frozen=True)
class Task:
    """Some inputs in a row."""

    target: str
    seed: int
    first: int
    count: int


@dataclass
class Done:
    """What became of them. ``faults`` are the numbers of inputs and what was wrong, ``digest`` names all answers."""

    first: int
    count: int
    size: int = 0
    slowest: float = 0.0
    digest: str = ""
    faults: list[tuple[int, str]] = field(default_factory=list)


def wrong_with(data: bytes, check: Check) -> tuple[str, str]:
    """What promise the bytes break, as one line, and the answer if they break none."""
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, _give_up)
        signal.setitimer(signal.ITIMER_PROF, HANGS)
    try:
        return "", check(data)
    except Broken as broken:
        return f"broken: {broken}", ""
    except Exception as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        return f"{type(error).__name__}: {place}: {error!s:.200}", ""
    finally:
        if hasattr(signal, "SIGPROF"):
            signal.setitimer(signal.ITIMER_PROF, 0)


def _give_up(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of handlers
    raise Hung(f"more than {HANGS:g} s of computing")


def work(task: Task) -> Done:
    """Try the inputs of a task."""
    make, check = TARGETS[task.target]
    done, answers = Done(task.first, task.count), sha256()
    for number in range(task.first, task.first + task.count):
        data = make(task.seed, number)
        began = time.process_time()
        wrong, answer = wrong_with(data, check)
        done.slowest = max(done.slowest, time.process_time() - began)
        done.size += len(data)
        answers.update(answer.encode())
        if wrong:
            done.faults.append((number, wrong))
    done.digest = answers.hexdigest()
    return done


def kind_of(wrong: str) -> str:
    """What is the same in faults that are the same: the kind of error and its place, or the promise."""
    return ":".join(wrong.split(":")[:3]) if not wrong.startswith("broken") else " ".join(wrong.split()[:3])
