"""How a program ended, as a sentence: what is known as known, what is not as not."""

from __future__ import annotations

import signal

from diagnose.live.program.kills import Likelihood, likelihood, room
from diagnose.model.ending import Ending
from diagnose.quantities import count, duration, size

_SHOW = "PYTHONFAULTHANDLER=1 makes Python show where"
_MEANINGS = {
    "SIGSEGV": f"native code touched memory that is not its own; {_SHOW}",
    "SIGBUS": "native code touched memory that has nothing behind it, such as a file that became shorter or a full "
    f"/dev/shm; {_SHOW}",
    "SIGILL": f"native code has an instruction that this processor does not know; {_SHOW}",
    "SIGFPE": f"native code calculated what cannot be calculated; {_SHOW}",
    "SIGABRT": "native code gave up by itself; its last words, if there are any, say why",
    "SIGTRAP": "native code gave up by itself; its last words, if there are any, say why",
    "SIGTERM": "somebody asked it to end, such as a supervisor, a container's stop or kill",
    "SIGINT": "somebody interrupted it",
    "SIGHUP": "its terminal or its connection was closed",
    "SIGQUIT": "somebody asked it to end",
    "SIGPIPE": "it wrote to a reader that had left",
    "SIGALRM": "a timer of its own ran out",
    "SIGXCPU": "it used up the processor time that it was allowed (ulimit -t)",
    "SIGXFSZ": "it wrote a file beyond the size that it was allowed (ulimit -f)",
    "SIGSYS": "it asked the kernel for what it may not have (a sandbox)",
}


def sentence(ending: Ending) -> str:
    """The sentence, without a full stop."""
    if ending.timeout is not None:
        return _timed_out(ending)
    after = f" after {duration(round(ending.seconds, 1))}" if ending.seconds >= 1 else ""
    if ending.signal is not None:
        told = f"the program was killed by {name_of(ending.signal)}{after}"
    else:
        told = f"the program ended with status {ending.status}{after}"
        if ending.killed_by is None or not _is_telling(ending.killed_by):
            return told
        told += f", a shell's word for {name_of(ending.killed_by)}"
    return f"{told}: {_why(ending, ending.killed_by or 0)}"


def name_of(number: int) -> str:
    """A signal's name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _is_telling(number: int) -> bool:
    """Whether a status of 128 and this is hardly anything but a shell's word for a signal."""
    return name_of(number) in ("SIGKILL", "SIGSEGV", "SIGBUS", "SIGILL", "SIGABRT", "SIGTERM", "SIGFPE")


def _why(ending: Ending, number: int) -> str:
    if number == ending.asked:
        return "it was asked to"
    if name_of(number) == "SIGKILL":
        return _killed(ending)
    return _MEANINGS.get(name_of(number), "what that means is the program's own")


def _killed(ending: Ending) -> str:
    chance, held = likelihood(ending), _held(ending)
    if chance is Likelihood.CERTAIN:
        return f"the kernel ended it for lack of memory{held}"
    if chance in (Likelihood.PROBABLE, Likelihood.NEAR):
        return f"probably for lack of memory{held}"
    senders = "a container's stop, a supervisor, a time limit or kill -9"
    if chance is Likelihood.EXCLUDED:
        return f"by {senders}, since the kernel counted no kill for lack of memory{held}"
    return f"by {senders}, or by the kernel for lack of memory; nothing here tells which{held}"


def _held(ending: Ending) -> str:
    memory = ending.memory
    if memory.peak is None:
        return ""
    bound = room(memory)
    of = f" of {size(bound)}" if bound else ""
    return f"; its largest process held at most {size(memory.peak)}{of}"


def _timed_out(ending: Ending) -> str:
    assert ending.timeout is not None
    how = ", by SIGKILL since it did not heed SIGTERM" if ending.forced else ""
    told = f"the program was ended by --timeout after {count(ending.timeout)} s{how}"
    if not ending.last_line:
        return f"{told}; it had printed nothing"
    silent = f"it had printed nothing for {duration(round(ending.quiet, 1))}; " if ending.quiet >= 1 else ""
    return f"{told}; {silent}its last line: {ending.last_line}"
