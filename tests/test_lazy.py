"""Regular expressions that are compiled late give what compiled ones give; their guards hold for all that they hit."""

from __future__ import annotations

import ast
import gc
import re
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose import lazy
from diagnose.guards import guard_of, guards_module
from diagnose.lazy import Expression, Guard, Need, may_hit, regex

ROOT = Path(__file__).resolve().parents[1]
SOURCES = (
    r"a(b)?-c",
    r"-{10} (?:\w+ \(|Summary)",
    r"^Node\.js v\d|node:internal/",
    r"(?i)ab\b",
    r"x+y{2,3}|[,;]z",
    r"\s*",
)
LETTERS = st.sampled_from(
    ["a", "b", "-c", "-", "----------", " ", "Summary", "Node.js v1", "node:internal/", "x", "yy", ";z"]
)


@lru_cache(maxsize=1)
def guards() -> dict[tuple[str, int], Guard]:
    """The guards that the build would write."""
    text = guards_module()
    found: dict[tuple[str, int], Guard] = ast.literal_eval(text[text.index("{") :])
    return found


@lru_cache(maxsize=1)
def lines() -> frozenset[str]:
    """The lines of some sample traces."""
    paths = sorted((ROOT / "sample_traces").rglob("*.log"))[::80]
    whole = {line for path in paths for line in path.read_text("utf-8", "replace").splitlines()}
    return frozenset(line[:2000] for line in whole)


@given(st.sampled_from(SOURCES), st.lists(LETTERS, max_size=6).map("".join))
@settings(max_examples=300, deadline=None)
def test_as_compiled(source: str, text: str) -> None:
    """Whatever is asked of an expression with a guard, or without, the answer is the compiled one's."""
    compiled = re.compile(source)
    for table in ({}, {(source, 0): guard_of(source)}):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lazy, "_GUARDS", table)
            for _ in range(2):
                mine = regex(source)
                for _ in range(2):
                    assert str(mine.match(text)) == str(compiled.match(text))
                    assert str(mine.search(text)) == str(compiled.search(text))
                    assert str(mine.fullmatch(text)) == str(compiled.fullmatch(text))
                    assert mine.sub("!", text) == compiled.sub("!", text)
                    assert mine.sub("!", text, count=1) == compiled.sub("!", text, count=1)
                    assert mine.sub(repl="!", string=text) == compiled.sub("!", text)
                    assert str(mine.search(text, 2)) == str(compiled.search(text, 2))
                    assert str(mine.match(string=text, pos=1)) == str(compiled.match(text, 1))
                    assert mine.split(text, maxsplit=1) == compiled.split(text, maxsplit=1)
                    assert mine.findall(text) == compiled.findall(text)
                    assert mine.split(text) == compiled.split(text)
                    assert [*map(str, mine.finditer(text))] == [*map(str, compiled.finditer(text))]
                assert (mine.pattern, mine.groups, mine.flags) == (compiled.pattern, compiled.groups, compiled.flags)


def test_every_expression_compiles() -> None:
    """A mistake in an expression of a module does not wait for the log that needs it."""
    for module in walk_packages(import_module("diagnose").__path__, "diagnose."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    made = [one for one in gc.get_objects() if isinstance(one, Expression)]

    assert len(made) > 300
    for one in made:
        re.compile(one.source, one.bits)


def test_guards_hold_on_samples() -> None:
    """No line of a sample is hit by an expression whose guard it does not pass."""
    text = "\n".join(lines())
    missed = []
    for (source, flags), guard in guards().items():
        expression = re.compile(source, flags)
        unguarded = [line for line in lines() if not may_hit(guard, line)] if expression.search(text) else []
        missed += [(source, line) for line in unguarded if expression.search(line)]

    assert missed == []


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_guards_hold_on_all_that_is_hit(data: st.DataObject) -> None:
    """A text made to be hit by an expression passes its guard."""
    source, flags = data.draw(st.sampled_from(sorted(guards())))
    text = data.draw(st.from_regex(re.compile(source, flags)))

    assert may_hit(guards()[source, flags], text[:10_000])


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_beginnings_hold_on_all_that_is_matched(data: st.DataObject) -> None:
    """A text made to be matched by an expression begins as it may."""
    source, flags = data.draw(st.sampled_from(sorted(guards())))
    text = data.draw(st.from_regex(re.compile(source, flags), fullmatch=True))

    assert may_hit(guards()[source, flags], text, text[:1])


def test_beginnings_hold_on_samples() -> None:
    """Every line of a sample that an expression matches begins as it may."""
    matched = [
        (source, line)
        for (source, flags), guard in guards().items()
        for expression in [re.compile(source, flags)]
        for line in lines()
        if not may_hit(guard, line, line[:1]) and expression.match(line)
    ]

    assert matched == []


@pytest.mark.parametrize(
    ("source", "guard"),
    [
        ("abc", {("a", (("abc",),))}),
        (r"ab?c", {("a", (("a",), ("c",)))}),
        (r"a?b|[cd]x", {("a", (("ab",),)), ("b", (("b",),)), ("cd", (("x",), ("c", "d")))}),
        (r"\bab\b c$", {("a", (("ab c",),))}),
        (r"a{3}b", {("a", (("aaab",),))}),
        (r"a{2,}b", {("a", (("aa",), ("b",)))}),
        (r"(?:one|two )x", {("o", (("onex",),)), ("t", (("two x",),))}),
        (r"x(?:one|two )", {("x", (("one", "two "), ("x",)))}),
        (r"(?:one|\d)x", {("o", (("onex",),)), ("0123456789", (("x",),))}),
        (r"(?i)abc-\d", {("", (("-",),))}),
        (r"x(?i:a)-(?-i:b)", {("x", (("-",), ("x",)))}),
        (r"(?=a)b(?!c)", {("b", (("b",),))}),
        (r"[^\x00-\x7e]|é", {("\x7f", ()), ("", (("é",),))}),
        (r"\s{0,3}-", {("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f -", (("-",),))}),
        (r".b", {("", (("b",),))}),
        (r"a*", set()),
        (r"x{0}", set()),
        (r".|b", set()),
        ("a?" * 30 + "b", {("a", (("a",), ("b",))), ("ab", (("b",),))}),
    ],
)
def test_guard(source: str, guard: set[Need]) -> None:
    """A guard names what each way through an expression cannot do without, and no more."""
    assert set(guard_of(source)) == guard
