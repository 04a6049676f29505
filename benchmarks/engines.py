"""The engines that find triggers, side by side in one process: their speed, and whether they hit the same lines.

Run by the interpreter of the environment that the wheel is installed in, with the path of a log; prints JSON:
for each engine that can be had there megabytes a second, and a digest of the lines that it hits.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from diagnose.cli.known import known_playbooks
from diagnose.prefilter import triggers_of
from diagnose.prefilter.engines import Engine, engine_for

NAMES = ("hyperscan", "re2")
_CHUNK = 1 << 20


def main() -> None:
    """Measure each engine on the whole log."""
    literals = triggers_of(known_playbooks([])).literals
    measured: dict[str, dict[str, float | str]] = {}
    for name in NAMES:
        try:
            engine = engine_for(literals, name)
        except ImportError:
            continue
        measured[name] = _measured(engine, Path(sys.argv[1]))
    print(json.dumps(measured))


def _measured(engine: Engine, log: Path) -> dict[str, float | str]:
    lines, seconds = hashlib.sha256(), 0.0
    for chunk in _chunks(log):
        start = time.perf_counter()
        hits = engine.hits(chunk)
        seconds += time.perf_counter() - start
        for begin in sorted({chunk.rfind(b"\n", 0, hit) for hit in hits}):
            lines.update(b"%d " % begin)
        lines.update(b"\n")
    return {"speed": log.stat().st_size / 1e6 / seconds, "lines": lines.hexdigest()}


def _chunks(log: Path) -> Iterator[bytes]:
    """Whole lines, about a megabyte at a time."""
    with log.open("rb") as file:
        while chunk := file.read(_CHUNK) + file.readline():
            yield chunk


if __name__ == "__main__":
    main()
