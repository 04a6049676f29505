"""Lines of agent applications and model servers that work: what nearly all of a log consists of.

They hold the words that such lines hold, so that a search for the words of errors has what to stumble over: timeouts
among the settings of requests, the memory of the key-value cache, agents that talk about errors.
"""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable, Iterator

from benchmarks.blocks import DAY_MINUTE, DIGITS, HEX, MINUTE

Writer = Callable[[random.Random, float], list[str]]
"""Makes the lines of one occasion, so many seconds into the minute."""

_AGENTS = ("planner", "critic", "coder", "searcher", "triage", "summariser")
_TALK = (
    "Here is the summary that you asked for: revenue grew in all regions but one.",
    "I have read the report. The second table does not add up, please look at row 14.",
    "Agreed. Next I will search for the contract of 2024 and compare both versions.",
    "The customer waits for an answer since Monday; the ticket is about an invoice.",
    "Let us keep the answer short: three sentences, no list.",
    "We ran out of time last year, so this time the plan has two weeks of slack.",
    "Yesterday's incident was a timeout of the search index; today all systems work.",
    "TERMINATE",
    "I called the calculator with 1840 * 12 and got 22080.",
    "Could you cite the paragraph? I only see the heading in the retrieved text.",
    "def total(rows):\\n    return sum(row['amount'] for row in rows)",
    "The translation is done; two terms stay in Latin, as the glossary wants.",
    "Search results: 12 hits, the first three are from the handbook.",
    "Our supplier changed the prices in March, see the attached list.",
    "Please write the minutes of the meeting, and name who does what until Friday.",
    "Yes. Both drafts say the same; I prefer the shorter one.",
)
_STEPS = (
    "receive_response_headers",
    "send_request_headers",
    "send_request_body",
    "receive_response_body",
    "response_closed",
)
_NAMES = ("page-0001.png", "scan.pdf", "contract.docx", "voice.ogg")


def stamp(second: float) -> str:
    """The time as the logging module writes it."""
    return f"{MINUTE}:{int(second):02d},{int(second % 1 * 1000):03d}"


def _access(chance: random.Random, second: float) -> list[str]:  # noqa: ARG001 - the signature of all
    return [
        f'{stamp(second)} INFO httpx HTTP Request: POST https://api.openai.com/v1/chat/completions "HTTP/1.1 200 OK"'
    ]


def _answered(chance: random.Random, second: float) -> list[str]:
    return [
        f"{stamp(second)} INFO agents.worker ticket {chance.randrange(100, 1000)}{DIGITS} answered by "
        f"{chance.choice(_AGENTS)} in {chance.uniform(0.2, 9):.2f} s: {chance.randrange(200, 4000)} prompt and "
        f"{chance.randrange(10, 900)} completion tokens, run {HEX}{chance.getrandbits(32):08x}"
    ]


def _connection(chance: random.Random, second: float) -> list[str]:
    lines = (
        "connection connect_tcp.started host='api.openai.com' port=443 local_address=None timeout=600.0 "
        "socket_options=None",
        *(f"http11 {step}.started request=<Request [b'POST']>" for step in _STEPS[:4]),
        *(f"http11 {step}.complete" for step in _STEPS[1:]),
        "http11 receive_response_headers.complete return_value=(b'HTTP/1.1', 200, b'OK', "
        f"[(b'content-type', b'application/json'), (b'x-request-id', b'req_{HEX}{chance.getrandbits(96):024x}'), "
        f"(b'openai-processing-ms', b'{chance.randrange(100, 9000)}')])",
    )
    return [f"{stamp(second)} DEBUG httpcore.{chance.choice(lines)}"]


def _options(chance: random.Random, second: float) -> list[str]:
    return [
        f"{stamp(second)} DEBUG openai._base_client Request options: {{'method': 'post', 'url': "
        "'/chat/completions', 'files': None, 'idempotency_key': "
        f"'stainless-python-retry-{HEX}{chance.getrandbits(96):024x}', "
        "'json_data': {'messages': [{'content': 'You are a helpful assistant.', 'role': 'system'}, "
        f"{{'content': {chance.choice(_TALK)!r}, 'role': 'user'}}], 'model': 'gpt-4o', 'max_tokens': 1024}}}}"
    ]


def _event(chance: random.Random, second: float) -> list[str]:
    return [
        f'{stamp(second)} INFO autogen_core.events {{"type": "LLMCall", "messages": [{{"role": "user", '
        f'"content": "{chance.choice(_TALK)}"}}], "prompt_tokens": {chance.randrange(200, 4000)}, '
        f'"completion_tokens": {chance.randrange(10, 900)}, '
        f'"agent_id": "{chance.choice(_AGENTS)}/{HEX}{chance.getrandbits(64):016x}"}}'
    ]


def _throughput(chance: random.Random, second: float) -> list[str]:
    return [
        f"INFO {DAY_MINUTE}:{int(second):02d} [loggers.py:118] Engine 000: "
        f"Avg prompt throughput: {chance.uniform(0, 4000):.1f} tokens/s, "
        f"Avg generation throughput: {chance.uniform(0, 300):.1f} tokens/s, Running: {chance.randrange(40)} reqs, "
        f"Waiting: {chance.randrange(4)} reqs, GPU KV cache usage: {chance.uniform(0, 90):.1f}%, "
        f"Prefix cache hit rate: {chance.uniform(0, 90):.1f}%"
    ]


def _served(chance: random.Random, second: float) -> list[str]:  # noqa: ARG001 - the signature of all
    path = chance.choice(('"POST /v1/chat/completions', '"GET /health', '"POST /runs', '"GET /metrics'))
    return [f'INFO:     10.0.{chance.randrange(256)}.7:{chance.randrange(300, 600)}{DIGITS} - {path} HTTP/1.1" 200 OK']


def _warned(chance: random.Random, second: float) -> list[str]:
    return [
        f"{stamp(second)} WARNING agents.tools search took {chance.uniform(3, 20):.1f} s, "
        f"{chance.randrange(2, 40)} results, cache {chance.choice(('hit', 'miss'))}"
    ]


def _chat(chance: random.Random, second: float) -> list[str]:  # noqa: ARG001 - the signature of all
    teller, listener = chance.sample(_AGENTS, 2)
    return [f"{teller} (to {listener}):", "", chance.choice(_TALK), "", "-" * 80]


_PLAIN: tuple[tuple[Writer, int], ...] = (
    (_access, 25), (_answered, 22), (_connection, 20), (_served, 10), (_throughput, 8), (_event, 6), (_options, 5),
    (_chat, 3), (_warned, 1),
)  # fmt: skip


def minute(chance: random.Random, lines: int) -> list[str]:
    """So many lines of one minute, in the order of time; the first bears the time."""
    writers, weights = zip(*_PLAIN, strict=True)
    written = _access(chance, 0)
    while len(written) < lines:
        (writer,) = chance.choices(writers, weights)
        written += writer(chance, 60 * min(len(written), lines - 1) / lines)
    return written[:lines]


def attachments(chance: random.Random, longest: int) -> Iterator[str]:
    """Members of a JSON array without end: files in base64, half as long as the longest or longer."""
    kept = [b64encode(chance.randbytes(longest * 3 // 4)).decode() for _ in range(4)]
    while True:
        body = chance.choice(kept)[chance.randrange(0, longest // 2, 4) :]
        yield (
            f'{{"id": "file-{HEX}{chance.getrandbits(64):016x}", "name": "{chance.choice(_NAMES)}", '
            f'"bytes": {len(body) * 3 // 4}, "note": "{chance.choice(_TALK)}", "content": "{body}"}}'
        )
