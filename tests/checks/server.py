"""A server on this machine that answers as a test says, well or badly, and remembers what it was asked."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Raw = Callable[[socket.socket], None]
"""Answers as it likes."""


@dataclass
class Asked:
    """The port of a server, and each request that came, as text."""

    port: int
    requests: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """Method and path of each request."""
        return [request.split(" HTTP/")[0] for request in self.requests]


def answer(value: object, status: str = "200 OK") -> bytes:
    """A good answer: JSON, or bytes as they are."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        status.encode(), len(body), body,
    )  # fmt: skip


NOT_FOUND = answer({"detail": "Not Found"}, "404 Not Found")


@contextmanager
def serving(routes: Mapping[str, object], host: str = "127.0.0.1") -> Iterator[Asked]:
    """Serve values by ``METHOD path``: bytes are sent as they are, functions get the connection, the rest is JSON."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.bind((host, 0))
        listening.listen(16)
        asked = Asked(listening.getsockname()[1])
        threading.Thread(target=_accept, args=(listening, routes, asked), daemon=True).start()
        try:
            yield asked
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def _accept(listening: socket.socket, routes: Mapping[str, object], asked: Asked) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_serve, args=(connection, routes, asked), daemon=True).start()


def _serve(connection: socket.socket, routes: Mapping[str, object], asked: Asked) -> None:
    with connection, suppress(OSError):
        request = _whole(connection)
        asked.requests.append(request)
        route = routes.get(request.split(" HTTP/")[0], routes.get("*", NOT_FOUND))
        if callable(route):
            route(connection)
        else:
            connection.sendall(route if isinstance(route, bytes) else answer(route))


def _whole(connection: socket.socket) -> str:
    """The request with its body, which may come a little later."""
    taken = connection.recv(64 << 10).decode()
    length = re.search(r"Content-Length: (\d+)", taken)
    while length and len(taken.partition("\r\n\r\n")[2]) < int(length[1]):
        taken += connection.recv(64 << 10).decode()
    return taken


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that nothing listens on, and that nothing else takes meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
