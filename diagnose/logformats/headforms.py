"""Heads of records in the forms that are written in one way only."""

from __future__ import annotations

import re

from diagnose.lazy import regex
from diagnose.logformats.levels import HEAD_WORDS, level_of_word
from diagnose.logformats.records import Head

TIME = (
    r"(?:\d{4}[-/.]\d\d[-/.]\d\d(?:T|[ ,]{1,2}|-)\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d)(?![\w]))?"
    r"|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?,? \d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"|[A-Z][a-z]{2} {1,2}\d{1,2},? (?:\d{4},? )?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"|\d{1,2}[-/ ][A-Z][a-z]{2}[-/ ]\d{4}[ :]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: [+-]\d{4})?"
    r"|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)"
)
_CELERY = regex(rf"\[(?P<time>{TIME}): (?P<level>[A-Z]{{4,8}})/(?P<proc>[\w.@:-]{{1,80}})\] ?")
_GLOG = regex(
    r"(?P<level>[IWEF])(?P<time>\d{4,8} \d\d:\d\d:\d\d\.\d{3,6}) +(?P<thread>\d+) (?P<place>[\w./<>-]{1,120}:\d+)\] ?"
)
_BASIC = regex(rf"(?P<level>{HEAD_WORDS}):(?P<name>[A-Za-z_][\w.\-]{{0,120}}):(?P<text>(?!//).*)", re.DOTALL)
_VLLM = regex(
    rf"(?P<level>{HEAD_WORDS}) (?P<time>\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) "
    r"\[?(?P<place>[\w./-]{1,160}\.\w{1,4}:\d+)\] ?"
)
_LAMBDA = regex(rf"\[(?P<level>{HEAD_WORDS})\]\t(?P<time>[\dT:.-]+Z?)\t(?P<id>[\w-]+)\t")
_LAMBDA_NODE = regex(rf"(?P<time>\d{{4}}-[\dT:.-]+Z)\t(?P<id>[\w-]+)\t(?P<level>{HEAD_WORDS})\t")
_FLAML = regex(
    rf"\[(?P<name>[\w.]{{1,100}}): (?P<time>\d\d-\d\d \d\d:\d\d:\d\d)\] \{{\d+\}} (?P<level>{HEAD_WORDS}) - "
)
_TENSORFLOW = regex(rf"(?P<time>{TIME}): (?P<level>[IWEF]) (?P<place>[\w./-]{{1,160}}:\d+)\] ")
_LITELLM = regex(
    rf"(?P<time>{TIME}) - (?P<name>LiteLLM[\w ]{{0,20}}):(?P<level>{HEAD_WORDS}): "
    r"(?:(?P<place>[\w./-]{1,100}:\d+) - )?"
)
_BRACKET_TIME = regex(
    r"\[(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?Z?)(?P<rank>(?: (?:DP|TP|PP|EP)\d+){0,4})\](?: |$)"
)
_JUPYTER = regex(rf"\[(?P<name>[A-Za-z_][\w.]{{0,100}})\] (?P<level>{HEAD_WORDS})(?: \||:)? {{1,8}}")
_JUPYTER_TIMED = regex(r"\[(?P<level>[DIWEC]) (?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) (?P<name>[\w.-]{1,60})\] ")
_GITHUB = regex(r"##\[(?P<level>error|warning|debug|notice)\]|::(?P<command>error|warning|debug|notice)(?: [^:]*)?::")


def fixed_form(text: str) -> Head | None:
    """The forms that are written in one way only."""
    first = text[0]
    if first in "IWEF" and (found := _GLOG.match(text)):
        return _head("glog", text[found.end() :], found["level"], found["place"], found["time"])
    if first == "[":
        if found := _CELERY.match(text):
            return _head("celery", text[found.end() :], found["level"], None, found["time"], found["proc"])
        if found := _LAMBDA.match(text):
            return _head("lambda", text[found.end() :], found["level"], None, found["time"], found["id"])
        if found := _FLAML.match(text) or _JUPYTER_TIMED.match(text):
            return _head("logging", text[found.end() :], found["level"], found["name"], found["time"])
        if found := _JUPYTER.match(text):
            return _head("logging", text[found.end() :], found["level"], found["name"], None)
    if first.isdigit() and (found := _TENSORFLOW.match(text) or _LITELLM.match(text)):
        return _head("logging", text[found.end() :], found["level"], found["place"], found["time"])
    if first == "2" and (found := _LAMBDA_NODE.match(text)):
        return _head("lambda", text[found.end() :], found["level"], None, found["time"], found["id"])
    if first in "#:" and (found := _GITHUB.match(text)):
        return _head("github", text[found.end() :], found["level"] or found["command"], None, None)
    if found := _VLLM.match(text):
        return _head("vllm", text[found.end() :], found["level"], found["place"], found["time"])
    if found := _BASIC.match(text):
        return _head("logging", found["text"], found["level"], found["name"], None)
    return None


def bracket_time(text: str) -> Head | None:
    """A time in brackets and no level, as SGLang writes it, with the rank of the process."""
    found = _BRACKET_TIME.match(text) if text[0] == "[" else None
    if not found:
        return None
    return Head(text[found.end() :], None, None, found["time"], found["rank"].strip(), format="logging")


def _head(form: str, text: str, level: str, logger: str | None, time: str | None, stream: str = "") -> Head:
    return Head(text, level_of_word(level), logger, time, stream, format=form)
