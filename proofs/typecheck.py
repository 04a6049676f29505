"""``tsc --strict`` over TypeScript snippets, all in one call; what is only shown must hold here too."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from proofs.cases import SIDES, Case
from proofs.environments import DECLARED, Environment

ENVIRONMENT = "node"
_ERROR = re.compile(r"^(?P<file>[\w-]+)\.mts(?P<place>\(\d+,\d+\)): (?P<wrong>error .*)$", re.MULTILINE)


def type_errors(found: Iterable[Case]) -> Mapping[tuple[str, str], list[str]]:
    """What the compiler says, by case and side; nothing where it is content."""
    snippets = {
        f"{case.id.replace('/', '-')}-{side}": (case, side)
        for case in found
        if case.remedy.language == "typescript"
        for side in SIDES
    }
    if not snippets:
        return {}
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        return _check(Path(name), snippets)


def _check(folder: Path, snippets: Mapping[str, tuple[Case, str]]) -> Mapping[tuple[str, str], list[str]]:
    packages = Environment(ENVIRONMENT).folder / "node_modules"
    (folder / "node_modules").symlink_to(packages)
    for stem, (case, side) in snippets.items():
        (folder / f"{stem}.mts").write_text(case.code(side), "utf-8")
    config = json.loads((DECLARED / ENVIRONMENT / "tsconfig.json").read_text("utf-8"))
    (folder / "tsconfig.json").write_text(
        json.dumps({**config, "files": [f"{stem}.mts" for stem in snippets]}), "utf-8"
    )
    node = shutil.which("node") or "node"
    command = [node, str(packages / "typescript" / "bin" / "tsc"), "--pretty", "false", "-p", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    errors: dict[tuple[str, str], list[str]] = {}
    for hit in _ERROR.finditer(done.stdout):
        case, side = snippets[hit["file"]]
        errors.setdefault((case.id, side), []).append(f"{hit['place']} {hit['wrong']}")
    if done.returncode and not errors:
        raise RuntimeError(f"tsc failed:\n{done.stdout}{done.stderr}")
    return errors
