"""Versions that a log states: in lists of packages, paths, banners, headers of requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagnose.lazy import regex
from diagnose.matching.versions.rows import Rows
from diagnose.model.dataclass import dataclass
from diagnose.model.versions import Version

_OTHERS = "openai|httpx|pydantic|mcp|vllm|anthropic|litellm"
_NAME = rf"(?P<name>pyautogen|autogen|ag2|autogen[-_.](?:agentchat|core|ext)|{_OTHERS})"
_NODE_NAME = r"(?P<name>openai|ai|undici|@langchain/(?:core|openai|langgraph)|langchain)"
_BUILD = r"(?:\+[\w.]{1,40})?"
_EXTRAS = r"(?:\[[\w, -]{0,80}\])?"
_NUMBER = r"(?P<version>[0-9]{1,4}(?:\.[0-9]{1,6}){1,4}(?:[-.]?(?:a|b|rc|dev|post)[0-9]{1,9})?)"
_PYTHON = r"(?P<version>3\.[0-9]{1,2}(?:\.[0-9]{1,3})?)"
_TREE = r"\n[│├└─┬|`+\\ \t-]{2,80}"
LISTED = "a list of packages"
_PATH = "a path"
_BANNER = "what it printed at its start"
_HEADER = "a header of a request"
_NAMES = ("autogen", "ag2", "openai", "httpx", "pydantic", "mcp", "vllm", "anthropic", "litellm")
_MOST_HITS = 2_000
_MOST_VALUES = 4


@dataclass(frozen=True, slots=True)
class _Form:
    """How a version is stated: ``words``, of which one is there, ``of`` what it is where the pattern has no name."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    by: str
    of: str = ""


_INSTALLED = regex(r"(?m)\nSuccessfully installed [^\n]+")
_WHEEL = regex(rf"(?<= ){_NAME}-{_NUMBER}(?= |\Z)")

