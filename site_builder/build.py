"""The site as files: the pages, the index of the search, the style and the scripts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from diagnose.model.playbook import PlaybookSet
from diagnose.model.verified import Runs
from site_builder.excerpts import Labelled
from site_builder.pages import pages
from site_builder.search import data_script

ASSETS = Path(__file__).resolve().parent / "assets"
ROOT = Path(__file__).resolve().parents[1]
_MARK = ".made-by-site-builder"


def build(known: PlaybookSet, runs: Mapping[str, Runs], samples: tuple[Labelled, ...], folder: Path) -> dict[str, str]:
    """Write the site into a folder, which is emptied first if it holds a site of ours; the texts by their addresses."""
    _emptied(folder)
    written = dict(pages(known, runs, samples, start_command()))
    written |= {f"assets/{path.name}": path.read_text("utf-8") for path in sorted(ASSETS.iterdir()) if path.is_file()}
    written["assets/search-data.js"] = data_script(known)
    for address, text in written.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return written


def start_command(readme: Path = ROOT / "README.md") -> str:
    """How it is installed: the first command of the README, without what is run after it."""
    lines = readme.read_text("utf-8").splitlines()
    first = next(line for line in lines if line.startswith("python3 -m venv"))
    return " && ".join(first.split(" && ")[:2])


def _emptied(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).is_file():
            raise SystemExit(f"{folder} holds something else; name an empty folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("", encoding="utf-8")
