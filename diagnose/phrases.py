"""The everyday sentence templates, filled in without jinja2, which takes longer to load than a whole answer.

What is read here are facts and numbers, sums, products and comparisons of them, filters, and an ``if`` with its
``else``. It means what ``diagnose.templates`` says it means; a test holds the two together. All else jinja2 reads.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from diagnose.lazy import regex

Facts = Mapping[str, object]
Part = Callable[[Facts], object]
"""What a part of a template comes to; raises whatever goes wrong in it."""
Filters = Mapping[str, Callable[..., object]]

_TAG = regex(r"(\{\{.*?\}\}|\{%.*?%\})")
_NOT_TEXT = regex(r"\{[{%#]|[}\n]")
_TOKEN = regex(
    r"\s*(?:(?P<number>(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?)(?![\w.])|(?P<name>[a-z][a-z0-9_]*)(?!\w)"
    r"|(?P<sign>[<>=!]=|[-+*/()<>|]))\s*"
)
_KEYWORDS = frozenset(("and", "or", "not", "in", "is", "if", "else", "elif", "true", "false", "none"))
_TAKEN = frozenset(("self", "super", "loop", "caller", "varargs", "kwargs"))
"""Names that mean something else to jinja2."""
_MOST_TOKENS = 60
_DEEPEST = 10


class _Beyond(Exception):
    """The template is not of those that are read here."""


@lru_cache(maxsize=1024)
def phrase(template: str, filters: tuple[tuple[str, Callable[..., object]], ...]) -> Callable[[Facts], str] | None:
    """What fills the template in; None where it is none of the everyday ones."""
    pieces = _TAG.split(template)
    if any(_NOT_TEXT.search(text) for text in pieces[::2]):
        return None
    try:
        return _joined(list(_parts(iter(pieces), dict(filters))))
    except _Beyond:
        return None


def _joined(parts: list[Part]) -> Callable[[Facts], str]:
    return lambda facts: "".join(str(part(facts)) for part in parts)


def _parts(pieces: Iterator[str], filters: Filters) -> Iterator[Part]:
    for piece in pieces:
        if piece.startswith("{%"):
            yield _choice(_inside(piece), pieces, filters)
        elif piece.startswith("{{"):
            yield _Expression(_inside(piece), filters).read()
        else:
            yield partial(_constant, piece)


def _choice(opening: str, pieces: Iterator[str], filters: Filters) -> Part:
    """What stands between ``if`` and ``endif``; another ``if`` in there is beyond this."""
    word, _, condition = opening.partition(" ")
    if word != "if":
        raise _Beyond
    test = _Expression(condition, filters).read()
    branches: list[list[str]] = [[]]
    for piece in pieces:
        if not piece.startswith("{%"):
            branches[-1].append(piece)
        elif _inside(piece) == "else" and len(branches) == 1:
            branches.append([])
        elif _inside(piece) == "endif":
            then, other = (_joined(list(_parts(iter(branch), filters))) for branch in [*branches, []][:2])
            return lambda facts: then(facts) if test(facts) else other(facts)
        else:
            break
    raise _Beyond


def _inside(tag: str) -> str:
    return tag[2:-2].strip()


class _Expression:
    """An expression on its way from text to what it comes to."""

    def __init__(self, text: str, filters: Filters) -> None:
        self._filters = filters
        self._depth = 0
        self._tokens: list[tuple[str, str]] = []
        """What is not read yet, the next one last."""
        at = 0
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                raise _Beyond
            kind = str(token.lastgroup)
            self._tokens.append((kind, token[kind]))
            at = token.end()
        if len(self._tokens) > _MOST_TOKENS:
            raise _Beyond
        self._tokens.reverse()

    def read(self) -> Part:
        """The whole expression."""
        found = self._comparison()
        if self._tokens:
            raise _Beyond
        return found

    def _comparison(self) -> Part:
        left = self._chain(_SUMS, _PRODUCTS)
        sign = self._taken("sign", _COMPARISONS)
        return _computed(_COMPARISONS[sign], left, self._chain(_SUMS, _PRODUCTS)) if sign else left

    def _chain(self, signs: _Operators, *tighter: _Operators) -> Part:
        """Operands with these signs between them, from left to right; those of ``tighter`` hold them closer."""
        found = self._chain(*tighter) if tighter else self._operand()
        while sign := self._taken("sign", signs):
            found = _computed(signs[sign], found, self._chain(*tighter) if tighter else self._operand())
        return found

    def _operand(self) -> Part:
        kind, text = self._tokens.pop() if self._tokens else ("", "")
        if kind == "number":
            found: Part = partial(_constant, float(text) if "." in text else int(text))
        elif kind == "name" and text not in _KEYWORDS and text not in _TAKEN:
            found = operator.itemgetter(text)
        elif text == "(" and self._depth < _DEEPEST:
            self._depth += 1
            found = self._comparison()
            self._depth -= 1
            self._expect(")")
        else:
            raise _Beyond
        while self._taken("sign", "|"):
            found = self._filtered(found)
        return found

    def _filtered(self, value: Part) -> Part:
        name = self._taken("name", self._filters)
        if not name:
            raise _Beyond
        function = self._filters[name]
        if not self._taken("sign", "("):
            return lambda facts: function(value(facts))
        kind, text = self._tokens.pop() if self._tokens else ("", "")
        if kind != "number" or "." in text:
            raise _Beyond
        self._expect(")")
        return lambda facts: function(value(facts), int(text))

    def _taken(self, kind: str, wanted: str | Mapping[str, object]) -> str:
        """The next token where it is of this kind and wanted; it is read then."""
        if self._tokens and self._tokens[-1][0] == kind and self._tokens[-1][1] in wanted:
            return self._tokens.pop()[1]
        return ""

    def _expect(self, sign: str) -> None:
        if not self._taken("sign", sign):
            raise _Beyond


def _constant(value: object, _: Facts) -> object:
    return value


def _computed(function: Callable[[Any, Any], object], left: Part, right: Part) -> Part:
    return lambda facts: function(left(facts), right(facts))


def _number(value: object) -> int | float:
    """The value where it is a number: a text that is repeated or put together could be made endless."""
    if not isinstance(value, (int, float)):
        raise TypeError("a number is needed")
    return value


_Operators = Mapping[str, Callable[[Any, Any], object]]
_SUMS: _Operators = {"+": lambda left, right: _number(left) + _number(right), "-": operator.sub}
_PRODUCTS: _Operators = {"*": lambda left, right: _number(left) * _number(right), "/": operator.truediv}
_COMPARISONS: _Operators = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
