"""``playbooks/verified.json``: the versions with which each snippet was last run, as ``explain`` shows them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from diagnose.model.verified import fix_digest
from diagnose.render.runs import version_order
from proofs.cases import Case
from proofs.environments import ROOT, Environment
from proofs.prover import Verdict

RECORD = ROOT / "playbooks" / "verified.json"
_PYTHON = re.compile(r"^\s*(?:from|import) +(\w+)", re.MULTILINE)
_NODE = re.compile(r"""\bfrom\s+["']((?:@[\w.-]+/)?[\w.-]+)""")
_CLIENT = "openai"
Entry = dict[str, str | dict[str, str]]
Record = dict[str, dict[str, list[Entry]]]


def read_record(path: Path = RECORD) -> Record:
    """What was written last; empty where nothing was."""
    if not path.is_file():
        return {}
    found: Record = json.loads(path.read_text("utf-8"))
    return found


def entry_of(case: Case) -> Entry:
    """The interpreter and the packages that a snippet rests on, under the names by which they are installed."""
    environment = Environment(case.environment)
    return {"runtime": environment.runtime, "packages": dict(sorted(_packages(case, environment).items()))}


def _packages(case: Case, environment: Environment) -> Mapping[str, str]:
    code = case.code("before") + case.code("after")
    if environment.node:
        names = set(environment.needed) if case.proof.harness else {*_NODE.findall(code), "tsx"}
        return {name: version for name, version in environment.wanted.items() if name in names}
    offered = _distributions(environment.interpreter)
    used = {name for module in _PYTHON.findall(code) for name in offered.get(module, ())}
    if any(name.startswith(("autogen", "ag2", "pyautogen")) for name in used):
        used.add(_CLIENT)
    return {name: version for name, version in environment.wanted.items() if name.split("[")[0] in used}


@lru_cache(maxsize=16)
def _distributions(interpreter: str) -> Mapping[str, list[str]]:
    """The distributions that offer a module, in an environment."""
    script = "import importlib.metadata as m, json; print(json.dumps(m.packages_distributions()))"
    done = subprocess.run([interpreter, "-c", script], capture_output=True, text=True, check=True)
    found: Mapping[str, list[str]] = json.loads(done.stdout)
    return {module: [name.lower().replace("_", "-") for name in names] for module, names in found.items()}


def digest_of(case: Case) -> str:
    """The key of a case in the record."""
    return fix_digest(case.remedy.framework, case.remedy.before, case.remedy.after)


def untrue(verdicts: Iterable[Verdict], record: Record) -> list[str]:
    """The proven cases that the record does not have as they were run now."""
    return [
        verdict.case.id
        for verdict in verdicts
        if verdict.proven
        and not _has(record.get(verdict.case.cause.id, {}).get(digest_of(verdict.case), []), verdict.case)
    ]


def _has(entries: list[Entry], case: Case) -> bool:
    return any(entry["packages"] == entry_of(case)["packages"] for entry in entries)


def updated(verdicts: Iterable[Verdict], everything: Iterable[Case], record: Record) -> Record:
    """The record with what was proven now in front of what was proven before with other versions; snippets that are no
    longer shown are dropped."""
    shown = {(case.cause.id, digest_of(case)) for case in everything}
    kept: Record = {}
    for cause, snippets in record.items():
        for digest, entries in snippets.items():
            if (cause, digest) in shown:
                kept.setdefault(cause, {})[digest] = list(entries)
    for verdict in verdicts:
        if verdict.proven:
            now = entry_of(verdict.case)
            entries = kept.setdefault(verdict.case.cause.id, {}).setdefault(digest_of(verdict.case), [])
            entries[:] = sorted([now, *(entry for entry in entries if entry != now)], key=_age, reverse=True)
    return kept


def _age(entry: Entry) -> tuple[object, ...]:
    packages = entry["packages"]
    assert isinstance(packages, dict)
    versions = [packages[name] for name in sorted(packages)] + [str(entry["runtime"]).rpartition(" ")[2]]
    return tuple(version_order(version) for version in versions)


def write_record(record: Record, path: Path = RECORD) -> None:
    """One line an environment, so that a change of a version is a change of a line."""
    causes = []
    for cause in sorted(record):
        snippets = []
        for digest in sorted(record[cause]):
            entries = ",\n".join(f"      {json.dumps(entry, sort_keys=True)}" for entry in record[cause][digest])
            snippets.append(f'    "{digest}": [\n{entries}\n    ]')
        causes.append(f'  "{cause}": {{\n' + ",\n".join(snippets) + "\n  }")
    path.write_text("{\n" + ",\n".join(causes) + "\n}\n", "utf-8")
