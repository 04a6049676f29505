"""Writes the ``__init__`` of this program's values when the package is built, so that none is compiled at its start.

    def _0(_given_):
        def __init__(self, number, text, time=_given_[2]):
            _put_(self, 'number', number)
            ...
        return __init__

What is given are the defaults, which stay where the class is.
"""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages
from string import ascii_letters, digits
from typing import Any

from diagnose.model.dataclass import Layout, layout_of

_HEAD = '''"""Written by diagnose.inits when the package was built."""

_put_ = object.__setattr__
_absent_ = object()
'''


def inits_module() -> str:
    """The source of ``diagnose.model.written_inits``."""
    for module in walk_packages(import_module("diagnose").__path__, "diagnose."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # what a command needs may not be there when the package is built
                import_module(module.name)
    return module_of(dict(_layouts()))


def module_of(layouts: Mapping[tuple[str, str], Layout]) -> str:
    """The source of a module with the ``__init__`` of each of these classes, named by module and name."""
    parts, rows = [_HEAD], []
    for number, (name, layout) in enumerate(sorted(layouts.items())):
        parts.append("\n".join(_written(f"_{number}", layout)))
        rows.append(f"    {name!r}: ({layout!r}, _{number}),")
    return "\n\n".join([*parts, "INITS = {\n" + "\n".join(rows) + "\n}\n"])


def _layouts() -> Iterator[tuple[tuple[str, str], Layout]]:
    """Our values' classes, by module and name, and how their ``__init__`` is called."""
    for kind in gc.get_objects():
        known = vars(kind) if isinstance(kind, type) else {}
        if "__dataclass_fields__" in known and _is_ours(known.get("__repr__")):
            fields = dataclasses.fields(kind)
            plain = all(field.init and not field.kw_only for field in fields) and not hasattr(kind, "__post_init__")
            if plain and "<locals>" not in kind.__qualname__:
                yield (kind.__module__, kind.__qualname__), layout_of(fields, _is_frozen(kind))


def _is_ours(function: object) -> bool:
    return getattr(function, "__module__", "") == "diagnose.model.dataclass"


def _is_frozen(kind: Any) -> bool:
    return kind.__setattr__ is not object.__setattr__


def _written(name: str, layout: Layout) -> Iterator[str]:
    put = "        _put_(self, {0!r}, {1})" if layout[0] == "frozen" else "        self.{0} = {1}"
    fields = [(field.rstrip("=()"), field.lstrip(ascii_letters + digits + "_")) for field in layout[1:]]
    defaults = ({"": "", "=": f"=_given_[{place}]", "()": "=_absent_"}[mark] for place, (_, mark) in enumerate(fields))
    arguments = ["self", *(field + default for (field, _), default in zip(fields, defaults, strict=True))]
    yield f"def {name}(_given_):\n    def __init__({', '.join(arguments)}):"
    for place, (field, mark) in enumerate(fields):
        yield put.format(field, f"_given_[{place}]() if {field} is _absent_ else {field}" if mark == "()" else field)
    yield "        return None\n    return __init__\n"
