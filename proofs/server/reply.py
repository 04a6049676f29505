"""A whole HTTP answer as a value."""

from __future__ import annotations

import json
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, body and the headers that are special to it."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Headers = ()


def as_json(status: int, body: object, headers: Headers = ()) -> Reply:
    """A reply with a JSON body."""
    return Reply(status, json.dumps(body).encode(), headers=headers)
