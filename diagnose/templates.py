"""The sentence templates of playbooks: a small, safe part of jinja2.

A playbook may come from a stranger, and its facts come from a log, so a template can only name facts, compute with
them, compare them and choose: no loops, no calls, no attributes, no powers. What it costs is bounded by its length.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from diagnose.phrases import phrase
from diagnose.quantities import count, duration, percent, size

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

LONGEST_TEMPLATE = 1000
_MOST_DIGITS = 15


def _round(value: float, digits: int = 0) -> float:
    """The number rounded; jinja2's own filter, and Python, compute powers of ten as large as they are told."""
    if not -_MOST_DIGITS <= digits <= _MOST_DIGITS:
        raise UnsafeTemplate(f"round takes at most {_MOST_DIGITS} digits")
    return round(value, digits) if digits else round(value)


FILTERS = {"count": count, "percent": percent, "size": size, "duration": duration, "round": _round}
_PHRASE_FILTERS = tuple(FILTERS.items())
_BORROWED = ("int", "abs", "lower", "upper", "default")
_TESTS = ("defined", "undefined")
_NODES = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Const", "If", "CondExpr", "Filter", "Test", "Compare", "Operand"}
    | {"And", "Or", "Not", "Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Neg", "Pos", "Concat"}
)


class UnsafeTemplate(ValueError):
    """A template that is not of the small language, and why."""


def is_plain(template: str) -> bool:
    """Whether the template is mere text."""
    return not any(mark in template for mark in ("{{", "{%", "{#"))


def complaint(template: str, names: Collection[str], are: str = "a fact or an observation") -> str | None:
    """What is wrong with the template, None where it is sound and uses only these names; ``are`` says what they are."""
    if is_plain(template):
        return None
    try:
        used = _names(_parsed(template))
        _compiled(template)
    except UnsafeTemplate as wrong:
        return str(wrong)
    except Exception:  # what jinja2 makes of it is too much for Python's own parser
        return "is nested too deeply"
    unknown = sorted(used.difference(names))
    return f"{unknown[0]!r} is not {are}{_meant(unknown[0], names)}" if unknown else None


def _meant(word: str, names: Collection[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word[:60], names, 1, 0.7)
    return f"; did you mean {close[0]}?" if close else ""


def rendered(template: str, facts: Mapping[str, object]) -> str:
    """The template's text over these facts.

    Raises whatever goes wrong in it: a name without a value, a division by zero, a template of another language.
    """
    everyday = phrase(template, _PHRASE_FILTERS) if len(template) <= LONGEST_TEMPLATE else None
    return everyday(facts) if everyday else _compiled(template).render(facts)


@lru_cache(maxsize=1024)
def _compiled(template: str) -> Template:
    _parsed(template)
    return _environment().from_string(template)


def _parsed(template: str) -> nodes.Template:
    """The template's syntax tree; raises UnsafeTemplate."""
    from jinja2 import TemplateSyntaxError

    if len(template) > LONGEST_TEMPLATE:
        raise UnsafeTemplate(f"the template has {len(template)} characters, {LONGEST_TEMPLATE} is the most")
    try:
        tree = _environment().parse(template)
        _refuse_unsafe(tree)
    except TemplateSyntaxError as error:
        raise UnsafeTemplate(f"does not compile: {error.message}") from None
    except RecursionError:
        raise UnsafeTemplate("is nested too deeply") from None
    return tree


def _refuse_unsafe(tree: nodes.Template) -> None:
    from jinja2 import nodes

    for node in tree.find_all(nodes.Node):
        kind = type(node).__name__
        if isinstance(node, nodes.Filter) and node.name not in (*FILTERS, *_BORROWED):
            raise UnsafeTemplate(f"filter {node.name!r} is not one of {', '.join((*FILTERS, *_BORROWED))}")
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            raise UnsafeTemplate(f"test {node.name!r} is not one of {', '.join(_TESTS)}")
        if kind not in _NODES:
            raise UnsafeTemplate(f"{kind} is not allowed; write names, numbers, arithmetic, filters and if")


def _names(tree: nodes.Template) -> set[str]:
    from jinja2 import nodes

    return {node.name for node in tree.find_all(nodes.Name)}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    class Sentences(SandboxedEnvironment):
        """Arithmetic is for numbers: a repeated or formatted string could be made endless."""

        intercepted_binops = frozenset({"*", "%", "+"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
                raise UnsafeTemplate(f"{operator} needs two numbers")
            return super().call_binop(context, operator, left, right)

    environment = Sentences(undefined=StrictUndefined, autoescape=False, optimized=False, cache_size=0)
    environment.filters = {**FILTERS, **{name: environment.filters[name] for name in _BORROWED}}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    environment.globals = {}
    return environment
