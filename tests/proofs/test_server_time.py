"""Latency, hanging, queues and overload: what a client meets when a server is slow."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from proofs.server import Faults, FaultServer
from tests.proofs.talk import Heard, chat, connected


def timed(call: Callable[[], object]) -> float:
    started = time.monotonic()
    call()
    return time.monotonic() - started


def at_once(server: FaultServer, times: int, stream: bool = False) -> list[Heard]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda _: chat(server, stream=stream), range(times)))


def left_alone(server: FaultServer) -> None:
    with pytest.raises(http.client.RemoteDisconnected):
        chat(server)


def test_an_answer_comes_after_the_latency(server: FaultServer) -> None:
    """Not a byte before, streamed or not."""
    server.set(Faults(latency=0.1))
    assert 0.1 <= timed(lambda: chat(server)) < 2
    assert 0.1 <= timed(lambda: chat(server, stream=True)) < 2


def test_the_first_requests_hang_and_the_next_is_answered(server: FaultServer) -> None:
    """A hanging request is held for so long, then closed without an answer."""
    server.set(Faults(hang_first=1, hang=0.1))
    started = time.monotonic()
    with pytest.raises(http.client.RemoteDisconnected):
        chat(server)
    assert 0.1 <= time.monotonic() - started < 2
    assert chat(server).status == 200
    assert (server.counters().broken, server.counters().answered) == (1, 1)


def test_a_client_that_gives_up_ends_the_hanging(server: FaultServer) -> None:
    """Its request is counted as broken at once, not after a minute."""
    server.set(Faults(hang_first=1, hang=60))
    with pytest.raises(TimeoutError):
        chat(server, timeout=0.05)
    deadline = time.monotonic() + 2
    while not server.counters().broken and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.counters().broken == 1


def test_slots_let_the_others_wait(server: FaultServer) -> None:
    """Six requests at two slots of 0.1 s take 0.3 s, and all of them are answered."""
    server.set(Faults(slots=2, latency=0.1))
    heard: list[Heard] = []
    assert 0.3 <= timed(lambda: heard.extend(at_once(server, 6))) < 2
    assert [each.status for each in heard] == [200] * 6
    assert server.counters().in_flight_peak == 6


def test_who_leaves_the_queue_frees_nothing_and_takes_nothing(server: FaultServer) -> None:
    """After a client that waited has left, the slot still goes round."""
    server.set(Faults(slots=1, latency=0.2))
    with ThreadPoolExecutor(1) as pool:
        served = pool.submit(chat, server)
        time.sleep(0.05)
        with pytest.raises(TimeoutError):
            chat(server, timeout=0.05)
        assert served.result().status == 200
    assert timed(lambda: chat(server)) < 2
    assert (server.counters().answered, server.counters().broken) == (2, 1)


def test_too_many_in_flight_are_turned_away(server: FaultServer) -> None:
    """The service says that it is overloaded, and those within the bound are served."""
    server.set(Faults(overload=2, latency=0.2))
    heard = at_once(server, 5)
    assert sorted(each.status for each in heard) == [200, 200, 503, 503, 503]
    words = {each.message for each in heard if each.status == 503}
    assert words == {"The engine is currently overloaded, please try again later"}
    assert server.counters().failed == 3


def test_a_hundred_connections_are_served(server: FaultServer) -> None:
    """None is refused, none is lost."""
    server.set(Faults(latency=0.1, replies=("ok",)))
    assert [each.status for each in at_once(server, 100, stream=True)] == [200] * 100
    assert server.counters().answered == 100


def test_a_connection_serves_many_requests(server: FaultServer) -> None:
    """HTTP/1.1 keeps it open, after answers, streams and refusals."""
    server.set(Faults(window=20))
    with connected(server) as connection:
        for body, status in ((b"{}", 400), (b'{"messages": [{"role": "user", "content": "hi"}]}', 200), (b"x", 400)):
            connection.request("POST", "/v1/chat/completions", body)
            response = connection.getresponse()
            assert (response.status, bool(response.read())) == (status, True)


def test_closing_ends_whatever_is_held() -> None:
    """No request keeps the server from ending, and no thread outlives it."""
    before = set(threading.enumerate())
    with FaultServer() as server:
        server.set(Faults(hang_first=4, hang=60))
        clients = [threading.Thread(target=left_alone, args=(server,)) for _ in range(4)]
        for client in clients:
            client.start()
        while server.counters().requests < 4:
            time.sleep(0.01)
        started = time.monotonic()
    assert time.monotonic() - started < 1
    for client in clients:
        client.join()
    assert set(threading.enumerate()) <= before


def test_a_client_that_goes_away_prints_nothing(server: FaultServer, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither while it waits nor in the middle of a stream."""
    server.set(Faults(stream_mb=3, chunk_pause=0.01))
    with connected(server) as connection:
        connection.request("POST", "/v1/chat/completions", b'{"stream": true, "messages": [{"role": "user"}]}')
        connection.getresponse().read(10)
    deadline = time.monotonic() + 2
    while not server.counters().broken and time.monotonic() < deadline:
        time.sleep(0.01)
    assert server.counters().broken == 1
    assert capfd.readouterr() == ("", "")
