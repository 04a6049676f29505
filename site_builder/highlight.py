"""Code in colours: by classes of the style sheet only, the text itself as it was."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType

from diagnose.render.code import copyable

_LEXERS = {"python": "python", "typescript": "typescript", "bash": "bash", "yaml": "yaml"}
_GROUPS = (
    (Token.Comment, "c"), (Token.Keyword, "k"), (Token.Operator.Word, "k"), (Token.Literal.String, "s"),
    (Token.Literal.Number, "n"), (Token.Name.Function, "f"), (Token.Name.Class, "f"), (Token.Name.Decorator, "f"),
    (Token.Name.Tag, "f"), (Token.Name.Builtin, "b"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def highlighted(code: str, language: str) -> tuple[Markup, ...]:
    """The lines of the code as HTML."""
    lexer = _lexer(_LEXERS.get(language, "text"))
    lines: list[list[tuple[str, str]]] = [[]]
    for kind, text in lexer.get_tokens(copyable(code).removesuffix("\n")):
        name = _class_of(kind)
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append((name if part.strip() else "", part))
    return tuple(Markup("").join(_spans(line)) for line in lines)


@lru_cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


def _is_of(kind: _TokenType, group: _TokenType) -> bool:
    return kind[: len(group)] == group


@lru_cache(maxsize=1024)
def _class_of(kind: _TokenType) -> str:
    return next((name for group, name in _GROUPS if _is_of(kind, group)), "")


def _spans(line: list[tuple[str, str]]) -> Iterator[Markup]:
    """Neighbours of one colour in one tag."""
    for name, parts in groupby(line, key=lambda part: part[0]):
        text = "".join(part for _, part in parts)
        yield Markup('<span class="{}">{}</span>').format(name, text) if name and text else escape(text)
