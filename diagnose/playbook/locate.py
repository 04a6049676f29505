"""Where the shipped playbooks lie."""

from __future__ import annotations

from pathlib import Path

SHIPPED = "playbooks"


def shipped_folder() -> Path:
    """The folder of the shipped playbooks: inside the package where it is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / SHIPPED
    return installed if installed.is_dir() else package.parent / SHIPPED


def index_of(folder: Path) -> Path:
    """The compiled index of a folder of playbooks that is shipped; the wheel has one, a checkout has none."""
    return folder / "compiled.index"
