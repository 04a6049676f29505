"""What differs from one occurrence of an error to the next, taken out of its words."""

from __future__ import annotations

import re

from diagnose.lazy import regex

_MOST_MESSAGE = 2000
_MOST_LINES = 4
_FEWEST_LETTERS = 3
_MORE_FOLLOWS = regex(r"(?::|\bvalidation errors? for \S{1,200}|(?:\A|  )[A-Z][\w ]{1,30}:\s{1,40}\w{1,40})\s*\Z")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_TIME = r"(?:[nuµm]s|s|m|h|d|min|secs?|seconds?|mins?|minutes?|hours?|days?)"
_WINDOWS_FOLDER = r"[A-Za-z]:(?:[\\/]{1,2}[\w.@+\-~ ]{1,100}){1,40}"
_ID_WORD = regex(r"[A-Za-z0-9]{5,64}")
_TURN = regex(r"(?<=[0-9])[A-Za-z]|(?<=[A-Za-z])[0-9]")

_BEFORE = (
    (regex(r"file:/{2,3}(?=[/A-Za-z])"), "/"),
    (regex(r"\b(?:sk|pk|rk|gsk|xai|hf|gh[pos]|glpat|xox[abpr])[-_](?=[\w*-]{0,80}[0-9*])[\w*-]{4,}"), "<key>"),
    (regex(r"0x[0-9a-fA-F]+"), "<address>"),
    (regex(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b"), "<id>"),
    (regex(r"\b(?:req|call|chatcmpl|org|run|thread|msg|resp|toolu)[_\-][\w\-]+"), "<id>"),
    (regex(r"\b(?=[0-9a-fA-F]{0,64}\d)[0-9a-fA-F]{12,64}\b"), "<id>"),
    # A folder of the disk and not a part of an address: it stands at the beginning of a word.
    (regex(rf"(?<![\w.:/\\\])])(?:{_WINDOWS_FOLDER}|~?(?:/[\w.@+\-~]{{1,100}}){{1,40}})[\\/]{{1,2}}"), "<folder>/"),
)
_AFTER = (
    (regex(rf"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},? {{1,2}}(?=\d|{_MONTH} {{1,2}}\d)"), ""),
    (regex(rf"\b{_MONTH} {{1,2}}(?=\d)"), "0 "),
    (regex(rf"(?<=\d[ /-]){_MONTH}(?=[ /-]\d)"), "0"),
    (regex(r"\d+(?:[.,:]\d+)*"), "0"),
    (regex(r"\b0 ?(?:[KMGTkmgt]i?)?[Bb](?:ytes?)?\b"), "0 B"),
    (regex(rf"\b0 ?{_TIME}(?: ?0 ?{_TIME}){{0,5}}\b"), "0 s"),
    (regex(r"\b0(?:, ?0){1,4000}\b"), "0"),
    (regex(r"\b0 ([a-z][\w-]{2,40}?)s\b"), r"0 \1"),
    (regex(r"\s+"), " "),
)


def masked(message: str) -> str:
    """The first line of a message, with all that differs from one occurrence to the next masked.

    Numbers with their units, counted words in the plural, ids, keys, addresses, times and folders are. A line that only
    announces what follows, or names a value (``Reason: OOMKilled``), is taken with the next one.
    """
    text = _telling_lines(message)
    for pattern, mask in _BEFORE:
        text = pattern.sub(mask, text)
    text = _ID_WORD.sub(_without_id, text)
    for pattern, mask in _AFTER:
        text = pattern.sub(mask, text)
    return text.strip()


def _telling_lines(message: str) -> str:
    taken = ""
    for line in message.strip()[: 2 * _MOST_MESSAGE].split("\n")[:_MOST_LINES]:
        taken = f"{taken}  {line.strip()}" if taken else line
        if sum(map(str.isalpha, taken[:200])) >= _FEWEST_LETTERS and not _MORE_FOLLOWS.search(taken[-300:]):
            break
    return taken[:_MOST_MESSAGE]


def _without_id(word: re.Match[str]) -> str:
    """A word in which letters and digits alternate is drawn by lot: ``k2x7q``, the end of a pod's name."""
    return "<id>" if len(_TURN.findall(word[0])) >= 4 else word[0]
