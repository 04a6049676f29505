"""What a fix's code needs to run, and with which versions it has been run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from diagnose.lazy import regex
from diagnose.model.playbook import Remedy
from diagnose.model.verified import Runs, Verification, fix_digest
from diagnose.render.words import in_words

FILES = {"python": "app.py", "typescript": "app.mts", "bash": "app.sh", "yaml": "app.yaml"}
"""What the code may be saved as, by language."""

_MODEL = regex(r"\bAsyncOpenAI\(|\bOpenAI\w*\(|\bconfig_list\b")
_OWN_COMMAND = regex(r"// (node [\w .=/-]+)\n")
_VERSION = regex(r"v?(\d+(?:\.\d+)*)([^+]*)")


def runs_of(remedy: Remedy, runs: Runs) -> tuple[Verification, ...]:
    """The environments in which the remedy's code was run, the newest first."""
    return runs.get(fix_digest(remedy.framework, remedy.before, remedy.after), ())


def commands(remedy: Remedy, verified: Sequence[Verification]) -> Iterator[str]:
    """The shell commands that install what was there at the last run, and run the program; none where nothing is known.

    What the program reads from the environment stands behind the last one, as a comment.
    """
    newest = verified[0] if verified else None
    if newest and newest.packages:
        yield from _install(newest)
    run = _run(remedy, newest)
    if run:
        needs = _needs(f"{remedy.before or ''}\n{remedy.after or ''}")
        yield f"{run}  # {needs}" if needs else run


def _install(newest: Verification) -> Iterator[str]:
    if newest.runtime.startswith("Python"):
        yield " ".join(["pip install", *(f'"{name}=={version}"' for name, version in newest.packages)])
    elif newest.runtime.startswith("Node"):
        yield " ".join(["npm install", *(f"{name}@{version}" for name, version in newest.packages)])


def _run(remedy: Remedy, newest: Verification | None) -> str:
    """Where the program is one of its own: it was run so, or nothing speaks against it."""
    if remedy.illustrative:
        return ""
    if remedy.language == "python":
        return f"python {FILES['python']}" if newest or _MODEL.search(remedy.after or "") else ""
    if remedy.language != "typescript" or (newest and "tsx" not in dict(newest.packages)):
        return ""
    own = _OWN_COMMAND.match(remedy.after or "")
    return own[1] if own else f"node --import tsx {FILES['typescript']}"


def _needs(code: str) -> str:
    if not _MODEL.search(code):
        return ""
    if "OPENAI_BASE_URL" in code:
        return "needs OPENAI_API_KEY and OPENAI_BASE_URL"
    return "needs OPENAI_API_KEY; takes OPENAI_BASE_URL"


def versions_in_words(verified: Iterable[Verification]) -> str:
    """The packages with the span of their versions, and the interpreters; those with other packages apart.

    ``autogen-agentchat 0.2.35 - 0.2.40, openai 1.57.0 - 3.52.0, Python 3.11; pyautogen 0.2.30, Python 3.11``
    """
    alike: dict[frozenset[str], list[Verification]] = {}
    for one in verified:
        alike.setdefault(frozenset(_bare(name) for name, _ in one.packages), []).append(one)
    return "; ".join(", ".join([*_packages(group), *_runtimes(group)]) for group in alike.values())


def _packages(group: Sequence[Verification]) -> Iterator[str]:
    for name in dict.fromkeys(_bare(name) for name, _ in group[0].packages):
        versions = sorted(
            {version for one in group for other, version in one.packages if _bare(other) == name}, key=version_order
        )
        yield f"{name} {versions[0]}" if len(versions) == 1 else f"{name} {versions[0]} - {versions[-1]}"


def _runtimes(group: Sequence[Verification]) -> Iterator[str]:
    versions: dict[str, set[str]] = {}
    for one in group:
        name, _, version = one.runtime.rpartition(" ")
        versions.setdefault(name, set()).add(version)
    for name, found in versions.items():
        yield f"{name} {in_words(sorted(found, key=version_order))}"


def _bare(name: str) -> str:
    """The package without its extras: ``ag2[openai]`` is ag2."""
    return name.partition("[")[0]


def version_order(version: str) -> tuple[tuple[int, ...], int, tuple[tuple[int, int, str], ...], str]:
    """The key that sorts versions as PyPI and npm do: 0.9 < 0.10, 1.0.dev1 < 1.0rc1 < 1.0 < 1.0.post1."""
    hit = _VERSION.match(version)
    if hit is None:
        return (), 0, (), version
    release = [int(number) for number in hit[1].split(".")]
    while release and not release[-1]:
        release.pop()
    words = re.findall(r"\d+|[a-z]+", hit[2].lower())
    stage = 2 if not words else {"dev": 0, "post": 3, "rev": 3, "r": 3}.get(words[0], 1)
    rest = tuple((1, int(word), "") if word.isdigit() else (0, 0, word) for word in words)
    return tuple(release), stage, rest, version
