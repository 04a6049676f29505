"""Whose code a frame belongs to, told from its file name alone."""

from __future__ import annotations

import re
from itertools import pairwise

from diagnose.lazy import regex
from diagnose.model.events import Origin

_INSTALLED = ("site-packages", "dist-packages", "node_modules", ".pnpm", "_vendor", "gems")
_PYTHON_DIR = regex(r"(?:python|pypy)-?\d(?:\.\d+)*t?$", re.IGNORECASE)
_WINDOWS_PYTHON = regex(r"(?:python|pypy|miniconda|anaconda|miniforge|mambaforge|envs)[\w.\-]*$", re.IGNORECASE)
_GENERATED = regex(r"<|Cell In|In\[|In \[|.*[\\/]ipykernel_\d+|.*tmp_code_[0-9a-f]+\.py")
_GENERATED_BY_LIBRARIES = (
    "<attrs generated",
    "<__array_function__",
    "<decorator-gen",
    "<shim>",
    "<@beartype",
    "<eval_with_",
)
# Packages that people also run from a checkout, where no site-packages is in the path. The marker is a folder pair or a
# name that no application of their own would carry.
_CHECKOUTS = frozenset(
    {"autogen_agentchat", "autogen_core", "autogen_ext", "autogenstudio", "vllm", "openai", "litellm", "langchain",
     "langchain_core", "langchain_openai", "langgraph", "anthropic", "httpx", "httpx2", "httpcore", "httpcore2",
     "anyio", "trio", "torch", "transformers", "sglang", "ollama", "tenacity", "nest_asyncio", "llama_cpp"}
)  # fmt: skip
_PAIRS = frozenset(
    {("autogen", "agentchat"), ("autogen", "oai"), ("autogen", "coding"), ("autogen", "code_utils.py"),
     ("autogen", "tools"), ("autogen", "cache"), ("autogen", "io"), ("autogen", "logger"), ("ag2", "agent.py"),
     ("ag2", "agentchat"), ("ag2", "oai"), ("flaml", "autogen")}
)  # fmt: skip
_STDLIB_FOLDERS = frozenset(
    {"asyncio", "concurrent", "http", "urllib", "json", "logging", "multiprocessing", "importlib", "unittest", "email",
     "xml", "ctypes", "collections", "encodings", "sqlite3", "wsgiref", "tomllib", "zoneinfo", "html", "curses"}
)  # fmt: skip


def origin_of(filename: str) -> Origin:
    """APPLICATION unless the path says that the file was installed, belongs to Python or Node, or is generated."""
    if filename.startswith(("node:", "<frozen ", "internal/")):
        return Origin.STDLIB
    if filename.startswith(_GENERATED_BY_LIBRARIES) or filename.endswith((".pyx", ".pxd")):
        return Origin.LIBRARY
    if _GENERATED.match(filename):
        return Origin.APPLICATION
    parts = [part for part in re.split(r"[\\/]+", filename.removeprefix("file://")) if part]
    lowered = [part.lower() for part in parts]
    if any(part in _INSTALLED or part.endswith(".egg") for part in lowered) or _is_launcher(lowered):
        return Origin.LIBRARY
    if _is_stdlib(lowered):
        return Origin.STDLIB
    if _is_checkout(lowered):
        return Origin.LIBRARY
    return Origin.APPLICATION


def _is_launcher(parts: list[str]) -> bool:
    """A console script of an installed package: ``Scripts\\x.exe\\__main__.py``, ``.venv/bin/x``."""
    if len(parts) < 2:
        return False
    if parts[-1] == "__main__.py" and parts[-2].endswith(".exe"):
        return True
    return parts[-2] in ("bin", "scripts") and "." not in parts[-1].removesuffix(".exe")


def _is_stdlib(parts: list[str]) -> bool:
    for place, part in enumerate(parts[:-1]):
        following = parts[place + 1]
        if part in ("lib", "lib64", "lib32") and _PYTHON_DIR.match(following):
            return True
        if part == "lib" and any(_WINDOWS_PYTHON.match(above) for above in parts[max(0, place - 2) : place]):
            return True
        if part == "lib" and (following in _STDLIB_FOLDERS and place + 2 < len(parts)):
            return True
        if _PYTHON_DIR.match(part) and following.endswith(".zip"):
            return True
    return any(_PYTHON_DIR.match(part.removesuffix(".zip")) and part.endswith(".zip") for part in parts)


def _is_checkout(parts: list[str]) -> bool:
    for place, part in enumerate(parts[:-1]):
        if part not in _CHECKOUTS:
            continue
        before = parts[place - 1] if place else ""
        # A project may be called openai/; a package is told by where it lies or by its private modules.
        if "_" in part or part == "vllm" or before in ("", "src", "packages", part) or set(before) == {"."}:
            return True
        if parts[place + 1].startswith("_") and parts[place + 1] != "__main__.py":
            return True
    return any(pair in _PAIRS for pair in pairwise(parts))
