"""What is counted, that a new setting begins with nothing counted, and that HTTP shows and sets the same."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

from proofs.server import Counters, Faults, FaultServer
from tests.proofs.talk import LONG, SHORT, USER, WORDS, chat, get, post


def test_every_request_is_counted_once_with_its_prompt(server: FaultServer) -> None:
    """The count is there when the answer is: no waiting, no request in two columns."""
    server.set(Faults(window=200))
    chat(server)
    chat(server, WORDS)
    chat(server, stream=True)
    assert server.counters() == Counters(
        requests=3,
        answered=2,
        refused=1,
        in_flight_peak=1,
        prompt_tokens=(SHORT, LONG, SHORT),
        prompt_tokens_peak=SHORT,
        refused_tokens=((LONG, 200),),
    )


def test_growth_is_the_mean_step_from_prompt_to_prompt() -> None:
    """A history that is never cut grows; one that is cut does not."""
    assert Counters(prompt_tokens=(100, 150, 240)).prompt_growth == 70.0
    assert Counters(prompt_tokens=(100, 50)).prompt_growth == -50.0
    assert Counters(prompt_tokens=(100,)).prompt_growth == 0.0


def test_a_request_from_before_counts_into_no_new_counter(server: FaultServer) -> None:
    """It goes on under the settings that it came under, and its end is not seen in the new ones."""
    server.set(Faults(latency=0.2, replies=("old",)))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(chat, server)
        while not server.counters().requests:
            time.sleep(0.005)
        server.set(Faults(replies=("new",)))
        assert running.result().json["choices"][0]["message"]["content"] == "old"
    assert server.counters() == Counters()
    assert chat(server).json["choices"][0]["message"]["content"] == "new"
    assert server.counters().requests == 1


def test_settings_and_counters_can_be_reached_over_http(server: FaultServer) -> None:
    """For programs in other languages; a wrong setting changes nothing."""
    assert post(server, "/_faults", {"window": 200, "models": ["gpt-4"]}).status == 200
    chat(server)
    refused = post(server, "/_faults", {"windw": 9})
    assert (refused.status, refused.json) == (400, {"error": "'windw' is no setting: did you mean 'window'?"})
    shown = get(server, "/_counters").json
    assert shown == {**asdict(server.counters()), "prompt_tokens": [SHORT], "refused_tokens": [], "prompt_growth": 0.0}
    assert get(server, "/_faults").json["window"] == 200
    assert get(server, "/health").json == {"status": "ok"}


def test_replies_come_in_turn_and_the_last_one_stays(server: FaultServer) -> None:
    """A request that is refused, or answered by a call, uses none up."""
    server.set(Faults(replies=("one", "two"), refuse=500, refuse_first=1))
    said = [chat(server).json.get("choices", [{"message": {"content": None}}])[0]["message"]["content"] for _ in "1234"]
    assert said == [None, "one", "two", "two"]


def test_an_answer_is_as_long_as_it_is_set_and_as_the_request_allows(server: FaultServer) -> None:
    """A completion budget cuts it, which the finish reason tells."""
    server.set(Faults(reply_chars=100))
    whole = chat(server).json["choices"][0]
    assert (len(whole["message"]["content"]), whole["finish_reason"]) == (100, "stop")
    cut = chat(server, max_tokens=3).json
    assert (cut["choices"][0]["message"]["content"], cut["choices"][0]["finish_reason"]) == ("The ledger", "length")
    assert cut["usage"]["completion_tokens"] == 3


def test_an_echo_lists_what_the_user_said(server: FaultServer) -> None:
    """Texts and parts with text, not what others said."""
    server.set(Faults(echo=True))
    parts = {"role": "user", "content": [{"type": "text", "text": "case A?"}]}
    said = chat(server, {"role": "system", "content": "s"}, parts, USER).json["choices"][0]["message"]["content"]
    assert said == f"I was asked: case A? | {USER['content']}"
