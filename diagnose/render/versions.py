"""The framework and the versions in play, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diagnose.model.report import Diagnosis, Framework, Report
from diagnose.model.versions import Remark, Version, numbers, words_of
from diagnose.render.words import FRAMEWORKS, in_words

_OWN = {
    "autogen-0.4": ("autogen-agentchat", "autogen-core", "autogen-ext"),
    "autogen-0.2": ("autogen-0.2", "pyautogen", "autogen-agentchat"),
    "ag2": ("ag2", "pyautogen", "autogen"),
    "node": ("node",),
}
"""What carries the version of a framework."""
_UNASKED = ("openai", "openai (node)", "python", "node", "vllm", "ollama", "llama.cpp")
"""What is told beside it, if not everything is asked for."""
_NAMES = {"python": "Python", "node": "Node", "vllm": "vLLM", "ollama": "Ollama", "docker": "Docker"}


def in_play(framework: Framework, verbose: bool = False) -> list[str]:
    """The framework with its version, then what it stands on: ``AutoGen 0.4+ (0.7.5)``, ``Python 3.11``."""
    own = _OWN.get(framework.name or "", ())
    names = dict.fromkeys(one.of for one in framework.versions if one.of not in own)
    others = [name for name in names if verbose or name in _UNASKED]
    others.sort(key=lambda name: (_UNASKED.index(name) if name in _UNASKED else len(_UNASKED), name))
    return [*_framework(framework, own), *(_thing(framework, name, verbose) for name in others)]


def _framework(framework: Framework, own: tuple[str, ...]) -> Iterator[str]:
    if framework.name is None:
        return
    old = [FRAMEWORKS[line] for line in framework.lines if line in ("autogen-0.2", "ag2")]
    name = " or ".join(old) if len(old) > 1 else FRAMEWORKS.get(framework.name, framework.name)
    known = [one for one in framework.versions if one.of in own]
    version = framework.version or ""
    inferred = next((one for one in known if one.exact == version and not one.stated), None)
    if inferred is not None:
        version = words_of(inferred)
    elif not version and known:
        version = words_of(_narrowest(known))
    yield f"{name} ({version})" if version else name


def _narrowest(known: list[Version]) -> Version:
    """The parts of a framework are released together: the bounds of all of them."""
    first = known[0]
    if not all(one.may_be(other) for one in known for other in known):
        return first
    least = max((one.least or "" for one in known), key=numbers)
    upper = [one.most for one in known if one.most]
    return replace(first, least=least or None, most=min(upper, key=numbers) if upper else None)


def _thing(framework: Framework, name: str, verbose: bool) -> str:
    some = [one for one in framework.versions if one.of == name]
    texts = [words_of(one) if verbose else _short(one) for one in some]
    return f"{_NAMES.get(name, name)} {in_words(texts)}"


def _short(one: Version) -> str:
    return words_of(replace(one, stated=True))


def remarks_of(report: Report) -> tuple[Remark, ...]:
    """What is to be said of the installation: of each input once."""
    told = (remark for diagnosis in report.diagnoses for remark in _told(diagnosis))
    return tuple(dict.fromkeys([*report.remarks, *told]))


def _told(diagnosis: Diagnosis) -> tuple[Remark, ...]:
    return diagnosis.framework.remarks
