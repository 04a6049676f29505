"""Text that would do something if it were anything but text: for terminals, markup, templates, pages and shells."""

from __future__ import annotations

from tests.fuzz.promises import harmless

ESCAPES = {
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title": "\x1b]0;evil\x07\x1b]2;evil\x1b\\",
    "link": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clear": "\x1b[2J\x1b[H\x1b[1A\x1b[2K",
    "other screen": "\x1b[?1049h\x1b[?25l",
    "colour": "\x1b[31mred\x1b[0m",
    "report": "\x1b[6n\x1b[c\x1b]11;?\x07",
    "strings": "\x1bPq#0\x1b\\\x1b_apc\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\",
    "reset": "\x1bc",
    "8 bit": "\x9b31m\x9d0;evil\x9c\x90q\x9c",
    "bell and back": "good\x07\x08\x08\x08\x08evil\x7f",
    "overwritten": "good\revil",
    "shift": "\x0e\x0f\x11\x13",
    "direction": "\u202eevil\u202c\u2066x\u2069\u200f",
    "unseen": "a\u200bb\u2060c\ufeffd\u00ade\U000e0041\U000e007f",
    "lines": "one\u2028two\u2029three\x85four\x0bfive\x0csix",
}
"""By what they would do."""

WORDS = {
    "rich": "[bold red]x[/bold red] [link=http://evil.example]y[/link] [/] :smile:",
    "jinja": "{{ 7*7 }} {% include 'x' %} {{ ''.__class__ }} {# gone #}",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;",
    "markdown": "[x](http://evil.example) ![y](http://evil.example/y.png) **b** `c` | d\n# e",
    "shell": "$(touch evil) `touch evil` ; touch evil",
    "format": "{0.__class__} %s %(x)s {x!r}",
}
"""What is harmless on a terminal, and must come out letter for letter, or escaped for where it goes."""

EVERYTHING = " ".join([*ESCAPES.values(), *WORDS.values()])
ONE_LINE = EVERYTHING.replace("\n", " ").replace("\r", " ")


def only_text(written: str) -> None:
    """Fails where what was written has a character that acts on a terminal or cannot be seen."""
    harmless(written)
