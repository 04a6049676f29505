"""Runs a program without the command line and without a diagnosis: what is told of it, and what came to be diagnosed.

``python -m tests.live.program.stage FOLDER JSON COMMAND...``; the folder gets ``ran.json`` and ``heard``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from diagnose.live.program import run as usual
from diagnose.live.program.order import NotRun, Order
from diagnose.live.program.piped import run as piped
from diagnose.model.ending import Ending


def main(folder: Path, settings: dict[str, object], command: tuple[str, ...]) -> int:
    """The status of the program."""
    run = piped if settings.pop("piped", False) else usual
    log = settings.pop("log", None)

    def work(chunks: Iterator[bytes], ending: Callable[[], Ending | None]) -> None:
        (folder / "heard").write_bytes(b"".join(chunks))
        ending()

    order = Order(command, log=Path(str(log)) if log else None, always=True, **settings)  # type: ignore[arg-type]
    ran = run(order, work)
    (folder / "ran.json").write_text(json.dumps(asdict(ran)), encoding="utf-8")
    return ran.status if isinstance(ran, NotRun) else ran.ending.status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2]), tuple(sys.argv[3:])))
