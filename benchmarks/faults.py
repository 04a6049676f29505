"""The errors of the generated logs: real traces out of sample_traces, with fresh numbers and ids."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.blocks import DIGITS, HEX
from benchmarks.ordinary import stamp

SAMPLES = Path(__file__).resolve().parents[1] / "sample_traces"
_TRACE = "Traceback (most recent call last):"


@dataclass(frozen=True, slots=True)
class Fault:
    """A sample, and what in its text is another with every occurrence."""

    sample: str
    changes: tuple[tuple[str, str], ...] = ()
    """words of its last lines, and what stands for them: ``{}`` is a number of three digits"""
    logger: str = "agents.worker"

    @property
    def name(self) -> str:
        """The class that the sample belongs to."""
        return self.sample.partition("/")[0]

    def lines(self, chance: random.Random, second: float) -> list[str]:
        """One occurrence: the line of the program that logs it, and the trace."""
        text = _text(self.sample)
        for old, new in self.changes:
            if old not in text:
                raise ValueError(f"{self.sample} does not hold {old!r}")
            text = text.replace(old, new.replace("{}", str(chance.randrange(100, 1000))))
        said = f"ERROR {self.logger} run {HEX}{chance.getrandbits(32):08x} ended after {chance.randrange(1, 60)} turns"
        return [f"{stamp(second)} {said}", *text.splitlines()]


CONTEXT = Fault("context-length/3x-together.log", (("Given: 6837", "Given: 6{}"), ("and 3000", "and 3{}")))
GPU = Fault(
    "cuda-oom/python-torch21-oom.log",
    (("allocate 256.00", "allocate {}.00"), ("which 62.81", f"which {DIGITS}.81"), ("131.69 MiB", "{}.69 MiB")),
)
RATE = Fault("rate-limit/autogen07-rpm.log", (("again in 20s", f"again in {DIGITS}s"),))
MEMORY = Fault("host-oom/python-numpy.log", (("allocate 458. GiB", "allocate {}. GiB"),))
FILES = Fault("fd-limit/python-fd-limit.log")
LOOP = Fault("event-loop/311-lock-loop-argument.log")
KEY = Fault("auth/autogen02-auth-401.log")
MODEL = Fault("model-not-found/autogen02-404-model.log")
GATEWAY = Fault("timeout/3x-gateway-504-json.log")
BUSY = Fault("server-error/3x-503-overloaded.log")
RESET = Fault("connection/1x-connection-reset.log")
TEAM = Fault("team-state/autogen07-team-already-running.log")
LETTERS = Fault("encoding/charmap-encode-print.log", (("position 311", "position {}"),))

ALL = (CONTEXT, GPU, RATE, MEMORY, FILES, LOOP, KEY, MODEL, GATEWAY, BUSY, RESET, TEAM, LETTERS)
SHORT = (CONTEXT, MEMORY, FILES, LOOP, GATEWAY, BUSY, LETTERS)
"""Those that fit into twenty lines."""
THREE = (CONTEXT, GPU, RATE)


@cache
def _text(sample: str) -> str:
    text = (SAMPLES / sample).read_text(encoding="utf-8")
    return text[text.index(_TRACE) :] if _TRACE in text else text
