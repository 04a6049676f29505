"""The values of playbooks as plain data and back: what JSON can hold, and no word of which is ever executed.

A value is a mapping of its fields, those left out that have their default. What a field holds its declaration says:
``tuple[Sign, ...]``, ``Proof | None``, ``dict[str, tuple[str, ...]]``.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from diagnose.model import code, playbook, proof
from diagnose.model.causes import Causes, Later
from diagnose.playbook import loaded

Read = Callable[[Any], Any]

KINDS: dict[str, Any] = {
    name: kind
    for module in (code, playbook, proof, loaded)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and (issubclass(kind, Enum) or hasattr(kind, "__dataclass_fields__"))
}
"""The kinds of values that there are, by name; no other is ever made."""


def declared() -> str:
    """The kinds with their fields as they are declared: data that was written for others is of no use."""
    told = ((name, list(kind) if issubclass(kind, Enum) else kind.__annotations__) for name, kind in KINDS.items())
    return repr(sorted(told, key=lambda one: one[0]))


def plain(value: object) -> Any:
    """A value as plain data."""
    from dataclasses import fields

    if type(value).__name__ in KINDS:
        if isinstance(value, Enum):
            return value.value
        held = ((field, getattr(value, field.name)) for field in fields(value))  # type: ignore[arg-type]
        return {field.name: plain(one) for field, one in held if not _is_default(field, one)}
    if isinstance(value, tuple | Causes | Later):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value


def _is_default(field: Any, value: object) -> bool:
    from dataclasses import MISSING

    default = field.default_factory() if field.default_factory is not MISSING else field.default
    return type(value) is type(default) and value == default


def reader(declaration: str, known: dict[str, Read | None]) -> Read | None:
    """What makes a field's value of plain data, None where it is one as it stands; ``known`` are those made already."""
    if declaration not in known:
        known[declaration] = None  # of a kind that holds its own kind
        known[declaration] = _reader(declaration, known)
    return known[declaration]


def _reader(declaration: str, known: dict[str, Read | None]) -> Read | None:
    outer, _, inner = declaration.removesuffix(" | None").removesuffix("]").partition("[")
    if outer == "dict":
        return lambda table: {name: tuple(one) for name, one in table.items()}
    if outer == "tuple":
        item = inner.removesuffix(", ...")
        return _each(item, known) if item in KINDS else tuple if item == "str" else _deep
    kind = KINDS.get(outer)
    return kind if kind is None or issubclass(kind, Enum) else _record(kind, known)


def _each(item: str, known: dict[str, Read | None]) -> Read:
    def read(values: list[Any]) -> tuple[Any, ...]:
        one = reader(item, known)
        assert one is not None
        return tuple([one(value) for value in values])

    return read


def _record(kind: Any, known: dict[str, Read | None]) -> Read:
    found = {name: reader(declaration, known) for name, declaration in kind.__annotations__.items()}
    readers = {name: read for name, read in found.items() if read is not None}

    def read(fields: dict[str, Any]) -> Any:
        for name, value in fields.items():
            if name in readers and value is not None:
                fields[name] = readers[name](value)
        return kind(**fields)

    return read


def _deep(value: Any) -> Any:
    return tuple(map(_deep, value)) if isinstance(value, list) else value
