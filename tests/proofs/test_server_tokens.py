"""The estimate of tokens is near enough, always the same, and never shrinks when a text grows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofs.server.prompt import IMAGE, chat_turn, tool_tokens
from proofs.server.tokens import count

TEXTS = st.text(st.one_of(st.sampled_from("aA9 _-.\n\tÄß字가😀'/{\""), st.characters()), max_size=60)

# What o200k_base makes of them.
KNOWN = [
    ("The ledger agrees with the statement except for three postings. " * 50, 551),
    ('{"name": "balance", "parameters": {"type": "object", "properties": {"account": {"type": "string"}}}}', 28),
    ("def total(rows):\n    return sum(row.amount for row in rows if row.open)\n", 17),
    ("2026-11-21 05:29:58,123 ERROR worker-3 request failed: Error code: 429", 26),
    ("const answer = await client.chat.completions.create({ model, messages });\n", 15),
]


@pytest.mark.parametrize(("text", "tokens"), KNOWN)
def test_the_estimate_is_near_the_real_count(text: str, tokens: int) -> None:
    """English, code, JSON and log lines: within 15 % or two tokens."""
    assert count(text) == pytest.approx(tokens, rel=0.15, abs=2)


@given(TEXTS)
def test_the_same_text_has_the_same_tokens(text: str) -> None:
    """The estimate depends on the text alone; only the empty text has none."""
    assert count(text) == count(text)
    assert (count(text) == 0) == (text == "")


@given(TEXTS, TEXTS)
def test_a_longer_text_has_no_fewer_tokens(text: str, more: str) -> None:
    """Cutting a prompt never makes it weigh more, but for the one token that may grow out of two where it was cut."""
    assert count(text) <= count(text + more) + 1


@given(TEXTS, TEXTS)
def test_two_texts_weigh_about_what_they_weigh_together(one: str, other: str) -> None:
    """Between two lines nothing grows together, so that a history weighs what its messages weigh."""
    apart, together = count(one + ".\n") + count("X" + other), count(one + ".\nX" + other)
    assert abs(apart - together) <= 1


@pytest.mark.parametrize("unit", ["x", " ", "a-", "aB1", "字", "😀", "word ", "{}", "\n "])
def test_the_time_grows_with_the_length_alone(unit: str) -> None:
    """A text of 200 kB of any kind is counted at once."""
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    count(text)
    assert time.process_time() - started < 0.5


def test_a_message_weighs_its_parts() -> None:
    """Framing of four, the name with one more, each image a flat number, tool calls by their JSON."""
    assert chat_turn({"role": "user", "content": "hi"}).tokens == 5
    assert chat_turn({"role": "user", "content": "hi", "name": "Bo"}).tokens == 7
    parts = [{"type": "text", "text": "hi"}, {"type": "image_url", "image_url": {"url": "data:" + "x" * 9999}}]
    assert chat_turn({"role": "user", "content": parts}).tokens == 5 + IMAGE
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    assert chat_turn({"role": "assistant", "content": None, "tool_calls": [call]}).tokens == 4 + tool_tokens([call])
