"""Inputs that are guided by what they reach: atheris (libFuzzer) over the instrumented readers.

``python -m tests.fuzz.guided --seconds 60 FOLDER``: FOLDER keeps inputs that reached something new, so that the next
run goes on from them. Exit status 0 where every promise was kept, 77 where atheris is not installed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import random
import sys
from pathlib import Path

MISSING = 77
LONGEST = 6000
_PARTS = 600
_INSTRUMENTED = [
    "diagnose.logformats",
    "diagnose.tracebacks",
    "diagnose.decoding",
    "diagnose.escapes",
    "diagnose.input",
]


def main(arguments: list[str]) -> int:
    """Runs libFuzzer, which ends the process itself unless something is missing."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crashes", type=Path, default=Path("fuzz-crashes"))
    options = parser.parse_args(arguments)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed here: nothing was guided")
        return MISSING
    _sow(options.folder, options.seed)
    options.crashes.mkdir(parents=True, exist_ok=True)
    _fuzz(options)
    return 0


def _sow(folder: Path, seed: int) -> None:
    """Parts of the sample traces to begin with, where the folder has none."""
    from tests.fuzz.pieces import piece

    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    for number in range(_PARTS):
        path = folder / f"part-{number}"
        if not path.exists():
            path.write_bytes(piece(rng)[:LONGEST])


def _fuzz(options: argparse.Namespace) -> None:
    atheris = importlib.import_module("atheris")

    with atheris.instrument_imports(include=_INSTRUMENTED):
        for name in _INSTRUMENTED:
            importlib.import_module(name)
    from tests.fuzz.promises import known

    known()
    words = options.folder.parent / "words.dict"
    words.write_text(_dictionary(), encoding="ascii")
    options_of_its_own = [
        f"-max_total_time={options.seconds}", f"-seed={options.seed}", f"-max_len={LONGEST}", "-timeout=20",
        "-rss_limit_mb=4096", f"-artifact_prefix={options.crashes}/guided-", f"-dict={words}",
        "-print_final_stats=1", str(options.folder),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options_of_its_own], _try)
    atheris.Fuzz()


def _try(data: bytes) -> None:
    from tests.fuzz.promises import check_report

    check_report(data)


def _dictionary() -> str:
    """The words of the readers and of terminals, as libFuzzer reads them."""
    from tests.fuzz.pieces import HOSTILE, SHAPES, words

    found = dict.fromkeys(word for word in (*HOSTILE, *SHAPES, *words()) if 1 < len(word) <= 60)
    return "".join(f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in word)}"\n' for word in found)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
