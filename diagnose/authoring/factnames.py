"""Which fact of the vocabulary a piece of a message states, where the words beside it say so."""

from __future__ import annotations

from diagnose.authoring.tokens import Kind, Piece
from diagnose.lazy import regex
from diagnose.model.vocabulary import FACTS

_AROUND = 60
_ANY = regex("")

_NAMED = tuple(
    (name, kind, regex(before + r"\Z"), regex(after) if after else _ANY)
    for name, kind, before, after in (
        ("status", Kind.NUMBER, r"(?i)\b(?:error code|status(?:[ _]code)?|HTTP(?: error| status)?)['\"]?[:=]? ?", ""),
        ("errno", Kind.NUMBER, r"\[(?:Errno|WinError) ", r"\]"),
        ("exit_code", Kind.NUMBER, r"(?i)\b(?:exit|return)(?:ed with)?[ _-]?(?:code|status)['\"]?[:=]? ?", ""),
        ("limit_tokens", Kind.NUMBER, r"(?i)\b(?:maximum(?: context length)?(?: is| of)?|limit(?: is| of|:)|at most) ",
         r"(?i) tokens\b"),
        ("used_tokens", Kind.NUMBER, r"(?i)\b(?:resulted in|prompt (?:has|of|is)|used) ", r"(?i) tokens\b"),
        ("requested_bytes", Kind.SIZE, r"(?i)\b(?:tried|cannot|could not|failed) (?:to )?allocate ", ""),
        ("needed_bytes", Kind.SIZE, r"(?i)\b(?:needs?|requires?|needed|required)(?: at least)?:? ", ""),
        ("free_bytes", Kind.SIZE, r"(?i)\bfree:? ", ""),
        ("free_bytes", Kind.SIZE, "", r"(?i) (?:is |are )?free\b"),
        ("available_bytes", Kind.SIZE, r"(?i)\bavailable:? ", ""),
        ("available_bytes", Kind.SIZE, "", r"(?i) (?:is |are )?available\b"),
        ("limit_bytes", Kind.SIZE, r"(?i)\blimit(?: is| of|:)? ", ""),
        ("total_bytes", Kind.SIZE, r"(?i)\btotal(?: capacity)?(?: is| of|:)? ", ""),
        ("timeout_s", Kind.TIME, r"(?i)\b(?:timed out (?:after|in)|time-?out(?: is| of|:)?) ", ""),
        ("retry_after_s", Kind.TIME, r"(?i)\b(?:retry|try again) (?:in|after) ", ""),
        ("base_url", Kind.URL, r"(?i)\b(?:base_?url|for url|server at|connect(?:ing)? to)[:=]? ?['\"]?", ""),
        ("host", Kind.HOST, r"(?i)\b(?:host|connect(?:ing|ion)? to|resolve)[:=]? ?['\"]?", ""),
        ("package", Kind.QUOTED, r"(?i)\b(?:module|module named|package) ", ""),
        ("model", Kind.QUOTED, r"(?i)\bmodel(?: name)?[:=]? ?", ""),
        ("argument", Kind.QUOTED, r"(?i)\b(?:argument|parameter)[:=]? ?", ""),
        ("function", Kind.QUOTED, r"(?i)\b(?:function|tool)[:=]? ?", ""),
        ("thread", Kind.QUOTED, r"(?i)\bthread[:=]? ?", ""),
        ("process", Kind.QUOTED, r"(?i)\bprocess[:=]? ?", ""),
        ("code", Kind.QUOTED, r"(?i)\b(?:error[ _])?code['\"]?[:=] ?", ""),
    )
)  # fmt: skip
assert {name for name, *_ in _NAMED} <= set(FACTS)


def fact_of(piece: Piece, text: str) -> str | None:
    """The fact that a piece of this text states; None where the words beside it do not tell."""
    before = text[max(0, piece.start - _AROUND) : piece.start]
    end = piece.start + len(piece.text)
    after = text[end : end + _AROUND]
    for name, kind, left, right in _NAMED:
        if kind is piece.kind and left.search(before) and right.match(after) and _fits(name, piece.text):
            return name
    return None


def _fits(name: str, text: str) -> bool:
    """Whether the text can be that fact at all."""
    if name == "status":
        return len(text) == 3 and text[0] in "45"
    return name != "base_url" or text.startswith(("http://", "https://"))
