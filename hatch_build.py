"""Puts into the wheel what need not be worked out at each start: playbooks, guards of expressions, code."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WorkedOut(BuildHookInterface):  # type: ignore[type-arg]
    """A package that is installed in place goes without: its playbooks and expressions change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it packs the files."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        sys.path.insert(0, self.root)
        try:
            files = _worked_out(Path(self.root))
        finally:
            sys.path.remove(self.root)
        for name, content in files.items():
            path = Path(self._folder.name) / Path(name).name
            path.write_bytes(content)
            build_data["force_include"][str(path)] = name

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Called by hatch when the wheel is written."""
        if version != "editable":
            self._folder.cleanup()


def _worked_out(root: Path) -> dict[str, bytes]:
    """The files that no checkout has, by their place in the wheel."""
    from diagnose.guards import guards_module
    from diagnose.inits import inits_module
    from diagnose.knowledge import compiled

    return {
        "diagnose/playbooks/compiled.index": compiled(root / "playbooks"),
        "diagnose/guarded.py": guards_module().encode(),
        "diagnose/model/written_inits.py": inits_module().encode(),
    }
