"""Asking one address until it has told what it is, or is silent."""

from __future__ import annotations

import time
from dataclasses import dataclass

from diagnose.checks.addresses import Address
from diagnose.checks.exchange import Reply, Unanswered, ask
from diagnose.checks.foreign import at, parsed
from diagnose.checks.vendors import Server, described

_IN_ALL = 1.5
"""All requests to one server may take so many times what a single one may."""
_NO_KEY = (401, 403)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking an address: a server, or why none answers.

    ``locked`` is one that wants a key; ``elsewhere`` one whose models are under /v1, which the address leaves out.
    """

    address: Address
    server: Server | None = None
    silent: str = ""
    locked: bool = False
    elsewhere: bool = False


def answer(address: Address, patience: float) -> Answer:
    """What an address answers; each request may take ``patience`` seconds."""
    silent = ""
    for host in address.hosts:
        try:
            return _asked(address, _Asker(address, host, patience))
        except Unanswered as unanswered:
            silent = str(unanswered)
            if unanswered.listens:
                break
    return Answer(address, silent=silent)


class _Asker:
    """Asks one server, for as long as it may be asked at all."""

    def __init__(self, address: Address, host: str, patience: float) -> None:
        self._host, self._port, self._patience = host, address.port, patience
        self._base = address.path.removesuffix("/v1")
        self._ends = time.monotonic() + _IN_ALL * patience

    def reply(self, path: str, body: bytes | None = None) -> Reply:
        """Whatever it answers. Raises Unanswered."""
        left = min(self._patience, self._ends - time.monotonic())
        if left <= 0:
            raise Unanswered("it answers too slowly", listens=True)
        return ask(self._host, self._port, path, left, body)

    def value(self, path: str, body: bytes | None = None) -> object:
        """The JSON of a good answer; None for any other."""
        try:
            return _value(self.reply(self._base + path, body))
        except Unanswered:
            return None


def _value(reply: Reply) -> object:
    return parsed(reply.body) if reply.status == 200 and reply.body else None


def _asked(address: Address, asker: _Asker) -> Answer:
    first = asker.reply(f"{address.path}/models")
    elsewhere = False
    if first.status == 404 and not address.path.endswith("/v1"):
        first = asker.reply(f"{address.path}/v1/models")
        elsewhere = first.status in (200, *_NO_KEY)
    server = described(_value(first), asker.value)
    return Answer(address, server, "", not server and _wants_key(first, address), elsewhere)


def _wants_key(reply: Reply, address: Address) -> bool:
    """Whether a model server refuses for want of a key; on a usual port it may be a server of another kind."""
    like_a_model_server = address.named or at(parsed(reply.body or b""), "error") is not None
    return reply.status in _NO_KEY and bool(like_a_model_server)
