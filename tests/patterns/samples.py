"""The samples of the shipped patterns, run: ``python -m tests.patterns -k cause``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from diagnose.model.code import CodePattern
from diagnose.patterns import belongs, scan
from diagnose.patterns.rules import is_broken
from diagnose.patterns.tree import root_of
from diagnose.sources.notebook import notebook_sources
from diagnose.sources.source import Source

DIALECTS = {"python": ("python",), "typescript": ("typescript", "tsx", "javascript")}
_IMPORTS = {
    "python": "import autogen\n",
    "autogen-0.2": "import autogen\n",
    "ag2": "import autogen\n",
    "autogen-0.4": "import autogen_agentchat\n",
    "typescript": 'import OpenAI from "openai";\n',
    "node": 'import OpenAI from "openai";\n',
}
"""What stands above a sample that imports no framework: only files of agents are judged."""
_SUFFIXES = {"python": "py", "typescript": "ts", "tsx": "tsx", "javascript": "js"}


def source(text: str, dialect: str = "python", path: str = "") -> Source:
    """A file that says this."""
    language = "python" if dialect == "python" else "typescript"
    return Source(
        path or f"app/sample.{_SUFFIXES[dialect]}", text, language, dialect, data=text.encode("utf-8", "replace")
    )


def in_notebook(text: str) -> Source:
    """The only cell of a notebook, which says this."""
    cell = {"cell_type": "code", "source": text.splitlines(keepends=True), "outputs": [], "metadata": {}}
    data = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    return notebook_sources("app/sample.ipynb", data, 1 << 20)[0]


def wrong_samples(cause: str, pattern: CodePattern) -> Iterator[str]:
    """What is wrong with the pattern's samples, one line each."""
    for kind, samples in (("flagged", pattern.flagged), ("clean", pattern.clean)):
        for index, sample in enumerate(samples):
            said = _wrong(cause, pattern, sample, kind == "flagged")
            if said:
                yield f"{cause}: {pattern.id}: {kind}[{index}]: {said}"


def _wrong(cause: str, pattern: CodePattern, sample: str, flagged: bool) -> str:
    dialect = DIALECTS[pattern.language][0]
    file = source(sample, dialect)
    if is_broken(sample, dialect):
        if dialect == "python" or is_broken(sample, "tsx"):
            return f"does not parse as {dialect}"
        file = source(sample, "tsx")
    if not belongs(file):
        file = source(_IMPORTS[(*pattern.framework, pattern.language)[0]] + sample, file.dialect)
    if pattern.framework and belongs(file).isdisjoint(pattern.framework):
        return f"imports {', '.join(sorted(belongs(file)))}, the pattern is for {', '.join(pattern.framework)}"
    if root_of(file) is None:
        return "is too deep, too large or minified"
    if pattern.scope == "cell":
        file = in_notebook(file.text)
    hits = scan(file, {cause: (pattern,)})
    if flagged and not hits:
        return "is not hit"
    if not flagged and hits:
        hit = hits[0]
        return f"is hit in line {hit.line}: {' '.join(hit.text.split())[:80]}"
    return ""
