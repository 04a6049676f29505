"""Sentences of playbooks as HTML: escaped, with what stands in backquotes as code and facts as placeholders."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from diagnose.render.safe import visible

_CODE = re.compile(r"`([^`\n]{1,200})`")
_FACT = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)[^{}]*\}\}")
_UNITS = re.compile(r"_(?:s|bytes|tokens)$")


def prose(text: str) -> Markup:
    """The text; ``a `name` in it`` becomes code. Nothing else in it is markup."""
    parts = _CODE.split(visible(text.strip()))
    pieces = [Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)]
    return Markup("").join(pieces)


def sentence(template: str) -> Markup | None:
    """A sentence over the facts of a log, their names in their places; None where it chooses between texts."""
    if "{%" in template or "{#" in template:
        return None
    parts = _FACT.split(template)
    if any("{{" in part for part in parts[::2]):
        return None
    pieces = [Markup("<var>{}</var>").format(spoken(part)) if index % 2 else prose(f"·{part}·")[1:-1]
              for index, part in enumerate(parts)]  # fmt: skip
    return Markup("").join(pieces).strip()


def spoken(fact: str) -> str:
    """The name of a fact in words."""
    return _UNITS.sub("", fact).replace("_", " ")


def shown(value: object) -> object:
    """What a template puts on a page: of a text whatever does not show itself as an escape, its lines as they are."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(map(visible, value.split("\n")))
    return value


def is_web_address(text: str) -> bool:
    """Whether the text may be the target of a link: an address of the web and nothing that a browser would run."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"'\\\x00-\x1f]", text)


def short_address(text: str) -> str:
    """An address as it is read: without its scheme; a thread of GitHub by its name and number."""
    thread = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)/(?:issues|pull|discussions)/(\d+)\S*", text)
    return f"{thread[1]} #{thread[2]}" if thread else visible(re.sub(r"^https?://(?:www\.)?", "", text).rstrip("/"))
