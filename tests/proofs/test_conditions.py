"""What can be said of the proofs without running them: they are whole, and nothing is left out of them.

``nox -s proofs`` runs them.
"""

from __future__ import annotations

import json
from typing import get_type_hints

import pytest

from diagnose.model.proof import QUANTITIES
from diagnose.playbook.schema import RECORDS, WORDINGS, Flag, Many, Number, Text
from proofs.cases import Case, cases, faults_of, is_illustrative
from proofs.environments import DECLARED, Environment, known_environments
from proofs.execution import HARNESSES, Run
from proofs.record import digest_of, read_record
from proofs.server import Counters, Faults, settings
from tests.corpus import known

ALL = cases(known())
PROVABLE = [case for case in ALL if not is_illustrative(case)]
GUIDES = (
    "python-oom-during-inference",
    "python-timeout-when-scaling",
    "python-token-limit-when-scaling",
    "typescript-event-loop-in-production",
    "typescript-oom-when-scaling",
)
MOST_ILLUSTRATIVE = 0.2
"""The share of fixes that no test runs."""


def ids(found: list[Case]) -> list[str]:
    return [case.id for case in found]


def test_a_proof_is_whole() -> None:
    """It says what before and after must show, with settings that the server takes, in an environment that exists."""
    for case in PROVABLE:
        assert faults_of(case) == [], case.id
        assert Faults.from_mapping(dict(case.proof.server))
        assert case.environment in known_environments(), case.id
        assert not case.proof.harness or (HARNESSES / f"{case.proof.harness}.mjs").is_file(), case.id


def test_the_classes_of_a_proof_have_its_cause() -> None:
    """As what a before is diagnosed is a class that lists the cause."""
    listed = {(playbook.id, ref.cause) for playbook in known().playbooks for ref in playbook.causes}
    wrong = [(case.id, name) for case in ALL for name in case.proof.classes if (name, case.cause.id) not in listed]
    assert wrong == []


@pytest.mark.parametrize("guide", GUIDES)
def test_each_cause_of_the_guides_is_proven(guide: str) -> None:
    """Whatever a guide names as a cause has a fix that runs, in every framework that the cause has a fix for."""
    named = [cause for cause in known().causes if guide in cause.guide]
    proven = {(case.cause.id, case.remedy.framework) for case in PROVABLE}
    claimed = {(cause.id, remedy.framework) for cause in named for remedy in cause.remedies}
    specific = {pair for pair in claimed if pair[1] != "any"}
    assert {cause.id for cause in named} - {cause for cause, _ in proven} == set()
    assert specific - proven == set()
    assert len(named) >= 5


def test_few_are_only_shown() -> None:
    """What needs a GPU, a container runtime, Windows, a cloud or another installation cannot run here; all else does,
    and says why."""
    shown = [case for case in ALL if is_illustrative(case)]
    assert len(shown) <= MOST_ILLUSTRATIVE * len(ALL)
    assert [case.id for case in shown if not case.remedy.illustrative and case.remedy.before] == []


def test_proofs_are_proven_to_fail() -> None:
    """Mutations take the fix out of an after, in every framework and for each kind of bound."""
    mutated = [case for case in PROVABLE if case.proof.mutations]
    assert {case.remedy.framework for case in mutated} >= {"autogen-0.2", "ag2", "autogen-0.4", "node", "any"}
    assert len(mutated) >= 10


def test_every_quantity_can_be_read_from_a_run() -> None:
    """A playbook may bound each of them."""
    run = Run(0, b"", 1.0, 0.5, 20.0, Counters(), "")
    assert [name for name in QUANTITIES if not isinstance(run.measured(name), float)] == []


def test_the_server_and_the_schema_agree() -> None:
    """What a playbook may set is what the server has, by name and by kind."""
    kinds = {bool: Flag, str: Text, int: Number, float: Number, tuple[str, ...]: Many}
    hints = get_type_hints(Faults)
    whole = {name: hint is int for name, hint in hints.items() if hint in (int, float)}
    declared = {field.name: field.spec for field in RECORDS["server"].fields}

    assert {name: type(spec) for name, spec in declared.items()} == {name: kinds[hint] for name, hint in hints.items()}
    assert {name: spec.whole for name, spec in declared.items() if isinstance(spec, Number)} == whole
    assert WORDINGS == settings.WORDINGS


def test_every_fix_that_can_run_has_been_run() -> None:
    """The record that ``explain`` shows is of the code that it shows; ``nox -s proofs -- --write`` makes it so."""
    record = read_record()
    assert [case.id for case in PROVABLE if digest_of(case) not in record.get(case.cause.id, {})] == []


def test_the_record_was_made_with_the_pinned_versions() -> None:
    """Each snippet has an entry whose versions are those that the environment's lock has now."""
    record = read_record()
    stale = []
    for case in PROVABLE:
        wanted = Environment(case.environment).wanted
        entries = record.get(case.cause.id, {}).get(digest_of(case), [])
        if not any(_pinned(entry["packages"], wanted) for entry in entries):
            stale.append(case.id)
    assert stale == []


def _pinned(packages: object, wanted: object) -> bool:
    assert isinstance(packages, dict)
    assert isinstance(wanted, dict)
    return all(wanted.get(name) == version for name, version in packages.items())


def test_locks_name_no_registry() -> None:
    """Packages are pinned by version; where they are fetched from is the business of the machine that fetches."""
    named = [path.name for path in DECLARED.rglob("*") if path.is_file() and b"://registry" in path.read_bytes()]
    locks = [json.loads(path.read_text("utf-8")) for path in DECLARED.glob("*/package-lock.json")]
    resolved = [name for lock in locks for name, package in lock["packages"].items() if "resolved" in package]
    assert (named, resolved) == ([], [])
