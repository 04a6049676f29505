"""``dataclass`` as in the standard library, but quickly made: there each class has five functions written and compiled.

Comparing, hashing and printing are written once for all classes here. The ``__init__`` of a class is written when the
package is built (``diagnose.inits``); in a checkout it is the standard library's, made with the first value. A start
makes some eighty classes, and spent a fifth of its time on that.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

Get = Callable[[Any], Any]
Init = Callable[..., None]
Layout = tuple[str, ...]
"""What an ``__init__`` is like: whether the values are frozen, their fields, and which of these have defaults."""


def _built_inits() -> Mapping[tuple[str, str], tuple[Layout, Callable[[Sequence[Any]], Init]]]:
    try:
        built: Mapping[Any, Any] = import_module("diagnose.model.written_inits").INITS
    except ImportError:
        return {}
    return built


_INITS = _built_inits()


def _dataclass(
    cls: Any = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False
) -> Any:
    if cls is None:
        return partial(_dataclass, frozen=frozen, slots=slots, eq=eq, order=order)
    written = vars(cls).keys()
    if cls.__doc__ is None:
        cls.__doc__ = f"{cls.__name__}(...)"  # else the standard library works its signature out
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(made)
    functions: dict[str, Any] = {"__init__": _init(made, fields, frozen), "__repr__": _repr}
    compared = [field.name for field in fields if field.compare]
    if eq:
        functions |= _equality(compared, frozen)
    if order:
        functions |= _order(compared)
    if frozen:
        functions |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if frozen and slots:
        functions |= {"__getstate__": _state, "__setstate__": _restore}
    for name, function in functions.items():
        if name not in written:
            setattr(made, name, function)
    return made


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def layout_of(fields: Sequence[dataclasses.Field[Any]], frozen: bool) -> Layout:
    """The layout of a class's ``__init__``: ``name``, ``name=`` with a default, ``name()`` with a factory of one."""
    return ("frozen" if frozen else "free", *(field.name + _default(field)[0] for field in fields))


def _default(field: dataclasses.Field[Any]) -> tuple[str, Any]:
    if field.default is not dataclasses.MISSING:
        return "=", field.default
    if field.default_factory is not dataclasses.MISSING:
        return "()", field.default_factory
    return "", None


def _init(cls: Any, fields: Sequence[dataclasses.Field[Any]], frozen: bool) -> Init:
    layout, write = _INITS.get((cls.__module__, cls.__qualname__), ((), None))
    if write is None or layout != layout_of(fields, frozen):
        return _first_init(cls, fields, frozen)
    return write([_default(field)[1] for field in fields])


def _first_init(cls: Any, fields: Sequence[dataclasses.Field[Any]], frozen: bool) -> Init:
    """An ``__init__`` that has the standard library make the real one, and gives way to it."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        said = {"__doc__": cls.__name__}  # of a class that says nothing the standard library works out a signature
        twin = dataclasses.make_dataclass(
            cls.__name__, [(field.name, field.type, field) for field in fields], namespace=said, repr=False, eq=False,
            match_args=False, frozen=frozen,
        )  # fmt: skip
        cls.__init__ = vars(twin)["__init__"]
        cls.__init__(self, *values, **named)

    return __init__


def _equality(names: Sequence[str], frozen: bool) -> dict[str, Any]:
    values = _values(names)

    def __eq__(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


def _order(names: Sequence[str]) -> dict[str, Any]:
    values = _values(names)

    def by(test: Callable[[Any, Any], bool]) -> Callable[[Any, object], Any]:
        return lambda self, other: (
            test(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    return {f"__{test.__name__}__": by(test) for test in (operator.lt, operator.le, operator.gt, operator.ge)}


def _values(names: Sequence[str]) -> Get:
    """What takes the values of these fields out, as a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(_self: Any, name: str, *_value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: Sequence[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
