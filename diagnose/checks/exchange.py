"""One HTTP request to this machine, and a bounded answer: no proxy, no redirect, no key, no name looked up."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

_CONNECT_SECONDS = 1.0
MOST_BYTES = 1 << 20


class Unanswered(Exception):
    """Nothing listens there, or what listens does not answer in time; the sentence says which."""

    def __init__(self, reason: str, listens: bool) -> None:
        super().__init__(reason)
        self.listens = listens


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, 0 where what came is not HTTP, and at most ``MOST_BYTES`` of a body; None where it is longer."""

    status: int
    body: bytes | None = b""


def ask(host: str, port: int, path: str, seconds: float, body: bytes | None = None) -> Reply:
    """GET, or POST where there is a body. ``host`` is a literal loopback address.

    Raises Unanswered; ValueError for any other host.
    """
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError("only this machine may be asked")
    connection = http.client.HTTPConnection(host, port, timeout=min(_CONNECT_SECONDS, seconds))
    with contextlib.closing(connection):
        try:
            connection.connect()
        except OSError as error:
            raise Unanswered("nothing answers there", listens=isinstance(error, TimeoutError)) from None
        with _deadline(connection.sock, seconds) as ended:
            try:
                return _exchange(connection, path, body)
            except (OSError, http.client.HTTPException) as error:
                if ended.is_set() or isinstance(error, TimeoutError):
                    reason = f"it takes connections and does not answer within {seconds:g} s"
                    raise Unanswered(reason, listens=True) from None
                if isinstance(error, http.client.HTTPException):
                    return Reply(0)
                raise Unanswered("it ends the connection without an answer", listens=True) from None


def _exchange(connection: http.client.HTTPConnection, path: str, body: bytes | None) -> Reply:
    headers = {"User-Agent": "autogen-doctor", "Accept": "application/json", "Connection": "close"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    connection.request("GET" if body is None else "POST", path, body, headers)
    response = connection.getresponse()
    taken = response.read(MOST_BYTES + 1)
    return Reply(response.status, taken if len(taken) <= MOST_BYTES else None)


@contextlib.contextmanager
def _deadline(connection: socket.socket, seconds: float) -> Iterator[threading.Event]:
    """The connection is ended when the time is over: a bound for each piece would let a server drip for ever."""
    ended = threading.Event()

    def end() -> None:
        ended.set()
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)

    connection.settimeout(seconds)
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield ended
    finally:
        timer.cancel()
