"""Requests and tokens per minute are accounted for as the services do, and said in their words."""

from __future__ import annotations

import time

import pytest

from proofs.server import Faults, FaultServer
from proofs.server.limits import RateLimiter, Remaining
from proofs.server.problems import RateHit
from tests.proofs.talk import LONG, SHORT, WORDS, chat, post

_MORE = "Visit https://platform.openai.com/account/rate-limits to learn more."


def hit(used: int, requested: int, wait: float) -> RateHit:
    return RateHit(kind="tokens", limit=100, used=used, requested=requested, wait=wait, model="m")


def test_tokens_leave_the_window_as_they_came() -> None:
    """Each request counts for a minute from its own arrival; one that is turned away counts for nothing."""
    limiter = RateLimiter(Faults(tokens_per_minute=100))
    assert limiter.admit(60, "m", now=0) is None
    assert limiter.admit(40, "m", now=30) is None
    assert limiter.admit(1, "m", now=45) == hit(used=100, requested=1, wait=15)
    assert limiter.admit(70, "m", now=45) == hit(used=100, requested=70, wait=45)
    assert limiter.remaining(now=45) == Remaining(requests=0, tokens=0, reset=45)
    assert limiter.admit(60, "m", now=60) is None
    assert limiter.admit(101, "m", now=200) == hit(used=0, requested=101, wait=60)


def test_requests_leave_the_window_as_they_came() -> None:
    """The wait is until the oldest is a minute old."""
    limiter = RateLimiter(Faults(requests_per_minute=2, minute=10))
    assert [limiter.admit(5, "m", now=at) for at in (0, 4)] == [None, None]
    expected = RateHit(kind="requests", limit=2, used=2, requested=1, wait=3, model="m")
    assert limiter.admit(5, "m", now=7) == expected
    assert limiter.admit(5, "m", now=10) is None


def test_openai_says_which_limit_and_when_to_come_again(server: FaultServer) -> None:
    """429 with the numbers in the words, and the wait in two headers."""
    server.set(Faults(requests_per_minute=1))
    first, second = chat(server), chat(server)
    assert {name: value for name, value in first.headers.items() if name.startswith("x-ratelimit")} == {
        "x-ratelimit-limit-requests": "1",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": first.headers["x-ratelimit-reset-requests"],
    }
    start, end = (
        "Rate limit reached for gpt-4 in organization org-Xk2 on requests per min (RPM): Limit 1, Used 1, ",
        _MORE,
    )
    assert second.status == 429
    assert second.message.startswith(f"{start}Requested 1. Please try again in 59.")
    assert second.message.endswith(f"s. {end}")
    assert (second.json["error"]["type"], second.json["error"]["code"]) == ("requests", "rate_limit_exceeded")
    assert second.headers["retry-after"] == "60"
    assert 59_000 < int(second.headers["retry-after-ms"]) <= 60_000


def test_a_request_larger_than_a_minute_is_told_so(server: FaultServer) -> None:
    """Waiting cannot help it, so no header says to wait; the completion budget counts."""
    server.set(Faults(tokens_per_minute=100))
    start = "Request too large for gpt-4 in organization org-Xk2 on tokens per min (TPM): Limit 100, Requested "
    end = f"The input or output tokens must be reduced in order to run successfully. {_MORE}"
    for refused, asked in ((chat(server, WORDS), LONG), (chat(server, max_tokens=90), SHORT + 90)):
        assert (refused.status, refused.message) == (429, f"{start}{asked}. {end}")
        assert "retry-after" not in refused.headers
    assert server.counters().rate_limited == 2


def test_whoever_waits_as_told_is_served(server: FaultServer) -> None:
    """The wait is a real one, here of a minute that takes a third of a second."""
    server.set(Faults(requests_per_minute=1, minute=0.3))
    statuses = [chat(server).status, chat(server).status]
    time.sleep(0.31)
    assert [*statuses, chat(server).status] == [200, 429, 200]


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        (
            "azure",
            "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-06-01 have exceeded "
            "call rate limit of your current OpenAI S0 pricing tier. Please retry after 60 seconds. Please go here: "
            "https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
        ),
        (
            "anthropic",
            "This request would exceed your organization's rate limit of 1 requests per minute. For details, refer to: "
            "https://docs.anthropic.com/en/api/rate-limits; see the response headers for current usage. Please reduce "
            "the prompt length or the maximum tokens requested, or try again later.",
        ),
    ],
)
def test_other_providers_have_their_own_words(server: FaultServer, wording: str, words: str) -> None:
    """429, the words of the provider, and the seconds to wait."""
    server.set(Faults(requests_per_minute=1, wording=wording))
    chat(server)
    refused = chat(server)
    assert (refused.status, refused.message, refused.headers["retry-after"]) == (429, words, "60")


def test_before_a_server_that_knows_no_rates_a_gateway_answers(server: FaultServer) -> None:
    """vLLM, llama.cpp and Ollama have no rate limits; the page is an nginx's."""
    for wording in ("vllm", "llama.cpp", "ollama"):
        server.set(Faults(requests_per_minute=1, wording=wording))
        chat(server)
        refused = chat(server)
        assert (refused.status, refused.headers["content-type"]) == (429, "text/html")
        assert b"<center><h1>429 Too Many Requests</h1></center>" in refused.body


def test_anthropic_counts_no_completion_budget(server: FaultServer) -> None:
    """Its input tokens per minute are those of the prompt, and its headers are its own."""
    server.set(Faults(tokens_per_minute=100))
    body = {"model": "claude", "max_tokens": 5000, "messages": [{"role": "user", "content": "hi"}]}
    heard = post(server, "/v1/messages", body)
    assert (heard.status, heard.headers["anthropic-ratelimit-input-tokens-remaining"]) == (200, "95")
