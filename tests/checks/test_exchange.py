"""One request, whatever answers it."""

from __future__ import annotations

import socket
import time

import pytest

from diagnose.checks.exchange import MOST_BYTES, Reply, Unanswered, ask
from tests.checks.server import Raw, closed_port, serving

BODY = b'{"a": 1}'


def test_request_holds_no_more_than_it_must() -> None:
    """Host, name of the tool, no key, no cookie; a body only where there is one."""
    with serving({"*": BODY}) as asked:
        ask("127.0.0.1", asked.port, "/v1/models", 2.0)
        ask("127.0.0.1", asked.port, "/api/show", 2.0, b"{}")
    requests = [request.partition("\r\n\r\n") for request in asked.requests]

    assert [(head.split("\r\n")[0], body) for head, _, body in requests] == [
        ("GET /v1/models HTTP/1.1", ""),
        ("POST /api/show HTTP/1.1", "{}"),
    ]
    usual = {f"Host: 127.0.0.1:{asked.port}", "Accept-Encoding: identity", "User-Agent: autogen-doctor"}
    usual |= {"Accept: application/json", "Connection: close"}
    assert [set(head.split("\r\n")[1:]) for head, _, _ in requests] == [
        usual,
        usual | {"Content-Type: application/json", "Content-Length: 2"},
    ]


@pytest.mark.parametrize("host", ["10.0.0.1", "93.184.216.34", "0.0.0.0", "localhost", "fe80::1", "", "127.1"])
def test_no_other_machine_is_asked(host: str) -> None:
    """Only a literal loopback address; not even a name that means one."""
    with pytest.raises(ValueError):  # noqa: PT011 - ours or ipaddress's, both before a socket is made
        ask(host, 80, "/", 0.1)


def test_ipv6() -> None:
    """::1 is this machine too."""
    try:
        with serving({"GET /": BODY}, "::1") as asked:
            reply = ask("::1", asked.port, "/", 2.0)
    except OSError:
        pytest.skip("this machine has no IPv6")

    assert asked.requests[0].split("\r\n")[1] == f"Host: [::1]:{asked.port}"
    assert reply == Reply(0)


@pytest.mark.parametrize(
    ("sent", "reply"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" + BODY + b"and more", Reply(200, BODY)),
        (b"HTTP/1.0 200 OK\r\n\r\n" + BODY, Reply(200, BODY)),
        (b"HTTP/1.1 401\r\nWWW-Authenticate: Bearer\r\n\r\n", Reply(401)),
        (b"HTTP/1.1 302 Found\r\nLocation: http://example.com/\r\nContent-Length: 0\r\n\r\n", Reply(302)),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4\r\n{\"a\"\r\n4;x=y\r\n: 1}\r\n0\r\n\r\n",
            Reply(200, BODY),
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc", Reply(0)),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nabc", Reply(0)),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", Reply(0)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc", Reply(200, b"abc")),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc", Reply(200, b"abc")),
        (b"HTTP/2 200\r\n\r\nabc", Reply(0)),
        (b"SSH-2.0-OpenSSH_9.6\r\n", Reply(0)),
        (b"HTTP/1.1 two hundred\r\n\r\n", Reply(0)),
        (b"\x15\x03\x01\x00\x02\x02\x16", Reply(0)),
        (b"", Reply(0)),
    ],
    ids=range(15),
)  # fmt: skip
def test_answers(sent: bytes, reply: Reply) -> None:
    """Status and body of what is HTTP; a redirect is an answer and is not followed; the rest is status 0."""
    with serving({"*": sent}) as asked:
        assert ask("127.0.0.1", asked.port, "/", 2.0) == reply
        assert len(asked.requests) == 1


def endless(head: bytes, part: bytes, pause: float = 0.0) -> Raw:
    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(part)
            time.sleep(pause)

    return send


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "], ids=["body", "header"])
def test_answer_without_end(head: bytes) -> None:
    """It is read up to the bound, and not taken for a short one."""
    with serving({"*": endless(head, b"x" * (1 << 16))}) as asked:
        reply = ask("127.0.0.1", asked.port, "/", 2.0)

    assert reply == (Reply(200, None) if head.endswith(b"\r\n\r\n") else Reply(0))


def test_largest_answer() -> None:
    """As long as the bound is still an answer."""
    with serving({"*": b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * MOST_BYTES}) as asked:
        assert ask("127.0.0.1", asked.port, "/", 2.0) == Reply(200, b"x" * MOST_BYTES)


@pytest.mark.parametrize("pause", [0.02, 60.0], ids=["drop by drop", "silent"])
def test_slow_answer_is_given_up(pause: float) -> None:
    """All of a request has to be done in its time, however often something comes."""
    started = time.monotonic()
    with serving({"*": endless(b"", b"H", pause)}) as asked, pytest.raises(Unanswered) as raised:
        ask("127.0.0.1", asked.port, "/", 0.2)

    assert (str(raised.value), raised.value.listens) == ("it takes connections and does not answer within 0.2 s", True)
    assert time.monotonic() - started < 1.0


def test_nothing_listens() -> None:
    """It is said at once."""
    with closed_port() as port, pytest.raises(Unanswered) as raised:
        ask("127.0.0.1", port, "/", 2.0)

    assert (str(raised.value), raised.value.listens) == ("nothing answers there", False)
