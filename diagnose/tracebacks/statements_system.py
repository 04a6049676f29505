"""Words of a kernel, a shell, a container runtime or a service manager about a process that ended badly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnose.lazy import regex
from diagnose.model import EventKind
from diagnose.tracebacks.protocol import PayloadLine
from diagnose.tracebacks.statements_event import Read, single

_CODE = r"(?P<exit_code>137|139|134|135|132|124|-(?:9|6|11|7|4)|3221225477|3221226505|0xC0000005)\b(?![.,]\d)"
_KERNEL = regex(
    r"(?P<process>[\w./\-]{1,60}) invoked oom-killer: "
    r"|oom-kill:constraint="
    r"|(?:Out of memory|Memory cgroup out of memory): Kill(?:ed)? process (?P<pid>\d+)"
    r"(?:,? \(?(?P<killed>[^),\s]{1,60}))?"
    r"|Killed process \d+ \([^)]{1,60}\)"
    r"|killed as a result of limit of /|are going to be killed due to memory\.oom\.group"
    r"|systemd-oomd\b.{0,40}\b[Kk]ill(?:ed|ing)\b|[Oo]om[_-]kill event"
)
_REAPED = regex(r"oom_reaper: reaped process|Tasks state \(memory values|\[ +pid +\]")
_DUMP_LINES = 400
_UNIT = regex(
    r"A process of this unit has been killed by the OOM killer"
    r"|Main process exited, code=(?:killed|dumped), status=\d+/(?P<signal>(?:KILL|SEGV|ABRT|BUS))"
    r"|Main process exited, code=exited, status=(?P<exit_code>137|139|134|124)\b"
    r"|Failed with result '(?:oom-kill|signal|core-dump|watchdog|timeout)'"
    r"|Killing process \d+ \([^)]{1,60}\) with signal SIGKILL"
)
_DIED = r"(?:Killed(?:: 9)?|Segmentation fault|Aborted|Bus error|Illegal instruction|Trace/(?:breakpoint|BPT) trap)"
_SHELL = regex(
    rf"(?:\[\d+\] *[+\-]? +(?:\d+ +)?)?{_DIED}(?: *\(core dumped\))?\s*$"
    rf"|\[\d+\] *[+\-]? +(?:\d+ +)?{_DIED}(?: *\(core dumped\))?\s+\S"
    rf"|[\w./\-]{{1,200}}: (?:line )?\d+: +\d+ +{_DIED}\b"
    r"|(?:zsh|fish|bash|sh|-bash): (?:killed|segmentation fault|abort|Killed|Job \d+, .{1,200} terminated by signal )\b"
    r"|(?:bash|sh|zsh|-bash): (?:fork: )?(?:retry: )?Cannot allocate memory"
)
_GLUED = regex(r"(?:it/s|s/it|\?it/s|\]|%)\]?Killed\s*$")
_EXIT = regex(
    r"(?:\b(?i:exit(?:ed|ing)?|terminated|finished|failed|ended|returned|completed|stopped|died)\b[^:\n]{0,60}?"
    r"\b(?i:code|status)[ :=]{1,3}[\[(]?|\b(?i:exit ?(?:code|status))[ :=]{1,6}|\(exitcode: )" + _CODE
)
_SIGNALLED = regex(
    r"(?i:\b(?:sent|signal|by|from|code|with)\b)[ :=]{1,3}(?i:signal )?[\[\"'(]{0,2}"
    r"(?P<signal>SIG(?:KILL|SEGV|ABRT|BUS|ILL|TRAP))\b"
    r"|\b(?:prematurely: |due to |killed by |terminated by |exited with ')signal:? (?P<number>9|6|11)\b"
    r"|\bsignal: (?:killed|aborted|segmentation fault)\b"
)
_CONTAINER = regex(
    r"\bOOMKilled[\"']?\s*[:=]\s*[\"']?[Tt]rue|(?i:\b(?:reason|status|state)\b)[\"']?\s{0,8}[:=]\s{0,8}[\"']?OOMKilled"
    r"|\b\d+/\d+ +(?:Init:)?OOMKilled\b|^\s*OOMKilled\s*$|\bOOMKilled\b.{0,40}\b137\b"
    r"|(?i:\b(?:container|pod|process|task)\b).{0,80}\b(?:was|got|been) (?i:OOM[- ]?killed)"
    r"|Container killed due to memory usage"
)
_NOT_KILLED = regex(r"OOMKilled[\"']?\s*[:=]\s*[\"']?(?:false|False)")
_FIELDS = regex(
    r"\s*\"?(?:Reason|Exit ?Code|Last State|Signal|Message)\"?:\s*"
    r"(?:\"?OOMKilled|\"?Error\b|Terminated\b|137|139|134|9\b)"
)
_TERMINATED = regex(r"\s*(?:Last )?State: +Terminated\s*$")
_EXIT_FIELD = regex(rf"\s*\"?Exit ?Code\"?:\s*{_CODE}")
_PLATFORM = regex(
    r"Runtime exited with error: |Runtime\.(?:ExitError|OutOfMemory)\b"
    r"|Task timed out after (?P<timeout_s>[\d.]+) seconds"
    r"|Error [RH]1[0-9] \([^)]{1,80}\)"
    r"|[Ww]as killed due to the node running low on memory|running low on memory\b.{0,80}\bkill"
    r"|Perhaps out of memory\?|WorkerLostError\("
    r"|(?:Dead kernel|[Kk]ernel (?:appears to have |has )?died|Kernel crashed)\b"
    r"|terminate called after throwing an instance of 'std::bad_alloc'|what\(\):  std::bad_alloc"
    r"|memory allocation of \d+ bytes failed|fatal error: (?:runtime: )?(?:out of memory|cannot allocate)"
    r"|slurmstepd: error: Detected \d+ oom"
)
_REPORT = regex(r"REPORT RequestId: ")
_ASKED = regex(r".{0,80}\becho \$(?:\?|LASTEXITCODE)\s*$")
_ANSWER = regex(rf"\s*{_CODE}\s*$")
_QUICK = regex(
    r"[Kk]ill|KILL|[Oo]om|OOM|\b1(?:37|39|34|24|35|32)\b|-(?:9|6|11)\b|fault|[Aa]bort|SIG|signal|[Oo]ut of memory"
    r"|Runtime|timed out after|Error [RH]1|ernel|bad_alloc|allocation of|allocate memory|Terminated|322122|0xC00|trap"
    r"|Bus error|memory"
)
_JSON_FIELD = regex(r'\s+"\w+": .{0,300},?$')
_LONGEST = 2000


def parse(lines: Sequence[PayloadLine], start: int) -> Read | None:
    """The statement that a line begins, with its neighbours that speak of the same end."""
    if not _speaks(lines, start):
        return None
    told = [start]
    stop = start + 1
    while (following := _next(lines, stop, start)) is not None:
        told.append(following)
        stop = following + 1
    message = "\n".join(lines[index].text.strip() for index in told)
    return single(EventKind.SYSTEM, lines, start, stop, message, properties=_properties(lines, told))


def _speaks(lines: Sequence[PayloadLine], index: int) -> bool:
    text = lines[index].text
    if len(text) > _LONGEST or not _QUICK.search(text) or _NOT_KILLED.search(text):
        return False
    if _CONTAINER.search(text):
        return True
    if _EXIT_FIELD.match(text):
        return not _was_not_killed(lines, index)
    if _TERMINATED.match(text):
        near = lines[index + 1 : index + 4]
        return any(_FIELDS.match(line.text) and "Error" not in line.text for line in near)
    stripped = text.strip()
    return (
        _SHELL.match(stripped) is not None
        or _GLUED.search(text) is not None
        or any(form.search(text) for form in (_KERNEL, _UNIT, _EXIT, _SIGNALLED, _PLATFORM))
        or _is_answer(lines, index)
    )


def _was_not_killed(lines: Sequence[PayloadLine], index: int) -> bool:
    """Whether the record of the container says that memory was not the reason: it was stopped from outside."""
    near = lines[max(0, index - 12) : index + 12]
    return any(_NOT_KILLED.search(line.text[:_LONGEST]) for line in near)


def _is_answer(lines: Sequence[PayloadLine], index: int) -> bool:
    return (
        index > 0 and _ANSWER.match(lines[index].text) is not None and _ASKED.match(lines[index - 1].text) is not None
    )


def _next(lines: Sequence[PayloadLine], index: int, start: int) -> int | None:
    """The next line that belongs to the same end, None where none does."""
    if "invoked oom-killer" in lines[start].text:
        limit = _DUMP_LINES
        if index >= len(lines) or index - start > limit:
            return None
        return _killed_in_dump(lines, index, min(len(lines), start + limit))
    told = index - 1
    for place in range(index, min(index + 6, len(lines))):
        text = lines[place].text
        if _JSON_FIELD.match(text) and _JSON_FIELD.match(lines[told].text) and not _speaks(lines, place):
            continue
        if place < index + 2 and (not text.strip() or _ASKED.match(text[:200])):
            continue
        if _speaks(lines, place) or _REAPED.search(text[:_LONGEST]) or _FIELDS.match(text) or _REPORT.match(text):
            return place
        return None
    return None


def _killed_in_dump(lines: Sequence[PayloadLine], index: int, limit: int) -> int | None:
    for place in range(index, limit):
        text = lines[place].text[:_LONGEST]
        if "invoked oom-killer" in text:
            return None
        if _KERNEL.search(text) or (_REAPED.search(text) and place == index):
            return place
    return None


def _properties(lines: Sequence[PayloadLine], told: Sequence[int]) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for index in told:
        text = lines[index].text
        for form in (_KERNEL, _UNIT, _EXIT, _EXIT_FIELD, _ANSWER, _SIGNALLED, _PLATFORM):
            match = form.match(text) if form is _ANSWER else form.search(text)
            for name, value in (match.groupdict() if match else {}).items():
                if value and name not in found:
                    found[name] = value
    if "killed" in found:
        found["process"] = found.pop("killed")
    if number := found.pop("number", None):
        found.setdefault("signal", number)
    yield from sorted(found.items())
