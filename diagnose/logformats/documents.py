"""Files that are no logs: source code, change logs, manuals, ``git log``, ``--help``. They only speak of errors.

Only a whole input is taken for a document, and none in which anything stands as a program prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from diagnose.lazy import regex
from diagnose.logformats.block import LogFormat, part
from diagnose.logformats.heads import is_head
from diagnose.logformats.shapes import TRACEBACK, is_error_line, is_frame, is_opening
from diagnose.model import LogEntry, Zone

_COMMIT = regex(r"commit [0-9a-f]{40}(?: \(.{1,200}\))?$")
_GIT = regex(
    r"commit [0-9a-f]{40}\b|(?:Author|Date|Merge|AuthorDate|Commit|CommitDate): |    |$| \S.{0,300}\|\s{1,8}\d+"
    r"| \d+ files? changed"
)
_SUMMARY = regex(r"(?:[*|\\/ ]{1,12} )?[0-9a-f]{7,12} (?:\([^)]{1,100}\) )?\S|[*|\\/ ]{1,12}$")
_HISTORY = regex(r"(?i)#? ?(?:change ?log|changes|release notes|history|what's new)\b.{0,60}$")
_TITLE = regex(r"# \S")
_SECTION = regex(r"#{2,4} \S")
_USAGE = regex(r"(?:usage|Usage|USAGE): \S")
_OPTION = regex(r"\s{1,8}-\w, --\w|\s{1,8}--?\w|(?:options|Options|OPTIONS|optional arguments|Commands)[^:]{0,20}:$")
_ROFF = regex(r"\.(?:TH|Dd|SH|\\\")|'\\\"")
_CODE = regex(
    r"\s*(?=\S)(?:(?:from|import|def|class|return|raise|async|await|export|const|let|var|function|interface|type|enum|public"
    r"|private|static|throw|yield|with|elif|else|try|except|finally|catch|switch|case|for|while|if|self\.|this\."
    r"|package|use|fn|impl|pub|struct|\#include|\#define)\b|@\w|//|/\*|\*[ /]|\#|\"\"\"|'''|[)}\]];?,?$|.*[;{},(\[:]$)"
)
_DECLARES = regex(
    r"(?:from [\w.]{1,100} import |import [\w.{*'\"]|(?:async )?def \w|class \w|@\w+|export |const \w|let \w|var \w"
    r"|(?:async )?function\b|interface \w|/\*\*|\#include|\"use strict\"|'use strict'|package \w|use \w+::|\"\"\")"
)
_CODE_END = regex(r"\s{1,40}\S|[)}\]]|\w+\(.{0,200}\);?$|(?:export|module\.exports|__all__|\w+ ?=|\w+: \w)|//|/\*|\#")
_FEWEST = 12


def entries(block: LogEntry) -> list[LogEntry] | None:
    """The whole input as content, None where it may be a log."""
    if block.wrapping or block.stream:
        return None
    texts = [line.text for line in block.lines if line.text.strip()]
    if len(texts) < 3 or not _is_document(texts) or _printed(texts):
        return None
    return [part(block, block.lines, "document", zone=Zone.CODE)]


def _is_document(texts: list[str]) -> bool:
    first = texts[0]
    if _COMMIT.match(first):
        return all(map(_GIT.match, texts))
    if _USAGE.match(first):
        return sum(1 for text in texts if _OPTION.match(text)) >= 2
    if _HISTORY.match(first) or (_TITLE.match(first) and sum(1 for text in texts if _SECTION.match(text)) >= 2):
        return True
    if _ROFF.match(first):
        return sum(1 for text in texts if text[0] in ".'\\") >= 0.2 * len(texts)
    if _SUMMARY.match(first):
        return all(map(_SUMMARY.match, texts))
    return len(texts) >= _FEWEST and _is_source(texts)


def _is_source(texts: list[str]) -> bool:
    """Whether most lines are code, and declarations stand among the first and all over: no paste with code in it."""
    if not any(map(_DECLARES.match, texts[:12])):
        return False
    declared = _share(_DECLARES, texts)
    return declared >= 0.04 and _share(_CODE, texts) >= 0.5 and _CODE_END.match(texts[-1]) is not None


def _share(pattern: re.Pattern[str], texts: list[str]) -> float:
    return sum(1 for text in texts if pattern.match(text)) / len(texts)


def _printed(texts: Iterable[str]) -> bool:
    """Whether a line stands there as a program prints it."""
    return any(
        text.startswith(TRACEBACK)
        or is_frame(text)
        or is_opening(text)
        or (is_error_line(text) and not text.endswith(("{", ",", ";")))
        or (text[0] != "#" and is_head(text))
        for text in texts
    )


FORMAT = LogFormat("document", entries)
