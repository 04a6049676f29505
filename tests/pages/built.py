"""The site of the shipped playbooks, built once for each process."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from diagnose.model.verified import Runs
from diagnose.playbook.locate import shipped_folder
from diagnose.playbook.verified import read_verified
from site_builder.build import build
from site_builder.excerpts import Labelled, read_samples
from tests.corpus import known

_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def samples() -> tuple[Labelled, ...]:
    """The labelled samples."""
    return read_samples()


@cache
def runs() -> Mapping[str, Runs]:
    """What is recorded of the fixes."""
    return read_verified(shipped_folder()).causes


@cache
def site() -> tuple[Path, dict[str, str]]:
    """The folder of the site, and its texts by their addresses."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="autogen-doctor-site-"))
    folder = Path(_KEPT[-1].name) / "site"
    return folder, build(known(), runs(), samples(), folder)
