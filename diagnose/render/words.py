"""Words and signs that several renderings share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnose.model.dataclass import dataclass
from diagnose.model.handling import Handling
from diagnose.model.lines import ENDING, Span
from diagnose.model.playbook import ConfigSetting, Retry
from diagnose.model.report import FactValue
from diagnose.model.vocabulary import FACTS, FactKind
from diagnose.quantities import count, duration, size

FRAMEWORKS = {
    "autogen-0.2": "AutoGen 0.2",
    "ag2": "AG2",
    "autogen-0.4": "AutoGen 0.4+",
    "node": "Node",
    "any": "any framework",
}

_SIDES = {
    "your code": "in your code",
    "your tool": "in your tool",
    "provider": "at the provider",
    "local server": "at the local server",
    "machine": "on this machine",
    "network": "on the network",
}
_RETRIES = {
    "never": "Trying again does not help",
    "later": "Trying again helps after a wait",
    "sometimes": "Trying again may help",
    "always": "Trying again helps",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a rendering; an ASCII set for outputs that can carry no more."""

    failed: str
    passed: str
    recovered: str
    harmless: str
    unknown: str
    full: str
    empty: str
    plus: str
    minus: str
    bar: str
    dots: str
    arrow: str
    rule: str


UNICODE = Signs("✗", "✓", "↻", "·", "?", "█", "░", "+", "−", "│", "…", "→", "─")
ASCII = Signs("x", "ok", "~", ".", "?", "#", ".", "+", "-", "|", "...", "->", "-")

_PLAIN_FORMS = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "×": "x",
    "≤": "<=",
    "≥": ">=",
    "→": "->",
}


def ascii_only(text: str) -> str:
    """The text in ASCII: quotes and dashes by their plain forms, anything else as an escape."""
    if text.isascii():
        return text
    for char, plain in _PLAIN_FORMS.items():
        text = text.replace(char, plain)
    return text.encode("ascii", "backslashreplace").decode("ascii")


def percent(share: float) -> str:
    """A probability as whole per cent; never 0 % or 100 %, which would claim to know."""
    return f"{min(99, max(1, round(share * 100)))} %"


def lines(span: Span) -> str:
    """The lines of a span, without its source: ``line 38``, ``lines 4-52``; of what is no line, ``its end``."""
    if span.source == ENDING:
        return "its end"
    if span.first_line == span.last_line:
        return f"line {span.first_line}"
    return f"lines {span.first_line}-{span.last_line}"


def ranges(numbers: Iterable[int]) -> str:
    """Rising numbers, those in a row joined: ``2-3, 10``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


def in_words(texts: Sequence[str]) -> str:
    """A few texts as a list to be read: ``3, 4 and 5``."""
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def side(name: str) -> str:
    """Where something fails, in words: ``in your code``, ``at the provider``."""
    return _SIDES.get(name, f"in the {name}")


def retried(retry: Retry) -> str:
    """Whether trying again helps, a sentence."""
    return f"{_RETRIES.get(retry.helps, retry.helps)}: {retry.because[:1].lower()}{retry.because[1:]}"


def handled(how: Handling) -> str:
    """Where it fails and whether trying again helps; empty where neither is known."""
    sides = f"It fails {' or '.join(map(side, how.sides))}." if how.sides else ""
    return " ".join(filter(None, (sides, retried(how.retry) if how.retry else "")))


def setting(one: ConfigSetting) -> str:
    """A setting to change, a sentence."""
    return f"{one.name} of {one.of}, by default {one.default}: {one.set}"


def fact(name: str, value: FactValue) -> str:
    """A fact in words and units: ``limit 4,096 tokens``, ``timeout 30 s``, ``requested 172 MiB``, ``model gpt-4o``."""
    kind = FACTS.get(name, FactKind.NAME)
    stem, _, unit = name.rpartition("_")
    if isinstance(value, str) or kind is FactKind.NAME:
        return f"{name.replace('_', ' ')} {value}"
    if kind is FactKind.SIZE:
        return f"{_spoken(stem)} {size(value)}"
    if kind is FactKind.TIME:
        return f"{_spoken(stem)} {duration(value) or '0 s'}"
    if unit in _UNITS:
        return f"{_spoken(stem)} {count(value)} {_UNITS[unit]}"
    return f"{_spoken(name)} {value}"


_UNITS = {"tokens": "tokens", "tpm": "tokens per minute"}


def _spoken(name: str) -> str:
    return name.replace("_", " ")
