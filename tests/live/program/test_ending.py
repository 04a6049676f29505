"""What is made of a program's end: the sentence, the report, and where it says that it has it from."""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.live.program.counts import Counts, counts, memory_since
from diagnose.live.program.kills import Likelihood, likelihood
from diagnose.live.program.verdict import Verdict
from diagnose.live.program.words import sentence
from diagnose.model.ending import Ending, Memory
from diagnose.model.lines import ENDING, Span
from diagnose.model.report import Report
from diagnose.render import render
from diagnose.render.view import View
from tests.checks.machine import write
from tests.corpus import known

if sys.platform == "win32":
    pytest.skip("there are no signals to be killed by", allow_module_level=True)

MIB = 1 << 20
KILLED = Ending(status=137, signal=9)
COUNTED = Memory(peak=500 * MIB, limit=512 * MIB, total=24 << 30, group_kills=1, machine_kills=1)
SMALL = Memory(peak=20 * MIB, total=24 << 30, group_kills=0, machine_kills=0)


def report(text: str, ending: Ending) -> Report:
    """The report on a program that printed this and ended so."""
    verdict = Verdict("<output>", known())
    verdict.take(text.encode())
    return verdict.report(replace(ending, printed=len(text), open_line=bool(text) and not text.endswith("\n")))


@pytest.mark.parametrize(
    ("memory", "chance", "words"),
    [
        (
            COUNTED,
            Likelihood.CERTAIN,
            "the kernel ended it for lack of memory; its largest process held at most 500 MiB of 512 MiB",
        ),
        (
            replace(COUNTED, group_kills=None),
            Likelihood.PROBABLE,
            "probably for lack of memory; its largest process held",
        ),
        (
            Memory(peak=500 * MIB, total=512 * MIB),
            Likelihood.NEAR,
            "probably for lack of memory; its largest process held",
        ),
        (Memory(peak=20 * MIB, total=512 * MIB), Likelihood.OPEN, "by a container's stop, a supervisor, a time limit "),
        (
            Memory(),
            Likelihood.OPEN,
            "by a container's stop, a supervisor, a time limit or kill -9, or by the kernel for",
        ),
        (SMALL, Likelihood.EXCLUDED, "by a container's stop, a supervisor, a time limit or kill -9, since the kernel "),
    ],
    ids=lambda value: value.value if isinstance(value, Likelihood) else "",
)
def test_how_sure_sigkill_is(memory: Memory, chance: Likelihood, words: str) -> None:
    """What the kernel counted is sure, what only the amounts suggest is probable, and the rest is left open."""
    ending = replace(KILLED, memory=memory)

    assert likelihood(ending) is chance
    assert sentence(ending).startswith(f"the program was killed by SIGKILL: {words}")
    assert likelihood(replace(ending, signal=None)) is chance
    assert likelihood(replace(ending, timeout=1.0)) is None


@pytest.mark.parametrize(
    ("memory", "confidence"),
    [(COUNTED, 0.98), (replace(COUNTED, group_kills=0), 0.9), (Memory(peak=500 * MIB, total=512 * MIB), 0.75)],
    ids=["cgroup", "machine", "amounts"],
)
def test_silent_kill_is_diagnosed_from_its_end(memory: Memory, confidence: float) -> None:
    """A program that printed no error: host-oom, as sure as the facts are; no line of the output is named for it."""
    found = report("step 1\nstep 2\n", replace(KILLED, memory=memory))
    (diagnosis,) = found.diagnoses

    assert (diagnosis.playbook.id, diagnosis.confidence) == ("host-oom", confidence)
    assert diagnosis.span == diagnosis.decisive == diagnosis.last_span == Span(ENDING, 1, 1)
    assert dict(diagnosis.facts)["rss_bytes"] == 500 * MIB
    assert found.unrecognised == ()


def test_evidence_says_where_it_is_from() -> None:
    """What rests on the end says so; what rests on the output names its lines."""
    text = "".join(f"turn {number}: {number * 3} messages in the history\n" for number in range(1, 9))
    found = report(text, replace(KILLED, memory=COUNTED))
    evidence = {one.statement: one.span for candidate in found.diagnoses[0].candidates for one in candidate.evidence}
    shown = render(found, "terminal", View(width=80, color=False, unicode=True, verbose=False, top=3))

    assert found.diagnoses[0].candidates[0].cause.id == "container-memory-limit"
    assert evidence["the history grew turn by turn, up to 24, before memory ran out"] == Span("<output>", 1, 8)
    assert "  its end     SIGKILL ended the program; the cgroup's oom_kill count" in shown
    assert "which has a limit (its end)" in shown


@pytest.mark.parametrize(
    "text",
    ["", "half a line", "assistant (to user):\n\nI am loading the mod", "step ok\n" * 200_000],
    ids=["nothing", "line", "chat", "long"],
)
def test_no_line_that_does_not_exist_is_named(text: str) -> None:
    """However the output ends: nothing, in a line, within a message of a chat."""
    found = report(text, replace(KILLED, memory=COUNTED))

    assert [one.decisive for one in found.diagnoses] == [Span(ENDING, 1, 1)]


