"""The words of vLLM 0.10 to 0.14; rates and gateway errors come from an nginx in front, as vLLM itself has none.

vLLM looks neither at the order of tool calls nor at how many requests come: the rest wait in its queue.
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
from proofs.server.wordings.shape import error, gateway_page, phrase, retry_after
from proofs.server.wordings.wording import Wording


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as vLLM says it, or the gateway before it."""
    match problem:
        case TooLong():
            return _bad(context_words(problem, surface))
        case Disorder():
            return _bad(disorder_words(problem))
        case RateHit():
            return gateway_page(429, retry_after(problem))
        case WrongKey():
            return as_json(401, {"error": "Unauthorized"})
        case Spent() | Forbidden() | Filtered():
            return hosted(problem)
        case UnknownModel(model=model):
            return error(404, f"The model `{model}` does not exist.", "NotFoundError", code=404)
        case Malformed(field=field):
            place = f"('body', '{field}')" if field else "('body', 1)"
            kind, said = ("missing", "Field required") if field else ("json_invalid", "JSON decode error")
            words = f"[{{'type': '{kind}', 'loc': {place}, 'msg': '{said}', 'input': {{}}}}]"
            return error(400, words, "Bad Request", code=400)
        case UnknownPath():
            return as_json(404, {"detail": "Not Found"})
        case Overloaded():
            return gateway_page(503)
        case Status(status=status):
            return _status(problem, status, surface)


def context_words(problem: TooLong, surface: Surface) -> str:
    """Three sentences: for an embedding, for a prompt alone, for a completion budget that does not fit beside it."""
    head = f"This model's maximum context length is {problem.limit} tokens"
    prompt = problem.messages + problem.functions
    if surface == "embeddings":
        asked = f"you requested {prompt} tokens in the input for embedding generation"
        return f"{head}. However, {asked}. Please reduce the length of the input."
    if not problem.budget:
        return (
            f"{head}. However, your request has {prompt} input tokens. Please reduce the length of the input messages."
        )
    return (
        f"'max_tokens' or 'max_completion_tokens' is too large: {problem.budget}. {head} and your request has {prompt} "
        f"input tokens ({problem.budget} > {problem.limit} - {prompt})."
    )


def _status(problem: Status, status: int, surface: Surface) -> Reply:
    if named := problem.stands_for():
        return refusal(named, surface)
    if status in (403, 429, 502, 504):
        return gateway_page(status)
    if status >= 500:
        return error(
            status,
            "EngineCore encountered an issue. See stack trace (above) for the root cause.",
            _camel(status),
            code=status,
        )
    return error(status, "Your request was refused.", _camel(status), code=status)


def _camel(status: int) -> str:
    """The name of an error as vLLM forms it: `InternalServerError`, `BadRequestError`."""
    name = "".join(word.capitalize() for word in phrase(status).split())
    return name if name.endswith("Error") else f"{name}Error"


def _bad(words: str) -> Reply:
    return error(400, words, "BadRequestError", code=400)


WORDING = Wording(refusal=refusal)
