"""Talk to the fault server as a client does, with nothing but the standard library."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from proofs.server import FaultServer
from proofs.server.prompt import PRIMING, chat_turn, tool_tokens

CHAT = "/v1/chat/completions"
USER = {"role": "user", "content": "How many postings are open?"}
WORDS = {"role": "user", "content": "word " * 200}
BALANCE = {
    "type": "object",
    "properties": {"account": {"type": "string"}, "year": {"type": "integer"}, "kind": {"enum": ["open", "all"]}},
    "required": ["account"],
}
TOOL = {"type": "function", "function": {"name": "balance", "parameters": BALANCE}}
GIVEN = '{"account": "C-17", "year": 3, "kind": "open"}'
"""The arguments that the model gives to `TOOL`."""
SHORT = PRIMING + chat_turn(USER).tokens
LONG = PRIMING + chat_turn(WORDS).tokens
TOOLS = tool_tokens([TOOL])
"""What a chat of `USER`, a chat of `WORDS`, and the tool weigh."""


@dataclass(frozen=True)
class Heard:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def events(self) -> list[Any]:
        """What the server-sent events carry, the end mark left out."""
        lines = [line[6:] for line in self.body.decode().splitlines() if line.startswith("data: ")]
        return [json.loads(line) for line in lines if line != "[DONE]"]

    @property
    def message(self) -> str:
        """The error's words in OpenAI's form."""
        return str(self.json["error"]["message"])


@contextmanager
def connected(server: FaultServer, timeout: float = 5.0) -> Iterator[http.client.HTTPConnection]:
    """A connection of one's own."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rpartition(":")[2]), timeout=timeout)
    try:
        yield connection
    finally:
        connection.close()


def post(server: FaultServer, path: str, body: object, headers: Mapping[str, str] = {}, timeout: float = 5.0) -> Heard:
    """The answer to a JSON body, or to bytes as they are."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with connected(server, timeout) as connection:
        connection.request("POST", path, raw, {"content-type": "application/json", **headers})
        return _heard(connection.getresponse())


def get(server: FaultServer, path: str, headers: Mapping[str, str] = {}) -> Heard:
    """The answer to a GET."""
    with connected(server) as connection:
        connection.request("GET", path, headers=dict(headers))
        return _heard(connection.getresponse())


def chat(server: FaultServer, *messages: object, timeout: float = 5.0, **more: object) -> Heard:
    """The answer to a chat, of one user message where none is given."""
    body = {"model": "gpt-4", "messages": list(messages) or [USER], **more}
    return post(server, CHAT, body, timeout=timeout)


def _heard(response: http.client.HTTPResponse) -> Heard:
    return Heard(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
