"""Checking packs and single files before anyone uses them."""

from __future__ import annotations

from pathlib import Path

from diagnose.playbook.loaded import Fault, Loaded
from diagnose.playbook.loading import load_from
from diagnose.playbook.locate import SHIPPED, shipped_folder


def validate(path: Path) -> tuple[Fault, ...]:
    """Every fault of a pack folder or of one YAML file, in the order of files and lines; empty where all is well.

    A pack is checked together with the shipped playbooks, whose causes it may use. A single file is checked as part
    of the pack that it stands in (``pack/classes/x.yaml``), and only its own faults are told.
    """
    if path.is_dir():
        return _of_pack(path, path.as_posix()).faults
    pack = path.parent.parent if path.parent.name in ("classes", "causes") else path.parent
    if path.suffix not in (".yaml", ".yml"):
        return (Fault(path.as_posix(), 1, "", "is not a YAML file; playbooks end in .yaml"),)
    if path.parent.name not in ("classes", "causes") and path.name not in ("exceptions.yaml", "facts.yaml"):
        wrong = "must stand in a folder classes/ or causes/, or be exceptions.yaml or facts.yaml of a pack"
        return (Fault(path.as_posix(), 1, "", wrong),)
    label = pack.as_posix()
    shown = f"{label}/{path.relative_to(pack).as_posix()}"
    return tuple(fault for fault in _of_pack(pack, label).faults if fault.path == shown)


def _of_pack(folder: Path, label: str) -> Loaded:
    shipped = shipped_folder()
    if folder.resolve() == shipped.resolve():
        return load_from([(folder, label)])
    loaded = load_from([(shipped, SHIPPED), (folder, label)])
    mine = tuple(fault for fault in loaded.faults if not fault.path.startswith(f"{SHIPPED}/"))
    return Loaded(loaded.playbooks, mine, loaded.remarks)
