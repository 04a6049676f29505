"""The fatal end of a V8 process."""

from __future__ import annotations

from diagnose.model import EventKind, Link, RaisedException, TraceEvent
from diagnose.tracebacks.v8 import parse
from tests.tracebacks.payloads import at, only, payload, walk

GC = "[195:0x3e9]     3900 ms: Mark-Compact (reduce) 65.9 (68.0) -> 63.8 (65.8) MB, 11.45 / 0.00 ms"
OOM = f"""\
turn 1
<--- Last few GCs --->

{GC}


<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
 2: 00007FF71AD3B106 node::OnFatalError+1318
bash: line 1: 19557 Aborted                 node app.mjs
exit code: 134
bye"""


def test_one_event_from_the_collector_to_the_exit_code() -> None:
    """The collector's lines are notes; the native stack and the shell's words belong to the event."""
    message = "Reached heap limit Allocation failed - JavaScript heap out of memory"
    raised = RaisedException("FATAL ERROR", message, Link.NONE, (), at(2, 15), at(9), notes=(GC,))
    assert walk(parse, payload(OOM)) == [TraceEvent(EventKind.V8_FATAL, (raised,), at(2, 15))]


def test_fatal_line_alone() -> None:
    """V8's wording alone is enough, whatever stands around it."""
    event = only(parse, payload("it dies:\n    FATAL ERROR: invalid array length Allocation failed\nthen"))
    assert (event.last.message, event.span) == ("invalid array length Allocation failed", at(2))


def test_other_programs_fatal_error() -> None:
    """Another program's FATAL ERROR is not V8's."""
    assert walk(parse, payload("FATAL ERROR: cannot open config\nbye")) == []


def test_collector_lines_of_a_living_process() -> None:
    """What --trace-gc prints is no error."""
    assert walk(parse, payload(f"{GC}\n{GC}\nturn 2")) == []


def test_log_that_breaks_off_before_the_fatal_line() -> None:
    """The collector's last lines at the end of a log are the end of the process."""
    event = only(parse, payload(f"turn 1\n<--- Last few GCs --->\n\n{GC}"))
    assert (event.truncated, event.last.notes, event.span) == (True, (GC,), at(2, 4))
