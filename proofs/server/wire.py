"""The connection to one client, as the rest of the server sees it."""

from __future__ import annotations

from typing import Protocol

from proofs.server.reply import Headers, Reply


class Gone(Exception):
    """There is nobody to answer any more: the client has left, or the server cuts the connection."""


class Wire(Protocol):
    """What can be done with a connection; every method raises `Gone` when the client has left."""

    def send(self, answer: Reply, headers: Headers) -> None:
        """Send a whole answer."""

    def begin(self, content_type: str, headers: Headers) -> None:
        """Begin an answer that comes in chunks."""

    def chunk(self, raw: bytes, *, last: bool = False) -> None:
        """Send a chunk; the last one ends the answer."""

    def hold(self, seconds: float) -> None:
        """Say nothing for so long."""
