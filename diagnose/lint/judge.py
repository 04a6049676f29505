"""One file: what is found in it, and what of that is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from diagnose.fixes.words import advice, statement
from diagnose.lint.directives import Directive, directives
from diagnose.lint.judge_manifest import judge_manifest
from diagnose.lint.judge_manifest import largest as largest_manifest
from diagnose.lint.judged import Judged, Texts, with_line
from diagnose.lint.look import may_belong
from diagnose.lint.plan import Plan
from diagnose.lint.requirements import is_manifest
from diagnose.lint.silence import Heard, silenced
from diagnose.model.findings import Finding
from diagnose.patterns.tree import Lines, root_of, span
from diagnose.redaction import Redactor
from diagnose.sources import Source
from diagnose.sources.text import largest, sources_of

if TYPE_CHECKING:
    from diagnose.patterns import Hit

_BROKEN: Any = {"rule": {"any": [{"kind": "ERROR"}, {"regex": "^$"}]}}
"""What a parser cannot place, and what it has put in itself."""


def judge(plan: Plan, path: str, callers: Sequence[str] = ()) -> Judged:
    """What is found in a file of the project. Never raises for what stands in it.

    ``callers`` are files whose agents call functions of this one: what stands in these is found too.
    """
    manifest = is_manifest(path)
    most = largest_manifest(path) if manifest else largest(path)
    data = plan.project.read(path, most)
    if data is None:
        return Judged(path, unread=f"cannot be read, or is larger than {most >> 20} MiB", manifest=manifest)
    return judge_bytes(plan, path, data, callers)


def judge_bytes(plan: Plan, path: str, data: bytes, callers: Sequence[str] = ()) -> Judged:
    """The same for the content of a file, which need not stand on the disk."""
    if is_manifest(path):
        return judge_manifest(plan, path, data)
    if not callers and not may_belong(path, data):
        return Judged(path)
    from diagnose.patterns import belongs

    sources = sources_of(path, data)
    if not sources:
        return Judged(path, unread="is no text in its encoding, or no notebook")
    if not callers and not any(map(belongs, sources)):
        return Judged(path)
    heard, _ = heard_in(plan, path, sources, callers)
    lines = {_cell(source): source.lines for source in sources}
    findings = tuple(with_line(one, lines[one.cell]) for one in heard.findings)
    secrets = _secrets(sources) if findings else ()
    elsewhere = () if callers else _elsewhere(plan, sources)
    return Judged(
        path, findings, heard.suppressed, True, _unparsed(sources), secrets, elsewhere=elsewhere, callers=tuple(callers)
    )


def heard_in(plan: Plan, path: str, sources: Sequence[Source], callers: Sequence[str] = ()) -> tuple[Heard, list[Hit]]:
    """What is told of a file that belongs to agents, or that those of ``callers`` call, and the hits among it."""
    from diagnose.patterns import belongs, scan

    ran = plan.ran(path)
    if not any(map(belongs, sources)):
        ran &= plan.for_tools
    own = [hit for source in sources for hit in scan(source, plan.patterns(ran), plan.project)]
    theirs = (source for caller in callers for source in plan.project.sources(caller))
    called = [hit for source in theirs for hit in called_hits(plan, source) if hit.source.path == path]
    found = {finding_of(hit, path): hit for hit in (*own, *called) if hit.pattern.id in ran}
    asked = [one for source in sources for one in directives(source)]
    heard = silenced(list(found), asked, path, ran, plan.known, _possible(plan, path, sources, asked))
    return heard, [found[one] for one in heard.findings if one in found]


def called_hits(plan: Plan, source: Source) -> tuple[Hit, ...]:
    """What stands in functions of other files that the agents of this one call."""
    from diagnose.patterns import scan_tools

    return scan_tools(source, plan.patterns(plan.for_tools), plan.project)


def _elsewhere(plan: Plan, sources: Sequence[Source]) -> tuple[Finding, ...]:
    hits = (hit for source in sources for hit in called_hits(plan, source))
    return tuple(dict.fromkeys(finding_of(hit, hit.source.path) for hit in hits))


def _possible(plan: Plan, path: str, sources: Sequence[Source], asked: Sequence[Directive]) -> list[Finding]:
    """What directives of the file name that would be found if other files, which may not be judged now, call it."""
    from diagnose.patterns import scan_anywhere

    named = plan.for_tools.intersection(name for one in asked for name in one.ids)
    patterns = plan.patterns(named) if named else {}
    hits = (hit for source in sources if patterns for hit in scan_anywhere(source, patterns, plan.project))
    return [finding_of(hit, path) for hit in hits]


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
    return Finding(
        path, hit.line, hit.column, hit.end_line, hit.end_column, pattern.id, pattern.title, hit.cause,
        statement(hit), pattern.fix.label if pattern.fix else "", advice(hit), cell=_cell(hit.source),
    )  # fmt: skip


def _secrets(sources: Sequence[Source]) -> Texts:
    redactor = Redactor()
    texts = tuple(_texts(sources))
    return texts if any(redactor.text(text) != text for _, text in texts) else ()


def _texts(sources: Sequence[Source]) -> Iterator[tuple[int | None, str]]:
    for source in sources:
        yield _cell(source), "\n".join(source.lines)


def _cell(source: Source) -> int | None:
    return source.cell.number if source.cell else None
