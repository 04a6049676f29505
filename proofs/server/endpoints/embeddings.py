"""Embeddings: vectors of length one that depend on the text alone."""

from __future__ import annotations

import base64
import hashlib
import math
import struct

from proofs.server.answers import Answer
from proofs.server.ask import Ask
from proofs.server.endpoints.endpoint import Endpoint, Stream
from proofs.server.problems import Malformed
from proofs.server.prompt import texts
from proofs.server.reading import Json, number, text

_DIMENSIONS = 1536


def read(body: Json) -> Ask | Malformed:
    """A request for the vectors of one text or of several."""
    turns = texts(body.get("input"))
    if not turns:
        return Malformed(field="input")
    return Ask(model=text(body.get("model")), turns=turns, separate=True, body=body)


def whole(ask: Ask, answer: Answer) -> Json:
    """The vectors, as numbers or in base64 as OpenAI's own clients ask for them."""
    del answer
    size = min(4096, max(0, number(ask.body.get("dimensions")))) or _DIMENSIONS
    vectors = (_vector(turn.text, size) for turn in ask.turns)
    packed = ask.body.get("encoding_format") == "base64"
    data = [
        {"object": "embedding", "index": at, "embedding": _packed(vector) if packed else vector}
        for at, vector in enumerate(vectors)
    ]
    cost = {"prompt_tokens": ask.prompt_tokens, "total_tokens": ask.prompt_tokens}
    return {"object": "list", "data": data, "model": ask.model, "usage": cost}


def stream(ask: Ask, answer: Answer) -> Stream:
    """Never asked for: `read` does not make an ask that wants a stream."""
    raise NotImplementedError(ask, answer)


def _vector(said: str, size: int) -> list[float]:
    drawn = hashlib.shake_128(said.encode()).digest(size)
    length = math.sqrt(sum((byte - 127.5) ** 2 for byte in drawn))
    return [round((byte - 127.5) / length, 6) for byte in drawn]


def _packed(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


ENDPOINT = Endpoint(surface="embeddings", read=read, whole=whole, stream=stream, speaks=False)
