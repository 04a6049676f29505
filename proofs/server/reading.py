"""Read what clients send without trusting it: each function gives the type it names, whatever the value is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import cast

Json = Mapping[str, object]


def mapping(value: object) -> Json:
    """The JSON object, or an empty one."""
    return cast(Json, value) if isinstance(value, dict) else {}


def items(value: object) -> tuple[object, ...]:
    """The elements of a JSON array, or none."""
    return tuple(value) if isinstance(value, list) else ()


def objects(value: object) -> tuple[Json, ...]:
    """The JSON objects of a JSON array; its other elements are left out."""
    return tuple(cast(Json, item) for item in items(value) if isinstance(item, dict))


def text(value: object) -> str:
    """The text, or an empty one."""
    return value if isinstance(value, str) else ""


def number(value: object) -> int:
    """The number as a whole one, or 0; JSON's infinity, which Python reads, is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return 0
    return int(value)


def dumped(value: object) -> str:
    """Compact JSON: what a value weighs in a prompt."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
