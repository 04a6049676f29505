"""The ways from each root exception to the one that reached the log."""

from __future__ import annotations

from diagnose.matching.strands import MOST_STRANDS, application_frame, strands
from diagnose.model.events import EventKind, Frame, Link, Origin, RaisedException, TraceEvent
from diagnose.model.lines import Span
from tests.matching.scenes import parsed

SPAN = Span("app.log", 1, 1)


def raised(
    name: str,
    *members: tuple[RaisedException, ...],
    link: Link = Link.NONE,
    frames: tuple[Frame, ...] = (),
) -> RaisedException:
    return RaisedException(name, "", link, frames, SPAN, SPAN, members=members)


def event(*chain: RaisedException, embedded: tuple[TraceEvent, ...] = ()) -> TraceEvent:
    return TraceEvent(EventKind.PYTHON, chain, SPAN, embedded=embedded)


def names(one: TraceEvent) -> list[tuple[str, int, bool]]:
    """Each strand as its types, root first, how many are inner ones, and whether a message embeds it."""
    return [(" ".join(e.type for e in strand.path), strand.inner, strand.embedded) for strand in strands(one)]


def test_a_chain_has_one_strand() -> None:
    """Without groups there is one way."""
    assert names(event(raised("A"), raised("B", link=Link.CAUSE))) == [("A B", 0, False)]


def test_a_group_has_one_strand_for_each_member() -> None:
    """A member's own chain comes first, then the group, then what came of the group."""
    group = raised("Group", (raised("A"), raised("B", link=Link.CAUSE)), (raised("C"),))
    assert names(event(raised("Before"), group, raised("After", link=Link.CONTEXT))) == [
        ("A B Group After", 2, False),
        ("C Group After", 1, False),
    ]


def test_groups_in_groups() -> None:
    """Every innermost member is reached through all the groups around it."""
    inner = raised("Inner", (raised("A"),), (raised("B"),))
    outer = raised("Outer", (inner,), (raised("C"),))
    assert [name for name, _, _ in names(event(outer))] == ["A Inner Outer", "B Inner Outer", "C Outer"]


def test_an_embedded_traceback_is_a_strand_of_its_own() -> None:
    """What a message carries leads to the exception that carries it."""
    remote = event(raised("BadRequestError"))
    assert names(event(raised("RuntimeError"), embedded=(remote,))) == [
        ("RuntimeError", 0, False),
        ("BadRequestError RuntimeError", 1, True),
    ]


def test_deep_nesting_does_not_need_the_stack() -> None:
    """A log decides how deep groups are nested, so the depth is no recursion."""
    nested = raised("Root")
    for _ in range(5000):
        nested = raised("Group", (nested,))
    (strand,) = strands(event(nested))
    assert len(strand.path) == 5001


def test_a_group_of_thousands_is_bounded() -> None:
    """Five thousand members are looked at as far as they can say something new."""
    found = strands(event(raised("Group", *((raised(f"E{number}"),) for number in range(5000)))))
    assert [strand.path[0].type for strand in found] == [f"E{number}" for number in range(MOST_STRANDS)]


def test_all_frames_root_first() -> None:
    """A clause on frames sees those of the whole way."""
    text = """
Traceback (most recent call last):
  File "/srv/app/tool.py", line 3, in fetch
    return get(url)
ConnectionError: refused

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/srv/app/app.py", line 9, in main
    fetch(url)
ValueError: no
"""
    (strand,) = strands(parsed(text)[0])
    assert [frame.name for frame in strand.frames()] == ["fetch", "main"]


def frame(name: str, origin: Origin) -> Frame:
    return Frame(f"{name}.py", 1, name, None, origin, SPAN)


def test_the_users_frame() -> None:
    """The innermost frame of the user's in the matched exception, else in a later one, else in an earlier one."""
    own, library = frame("own", Origin.APPLICATION), frame("library", Origin.LIBRARY)
    early = raised("A", frames=(frame("early", Origin.APPLICATION),))
    matched = raised("B", frames=(frame("outer", Origin.APPLICATION), own, library))
    bare = raised("C", frames=(library,))
    late = raised("D", frames=(frame("late", Origin.APPLICATION),))
    assert application_frame((early, matched, late), matched) == own
    assert application_frame((early, bare, late), bare) == late.frames[0]
    assert application_frame((early, bare), bare) == early.frames[0]
    assert application_frame((bare,), bare) is None
    assert application_frame((early, bare), None) == early.frames[0]
