"""The server as others use it: started and ended by a `with` block, set and read by its methods."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from types import TracebackType
from typing import Any

from proofs.server.connection import Connection
from proofs.server.counters import Counters
from proofs.server.round import Round
from proofs.server.settings import Faults

_END = 2.0
"""Seconds that handlers get to notice that the server closes."""


class Listener(ThreadingHTTPServer):
    """The listening socket, its connections, and the round that is on."""

    request_queue_size = 512
    daemon_threads = True

    def __init__(self, port: int) -> None:
        self.round = Round(Faults())
        self.closing = threading.Event()
        self._open: dict[socket.socket, threading.Thread] = {}
        super().__init__(("127.0.0.1", port), Connection)

    def server_bind(self) -> None:
        """Bind without asking the resolver for the host's name, which the parent does and which can take seconds."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own, known to `close` from the start."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._open[request] = thread
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.pop(request, None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print our own errors; that a client went away is none."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def close(self) -> None:
        """End the listening and every connection, whatever they wait for."""
        self.closing.set()
        self.shutdown()
        self.server_close()
        threads = dict(self._open)
        for connection in threads:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        deadline = time.monotonic() + _END
        for thread in threads.values():
            thread.join(max(0.0, deadline - time.monotonic()))


class FaultServer:
    """An OpenAI-compatible server on loopback that fails as it is told.

    It listens from the moment it is made, on a free port unless one is given, and serves inside a `with` block.
    """

    def __init__(self, port: int = 0) -> None:
        self._listener = Listener(port)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> FaultServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The address without a path; the base URL for OpenAI's clients is this and `/v1`."""
        return f"http://127.0.0.1:{self._listener.server_port}"

    def set(self, faults: Faults) -> None:
        """New settings and fresh counters; requests that still run go on, and count, under the old ones."""
        self._listener.round = Round(faults)

    def counters(self) -> Counters:
        """What has been counted since the last `set`."""
        return self._listener.round.tally.snapshot()
