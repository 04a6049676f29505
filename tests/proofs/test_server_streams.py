"""Streams: their form, and the ways in which they break."""

from __future__ import annotations

import http.client
import time

import pytest

from proofs.server import Faults, FaultServer
from proofs.server.tokens import count
from tests.proofs.talk import CHAT, SHORT, chat, connected

HEAD = {
    "id": "chatcmpl-1",
    "object": "chat.completion.chunk",
    "created": 1_760_000_000,
    "model": "gpt-4",
}


def chunk(delta: dict[str, object], finish: str | None = None) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return {**HEAD, "choices": [choice]}


def test_a_stream_says_the_role_the_words_and_the_end(server: FaultServer) -> None:
    """Server-sent events in chunked coding, closed by the mark that OpenAI's clients look for."""
    server.set(Faults(replies=("Three are open.",)))
    heard = chat(server, stream=True)
    assert heard.headers["transfer-encoding"] == "chunked"
    assert heard.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert heard.body.endswith(b"data: [DONE]\n\n")
    assert heard.events == [
        chunk({"role": "assistant", "content": ""}),
        chunk({"content": "Three"}),
        chunk({"content": " are"}),
        chunk({"content": " open."}),
        chunk({}, "stop"),
    ]


def test_a_stream_tells_its_cost_where_it_is_asked_to(server: FaultServer) -> None:
    """In a last event without a choice, and null before."""
    server.set(Faults(replies=("Three.",)))
    events = chat(server, stream=True, stream_options={"include_usage": True}).events
    said = count("Three.")
    cost = {"prompt_tokens": SHORT, "completion_tokens": said, "total_tokens": SHORT + said}
    assert [event["usage"] for event in events] == [None, None, None, cost]
    assert events[-1] == {**HEAD, "choices": [], "usage": cost}


def test_an_old_client_gets_a_stream_without_chunks(server: FaultServer) -> None:
    """HTTP/1.0 knows no chunked coding; the end of the connection is the end of the stream."""
    server.set(Faults(replies=("Three.",)))
    with connected(server) as connection:
        connection._http_vsn, connection._http_vsn_str = 10, "HTTP/1.0"  # type: ignore[attr-defined]
        connection.request("POST", CHAT, b'{"stream": true, "messages": [{"role": "user", "content": "hi"}]}')
        response = connection.getresponse()
        assert response.getheader("transfer-encoding") is None
        assert response.read().endswith(b"data: [DONE]\n\n")


def test_a_stream_is_as_large_and_as_slow_as_it_is_set(server: FaultServer) -> None:
    """Half a megabyte in five chunks with four pauses; an answer that is not streamed is the usual one."""
    server.set(Faults(stream_mb=0.5, chunk_pause=0.05))
    started = time.monotonic()
    events = chat(server, stream=True).events
    assert 0.2 <= time.monotonic() - started < 2
    assert [len(event["choices"][0]["delta"].get("content", "")) for event in events] == [0, *[100_000] * 5, 0]
    assert len(chat(server).json["choices"][0]["message"]["content"]) == 600


def test_a_broken_stream_ends_in_the_middle(server: FaultServer) -> None:
    """After so many chunks the connection is gone without the end of the chunked coding."""
    server.set(Faults(break_after=3))
    with pytest.raises(http.client.IncompleteRead) as caught:
        chat(server, stream=True)
    assert caught.value.partial.count(b"data: ") == 4
    assert (server.counters().broken, server.counters().answered) == (1, 0)
    assert chat(server).status == 200


def test_a_stalled_stream_says_nothing_more(server: FaultServer) -> None:
    """After so many chunks it is silent for as long as a hanging request, then the connection is cut."""
    server.set(Faults(stall_after=2, hang=0.15))
    started = time.monotonic()
    with pytest.raises(http.client.IncompleteRead) as caught:
        chat(server, stream=True)
    assert 0.15 <= time.monotonic() - started < 2
    assert caught.value.partial.count(b"data: ") == 3


def test_a_short_stream_is_over_before_it_breaks(server: FaultServer) -> None:
    """The cut counts chunks of content; an answer with fewer of them is whole."""
    server.set(Faults(break_after=3, replies=("Two words",)))
    assert chat(server, stream=True).body.endswith(b"data: [DONE]\n\n")
    assert server.counters().answered == 1
