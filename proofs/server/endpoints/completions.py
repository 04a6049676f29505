"""Text completions, the API before chat."""

from __future__ import annotations

from proofs.server.answers import Answer
from proofs.server.ask import Ask
from proofs.server.endpoints.chat import usage
from proofs.server.endpoints.endpoint import CREATED, Endpoint, Stream, event
from proofs.server.problems import Malformed
from proofs.server.prompt import texts
from proofs.server.reading import Json, mapping, number, text


def read(body: Json) -> Ask | Malformed:
    """A request for a completion of a text, or of several."""
    turns = texts(body.get("prompt"))
    if not turns:
        return Malformed(field="prompt")
    return Ask(
        model=text(body.get("model")),
        turns=turns,
        budget=number(body.get("max_tokens")),
        separate=True,
        stream=body.get("stream") is True,
        usage=mapping(body.get("stream_options")).get("include_usage") is True,
        choices=min(128, max(1, number(body.get("n")))) * len(turns),
    )


def whole(ask: Ask, answer: Answer) -> Json:
    """The answer in one piece."""
    choices = [{**_choice(answer.text, answer.finish), "index": at} for at in range(ask.choices)]
    return {**_head(ask, answer), "choices": choices, "usage": usage(ask, answer)}


def stream(ask: Ask, answer: Answer) -> Stream:
    """The answer word by word."""
    head = _head(ask, answer)
    cost = event({**head, "choices": [], "usage": usage(ask, answer)}) if ask.usage else b""
    end = event({**head, "choices": [_choice("", answer.finish)]}) + cost + b"data: [DONE]\n\n"
    pieces = (event({**head, "choices": [_choice(word, None)]}) for word in answer.words())
    return Stream(opening=b"", pieces=pieces, closing=lambda: end)


def _head(ask: Ask, answer: Answer) -> Json:
    return {"id": f"cmpl-{answer.serial}", "object": "text_completion", "created": CREATED, "model": ask.model}


def _choice(said: str, finish: str | None) -> Json:
    return {"index": 0, "text": said, "logprobs": None, "finish_reason": finish}


ENDPOINT = Endpoint(surface="completions", read=read, whole=whole, stream=stream)
