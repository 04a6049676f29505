"""What the checks found, for a terminal and as JSON. Both are made to be pasted where everybody reads them."""

from __future__ import annotations

import json as _json
from collections.abc import Callable, Mapping, Sequence

from diagnose.model.checkup import Checked, State
from diagnose.model.dataclass import dataclass
from diagnose.redaction import Redactor
from diagnose.render.page import Page
from diagnose.render.safe import visible
from diagnose.render.view import View
from diagnose.version import __version__

SCHEMA_VERSION = 1
_LONGEST_TEXT = 4000
_CLOSING = "Nothing was changed, and nothing left this machine."


@dataclass(frozen=True, slots=True)
class _Look:
    """How a state is drawn: its sign, the sign in ASCII, its style, and how many of it there are, in words."""

    sign: str
    plain: str
    style: str
    one: str
    many: str


_LOOKS: Mapping[State, _Look] = {
    State.PROBLEM: _Look("✗", "x", "bold red", "problem", "problems"),
    State.WARNING: _Look("!", "!", "bold yellow", "warning", "warnings"),
    State.PASS: _Look("✓", "+", "bold green", "in order", "in order"),
    State.NOT_CHECKED: _Look("·", ".", "dim", "not checked", "not checked"),
}


def terminal(checked: Sequence[Checked], view: View) -> str:
    """One paragraph for each, in order, and how many stand how."""
    page = Page(view)
    for one in checked:
        _paragraph(page, one, view)
    page.gap()
    page.paragraph(_counts(checked), indent=0, style="bold")
    page.note(_CLOSING, indent=0)
    return page.text()


def _paragraph(page: Page, one: Checked, view: View) -> None:
    look = _LOOKS[one.state]
    page.gap()
    page.title(f"{look.sign if view.unicode else look.plain} {one.title}", one.state.value, look.style)
    page.paragraph(one.summary, style="dim" if one.state is State.NOT_CHECKED else "")
    for label, value in one.details:
        page.fact(label, value, most=8)
    if one.advice and one.state in (State.WARNING, State.PROBLEM):
        page.paragraph(f"{page.signs.arrow} {one.advice}", hang=len(page.signs.arrow) + 1, style="bold")


def _counts(checked: Sequence[Checked]) -> str:
    numbers = {look: sum(one.state is state for one in checked) for state, look in _LOOKS.items()}
    counted = [f"{number} {look.one if number == 1 else look.many}" for look, number in numbers.items() if number]
    return f"{', '.join(counted) or 'Nothing was checked'}."


def json(checked: Sequence[Checked], redactor: Redactor | None = None) -> str:
    """One document, indented, keys in a fixed order, all ASCII, without secrets."""
    redact = (redactor or Redactor()).text
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "checks": [_object(one, lambda text: _text(redact(text))) for one in checked],
    }
    return _json.dumps(document, indent=2) + "\n"


def _object(one: Checked, text: Callable[[str], str]) -> dict[str, object]:
    return {
        "check": text(one.check),
        "title": text(one.title),
        "state": one.state.value,
        "summary": text(one.summary),
        "advice": text(one.advice),
        "details": [{"label": text(label), "value": text(value)} for label, value in one.details],
        "findings": {name: text(value) if isinstance(value, str) else value for name, value in one.findings},
    }


def _text(text: str) -> str:
    """Foreign text on one line: bounded, without lone surrogates or characters that act."""
    return visible(text)[:_LONGEST_TEXT]