def test_output_that_is_no_text() -> None:
    """It is reported as unread, and the end is diagnosed all the same."""
    verdict = Verdict("<output>", known())
    verdict.take(bytes(range(256)) * 40)
    found = verdict.report(replace(KILLED, memory=COUNTED, printed=256 * 40))

    assert [one.decisive for one in found.diagnoses] == [Span(ENDING, 1, 1)]
    assert len(found.skipped) == 1


def test_shells_word_counts_only_where_the_kernel_agrees() -> None:
    """ "Killed" in the output is lack of memory where nothing is known, and is not where the kernel counted none."""
    line = "bash: line 1:  4242 Killed                  python app.py\n"
    wrapped = replace(KILLED, signal=None)

    assert [one.playbook.id for one in report(line, wrapped).diagnoses] == ["host-oom"]
    assert report(line, replace(wrapped, memory=SMALL)).diagnoses == ()
    certain = report(line, replace(wrapped, memory=COUNTED)).diagnoses
    assert [(one.playbook.id, one.confidence) for one in certain] == [("host-oom", 0.98)]


OOPS = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\n'


def test_what_comes_of_ctrl_c_is_no_fault() -> None:
    """Faults from before it are told, its traceback and what follows are not."""
    before = f"{OOPS}MemoryError\nretrying\n"
    after = f"^C{OOPS}KeyboardInterrupt\n{OOPS}asyncio.exceptions.CancelledError\n"
    ending = Ending(status=130, signal=2, asked=int(signal.SIGINT), since_asked=after.count("\n"))

    found = report(before + after, ending)

    assert [one.playbook.id for one in found.diagnoses] == ["host-oom"]
    assert found.unrecognised == ()
    assert report(after, ending) == replace(Report((), (), ()), ending=report(after, ending).ending)


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (Ending(3, seconds=12.04), "the program ended with status 3 after 12 s"),
        (Ending(139, 11), "the program was killed by SIGSEGV: native code touched memory that is not its own; PYTHON"),
        (Ending(139), "the program ended with status 139, a shell's word for SIGSEGV: native code touched memory"),
        (Ending(130), "the program ended with status 130"),
        (Ending(143, 15, asked=15), "the program was killed by SIGTERM: it was asked to"),
        (Ending(192, 64), "the program was killed by SIGRTMAX: what that means is the program's own"),
        (Ending(124, 15, timeout=30), "the program was ended by --timeout after 30 s; it had printed nothing"),
        (
            Ending(124, 9, timeout=1.5, forced=True, quiet=1.2, last_line="waiting"),
            "the program was ended by --timeout after 1.5 s, by SIGKILL since it did not heed SIGTERM; it had printed "
            "nothing for 1.2 s; its last line: waiting",
        ),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Ending) else "",
)  # fmt: skip
def test_sentences(ending: Ending, words: str) -> None:
    """What is known is said, and nothing is guessed."""
    assert sentence(ending).startswith(words)


def test_counters_of_version_2(tmp_path: Path) -> None:
    """The program's own group counts, not one above it; the machine's count is the kernel's."""
    write(tmp_path / "proc/self/cgroup", "0::/pod/app\n")
    write(tmp_path / "proc/vmstat", "pgfault 12\noom_kill 7\n")
    write(tmp_path / "proc/meminfo", "MemTotal: 1024 kB\nMemAvailable: 512 kB\n")
    for name, kills, limit in (("pod", 5, "1048576"), ("pod/app", 2, "max")):
        write(tmp_path / "sys/fs/cgroup" / name / "memory.events", f"oom 1\noom_kill {kills}\n")
        write(tmp_path / "sys/fs/cgroup" / name / "memory.current", "1000\n")
        write(tmp_path / "sys/fs/cgroup" / name / "memory.max", f"{limit}\n")

    assert counts(tmp_path) == Counts(2, 7)
    assert memory_since(Counts(1, 7), 99, tmp_path) == Memory(99, 1 << 20, _total(), 1, 0)
    assert memory_since(Counts(None, None), None, tmp_path) == Memory(None, 1 << 20, _total())


def test_counters_of_version_1(tmp_path: Path) -> None:
    """They stand in memory.oom_control."""
    write(tmp_path / "proc/self/cgroup", "4:memory:/app\n")
    write(tmp_path / "sys/fs/cgroup/memory/app/memory.usage_in_bytes", "1000\n")
    write(tmp_path / "sys/fs/cgroup/memory/app/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n")

    assert counts(tmp_path) == Counts(3, None)


def test_nothing_is_known_where_nothing_is_told(tmp_path: Path) -> None:
    """No /proc, no control groups."""
    assert counts(tmp_path) == Counts(None, None)
    assert memory_since(Counts(None, None), 5, tmp_path) == Memory(peak=5, total=_total(linux=None))


def _total(linux: int | None = 1 << 20) -> int | None:
    """The memory of the machine: of the made-up one on Linux, of the real one elsewhere."""
    from diagnose.checks.machine import machine_memory
    from diagnose.checks.surroundings import here

    if sys.platform == "linux":
        return linux
    real = machine_memory(here(None, ()))
    return real.total if real is not None else None
