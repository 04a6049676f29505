"""``check`` over a project, beside ast-grep's own program with the same rules: where most files have agents, and where
one in ten has."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.astgrep import astgrep
from benchmarks.bench import Bench
from benchmarks.figures import Figure
from benchmarks.measure import Order, in_turn
from benchmarks.projects import project

MOST = 2.0
_DUMP = """
import json
from diagnose.cli.known import known_playbooks
from diagnose.lint.plan import rules_of
from diagnose.patterns import scan
from diagnose.sources import source_of

def found(rule, sample):
    name = "a.py" if rule.pattern.language == "python" else "a.ts"
    return bool(scan(source_of(name, sample.encode()), {rule.cause: [rule.pattern]}))

print(json.dumps([
    {"id": one.pattern.id, "language": one.pattern.language, "config": json.loads(one.pattern.rule),
     "flagged": [sample for sample in one.pattern.flagged if found(one, sample)]}
    for one in rules_of(known_playbooks([]).causes) if one.pattern.language != "manifest"
]))
"""
"""The rules, and those of their samples that are found in a file of their own, no notebook and no tool of another."""


def lint(bench: Bench) -> None:
    """All files, and only those with agents: the literal look is what is measured in the second."""
    peer = astgrep()
    rules = json.loads(bench.program.output([bench.program.python, "-c", _DUMP]) or "[]")
    if not rules:
        bench.note(Figure("check: patterns", None))
        return
    print(f"    {peer[1] if peer else 'ast-grep could not be had'}; {len(rules)} rules", flush=True)
    for what, share in (("agents in each file", 1), ("agents in one of ten", 10)):
        _race(bench, what, share, rules, peer[0] if peer else None)


def _race(bench: Bench, what: str, share: int, rules: list[dict[str, object]], peer: str | None) -> None:
    folder = bench.folder / f"project-{share}"
    samples = {language: _flagged(rules, language) for language in ("python", "typescript")}
    files = bench.sizes.sources
    planted = project(folder, files, share, samples)
    report = bench.folder / "check.json"
    orders = {
        "ours": Order([bench.program.command, "check", "--format", "json", str(folder)], out=report),
        "one": Order([bench.program.command, "check", "--format", "json", "--jobs", "1", str(folder)]),
    }
    if peer:
        orders["theirs"] = Order([peer, "scan", "--config", str(_config(bench.folder, rules)), str(folder)])
    took = in_turn(orders, bench.sizes.rounds)
    name = f"check of {files:,} files of 200 lines, {what}"
    if peer:
        bench.note(Figure(f"{name}: time / ast-grep scan", took["ours"].seconds / took["theirs"].seconds, most=MOST))
        bench.note(Figure(f"{name}: ast-grep scan", took["theirs"].seconds * 1000, "ms"))
    bench.note(Figure(f"{name}", took["ours"].seconds * 1000, "ms"))
    bench.note(Figure(f"{name}: with --jobs 1", took["one"].seconds * 1000, "ms"))
    document = json.loads(report.read_text(encoding="utf-8"))
    found = len({finding["path"] for finding in document["findings"]})
    bench.note(Figure(f"{name}: faulty files missed of {planted}", max(0, planted - found), "", 0, exact=True))


def _flagged(rules: list[dict[str, object]], language: str) -> list[str]:
    """Samples of code that are found in a whole file of their own."""
    found: list[str] = []
    for rule in rules:
        samples = rule["flagged"] if rule["language"] == language else []
        assert isinstance(samples, list)
        found += samples[:1]
    return found


def _config(folder: Path, rules: list[dict[str, object]]) -> Path:
    """The same rules as ast-grep's own program reads them; JSON is YAML."""
    place = folder / "ast-grep"
    (place / "rules").mkdir(exist_ok=True, parents=True)
    for rule in rules:
        config = rule["config"]
        assert isinstance(config, dict)
        said = {"id": rule["id"], "language": rule["language"], "severity": "warning", **config}
        (place / "rules" / f"{rule['id']}.yml").write_text(json.dumps(said), encoding="utf-8")
    config_file = place / "sgconfig.yml"
    config_file.write_text(json.dumps({"ruleDirs": ["rules"]}), encoding="utf-8")
    return config_file
