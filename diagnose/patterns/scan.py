"""Patterns tried on one source file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from diagnose.model.code import CodePattern
from diagnose.patterns.definitions import cells
from diagnose.patterns.follow import stands
from diagnose.patterns.frameworks import belongs
from diagnose.patterns.hit import Captured, Hit, Stretch
from diagnose.patterns.metavariables import multiples, singles
from diagnose.patterns.tools import Spans, tools_of
from diagnose.patterns.tree import Lines, root_of, span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from diagnose.sources.project import Project
    from diagnose.sources.source import Source

Patterns = Mapping[str, Sequence[CodePattern]]
"""Causes and their patterns."""
MOST_HITS = 500
"""Of one pattern in one file."""


def scan(source: Source, patterns: Patterns, project: Project | None = None) -> tuple[Hit, ...]:
    """What of the patterns stands in a file that belongs to agents, in the order of the file.

    ``patterns`` are those of each cause, by its id. Names are followed into files of the ``project``. Each place and
    pattern is told once. A file that imports no agent framework has no hits (its tools have: ``scan_tools``); neither
    has one that is too large, too deep or minified.
    """
    tried = list(_tried(source, patterns))
    frameworks = belongs(source) if tried else frozenset()
    return _found(source, tried, frameworks, project, lambda: tools_of(source).get(source, ())) if frameworks else ()


def scan_ran(
    source: Source, patterns: Patterns, project: Project, frameworks: frozenset[str], functions: frozenset[str]
) -> tuple[Hit, ...]:
    """The same in a file that a failed agent program ran through: it is judged whatever it imports.

    ``frameworks`` are those that the program is known to use, for a file that imports none. Patterns for tools count
    in tools, and in the ``functions`` that ran.
    """
    tried = list(_tried(source, patterns))
    everything = ((0, len(source.text)),)
    frameworks = belongs(source) or frameworks if tried else frozenset()
    hits = _found(source, tried, frameworks, project, lambda: everything)
    tools = tools_of(source).get(source, ())
    return tuple(
        hit
        for hit in hits
        if hit.pattern.scope != "tool" or functions & set(hit.functions) or _is_in((hit.start, hit.end), tools)
    )


def scan_tools(source: Source, patterns: Patterns, project: Project) -> tuple[Hit, ...]:
    """What of the patterns for tools stands in other files of the project, in functions that agents of this one call.

    A file may be told of by several that import it: ``Hit.key`` says which hits are the same.
    """
    only = {cause: [one for one in several if one.scope == "tool"] for cause, several in patterns.items()}
    frameworks = belongs(source) if any(only.values()) else frozenset()
    if not frameworks:
        return ()
    own = {cell.cell for cell in cells(source) if cell.path == source.path}
    found: list[Hit] = []
    for other, spans in tools_of(source, project).items():
        if other.path != source.path or other.cell not in own:
            found += _found(other, list(_tried(other, only)), frameworks, project, partial(tuple, spans))
    return tuple(found)


def scan_anywhere(source: Source, patterns: Patterns, project: Project | None = None) -> tuple[Hit, ...]:
    """What of the patterns would stand in a file if agents, of whatever framework, called each of its functions."""
    tried = list(_tried(source, patterns))
    frameworks = frozenset(name for _, pattern in tried for name in pattern.framework)
    return _found(source, tried, frameworks, project, lambda: ((0, len(source.text)),))


def _found(
    source: Source,
    tried: list[tuple[str, CodePattern]],
    frameworks: frozenset[str],
    project: Project | None,
    tools: Callable[[], Spans],
) -> tuple[Hit, ...]:
    fitting = [one for one in tried if not one[1].framework or not frameworks.isdisjoint(one[1].framework)]
    root = root_of(source) if fitting else None
    if root is None:
        return ()
    lines = Lines(source.text)
    found: dict[tuple[str, int, int, int, str], Hit] = {}
    for cause, pattern in fitting:
        for node in root.find_all(_configuration(pattern.rule))[:MOST_HITS]:
            if pattern.scope == "tool" and not _is_in(span(node), tools()):
                continue
            if pattern.follow and not stands(source, node, pattern.follow, project):
                continue
            hit = _hit(source, lines, node, cause, pattern)
            found.setdefault(hit.key, hit)
    return tuple(sorted(found.values(), key=lambda hit: (hit.start, hit.end, hit.pattern.id)))


def _is_in(stretch: tuple[int, int], spans: Spans) -> bool:
    return any(start <= stretch[0] and stretch[1] <= end for start, end in spans)


def _tried(source: Source, patterns: Patterns) -> Iterator[tuple[str, CodePattern]]:
    """The patterns of the file's language one of whose words stands in it."""
    has = _Has(source.text)
    for cause, several in patterns.items():
        for pattern in several:
            if pattern.scope == "cell" and not _is_in_running_loop(source):
                continue
            groups = (pattern.words, *pattern.needs) if pattern.words else pattern.needs
            if pattern.language == source.language and all(any(has[word] for word in group) for group in groups):
                yield cause, pattern


def _is_in_running_loop(source: Source) -> bool:
    """Whether it is a cell of a notebook in which no cell lets loops run within one another."""
    return source.cell is not None and not any("nest_asyncio" in cell.text for cell in cells(source))


class _Has(dict[str, bool]):
    """Whether a word stands in a text; looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __missing__(self, word: str) -> bool:
        self[word] = found = word in self._text
        return found


@lru_cache(maxsize=512)
def _configuration(rule: str) -> Any:
    import json

    return json.loads(rule)


@lru_cache(maxsize=512)
def _names(rule: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    config = _configuration(rule)
    return tuple(sorted(singles(config))), tuple(sorted(multiples(config)))


def _hit(source: Source, lines: Lines, node: SgNode, cause: str, pattern: CodePattern) -> Hit:
    start, end = span(node)
    line, column = lines.place(start)
    end_line, end_column = lines.place(end)
    return Hit(
        pattern,
        cause,
        source,
        start,
        end,
        line,
        column,
        end_line,
        end_column,
        tuple(_captured(source, node, pattern)),
        tuple(_around(node)),
    )


def _captured(source: Source, node: SgNode, pattern: CodePattern) -> Iterator[Captured]:
    one, several = _names(pattern.rule)
    for name in one:
        held = node.get_match(name)
        if held is not None:
            start, end = span(held)
            yield Captured(name, source.text[start:end], start, end)
    for name in several:
        nodes = node.get_multiple_matches(name)
        if nodes:
            parts = tuple(Stretch(source.text[start:end], start, end) for start, end in map(span, nodes))
            start, end = parts[0].start, parts[-1].end
            yield Captured(name, source.text[start:end], start, end, True, parts)


def _around(node: SgNode) -> list[str]:
    """The names of the functions and classes around a node, the outermost first."""
    names = []
    for outer in node.ancestors():
        name = outer.field("name") if outer.kind() in _NAMED else None
        if name is not None:
            names.append(name.text()[:200])
    return names[::-1]


_NAMED = frozenset(
    (
        "function_definition",
        "class_definition",
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "method_definition",
        "class_declaration",
        "variable_declarator",
    )
)
