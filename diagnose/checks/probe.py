"""What a Python says of itself and of the packages in its environment, without importing one of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from diagnose.checks.foreign import at, items_at, parsed, text_at
from diagnose.checks.programs import run

SECONDS = 10
FRAMEWORKS = ("autogen", "pyautogen", "ag2", "autogen-agentchat", "autogen-core", "autogen-ext")
LIBRARIES = ("openai", "httpx", "anthropic", "ollama", "litellm", "pydantic")

SCRIPT = r"""
import json, os, platform, re, sys

WANTED = @WANTED@
MODULE = re.compile(r'^"?autogen(?:/__init__)?\.(?:py|(?:[\w-]+\.)?(?:so|pyd))"?,', re.M)
POINTER = re.compile(r"[^/,]+\.pth,|__editable__[^/,]+\.py,")
MAPPED = re.compile("['\"]autogen['\"]: *['\"]([^'\"]+)['\"]")


def folders():
    found = [folder for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(folder)]
    if sys.prefix == sys.base_prefix and not os.environ.get("PYTHONNOUSERSITE"):
        import site
        found.append(site.getusersitepackages())
    return found + sys.path


def sources(dist, record):
    for line in record.splitlines():
        path = str(dist.locate_file(line.split(",")[0]))
        if POINTER.match(line) and os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read(100000)
            for folder in text.splitlines():
                if os.path.isabs(folder):
                    yield folder
            for folder in MAPPED.findall(text):
                yield os.path.dirname(folder.replace("\\\\", "\\"))


def provided(dist):
    record = dist.read_text("RECORD") or ""
    if MODULE.search(record):
        return [True, ""]
    for source in sources(dist, record):
        if os.path.exists(os.path.join(source, "autogen", "__init__.py")):
            return [True, source]
    if "autogen" in (dist.read_text("top_level.txt") or "").split() and (not record or "__editable__" in record):
        return [True, "" if record else str(dist.locate_file(""))]
    return [False, ""]


def described(dist):
    head = dist.read_text("METADATA") or dist.read_text("PKG-INFO") or dist.read_text("") or ""
    name = re.search(r"^Name: *(\S+)", head, re.M)
    version = re.search(r"^Version: *(\S+)", head, re.M)
    if not name or os.path.basename(str(getattr(dist, "_path", ""))).startswith("~"):
        return None
    return [re.sub(r"[-_.]+", "-", name.group(1)).lower(), version.group(1) if version else ""] + provided(dist)


def distributions():
    try:
        from importlib import metadata
    except ImportError:
        return None
    found = {}
    for dist in metadata.distributions(path=folders()):
        try:
            one = described(dist)
        except Exception:
            continue
        if one and (one[0] in WANTED or one[2]):
            found.setdefault(one[0], one)
    return list(found.values())


print("\n" + json.dumps({
    "version": list(sys.version_info[:3]), "implementation": platform.python_implementation(),
    "system": platform.system(), "machine": platform.machine(), "prefix": sys.prefix, "executable": sys.executable,
    "distributions": distributions(),
}))
""".replace("@WANTED@", json.dumps(FRAMEWORKS + LIBRARIES))
"""Runs with Python 3.4 and later; reads metadata with 3.8 and later."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """An installed distribution. ``source`` is the folder that an editable one takes the module autogen from."""

    name: str
    version: str
    provides_autogen: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an interpreter says. ``distributions`` is None where it is too old to tell."""

    version: tuple[int, ...]
    implementation: str
    system: str
    machine: str
    prefix: str
    executable: str
    distributions: tuple[Distribution, ...] | None


def ask(python: str, environment: Mapping[str, str]) -> Facts | str:
    """What the interpreter says, or why it says nothing. Nothing of the user's is imported, nothing is written."""
    ran = run([python, "-I", "-B", "-c", SCRIPT], environment, SECONDS)
    if ran.failure:
        return ran.failure
    said = parsed(ran.out.rstrip().rpartition("\n")[2])
    version = tuple(number for number in items_at(said, "version") if isinstance(number, int))
    if len(version) != 3:
        return "does not answer as a Python"
    known = at(said, "distributions") is not None
    return Facts(
        version=version,
        implementation=text_at(said, "implementation"),
        system=text_at(said, "system"),
        machine=text_at(said, "machine"),
        prefix=_path(said, "prefix"),
        executable=_path(said, "executable") or python,
        distributions=tuple(map(_distribution, items_at(said, "distributions"))) if known else None,
    )


def _distribution(said: object) -> Distribution:
    name, version, provides, source = said if isinstance(said, list) and len(said) == 4 else ("", "", False, "")
    return Distribution(str(name), str(version), provides is True, str(source))


def _path(said: object, key: str) -> str:
    found = at(said, key)
    return found if isinstance(found, str) else ""
