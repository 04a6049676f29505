"""Lines that certainly start something new: where a message that has no end mark ends."""

from __future__ import annotations

import re

from diagnose.lazy import regex

_DIGITS = regex(r"\d+")
_HEADER = regex(
    r"(?:[ ]{0,16}|.{0,200}[\s:>\]|])(?:\+ Exception Group |Exception Group )?"
    r"Traceback \(most recent call (?:last|first)\):?\s*$"
)
_RICH_TOP = regex(r"\s*[╭┌+][─\-]+ Traceback \(most recent call last\) [─\-]+[╮┐+]?\s*$")

_STARTS = regex(
    r"""
    \[?\d{4}-\d\d-\d\d[T\s_]\d\d:\d\d                                    # a timestamp
    | \[?\d{4}/\d\d/\d\d[ ]\d\d:\d\d
    | \[?\d\d:\d\d:\d\d[\s.,\]]
    | \[?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[ ]+
      [A-Z\d][\w ]{0,8}[ ]\d\d:\d\d:\d\d
    | \[?(?:TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL|SUCCESS)\]?(?:\s*[:|\]\-]|\s{1,8}[\[(\d]|:\S)
    | level=\w+\s | time=["\d]
    | \$[ ]\S | [#][ ]\$ | >>>[ ] | ❯[ ] | In[ ]\[\d+\]:
    | (?:\([\w.\-]+\)[ ])?(?:PS[ ][A-Z]:[\\/]|[A-Z]:[\\/][^<>|:]{0,200}>)
    | (?:\([\w.\-]+\)[ ])?[\w.\-]+@[\w.\-]+[:~ ][^$#]{0,120}[$#%](?:[ ]|$)
    | \S[^:\n]{0,300}:\d+:[ ]\w*Warning:[ ]
    | sys:1:[ ] | <sys>:0:[ ]
    | Warning:[ ] | RuntimeWarning:[ ]Enable[ ]tracemalloc
    | Exception[ ]in[ ](?:thread|callback|ASGI|default)\b | Exception[ ]ignored[ ](?:in|while|on)\b
    | (?:Task|Future)[ ]exception[ ]was[ ]never[ ]retrieved | Task[ ]was[ ]destroyed[ ]but
    | Unhandled[ ]exception[ ]in | Error[ ]processing[ ]publish[ ]message | Unclosed[ ](?:client|connection)
    | Fatal[ ]Python[ ]error:[ ] | Timeout[ ]\(\d+:\d\d:\d\d\)! | (?:Current[ ]thread|Thread)[ ]0x[0-9a-f]+
    | Process[ ]\S{1,80}:$ | Killed$ | Terminated$ | Segmentation[ ]fault | Aborted[ ]\(core
    | [\w.\-]{1,60}[ ]\(to[ ][^)]{1,80}\):\s*$
    | -{10}[ ]\S.{0,120}[ ]-{10}\s*$ | -{40,}\s*$ | ={10,} | \*{5}[ ] | >{8}[ ] | exitcode:[ ]
    | _{5,}[ ] | (?:FAILED|ERROR|PASSED)[ ]\S+::
    | npm[ ]ERR! | make(?:\[\d+\])?:[ ]\*\*\* | \#\#\[ | (?:command|process)[ ](?:terminated|exited)[ ]with
    | \[Prompt[ ]tokens:
    | -->\ | ----+>[ ]\d | \^C(?:Traceback|$)
    | node:internal/ | <---[ ](?:Last|JS) | FATAL[ ]ERROR:[ ]
    """,
    re.VERBOSE,
)


def is_header(text: str) -> bool:
    """Whether the row is a traceback's first line, alone or behind a label."""
    return "Traceback (most recent call" in text and (_HEADER.match(text) or _RICH_TOP.match(text)) is not None


def starts_something(text: str) -> bool:
    """Whether the row is certainly no continuation of a message."""
    return _STARTS.match(text) is not None


_WHOLE = regex(
    r"[^\s:]{1,200}\s*$"  # no message at all
    r"|[^\s:]{1,200}: (?:Error code: \d{3} - \{.*\}$|Request timed out\.$|Connection error\.$|timed out$"
    r"|Event loop is closed$|This event loop is already running$|The read operation timed out$"
    r"|asyncio\.run\(\) cannot be called from a running event loop$|CUDA out of memory\. .*|Unable to allocate .*"
    r"|There is no current event loop|Cannot run the event loop while"
    r"|.{1,2000} (?:to a different (?:event )?loop|attached to a different loop)$"
    r"|Unhandled message in agent container: |All connection attempts failed$|Server disconnected)"
)


def is_whole(head: str) -> bool:
    """Whether the line of type and message is known to have no continuation: what stands below is something else."""
    return _WHOLE.match(head) is not None


def shape(text: str) -> str:
    """The line with its numbers masked: lines that a program prints again and again are equal in it."""
    return _DIGITS.sub("0", text[:200]) if len(text) > 3 else ""
