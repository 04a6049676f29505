"""What must hold of the answer to any bytes whatever."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NoReturn
from zlib import crc32

import jsonschema

from diagnose.decoding import text_of
from diagnose.input import lines_of
from diagnose.model.playbook import PlaybookSet
from diagnose.model.report import Report
from diagnose.pipeline import diagnose_lines
from diagnose.playbook import load
from diagnose.render import render
from diagnose.render.view import View
from tests.render.test_json import SCHEMA

NAME = "x.log"
SLOW = 1.5
"""Seconds of computing for one small input; the usual is a hundredth."""
SELDOM = 16
"""What takes long is tried on every so many inputs only, chosen by their bytes."""

_ACTS = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u061b\u061d-\u200a\u200d\u2010-\u2027\u202f-\u205f\u2070-\ud7ff"
    "\ue000-\ufefe\uff00-\ufff8\ufffc-\U000dffff]"
)
_HARMLESS_JSON = re.compile("[\n -~]*\\Z")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")

Check = Callable[[bytes], str]
"""Raises for bytes that break a promise; else what the answer was, the same whenever it is asked."""


class Broken(AssertionError):
    """A promise that does not hold."""


@cache
def known() -> PlaybookSet:
    """The shipped playbooks."""
    return load().playbooks


@cache
def _schema() -> Any:
    return jsonschema.Draft202012Validator(SCHEMA)


def check_report(data: bytes) -> str:
    """The whole way from bytes to every rendering. Raises Broken, or whatever goes wrong inside."""
    began = time.process_time()
    report = diagnose_lines(lines_of(data, NAME), known())
    document = rendered(report, text_of(data).count("\n") + 1, thorough=crc32(data) % SELDOM == 0)
    if crc32(data) % SELDOM == 1 and document != render(diagnose_lines(lines_of(data, NAME), known()), "json", View()):
        raise Broken("the same input gave two answers")
    spent = time.process_time() - began
    if spent > SLOW * (1 + len(data) / 10_000):
        raise Broken(f"{len(data)} bytes took {spent:.1f} s")
    return document


def rendered(report: Report, count: int, thorough: bool) -> str:
    """The report as JSON, after a look at every format: each a text that does not act, about lines that exist."""
    text = render(report, "json", View())
    if not _HARMLESS_JSON.match(text):
        raise Broken("the JSON has characters that act")
    document = json.loads(text, parse_constant=_no_number)
    for span in _spans(document):
        if not 1 <= span["first_line"] <= span["last_line"] <= count or span["source"] != NAME:
            raise Broken(f"points at {span} of {count} lines")
    harmless(render(report, "terminal", View()))
    if thorough:
        fault = next(_schema().iter_errors(document), None)
        if fault is not None:
            raise Broken(f"the JSON is not of its schema: {fault.message[:200]} at {fault.json_path}")
        harmless(render(report, "terminal", View(width=40, unicode=False)))
        harmless(_COLOUR.sub("", render(report, "terminal", View(verbose=True, color=True, top=9))))
    return text


def harmless(screen: str) -> None:
    """Raises Broken for a text with a character that acts on a terminal or cannot be seen."""
    found = _ACTS.search(screen)
    if found:
        around = screen[max(0, found.start() - 30) : found.end() + 30]
        raise Broken(f"the screen has {found.group()!r} in {around!r}")


def _no_number(word: str) -> NoReturn:
    raise Broken(f"the JSON has {word}")


def _spans(node: object) -> Iterator[dict[str, Any]]:
    """Every object that names lines, however deep; without recursion."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if "first_line" in node:
                yield node
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
