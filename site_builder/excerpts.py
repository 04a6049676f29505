"""A short piece of a real log for each class, from the labelled samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from diagnose.model.dataclass import dataclass
from diagnose.redaction import Redactor
from diagnose.render.safe import visible

SAMPLES = Path(__file__).resolve().parents[1] / "sample_traces"
MOST_LINES = 12
_ABOVE = 7
"""Lines above the one that names the exception."""
_WIDEST = 240
_LARGEST = 1 << 20
_FAR = 120
"""Lines above the error in which its traceback may begin."""
_CARETS = re.compile(r"^[^A-Za-z\"']*[\^~]{2,}[\s^~│|]*$")
_OWN = re.compile(r"File \"(?!.*(?:site-packages|/lib/python|dist-packages))[/A-Z~]")
_HEAD = re.compile(r"^Traceback \(most recent call last\)|^\s+(?:\+ )?Exception Group Traceback")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the manifest says of a sample. ``types`` are the spellings of the true error's type, any of them."""

    id: str
    path: Path
    label: str
    types: tuple[str, ...]
    accept: tuple[str, ...]
    plain: bool
    """Written by a program that failed, on one text file, without a remark on what is odd about it."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a sample, which sample, and whether lines are left out around them."""

    sample: str
    lines: tuple[str, ...]
    cut: bool


def read_samples(folder: Path = SAMPLES) -> tuple[Labelled, ...]:
    """The samples of classes, and those of the proofs."""
    found: list[Labelled] = []
    for base in (folder, folder / "proofs"):
        manifest = base / "manifest.yaml"
        if manifest.is_file():
            cases = yaml.load(manifest.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
            found += [_labelled(case, base) for case in cases if case["class"] not in ("none", "other")]
    return tuple(found)


def _labelled(case: dict[str, object], base: Path) -> Labelled:
    facts = case.get("facts")
    types = facts.get("exception") if isinstance(facts, dict) else None
    accept = case.get("accept")
    return Labelled(
        str(case["id"]),
        base / str(case["file"]),
        str(case["class"]),
        tuple(map(str, types)) if isinstance(types, list) else ((str(types),) if types else ()),
        tuple(map(str, accept)) if isinstance(accept, list) else (),
        not case.get("synthetic") and not case.get("known_miss") and case.get("status") in (None, "failed"),
    )


def excerpt_of(label: str, types: Sequence[str], samples: Iterable[Labelled]) -> Excerpt | None:
    """The piece of that sample of the class that says most in fewest lines; None where it has no sample.

    ``types`` are those that the class names, the most telling first: a sample with one of the first goes first.
    """
    found = [(one, lines) for one in samples if one.label == label and (lines := lines_of(one))]
    if not found:
        return None
    order = {name.rpartition(".")[2]: rank for rank, name in reversed(list(enumerate(types)))}

    def rank(sample: Labelled) -> int:
        return min((order.get(name.rpartition(".")[2], len(order)) for name in sample.types), default=len(order))

    sample, lines = min(found, key=lambda one: (_unfit(*one), rank(one[0]), _size(*one), one[0].id))
    piece = _piece(lines, sample)
    redactor = Redactor()
    shown = [visible(redactor.text(line[:_WIDEST])) + ("…" if len(line) > _WIDEST else "") for line in piece]
    return Excerpt(sample.id, tuple(shown), len(piece) < len(lines))


def lines_of(sample: Labelled) -> list[str]:
    """The lines of a sample that is a plain text file; none of another."""
    try:
        if sample.path.suffix != ".log" or sample.path.stat().st_size > _LARGEST:
            return []
        text = sample.path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [] if "\x00" in text else [line.rstrip() for line in text.strip("\r\n").rstrip().splitlines()]


def naming(lines: Sequence[str], sample: Labelled) -> int | None:
    """The line that names the true error's type with its message, the last such; None where none does."""
    for wanted in sample.types:
        said = re.compile(rf"(?:^|[\s.>]){re.escape(wanted.rpartition('.')[2])}(?::|\(|$)")
        for number in range(len(lines) - 1, -1, -1):
            if said.search(lines[number]):
                return number
    return None


def _unfit(sample: Labelled, lines: Sequence[str]) -> tuple[bool, bool]:
    return not sample.plain, naming(lines, sample) is None and len(lines) > MOST_LINES


def _size(sample: Labelled, lines: Sequence[str]) -> int:
    piece = _piece(lines, sample)
    stranger = 0 if any(_OWN.search(line) for line in piece) else 15
    return stranger + 3 * len(piece) + sum(max(0, len(line) - 110) for line in piece) + 40 * max(0, 4 - len(piece))


def _piece(lines: Sequence[str], sample: Labelled) -> list[str]:
    """What is shown of a log: all of a short one; of a traceback the user's own frame, and the end of it."""
    if len(lines) <= MOST_LINES:
        return list(lines)
    at = naming(lines, sample)
    if at is None:
        return list(lines[-MOST_LINES:])
    heads = [number for number in range(max(0, at - _FAR), at) if _HEAD.search(lines[number])]
    start = heads[-1] if heads else max(0, at - _ABOVE)
    whole = [line for line in lines[start : at + 2] if not _CARETS.search(line)]
    if len(whole) <= MOST_LINES:
        return whole
    own = [number for number in range(start, at) if _OWN.search(lines[number])]
    begin = [lines[start], *lines[own[-1] : own[-1] + 2]] if own and heads else []
    end = [line for line in lines[at - _ABOVE : at + 1] if not _CARETS.search(line)]
    ends = end[-3:] if begin else end
    return [*begin, "  …", *ends] if begin and own[-1] + 2 < at - 2 else [*begin, *ends]
