"""One fault server for all tests here; each finds it without faults and with fresh counters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from proofs.server import Faults, FaultServer


@pytest.fixture(scope="session")
def running_server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture
def server(running_server: FaultServer) -> FaultServer:
    running_server.set(Faults())
    return running_server
