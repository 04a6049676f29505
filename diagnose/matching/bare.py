"""Errors that a line of the log states by itself, outside every trace: recognised by the line patterns of a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from diagnose.lazy import regex
from diagnose.matching.classify import Classifier
from diagnose.matching.log import Log, OwnLine
from diagnose.matching.patterns import captures, clip
from diagnose.model.entries import Zone
from diagnose.model.events import EventKind, Link, RaisedException, Surfaced, TraceEvent
from diagnose.model.lines import Span

NEIGHBOUR = 3
"""Statements of one class at most so many lines apart are one."""
_LETTERS = regex(r"[A-Za-z]{3}")
_OPENING = regex(r"[\"{\[]")
_WORD = regex(r"\w")
_ERROR_WORDS = regex(
    r"(?i)err|fail|exception|message|reason|msg|detail|std(?:err|out)|output|status|body|said|answered|respon"
)
"""Words that lead in a quoted error as one that happened."""
_RESULTS = (Zone.TOOL_RESULT, Zone.CODE_RESULT)
"""What tools and executed code print is theirs; an error in it is told by its own marks, not by its words."""
_PASSED = regex(r"::.+ (?:PASSED|SKIPPED|XFAIL)\b|^\s*(?:✓|√|✔|ok \d)|\.\.\. ok$")
"""Lines of a test runner about tests that did not fail; their names quote errors."""
_MENTION = regex(
    r"(?i)\b(?:previous|last|earlier) (?:run|time|attempt|week|month|year)\b|\byesterday\b|\b(?:did|have|do) you\b"
    r"|\bwe (?:\w+ )?had\b|\be\.g\.|\bfor example\b|\bif you (?:see|get)\b|\bhow to\b"
    r"|^\s*[-*+] .*`|^\s*[-*] (?:Fixed|Added|Changed|Raised|Removed|Improved|Docs|Deprecated|Security)\b"
    r"|^\s*--?[a-z][\w-]*(?:[ =][A-Z_]+)?\s{2,}|^usage: |HTTP/[\d.]+\"? [23]\d\d\b"
)
"""Words with which a line speaks of an error instead of stating one."""
_FAILS = regex(
    r"(?i)\b(?:errors?|fail(?:ed|ure|s)?|exceptions?|invalid|refused|unable|could not|cannot)\b"
    r"|\b(?:has no|no such|does not|not found|is closed)\b"
)
NAMED = regex(r"(?<![\w.])((?:[A-Za-z_]\w*\.){0,6}[A-Z]\w{0,60}(?:Error|Exception|Timeout))(?:: |\((?=[\"']))")
"""An exception named in the middle of a line, with its message after it."""


def loud(line: OwnLine) -> bool:
    """Whether the line's record leaves open that it states an error."""
    return not line.quiet


def states_failure(line: OwnLine) -> bool:
    """For logs without any louder line: whether a record below WARNING says in its words that something failed."""
    return _FAILS.search(clip(line.line.text)) is not None


def bare_events(
    events: Sequence[TraceEvent], log: Log, classifier: Classifier, eligible: Callable[[OwnLine], bool]
) -> Iterable[TraceEvent]:
    """Events for lines outside every trace that a class's line patterns recognise."""
    taken = _taken(events, log)
    hits: dict[int, tuple[str, OwnLine]] = {}
    for playbook, signature in classifier.bare_forms:
        for pattern in signature.condition.line:
            for index in log.lines_hit(pattern):
                line = log.own[index]
                if not eligible(line) or line.record.zone in _RESULTS or line.line.number in taken or index in hits:
                    continue
                text = clip(line.line.text)
                if only_mentions(text):
                    continue
                if any(captures(veto, text) is not None for veto in signature.condition.unless):
                    continue
                hits[index] = (playbook.id, line)
    group: list[OwnLine] = []
    previous: tuple[int, str] | None = None
    for index in sorted(hits):
        name, line = hits[index]
        if previous is not None and (name != previous[1] or index - previous[0] > NEIGHBOUR):
            yield _bare_event(group)
            group = []
        group.append(line)
        previous = (index, name)
    if group:
        yield _bare_event(group)


def only_mentions(text: str) -> bool:
    """Whether a line speaks of an error instead of stating one: a passed test, help, a change log, a quoted title."""
    if _PASSED.search(text) or _MENTION.search(text):
        return True
    head = _before_quote(text)
    return head is not None and _ERROR_WORDS.search(head) is None


def _before_quote(text: str) -> str | None:
    """The words before a quoted text that ends the line; None where there is none, or it is data.

    Told without one pattern for all of it, which would take square time on a long line.
    """
    opening = _OPENING.search(text)
    if opening is None or opening.group() != '"':
        return None
    head, rest = text[: opening.start()], text[opening.end() :].partition('"')[2]
    if head[-1:] != " " or not (head[-2:-1] in "):,/" or _WORD.match(head[-2:-1])) or _WORD.search(rest):
        return None
    return head if _LETTERS.search(head[:-2]) else None


def _taken(events: Sequence[TraceEvent], log: Log) -> set[int]:
    """The numbers of the lines that events cover, with the words of the log record right above them."""
    taken: set[int] = set()
    for event in events:
        taken.update(range(event.span.first_line, event.span.last_line + 1))
        heading = {line.strip() for line in event.heading.splitlines()}
        for item in reversed(log.before(event.span.first_line)[-len(heading) - 1 :]):
            if item.line.text.strip() not in heading:
                break
            taken.add(item.line.number)
    return taken


def _bare_event(lines: Sequence[OwnLine]) -> TraceEvent:
    span = Span.over(lines[0].line.source, *(line.line.number for line in lines))
    message = "\n".join(clip(line.line.text) for line in lines)
    named = NAMED.search(message)
    raised = RaisedException(named[1], message[named.end() :], Link.NONE, (), span, span) if named else None
    raised = raised or RaisedException("", message, Link.NONE, (), span, span)
    record = lines[0].record
    surfaced = Surfaced.LOGGED if record.level is not None else Surfaced.UNCAUGHT
    return TraceEvent(EventKind.LOGGED, (raised,), span, surfaced, record.level, record.logger, stream=record.stream)
