"""The lessons, one file each."""

from pathlib import Path


def lesson(topic: str) -> str:
    return Path("lessons", f"{Path(topic).name}.txt").read_text("utf-8")[:16000]
