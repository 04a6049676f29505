"""Playbooks: YAML in, frozen values and every fault out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from diagnose.playbook.loaded import Fault, Loaded
from diagnose.playbook.locate import SHIPPED, shipped_folder

__all__ = ["SHIPPED", "Fault", "Loaded", "json_schema", "load", "shipped_folder", "validate"]


def json_schema() -> Mapping[str, object]:
    """The JSON Schema of playbook files (draft 2020-12), for editors."""
    from diagnose.playbook.jsonschema import json_schema as build

    return build()


def load(folders: Sequence[Path] = ()) -> Loaded:
    """The shipped playbooks and, over them, those of the folders in order, read from their YAML."""
    from diagnose.playbook.loading import load as read

    return read(folders)


def validate(path: Path) -> tuple[Fault, ...]:
    """Every fault of a pack folder or of one YAML file, in the order of files and lines; empty where all is well."""
    from diagnose.playbook.validation import validate as check

    return check(path)
