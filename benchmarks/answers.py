"""Whether an answer agrees with the truth about a generated log, and with another answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.blocks import Seen, Truth


def faults_wrong(truth: Truth, answer: Path) -> list[str]:
    """What a report in JSON has wrong: a fault that has not exactly one diagnosis with its count and the lines of its
    first and last occurrence, or a diagnosis or an unknown error too many."""
    try:
        report = json.loads(answer.read_text(encoding="utf-8"))
    except ValueError:
        return ["no report"]
    wrong = [said for seen in truth.faults if (said := _wrong(seen, report["diagnoses"]))]
    known = {seen.fault for seen in truth.faults}
    wrong += [f"{one['class']}: not in the log" for one in report["diagnoses"] if one["class"] not in known]
    wrong += [f"{one['exception']['type']}: not recognised" for one in report["unrecognised"]]
    return wrong


def _wrong(seen: Seen, diagnoses: list[dict[str, Any]]) -> str:
    of_it = [one for one in diagnoses if one["class"] == seen.fault]
    if len(of_it) != 1:
        return f"{seen.fault}: {len(of_it)} diagnoses instead of one"
    (one,) = of_it
    if one["occurrences"] != seen.count:
        return f"{seen.fault}: {one['occurrences']} times instead of {seen.count}"
    for name, place in (("span", seen.first), ("last_span", seen.last)):
        found = (one[name]["first_line"], one[name]["last_line"])
        if not place[0] <= found[0] <= found[1] <= place[1]:
            return f"{seen.fault}: {name} in lines {found[0]}-{found[1]} instead of {place[0]}-{place[1]}"
    return ""


def differences(first: Path, second: Path) -> list[str]:
    """Where two reports in JSON differ: the path of each value, and both values."""
    try:
        pair = [json.loads(path.read_text(encoding="utf-8")) for path in (first, second)]
    except ValueError:
        return ["no report"]
    return list(_differences("", *pair))


def _differences(place: str, first: Any, second: Any) -> Iterator[str]:
    """The recursion ends: reports are as deep as their schema."""
    if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
        for key in first:
            yield from _differences(f"{place}.{key}", first[key], second[key])
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for at, (one, other) in enumerate(zip(first, second, strict=True)):
            yield from _differences(f"{place}[{at}]", one, other)
    elif first != second:
        yield f"{place.lstrip('.')}: {str(first)[:60]} instead of {str(second)[:60]}"