_FORMS = (
    _Form(
        ("==",),
        regex(rf"(?m)\n[ \t]*(?:\+ )?{_NAME}{_EXTRAS}=={_NUMBER}{_BUILD}[ \t]*(?:[;#\\][^\n]*)?$"),
        LISTED,
    ),
    _Form(_NAMES, regex(rf"(?m)\n{_NAME}[ \t]{{1,80}}{_NUMBER}{_BUILD}(?:[ \t]{{2,}}[^\n]*|[ \t]*)$"), LISTED),
    _Form(("== ", "──", "--", " v"), regex(rf"(?m){_TREE}{_NAME}{_EXTRAS}(?:==| v){_NUMBER}(?![\w.])"), LISTED),
    _Form(("@",), regex(rf"(?m){_TREE}{_NODE_NAME}@{_NUMBER}(?![\w.])"), LISTED, "node"),
    _Form(("Name: ",), regex(rf"(?m)\nName: {_NAME}\nVersion: {_NUMBER}$"), LISTED),
    _Form(
        ("already satisfied: ",),
        regex(rf"already satisfied: {_NAME}(?=[\[<>=!~, ])[^\n]{{0,300}}\({_NUMBER}\)[ \t]*(?=\n|\Z)"),
        LISTED,
    ),
    _Form(("which is incompatible",), regex(rf"but you have {_NAME} {_NUMBER} which is incompatible"), "pip's words"),
    _Form(
        (".dist-info", ".egg-info"),
        regex(rf"(?<=[/\\]){_NAME}-{_NUMBER}{_BUILD}(?:-py3(?:\.\d+)?)?\.(?:dist|egg)-info"),
        _PATH,
    ),
    _Form((".pnpm",), regex(rf"\.pnpm[/\\]{_NODE_NAME}@{_NUMBER}(?=[_(/\\])"), _PATH, "node"),
    _Form(("OpenAI/Python",), regex(rf"\b(?:Async)?(?:Azure)?OpenAI/Python {_NUMBER}"), _HEADER, "openai"),
    _Form(("OpenAI/JS",), regex(rf"\b(?:Azure)?OpenAI/JS {_NUMBER}"), _HEADER, "openai (node)"),
    _Form(("python-httpx/",), regex(rf"\bpython-httpx/{_NUMBER}"), _HEADER, "httpx"),
    _Form(("Node.js v",), regex(rf"(?m)\nNode\.js v{_NUMBER}"), "its own line", "node"),
    _Form(("Python 3.",), regex(rf"(?m)(?:\n|-- )Python {_PYTHON}(?=[ ,]|$)"), _BANNER, "python"),
    _Form(("ython3.",), regex(rf"[/\\][Pp]ython{_PYTHON}[/\\]"), _PATH, "python"),
    _Form(("Python3",), regex(r"[/\\]Python(?P<version>3[0-9]{1,2})(?:-\d\d)?[/\\]"), _PATH, "python"),
    _Form(("Python.framework",), regex(rf"Python\.framework[/\\]Versions[/\\]{_PYTHON}[/\\]"), _PATH, "python"),
    _Form(
        ("versions/3.", "cpython-3."), regex(rf"(?:[/\\]versions[/\\]|cpython-){_PYTHON}(?=[/\\-])"), _PATH, "python"
    ),
    _Form(("errors.pydantic.dev/",), regex(rf"errors\.pydantic\.dev/{_NUMBER}/"), "the address it prints", "pydantic"),
    _Form(("vLLM API server version",), regex(rf"vLLM API server version {_NUMBER}"), _BANNER, "vllm"),
    _Form(("LLM engine (v",), regex(rf"Initializing an? (?:V\d )?LLM engine \(v{_NUMBER}"), _BANNER, "vllm"),
    _Form(("ollama version is",), regex(rf"ollama version is {_NUMBER}"), _BANNER, "ollama"),
    _Form(("Listening on ",), regex(rf"Listening on [\w.:\[\]]{{1,60}} \(version {_NUMBER}\)"), _BANNER, "ollama"),
    _Form(
        ("build: ", "build = "),
        regex(r"(?m)\n(?:main: )?build(?::| =) (?P<version>[0-9]{3,6}) \([0-9a-f]{6,12}\)"),
        _BANNER,
        "llama.cpp",
    ),
    _Form(("Docker version",), regex(rf"\bDocker version {_NUMBER}, build"), _BANNER, "docker"),
)  # fmt: skip


def stated(rows: Rows) -> Iterator[Version]:
    """The versions that stand in the lines, each once."""
    seen: dict[str, set[str]] = {}
    for found in (*_of_forms(rows), *_installed(rows)):
        values = seen.setdefault(found.of, set())
        if found.exact not in values and len(values) < _MOST_VALUES:
            values.add(str(found.exact))
            yield found


def _of_forms(rows: Rows) -> Iterator[Version]:
    for form in _FORMS:
        for hit in rows.hits(form.words, form.pattern, _MOST_HITS):
            yield Version(_named(form, hit), _read(form, hit["version"]), None, None, True, form.by, rows.span(hit))


def _installed(rows: Rows) -> Iterator[Version]:
    """What pip says that it has installed, all in one line."""
    for line in rows.hits(("Successfully installed",), _INSTALLED, _MOST_HITS):
        for hit in _WHEEL.finditer(line[0]):
            yield Version(_plain(hit["name"]), hit["version"], None, None, True, LISTED, rows.span(line))


def _named(form: _Form, hit: re.Match[str]) -> str:
    if "name" not in hit.groupdict():
        return form.of
    return f"{_plain(hit['name'])} (node)" if form.of == "node" else _plain(hit["name"])


def _plain(name: str) -> str:
    """A package's name as PyPI writes it."""
    return name.lower().replace("_", "-").replace(".", "-")


def _read(form: _Form, text: str) -> str:
    """``311`` of a path on Windows is 3.11."""
    return f"3.{text[1:]}" if form.of == "python" and "." not in text else text
