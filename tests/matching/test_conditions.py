"""Each clause of a condition: when it holds, when it does not, and what it shows."""

from __future__ import annotations

import pytest

from diagnose.matching.conditions import Held, holds
from diagnose.model.lines import Span
from diagnose.model.playbook import Comparison, Condition, Counted
from tests.matching.scenes import SOURCE, scene_of

LOG = r"""
turn 1 ok, history=3
turn 2 ok, history=7
turn 3 ok, history=12
Traceback (most recent call last):
  File "/srv/app/.venv/lib/python3.11/site-packages/httpx/_client.py", line 10, in send
    raise exc
httpx.ReadTimeout: timed out

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "C:\srv\app\batch.py", line 12, in main
    reply = agent.ask(question, timeout=5)
  File "/srv/app/.venv/lib/python3.11/site-packages/openai/_base_client.py", line 99, in request
    raise APITimeoutError(request=request) from err
openai.APITimeoutError: Request timed
  out after   5 s
2026-11-20 10:15:03,204 INFO app: all done
"""

HOLDS: dict[str, tuple[Condition, Held]] = {
    "nothing asked": (Condition(), Held(None)),
    "exception": (Condition(exception=("ValueError", "openai.APITimeoutError")), Held(Span(SOURCE, 16, 17))),
    "exception by its base": (Condition(exception=("APIConnectionError",)), Held(Span(SOURCE, 16, 17))),
    "message, folded, with captures": (
        Condition(message=(r"no", r"timed out after (?P<timeout_s>\d+ s)")),
        Held(Span(SOURCE, 16, 17), {"timeout_s": "5 s"}),
    ),
    "unless that is not met": (Condition(unless=("refused",)), Held(None)),
    "frame of any exception": (Condition(frame=(r"httpx/_client\.py:send$",)), Held(Span(SOURCE, 5, 6))),
    "frame with forward slashes": (Condition(frame=(r"^C:/srv/app/batch\.py:main$",)), Held(Span(SOURCE, 12, 13))),
    "raised in": (Condition(raised_in=(r"_base_client\.py:request",)), Held(Span(SOURCE, 14, 15))),
    "code of the user": (
        Condition(code=(r"timeout=(?P<timeout_s>\d+)",)),
        Held(Span(SOURCE, 12, 13), {"timeout_s": "5"}),
    ),
    "chain": (Condition(chain=("httpx.TimeoutException",)), Held(Span(SOURCE, 7, 7))),
    "line anywhere": (Condition(line=("^all (?P<code>done)$",)), Held(Span(SOURCE, 18, 18), {"code": "done"})),
    "line nearest to the error": (Condition(line=("^turn",)), Held(Span(SOURCE, 3, 3))),
    "before": (Condition(before=("^turn 2",)), Held(Span(SOURCE, 2, 2))),
    "after": (Condition(after=("all done",)), Held(Span(SOURCE, 18, 18))),
    "counted": (Condition(counted=Counted(("^turn",), 3)), Held(Span(SOURCE, 1, 3))),
    "observation": (
        Condition(facts=(Comparison("growing_counter", at_least=12, at_most=12),)),
        Held(Span(SOURCE, 1, 3)),
    ),
    "fact that equals": (Condition(facts=(Comparison("code", equals="x"),)), Held(Span(SOURCE, 16, 17))),
    "fact that is there": (Condition(facts=(Comparison("code", present=True),)), Held(Span(SOURCE, 16, 17))),
    "fact that is not there": (Condition(facts=(Comparison("status", present=False),)), Held(None)),
    "count that was not observed is zero": (Condition(facts=(Comparison("retries", at_most=0),)), Held(None)),
    "framework": (Condition(framework=("ag2", "node")), Held(None)),
    "kind": (Condition(kind=("python",)), Held(Span(SOURCE, 4, 4))),
    "surfaced": (Condition(surfaced=("uncaught",)), Held(Span(SOURCE, 4, 4))),
    "none of": (Condition(none_of=(Condition(line=("rain",)), Condition(kind=("node",)))), Held(None)),
    "several clauses": (
        Condition(exception=("APITimeoutError",), message=("(?P<code>timed)",), before=("^turn 1",)),
        Held(Span(SOURCE, 1, 1), {"code": "timed"}),
    ),
}

