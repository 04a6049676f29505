"""Runs the samples of the shipped patterns and says what is wrong: ``python -m tests.patterns [-k WORD]``."""

from __future__ import annotations

import argparse
import sys

from diagnose.playbook.loading import load_from
from diagnose.playbook.locate import shipped_folder
from tests.patterns.samples import wrong_samples


def main() -> int:
    """0 where all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.patterns", description=__doc__)
    parser.add_argument("-k", default="", help="only causes and patterns with this in their id")
    wanted = parser.parse_args().k
    loaded = load_from([(shipped_folder(), "playbooks")])
    faults = [str(fault) for fault in loaded.faults if not wanted or wanted in str(fault)]
    patterns = [
        (cause.id, pattern)
        for cause in loaded.playbooks.causes
        for pattern in cause.code
        if wanted in cause.id or wanted in pattern.id
    ]
    wrong = [line for cause, pattern in patterns for line in wrong_samples(cause, pattern)]
    print("\n".join([*faults, *wrong, f"{len(patterns)} patterns, {len(faults)} faults, {len(wrong)} wrong samples"]))
    return 1 if faults or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
