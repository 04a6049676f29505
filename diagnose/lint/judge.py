"""One file: what is found in it, and what of that is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diagnose.lint.directives import directives
from diagnose.lint.look import may_belong
from diagnose.lint.plan import Plan
from diagnose.lint.silence import Heard, silenced
from diagnose.matching.sentences import say
from diagnose.model.dataclass import dataclass
from diagnose.model.findings import Finding
from diagnose.patterns.tree import Lines, root_of, span
from diagnose.redaction import Redactor
from diagnose.sources import Source
from diagnose.sources.text import largest, sources_of

if TYPE_CHECKING:
    from diagnose.patterns import Hit

_LONGEST_NAME = 60
_BROKEN: Any = {"rule": {"any": [{"kind": "ERROR"}, {"regex": "^$"}]}}
"""What a parser cannot place, and what it has put in itself."""

Texts = tuple[tuple[int | None, str], ...]
"""The whole text of each of a notebook's cells; of a file, None and its text."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a file. ``path`` is relative to the project; ``agents`` tells whether it belongs to agents.

    ``secrets`` are its texts where it has findings and some of the text is redacted: a line alone may not show what in
    it is a secret.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    agents: bool = False
    unread: str = ""
    secrets: Texts = ()


def judge(plan: Plan, path: str) -> Judged:
    """What is found in a file of the project. Never raises for what stands in it."""
    data = plan.project.read(path, largest(path))
    if data is None:
        return Judged(path, unread=f"cannot be read, or is larger than {largest(path) >> 20} MiB")
    return judge_bytes(plan, path, data)


def judge_bytes(plan: Plan, path: str, data: bytes) -> Judged:
    """The same for the content of a file, which need not stand on the disk."""
    if not may_belong(path, data):
        return Judged(path)
    from diagnose.patterns import belongs

    sources = sources_of(path, data)
    if not sources:
        return Judged(path, unread="is no text in its encoding, or no notebook")
    if not any(map(belongs, sources)):
        return Judged(path)
    heard, _ = heard_in(plan, path, sources)
    lines = {_cell(source): source.lines for source in sources}
    findings = tuple(_with_line(one, lines[one.cell]) for one in heard.findings)
    secrets = _secrets(sources) if findings else ()
    return Judged(path, findings, heard.suppressed, True, _unparsed(sources), secrets)


def heard_in(plan: Plan, path: str, sources: Sequence[Source]) -> tuple[Heard, list[Hit]]:
    """What is told of a file that belongs to agents, and the hits among it."""
    from diagnose.patterns import scan

    ran = plan.ran(path)
    hits = (hit for source in sources for hit in scan(source, plan.patterns(ran, source), plan.project))
    found = {finding_of(hit, path): hit for hit in hits}
    asked = [one for source in sources for one in directives(source)]
    heard = silenced(list(found), asked, path, ran, plan.known)
    return heard, [found[one] for one in heard.findings if one in found]


def _unparsed(sources: Sequence[Source]) -> str:
    """What is wrong with a file that does not parse: it was judged all the same, as well as that can be done."""
    from diagnose.fixes.syntax import faults

    for source in sources:
        root = root_of(source)
        if root is None:
            return "was not judged: it is minified, or nested more deeply than anybody writes"
        wrong = root.find(_BROKEN)
        if wrong is not None and faults(source.text, source.dialect):
            line = Lines(source.text).place(span(wrong)[0])[0]
            where = f"line {line}" if source.cell is None else f"line {line} of cell {source.cell.number}"
            return f"does not parse around {where}: what stands there may not have been judged"
    return ""


def finding_of(hit: Hit, path: str) -> Finding:
    """A hit as it is told."""
    pattern = hit.pattern
    names = {name: _short(text) for name, text in hit.texts.items()}
    return Finding(
        path, hit.line, hit.column, hit.end_line, hit.end_column, pattern.id, pattern.title, hit.cause,
        say(pattern.say, names) or "", pattern.fix.label if pattern.fix else "", pattern.fix.say if pattern.fix else "",
        cell=_cell(hit.source),
    )  # fmt: skip


def _with_line(finding: Finding, lines: Sequence[str]) -> Finding:
    line = lines[finding.line - 1] if finding.line <= len(lines) else ""
    stop = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    return replace(finding, source=line, marked=(finding.column - 1, stop))


def _secrets(sources: Sequence[Source]) -> Texts:
    redactor = Redactor()
    texts = tuple(_texts(sources))
    return texts if any(redactor.text(text) != text for _, text in texts) else ()


def _texts(sources: Sequence[Source]) -> Iterator[tuple[int | None, str]]:
    for source in sources:
        yield _cell(source), "\n".join(source.lines)


def _cell(source: Source) -> int | None:
    return source.cell.number if source.cell else None


def _short(text: str) -> str:
    line, _, more = text.strip().partition("\n")
    return line[: _LONGEST_NAME - 1] + "…" if more or len(line) > _LONGEST_NAME else line
