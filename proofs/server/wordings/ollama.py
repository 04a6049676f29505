"""The words of Ollama: a plain `{"error": text}` at its own API, OpenAI's form of it at the compatible one.

Ollama does not refuse a chat for its length: it drops the oldest messages (never the system's, never the last), then
the beginning of what is left, and answers. Only `prompt_eval_count`, which stays within the window, and a line in its
log (`truncating input prompt`) tell. A request that says `"truncate": false`, which its own API alone takes, gets 400
with `the input length exceeds the context length`; and `options.num_ctx` asks for a window of its own. Rates come from
a gateway in front.
"""

from __future__ import annotations

from proofs.server.problems import (
    Disorder,
    Filtered,
    Forbidden,
    Malformed,
    Overloaded,
    Problem,
    RateHit,
    Spent,
    Status,
    Surface,
    TooLong,
    UnknownModel,
    UnknownPath,
    WrongKey,
)
from proofs.server.reply import Reply, as_json
from proofs.server.wordings.openai import disorder_words, hosted
from proofs.server.wordings.shape import error, gateway_page, retry_after
from proofs.server.wordings.wording import Wording


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as Ollama says it, or the gateway before it."""
    match problem:
        case TooLong():
            return _error(400, "the input length exceeds the context length", surface)
        case Disorder():
            return _error(400, disorder_words(problem), surface)
        case RateHit():
            return gateway_page(429, retry_after(problem))
        case WrongKey():
            return _error(401, "unauthorized", surface)
        case Spent() | Forbidden() | Filtered():
            return hosted(problem)
        case UnknownModel(model=model):
            return _error(404, f'model "{model}" not found, try pulling it first', surface)
        case Malformed(field=""):
            return _error(400, "invalid character looking for beginning of value", surface)
        case Malformed(field=field):
            # The compatible API names the field in a form of its own.
            return _error(
                400, f"[] is too short - '{field}'" if surface != "ollama" else f"{field} is required", surface
            )
        case UnknownPath():
            return Reply(404, b"404 page not found", "text/plain")
        case Overloaded():
            return _error(503, "server busy, please try again.  maximum pending requests exceeded", surface)
        case Status(status=status):
            return _status(problem, status, surface)


def _status(problem: Status, status: int, surface: Surface) -> Reply:
    if named := problem.stands_for():
        return refusal(named, surface)
    if status in (403, 429, 502, 504):
        return gateway_page(status)
    return _error(
        status, "llama runner process has terminated: exit status 2" if status >= 500 else "bad request", surface
    )


def _error(status: int, message: str, surface: Surface) -> Reply:
    if surface == "ollama":
        return as_json(status, {"error": message})
    kind = {400: "invalid_request_error", 404: "not_found_error"}.get(status, "api_error")
    return error(status, message, kind)


WORDING = Wording(refusal=refusal, counts_budget=False, cuts=True)
