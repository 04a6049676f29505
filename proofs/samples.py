"""The sample traces that come from the runs: what each failing ``before`` printed, without anything of the machine."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from proofs.cases import Case
from proofs.environments import BUILT, ROOT, Environment
from proofs.execution import Run
from proofs.prover import Verdict
from proofs.record import entry_of

SAMPLES = ROOT / "sample_traces" / "proofs"
_LARGEST = 60_000
_HOME = "/srv/app"
_UUID = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{7,16}\b")
_PORT = re.compile(r"\b(127\.0\.0\.1|localhost)(:|', (?:port=)?)\d{4,5}\b")
_TIMES = (
    (re.compile(r"\b\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(?:[.,]\d+)?"), r"2026-01-15\g<1>10:00:00"),
    (re.compile(r"(?<=\[)\d{2,7}:(?=0x)"), "4242:"),
)
_HEAD = "# Written by `nox -s proofs -- --write`; do not edit. See CONTRIBUTING.md.\n"


def normalised(run: Run, case: Case) -> str:
    """The output with fixed paths, addresses, ports, ids and times; all else as it was printed."""
    text = run.text
    environment = Environment(case.environment)
    places = [
        (str(environment.folder / "node_modules"), f"{_HOME}/node_modules"),
        (str(environment.folder), f"{_HOME}/.venv"),
        (str(BUILT), _HOME),
        (str(Path(run.folder).resolve()), _HOME),
        (run.folder, _HOME),
        (str(Path(sys.base_prefix).resolve()), "/usr/local"),
        (sys.base_prefix, "/usr/local"),
        (str(ROOT), _HOME),
    ]
    for path, name in places:
        text = text.replace(path, name)
    text = _PORT.sub(r"\g<1>\g<2>8000", text)
    text = _UUID.sub("11111111-2222-4333-8444-555555555555", text)
    text = _ADDRESS.sub(lambda hit: "0x" + "7" * (len(hit[0]) - 2), text)
    for pattern, put in _TIMES:
        text = pattern.sub(put, text)
    return text


def write_samples(verdicts: Iterable[Verdict], everything: Iterable[Case]) -> list[str]:
    """Write what was printed with other versions than before, or differs by more than numbers; take away what no case
    has any more; the names of what was touched."""
    labels = {str(label["id"]): label for label in _read_labels()}
    touched = []
    for verdict in verdicts:
        if verdict.proven and verdict.before is not None and _fails(verdict.case):
            label = _label(verdict.case, verdict.before)
            touched += list(_put(label, normalised(verdict.before, verdict.case), labels))
            labels[str(label["id"])] = label
    valid = {_id(case) for case in everything if case.remedy.illustrative is None and _fails(case)}
    for name in sorted(set(labels) - valid):
        (SAMPLES / str(labels.pop(name)["file"])).unlink(missing_ok=True)
        touched.append(name)
    SAMPLES.mkdir(parents=True, exist_ok=True)
    listed = yaml.safe_dump([labels[name] for name in sorted(labels)], sort_keys=False, allow_unicode=True, width=120)
    (SAMPLES / "manifest.yaml").write_text(_HEAD + listed, "utf-8")
    return touched


Label = dict[str, object]


def _read_labels() -> list[Label]:
    manifest = SAMPLES / "manifest.yaml"
    return yaml.safe_load(manifest.read_text("utf-8")) or [] if manifest.is_file() else []


def _fails(case: Case) -> bool:
    return (case.outcome("before").ends or "fails") in ("fails", "warns")


def _id(case: Case) -> str:
    return f"{case.proof.classes[0]}/proof-{case.cause.id}-{case.index + 1}"


def _label(case: Case, run: Run) -> Label:
    """The truth about a run: what it was made to show, and the numbers that the server counted."""
    label: Label = {
        "id": _id(case),
        "file": f"{_id(case)}.log",
        "class": case.proof.classes[0],
        "causes": [case.cause.id],
    }
    label["made_with"] = entry_of(case)
    if case.proof.classes[1:]:
        label["accept"] = list(case.proof.classes[1:])
    if case.proof.also:
        label["also"] = list(case.proof.also)
    if case.proof.classes[0] == "context-length" and run.counters.refused_tokens:
        used, limit = run.counters.refused_tokens[-1]
        label["facts"] = {"used_tokens": used, "limit_tokens": limit}
    return label


def _put(label: Label, text: str, labels: dict[str, Label]) -> Iterator[str]:
    """Numbers such as times and sizes differ from run to run: with the same versions they are no news, and then the old
    text stays, and with it the numbers of its label."""
    path = SAMPLES / str(label["file"])
    known = labels.get(str(label["id"]), {})
    new = _shortened(text)
    same_versions = path.is_file() and known.get("made_with") == label["made_with"]
    if same_versions and _shape(path.read_text("utf-8")) == _shape(new):
        label.update({"facts": known["facts"]} if "facts" in known else {})
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(new, "utf-8")
    yield str(label["id"])


def _shape(text: str) -> str:
    """What a trace is apart from its numbers and the order of blank space."""
    return re.sub(r"\s+", " ", re.sub(r"\d+", "0", text))


def _shortened(text: str) -> str:
    """A long output without its middle, cut at lines, as terminals with a short memory leave it."""
    if len(text) <= _LARGEST:
        return text
    lines = text.splitlines(keepends=True)
    head, tail, size = [], [], 0
    while lines and size < _LARGEST // 4:
        head.append(lines.pop(0)[: _LARGEST // 8])
        size += len(head[-1])
    size = 0
    while lines and size < _LARGEST // 2:
        tail.append(lines.pop()[: _LARGEST // 8])
        size += len(tail[-1])
    return "".join([*head, *reversed(tail)])
