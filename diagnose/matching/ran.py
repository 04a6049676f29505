"""With which versions a remedy was run, where the log shows others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diagnose.model.playbook import Remedy
from diagnose.model.report import Framework
from diagnose.model.verified import Runs, Verification, fix_digest
from diagnose.model.versions import Version, numbers, words_of

_FRAMEWORKS: Mapping[str, tuple[str, ...]] = {
    "autogen-0.4": ("autogen-agentchat", "autogen-core", "autogen-ext"),
    "autogen-0.2": ("autogen-0.2", "pyautogen", "autogen-agentchat"),
    "ag2": ("ag2", "autogen", "pyautogen"),
}
"""The packages that carry the version of a framework; it is the same in all of them."""
_OTHERS = ("openai", "openai (node)", "httpx", "mcp", "pydantic")


def ran_elsewhere(remedy: Remedy, framework: Framework, runs: Runs) -> str:
    """A sentence where the versions that a remedy was run with leave out the one in play; else empty.

    Of the framework a version that is older than the oldest counts, or of a later minor version than the newest; of the
    other packages only another major version.
    """
    verified = runs.get(fix_digest(remedy.framework, remedy.before, remedy.after), ())
    own = _FRAMEWORKS.get(remedy.framework, ())
    for names in (own, *((name,) for name in _OTHERS)):
        mine = next((one for one in framework.versions if one.of in names), None)
        ran = _versions(names, verified) if mine is not None else []
        if mine is not None and ran and (_is_outside(mine, ran) if names is own else _is_other_major(mine, ran)):
            what = next(name for run in verified for name in _named(run) if name in names)
            span = ran[0] if len(ran) == 1 else f"{ran[0]} - {ran[-1]}"
            return f"Run with {what} {span}; yours is {words_of(mine)}."
    return ""


def _versions(names: Iterable[str], verified: Iterable[Verification]) -> list[str]:
    found = {version for run in verified for name, version in _named(run).items() if name in names}
    return sorted(found, key=numbers)


def _named(run: Verification) -> dict[str, str]:
    """The packages of a run as versions name them: without extras, those of Node marked."""
    mark = " (node)" if run.runtime.startswith("Node") else ""
    return {name.partition("[")[0] + mark: version for name, version in run.packages}


def _is_outside(mine: Version, ran: list[str]) -> bool:
    return mine.high < numbers(ran[0]) or mine.low[:2] > numbers(ran[-1])[:2]


def _is_other_major(mine: Version, ran: list[str]) -> bool:
    return mine.high[:1] < numbers(ran[0])[:1] or mine.low[:1] > numbers(ran[-1])[:1]
