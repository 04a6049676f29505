"""Values made by our dataclass behave as those of the standard library's."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import runpy
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from pathlib import Path
from typing import Any

import pytest

from diagnose.inits import inits_module, module_of
from diagnose.model import dataclass as ours
from diagnose.model.events import Link, RaisedException
from diagnose.model.lines import Line, Span

Act = Callable[[Any, Any, Any], object]
ACTS: tuple[Act, ...] = (
    lambda _, one, other: one == other,
    lambda kind, one, _: one == kind("b"),
    lambda _, one, __: one == ("a", 2, []),
    lambda kind, one, _: one < kind("b"),
    lambda _, one, __: one >= 3,
    lambda _, one, __: hash(one) == hash(("a", 2, [])),
    lambda kind, _, __: kind.__hash__ is None,
    lambda kind, _, __: repr(kind("c", parts=[1])),
    lambda kind, _, __: [(each.name, each.type, each.compare) for each in fields(kind)],
    lambda kind, _, __: kind.__match_args__,
    lambda _, one, __: replace(one, size=3).size,
    lambda _, one, other: one.parts is other.parts,
    lambda _, one, __: hasattr(one, "__dict__"),
    lambda _, one, __: dataclasses.asdict(one),
    lambda _, one, __: one.missing,
    lambda kind, _, __: kind(),
    lambda kind, _, __: kind("a", 1, [], "", "more"),
    lambda kind, _, __: kind(nam="a"),
    lambda _, one, __: setattr(one, "size", 4),
    lambda _, one, __: delattr(one, "name"),
)


def outcome(act: Act, kind: Any, one: Any, other: Any) -> object:
    """What comes out, or the kind of error."""
    try:
        return act(kind, one, other)
    except Exception as error:
        return type(error)


def made(dataclass: Callable[..., Any], **options: bool) -> Any:
    """The same class by either dataclass."""

    class Thing:
        """A thing."""

        name: str
        size: float = 1.5
        parts: list[int] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

    Thing.__qualname__ = "Thing"
    return dataclass(**options)(Thing)


OPTIONS = [
    {},
    {"frozen": True},
    {"slots": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "slots": True, "order": True},
]


def told(dataclass: Callable[..., Any], options: dict[str, bool]) -> list[object]:
    """What comes out of all acts on a class."""
    kind = made(dataclass, **options)
    one, other = kind("a", 2), kind("a", 2, note="unseen")
    return [outcome(act, kind, one, other) for act in ACTS]


@pytest.mark.parametrize("options", OPTIONS)
def test_as_the_standard_library(options: dict[str, bool]) -> None:
    """Made, compared, ordered, hashed, printed, replaced, changed and deleted from with the same outcome."""
    assert told(ours.dataclass, options) == told(dataclasses.dataclass, options)


@pytest.mark.parametrize("options", OPTIONS)
def test_written_when_built(options: dict[str, bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is with the ``__init__`` that the build writes, which the standard library need not make."""
    layout = ours.layout_of(fields(made(ours.dataclass, **options)), options.get("frozen", False))
    path = tmp_path / "written_inits.py"
    path.write_text(module_of({(__name__, "Thing"): layout}), encoding="utf-8")
    monkeypatch.setattr(ours, "_INITS", runpy.run_path(str(path))["INITS"])
    expected = told(dataclasses.dataclass, options)
    monkeypatch.setattr(dataclasses, "make_dataclass", None)

    assert told(ours.dataclass, options) == expected


def test_built_for_other_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ``__init__`` that was written for other fields than the class has now is not used."""
    monkeypatch.setattr(ours, "_INITS", {(__name__, "Thing"): (("free", "name", "size"), None)})

    assert told(ours.dataclass, {}) == told(dataclasses.dataclass, {})


def test_all_values_are_written() -> None:
    """The build finds the values of the model, with what they are like."""
    text = inits_module()

    assert "('diagnose.model.lines', 'Line'): (('frozen', 'number', 'text', 'source', 'time=')" in text
    assert "('diagnose.matching.observations', '_Run'): (('free', 'first'," in text
    assert (
        "('diagnose.model.playbook', 'PlaybookSet'): (('frozen', 'playbooks', 'causes', 'exceptions=', 'facts()'"
        in text
    )


def test_first_value() -> None:
    """The first value of a class is made as every later one, also where it is refused."""
    kind = made(ours.dataclass, frozen=True, slots=True)

    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        kind()
    assert (kind(name="a").size, kind("a", 2).size) == (1.5, 2)


def test_copies() -> None:
    """Values come whole out of a copy, and out of what processes send to one another."""
    raised = RaisedException("E", "words", Link.NONE, (), Span("a.log", 1, 2), Span("a.log", 1, 1))

    assert copy.deepcopy(raised) == pickle.loads(pickle.dumps(raised)) == raised
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'text'"):
        Line(1, "a", "b").text = "c"  # type: ignore[misc]
