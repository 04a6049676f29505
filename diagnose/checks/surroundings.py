"""What the checks look at. A test gives a machine of its own."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

USUAL_PORTS = (8000, 11434, 8080, 1234, 4000)
"""Where vLLM, Ollama, llama.cpp, LM Studio and LiteLLM listen unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The user's working folder and environment, the machine, and what the user named.

    ``root`` is the folder that holds ``proc`` and ``sys``; ``executable`` and ``prefix`` are those of the Python that
    autogen-doctor itself runs with; ``patience`` is how many seconds a server has to answer a request.
    """

    folder: Path
    environment: Mapping[str, str] = field(repr=False)
    system: str = "Linux"
    root: Path = Path("/")
    executable: str = ""
    prefix: str = ""
    ports: tuple[int, ...] = USUAL_PORTS
    patience: float = 2.0
    python: str | None = None
    base_urls: tuple[str, ...] = ()


def here(python: str | None, base_urls: Iterable[str]) -> Surroundings:
    """The machine as it is."""
    return Surroundings(
        folder=_folder(),
        environment=dict(os.environ),
        system=platform.system(),
        executable=sys.executable or "",
        prefix=sys.prefix,
        python=python,
        base_urls=tuple(base_urls),
    )


def _folder() -> Path:
    try:
        return Path.cwd()
    except OSError:  # it has been deleted
        return Path(os.sep)