FAILS: dict[str, Condition] = {
    "exception": Condition(exception=("ValueError", "httpx.ReadTimeout")),
    "message": Condition(message=("TIMED OUT",)),
    "unless": Condition(message=("timed out",), unless=("after 5",)),
    "unless alone": Condition(unless=("timed",)),
    "frame": Condition(frame=("anyio",)),
    "raised in an outer frame": Condition(raised_in=(r"batch\.py",)),
    "raised in a frame of another exception": Condition(raised_in=("httpx",)),
    "code of a library": Condition(code=("raise APITimeoutError",)),
    "chain is not the exception itself": Condition(chain=("openai.APITimeoutError",)),
    "members": Condition(members=1),
    "line": Condition(line=("^rain",)),
    "before is not after": Condition(before=("all done",)),
    "after is not before": Condition(after=("^turn",)),
    "counted too few": Condition(counted=Counted(("^turn",), 4)),
    "observation out of bounds": Condition(facts=(Comparison("growing_counter", at_most=11),)),
    "missing fact has no bound": Condition(facts=(Comparison("status", at_least=0),)),
    "missing fact is not at most": Condition(facts=(Comparison("overshoot", at_most=2),)),
    "missing fact does not equal": Condition(facts=(Comparison("status", equals=400),)),
    "a name is no number": Condition(facts=(Comparison("code", at_least=0),)),
    "fact that should be missing": Condition(facts=(Comparison("code", present=False),)),
    "bound without any limit": Condition(facts=(Comparison("code"),)),
    "framework": Condition(framework=("autogen-0.4",)),
    "kind": Condition(kind=("node",)),
    "surfaced": Condition(surfaced=("thread",)),
    "none of": Condition(none_of=(Condition(line=("rain",)), Condition(line=("all done",)))),
    "one clause of several": Condition(exception=("APITimeoutError",), message=("refused",)),
}


@pytest.mark.parametrize(("condition", "held"), HOLDS.values(), ids=HOLDS)
def test_a_clause_that_holds(condition: Condition, held: Held) -> None:
    """It shows the lines of its last clause that has some, and what its patterns captured."""
    scene = scene_of(LOG, condition, facts={"code": "x"}, framework="ag2")
    assert holds(condition, scene) == held


@pytest.mark.parametrize("condition", FAILS.values(), ids=FAILS)
def test_a_clause_that_does_not_hold(condition: Condition) -> None:
    """One clause that fails is enough."""
    assert holds(condition, scene_of(LOG, condition, facts={"code": "x"}, framework="ag2")) is None


def test_members_are_those_of_any_group_on_the_way() -> None:
    """A clause on a group holds for what is inside of it."""
    text = """
  + Exception Group Traceback (most recent call last):
  |   File "/srv/app/fan.py", line 9, in main
  |     raise ExceptionGroup("two", failures)
  | ExceptionGroup: two (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: first
    +---------------- 2 ----------------
    | KeyError: 'second'
    +------------------------------------
"""
    assert holds(Condition(members=2), scene_of(text, Condition(), newest=False)) is not None
    assert holds(Condition(members=3), scene_of(text, Condition(), newest=False)) is None


def test_words_of_a_conversation_are_no_lines_of_the_log() -> None:
    """What agents say is content; a clause on lines looks at the program's own output only."""
    text = """
user (to assistant):

Why does CUDA out of memory happen?

--------------------------------------------------------------------------------
loading weights
Traceback (most recent call last):
  File "/srv/app/app.py", line 3, in <module>
    run()
ValueError: no
"""
    for pattern, held in (("CUDA out of memory", False), ("loading weights", True)):
        condition = Condition(line=(pattern,))
        assert (holds(condition, scene_of(text, condition)) is not None) is held
