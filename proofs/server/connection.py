"""HTTP/1.1 on one socket: reads requests, is the wire of their answers."""

from __future__ import annotations

import json
import selectors
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

from proofs.server import control, endpoints, wordings
from proofs.server.exchange import Exchange
from proofs.server.problems import Malformed, Problem, UnknownPath, WrongKey
from proofs.server.reading import Json, mapping
from proofs.server.reply import Headers, Reply
from proofs.server.wire import Gone

if TYPE_CHECKING:
    from proofs.server.server import Listener


class Connection(BaseHTTPRequestHandler):
    """All requests of one client connection, one after the other."""

    protocol_version = "HTTP/1.1"
    server_version = "fault-server"
    sys_version = ""
    disable_nagle_algorithm = True
    server: Listener

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the programs under proof have the terminal for themselves."""

    def handle(self) -> None:
        """Serve until either side ends the connection; a client may leave at any time."""
        try:
            super().handle()
        except (Gone, ConnectionError, TimeoutError):
            self.close_connection = True

    def do_GET(self) -> None:
        """Everything that only tells something."""
        self._body()
        path = self.path.partition("?")[0]
        problem = WrongKey(given=self._key()) if path.endswith("/models") and self._locked_out() else None
        known = self._refusal(problem, path) if problem else control.get(self.server, path)
        self.send(known or self._unknown(path), ())

    def do_POST(self) -> None:
        """Everything that answers, and the new settings."""
        raw = self._body()
        path = self.path.partition("?")[0]
        found = endpoints.find(path)
        if found is None:
            self.send(control.post(self.server, path, raw) or self._unknown(path), ())
            return
        endpoint, deployment = found
        body = _parsed(raw)
        named = {"model": deployment} if deployment else {}
        ask = Malformed() if body is None else endpoint.read({**body, **named})
        Exchange(self.server.round, endpoint, ask, self._key(), self).run()

    def send(self, answer: Reply, headers: Headers) -> None:
        """Send a whole answer."""
        length = ("content-length", str(len(answer.body)))
        self._head(answer.status, (("content-type", answer.content_type), length, *answer.headers, *headers))
        self._write(answer.body)

    def begin(self, content_type: str, headers: Headers) -> None:
        """Begin an answer in chunks; a client of HTTP/1.0 gets it plain and then the end of the connection."""
        chunked = self.request_version != "HTTP/1.0"
        self.close_connection = self.close_connection or not chunked
        coding = (("transfer-encoding", "chunked"),) if chunked else ()
        self._head(200, (("content-type", content_type), ("cache-control", "no-cache"), *coding, *headers))

    def chunk(self, raw: bytes, *, last: bool = False) -> None:
        """Send a chunk, and the end of the answer with the last one."""
        if self.request_version == "HTTP/1.0":
            return self._write(raw)
        framed = b"%x\r\n%b\r\n" % (len(raw), raw) if raw else b""
        return self._write(framed + (b"0\r\n\r\n" if last else b""))

    def hold(self, seconds: float) -> None:
        """Say nothing for so long; `Gone` as soon as the client leaves or the server closes (which ends reading)."""
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.connection, selectors.EVENT_READ)
            if not selector.select(seconds):
                return
        try:
            early = self.connection.recv(1, socket.MSG_PEEK)
        except OSError as error:
            raise Gone from error
        # A byte that waits is the client's next request, sent before this answer: its leaving cannot be seen any more.
        if not early or self.server.closing.wait(max(0.0, deadline - time.monotonic())):
            raise Gone

    def _head(self, status: int, headers: Headers) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("connection", "close")
        try:
            self.end_headers()
        except OSError as error:
            raise Gone from error

    def _write(self, raw: bytes) -> None:
        try:
            self.wfile.write(raw)
        except OSError as error:
            raise Gone from error

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("transfer-encoding", ""):
            length = self.headers.get("content-length", "0")
            return self.rfile.read(int(length) if length.isdecimal() else 0)
        body = b""
        try:
            while size := int(self.rfile.readline(64).partition(b";")[0] or b"0", 16):
                body += self.rfile.read(size)
                self.rfile.readline(64)
        except ValueError as error:
            raise Gone from error
        while self.rfile.readline(1024).strip():
            pass
        return body

    def _key(self) -> str:
        bearer = self.headers.get("authorization", "")
        given = bearer.removeprefix("Bearer ").strip() or self.headers.get("api-key") or self.headers.get("x-api-key")
        return str(given or "")

    def _locked_out(self) -> bool:
        return self.server.round.faults.key not in ("", self._key())

    def _unknown(self, path: str) -> Reply:
        return self._refusal(UnknownPath(method=self.command, path=path), path)

    def _refusal(self, problem: Problem, path: str) -> Reply:
        surface = endpoints.surface(path)
        return wordings.find(self.server.round.faults.wording, surface).refusal(problem, surface)


def _parsed(raw: bytes) -> Json | None:
    """The JSON object of a body, or None where it is none."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return mapping(value) if isinstance(value, dict) else None
