"""``python -m proofs``: run what the playbooks show, and say per framework how much of it is proven."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace

from diagnose.playbook import load
from proofs.cases import Case, cases, is_illustrative
from proofs.environments import Unbuildable, known_environments, prepare
from proofs.prover import Verdict, prove_all
from proofs.record import read_record, untrue, updated, write_record
from proofs.samples import normalised, write_samples
from proofs.static import static_faults
from proofs.summary import table

JOBS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where all that was asked for is proven, 1 where something is not, 2 for a name that does not exist."""
    options = _options(arguments)
    known = load().playbooks
    everything = cases(known)
    try:
        chosen = cases(known, options.names)
    except KeyError as error:
        print(
            f"there is no cause or remedy {error.args[0]}; write a cause, or cause/number as explain counts",
            file=sys.stderr,
        )
        return 2
    found = [case for case in _aged(chosen, options.oldest) if options.environment in (None, case.environment)]
    runnable = [case for case in found if not is_illustrative(case)]
    try:
        prepare(_needed(found))
    except Unbuildable as error:
        print(error, file=sys.stderr)
        return 2
    static = static_faults(found)
    for name, wrong in static:
        print(f"FAIL {name}: {wrong}", file=sys.stderr)
    verdicts = prove_all(runnable, options.jobs, lambda verdict: _tell(verdict, options.verbose))
    failed = [verdict for verdict in verdicts if not verdict.proven]
    stale = [] if options.oldest and not options.write else _record(verdicts, everything, options)
    for verdict in failed:
        _explain(verdict)
    if options.show:
        for verdict in verdicts:
            _show(verdict)
    print(table(found, verdicts))
    return 1 if (failed and not options.oldest) or static or stale else 0


def _aged(chosen: Sequence[Case], oldest: bool) -> list[Case]:
    """The cases as they are, or those of which there is an environment of old versions, in that one."""
    if not oldest:
        return list(chosen)
    old = (replace(case, oldest=True) for case in chosen)
    return [case for case in old if case.environment in known_environments()]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m proofs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CAUSE[/N]", help="only these; all without")
    parser.add_argument("--environment", choices=known_environments(), help="only what runs in this one")
    parser.add_argument("--oldest", action="store_true", help="with the oldest versions; what fails is not recorded")
    parser.add_argument("--write", action="store_true", help="write playbooks/verified.json and sample_traces/proofs/")
    parser.add_argument("--jobs", type=_positive, default=JOBS, help=f"programs that run side by side (default {JOBS})")
    parser.add_argument("--verbose", action="store_true", help="a line for each proof, on stderr")
    parser.add_argument("--show", action="store_true", help="what each before and after printed, and what was measured")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _needed(found: Sequence[Case]) -> set[str]:
    needed = {case.environment for case in found if not is_illustrative(case)}
    return needed | ({"node"} if any(case.remedy.language == "typescript" for case in found) else set())


def _tell(verdict: Verdict, verbose: bool) -> None:
    if verbose:
        took = sum(run.seconds for run in (verdict.before, verdict.after) if run is not None)
        word = "proven" if verdict.proven else "FAILS "
        print(f"{word} {verdict.case.id} in {verdict.case.environment}, {took:.1f} s", file=sys.stderr, flush=True)


def _record(verdicts: Sequence[Verdict], everything: Sequence[Case], options: argparse.Namespace) -> list[str]:
    """The cases for which the committed record is not true; none where it was asked to write it."""
    record = read_record()
    if options.write:
        write_record(updated(verdicts, everything, record))
        for name in () if options.oldest else write_samples(verdicts, everything):
            print(f"wrote the sample {name}", file=sys.stderr)
        return []
    stale = untrue(verdicts, record)
    for name in stale:
        print(f"FAIL {name}: playbooks/verified.json does not have this run; nox -s proofs -- --write", file=sys.stderr)
    return stale


def _explain(verdict: Verdict) -> None:
    print(f"FAIL {verdict.case.id} ({verdict.case.remedy.framework}, {verdict.case.environment})", file=sys.stderr)
    for wrong in verdict.wrong:
        print(f"     {wrong}", file=sys.stderr)
    for side, run in (("before", verdict.before), ("after", verdict.after)):
        if run is not None and any(text.startswith(side) for text in verdict.wrong):
            tail = normalised(run, verdict.case)[-1500:]
            print(f"     --- {side} printed, at its end:\n{tail}", file=sys.stderr)


def _show(verdict: Verdict) -> None:
    from diagnose.model.proof import QUANTITIES

    for side, run in (("before", verdict.before), ("after", verdict.after)):
        if run is not None:
            measured = ", ".join(f"{name} {run.measured(name):.4g}" for name in QUANTITIES)
            print(f"=== {verdict.case.id} {side}: status {run.status}; {measured}")
            print(normalised(run, verdict.case)[-6000:])


if __name__ == "__main__":
    sys.exit(main())
