"""The words of llama.cpp's llama-server; rates come from an nginx in front, as it has none.

It serves one model whatever its name, and ends an answer at the window instead of refusing its budget.
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
from proofs.server.wordings.shape import gateway_page, retry_after
from proofs.server.wordings.wording import Wording

_TYPES = {400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 404: "not_found_error"}


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as llama-server says it, or the gateway before it."""
    match problem:
        case TooLong(used=used, limit=limit):
            words = f"request ({used} tokens) exceeds the available context size ({limit} tokens), try increasing it"
            counts = {"n_prompt_tokens": used, "n_ctx": limit}
            error = {"code": 400, "message": words, "type": "exceed_context_size_error", **counts}
            return as_json(400, {"error": error})
        case Disorder():
            return _error(400, disorder_words(problem))
        case RateHit():
            return gateway_page(429, retry_after(problem))
        case WrongKey():
            return _error(401, "Invalid API Key")
        case Spent() | Forbidden() | Filtered():
            return hosted(problem)
        case UnknownModel(model=model):
            return _error(404, f"model '{model}' not found")
        case Malformed(field=""):
            return _error(400, "Failed to parse request body as JSON")
        case Malformed(field=field):
            return _error(400, f"Missing required field: {field}" if field != "messages" else "'messages' is required")
        case UnknownPath():
            return _error(404, "File Not Found")
        case Overloaded():
            return _error(503, "Loading model", "unavailable_error")
        case Status(status=status):
            return _status(problem, status, surface)


def _status(problem: Status, status: int, surface: Surface) -> Reply:
    if named := problem.stands_for():
        return refusal(named, surface)
    if status in (429, 502, 504):
        return gateway_page(status)
    return _error(status, "Compute error." if status >= 500 else "Your request was refused.")


def _error(status: int, message: str, kind: str = "") -> Reply:
    kind = kind or _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return as_json(status, {"error": {"code": status, "message": message, "type": kind}})


WORDING = Wording(refusal=refusal, counts_budget=False)
