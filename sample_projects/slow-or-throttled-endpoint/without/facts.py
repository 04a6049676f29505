"""What was collected during the night."""

from pathlib import Path


def collected(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8")[:400] for path in sorted(folder.glob("*.txt"))[:10])
