"""Reports made by hand, with one of everything, so that no rendering depends on a playbook or on the matching."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model import (
    Candidate,
    Cause,
    CauseRef,
    Comparison,
    Condition,
    Diagnosis,
    Evidence,
    Frame,
    Framework,
    Link,
    Nearest,
    Origin,
    Playbook,
    PlaybookSet,
    RaisedException,
    Remedy,
    Report,
    Role,
    Sign,
    Skipped,
    Span,
    Status,
    Step,
    StepOutcome,
    Unrecognised,
)
from diagnose.model.verified import Verification, fix_digest

BEFORE = """\
import client

answers = []
for ticket in tickets:
    answers.append(client.ask(ticket))  # one after the other
    print(len(answers))

client.close()
"""
AFTER = """\
import client
from bounds import at_most

answers = []
for ticket in at_most(8, tickets):
    answers.append(client.ask(ticket))
    print(len(answers))

client.close()
"""


def span(first: int, last: int | None = None, source: str = "trace.log") -> Span:
    return Span(source, first, last or first)


MANY_OR_FEW = (
    StepOutcome("More than eight", "The queue is full of one's own.", (("too-many-tickets", 0.97), ("other", 0.05))),
    StepOutcome("Eight or fewer", "Others fill the queue.", (("too-many-tickets", 0.03), ("other", 0.95))),
)
FAILS_OR_NOT = (
    StepOutcome("It is answered", "Only many fail.", (("too-many-tickets", 0.9), ("small-queue", 0.8), ("other", 0.3))),
    StepOutcome("It fails", "One is too many.", (("too-many-tickets", 0.1), ("small-queue", 0.2), ("other", 0.7))),
)
LONG_OR_SHORT = (
    StepOutcome("8, as delivered", "It is short.", (("small-queue", 0.95), ("too-many-tickets", 0.5), ("other", 0.3))),
    StepOutcome("64 or more", "It is long.", (("small-queue", 0.05), ("too-many-tickets", 0.5), ("other", 0.7))),
)
ANSWERS_OR_NOT = (
    StepOutcome(
        "It answers",
        "It is up.",
        (("other", 0.8), ("third", 0.2)),
        found=(Comparison("servers_answering", at_least=1),),
    ),
    StepOutcome("It does not", "It is down.", (("other", 0.2), ("third", 0.8))),
)
CAUSE = Cause(
    id="too-many-tickets",
    title="More tickets are asked for than the server takes",
    statement="Every ticket opens a request, and nothing bounds how many are open.",
    why="The loop starts a request per ticket. The server refuses what exceeds its queue.",
    signs=(
        Sign("{{ repeats }} refusals in the log", 4, Condition()),
        Sign("the refusals come in bursts", 3, Condition()),
        Sign("the first request was refused already", 0.2, Condition()),
    ),
    steps=(
        Step("open-requests", "Count the open requests.", 60, MANY_OR_FEW, "ss -tn | wc -l"),
        Step("one-ticket", "Ask one ticket alone.", 300, FAILS_OR_NOT),
        Step("queue-length", "Read the server's queue length.", 30, LONG_OR_SHORT),
    ),
    verify=("No more than eight requests are open at any time.",),
    remedies=(
        Remedy("any", "python", "Bound how many are open at a time.", BEFORE, AFTER),
        Remedy("node", "bash", "Start the server with a longer queue.", None, "server --queue 64", "needs the server"),
    ),
    prevention=("Bound every loop that sends requests.",),
    references=("https://example.org/queues",),
    separates="The number of open requests when the first refusal came.",
    path="playbooks/causes/too-many-tickets.yaml",
)
RUNS = {
    fix_digest("any", BEFORE, AFTER): (
        Verification("Python 3.13", (("bounds", "0.10.0"), ("tickets[queue]", "2.1"))),
        Verification("Python 3.11", (("bounds", "0.9.4"), ("tickets[queue]", "2.1"))),
    )
}
OTHER = Cause(id="small-queue", title="The server's queue is small", statement="It holds eight.", why="A default.")
PLAYBOOK = Playbook(
    id="queue-full",
    title="The ticket server's queue is full",
    summary="The server takes a number of requests at a time and refuses the rest. Nothing was lost.",
    severity="error",
    signatures=(),
    causes=(CauseRef("too-many-tickets", 0.6), CauseRef("small-queue", 0.3)),
    steps=(Step("ask-server", "Ask the server.", 120, ANSWERS_OR_NOT, check="servers"),),
    prevention=("Watch the queue.",),
    references=("https://example.org/server",),
    not_this=("A refused connection never reached the server.",),
    path="playbooks/classes/queue-full.yaml",
)
KNOWN = PlaybookSet((PLAYBOOK,), (CAUSE, OTHER))

FRAME = Frame("/srv/app/tickets.py", 31, "ask_all", "answers.append(client.ask(ticket))", Origin.APPLICATION, span(40))
DEEP = Frame("/srv/lib/client.py", 7, "ask", None, Origin.LIBRARY, span(42))
ROOT = RaisedException("OSError", "queue is full", Link.NONE, (FRAME, DEEP), span(39, 43), span(43), notes=("a note",))
RAISED = RaisedException(
    "client.QueueFull",
    "Error code: 503 - the queue holds 8 requests, this would be number 9. "
    "Wait until one of them is answered, or start the server with a longer queue. See its manual for how to do that.",
    Link.CAUSE,
    (FRAME,),
    span(39, 60),
    span(60),
)
DIAGNOSIS = Diagnosis(
    playbook=PLAYBOOK,
    confidence=0.987,
    status=Status.FAILED,
    fingerprint="0123456789abcdef",
    occurrences=3,
    span=span(39, 60),
    decisive=span(60),
    last_span=span(120, 141),
    exception=RAISED,
    chain=((ROOT, Role.ROOT), (RAISED, Role.WRAPPER)),
    application_frame=FRAME,
    framework=Framework("autogen-0.4", "0.7.5"),
    facts=(("limit_tokens", 4096), ("requested_bytes", 2 << 20), ("timeout_s", 30.0), ("status", 503), ("model", "m")),
    advice="9 requests were open, 8 are allowed: keep at least 1 back.",
    candidates=(
        Candidate(
            CAUSE,
            0.72,
            (
                Evidence("the loop is not bounded", True, span(31)),
                Evidence("8 requests were answered before the first refusal, one after the other", True, span(4, 12)),
                Evidence("no ticket was asked twice", False, None),
                Evidence("a fourth observation", True, span(2)),
            ),
            CAUSE.remedies,
        ),
        Candidate(OTHER, 0.2, (), ()),
        Candidate(replace(OTHER, id="third", title="A third possibility"), 0.05, (), ()),
        Candidate(replace(OTHER, id="fourth", title="A fourth possibility"), 0.004, (), ()),
    ),
    ambiguity="Whether the queue or the loop is at fault shows in the number of open requests.",
    fallout=(span(61), span(63, 66)),
    first_seen="2026-01-01T00:00:00Z",
    last_seen="2026-01-01T00:01:09Z",
)
RECOVERED = replace(
    DIAGNOSIS, status=Status.RECOVERED, span=span(200, 204), decisive=span(204), last_span=span(204), fallout=(),
    occurrences=1, chain=((RAISED, Role.ROOT),), application_frame=None, advice="",
)  # fmt: skip
UNLIKELY = replace(
    DIAGNOSIS, candidates=(Candidate(CAUSE, 0.02, (), CAUSE.remedies), Candidate(OTHER, 0.01, (), ())), ambiguity=None
)
HARMLESS = replace(RECOVERED, status=Status.HARMLESS, candidates=(), ambiguity=None, facts=(), framework=Framework())
UNKNOWN = Unrecognised(
    RaisedException("KeyError", "'ticket'", Link.NONE, (FRAME,), span(300, 304), span(304)),
    span(300, 304),
    FRAME,
    (Nearest("queue-full", 0.61),),
    occurrences=2,
    fingerprint="fedcba9876543210",
    first_seen="Jan 01 00:00:00",
    last_seen="Jan 01 00:00:07",
)
SKIPPED = Skipped("gone.log", "gone.log does not exist: check the spelling.")

WHOLE = Report((DIAGNOSIS, RECOVERED, HARMLESS), (UNKNOWN,), (SKIPPED,))
TWO_SOURCES = Report(
    (DIAGNOSIS, replace(RECOVERED, span=span(2, source="other.log"), decisive=span(2, source="other.log"))), (), ()
)
ONLY_UNKNOWN = Report((), (UNKNOWN,), ())
NO_LIKELY_CAUSE = Report((UNLIKELY,), (), ())
CLEAN = Report((), (), ())

HOSTILE_TEXTS = (
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil\x07link\x1b]8;;\x07 \x9b31m \x07\x08\x7f",
    "[red]markup[/red] [link=http://evil]x[/link] :smile:",
    "{{ 7 * 7 }} {% for x in y %} {{ ''.__class__ }}",
    "\u202eevil\u202c \u2066x\u2069 \u2028\u2029\u0085 \ud800 \ufeff",
    "key sk-proj-abcdefghijklmnop1234567890 org-ABCDEFGHIJKLMNOPQRSTUVWX Bearer abcdefghijklmnopqrstuvwxyz123456",
)
SECRETS = ("abcdefghijklmnop1234567890", "ABCDEFGHIJKLMNOPQRSTUVWX", "abcdefghijklmnopqrstuvwxyz123456")


def hostile(text: str) -> Report:
    """A report with the text wherever a log or a file name can bring one in."""
    frame = replace(FRAME, filename=text, name=text, line=text, span=span(1, source=text))
    raised = replace(RAISED, type=text, message=text, notes=(text,), frames=(frame,), head=span(1, source=text))
    evidence = Evidence(text, True, span(1, source=text))
    diagnosis = replace(
        DIAGNOSIS,
        exception=raised,
        chain=((raised, Role.ROOT), (raised, Role.WRAPPER)),
        application_frame=frame,
        framework=Framework("node", text),
        facts=(("model", text), ("base_url", text)),
        advice=text,
        candidates=(replace(DIAGNOSIS.candidates[0], evidence=(evidence,)),),
        ambiguity=text,
        decisive=span(1, source=text),
        fallout=(span(1, source=text),),
        first_seen=text,
        last_seen=text,
    )
    unknown = replace(UNKNOWN, exception=raised, application_frame=frame, first_seen=text, last_seen=text)
    return Report((diagnosis, diagnosis), (unknown,), (Skipped(text, text),))
