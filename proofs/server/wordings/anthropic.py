"""The words of api.anthropic.com, also where they come through a proxy with OpenAI's API."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from proofs.server.limits import Remaining
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
from proofs.server.reply import Headers, Reply, as_json
from proofs.server.settings import Faults
from proofs.server.wordings.openai import hosted
from proofs.server.wordings.shape import gateway_page, retry_after
from proofs.server.wordings.wording import Wording

_INVALID = "invalid_request_error"


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as Anthropic says it."""
    match problem:
        case TooLong():
            return _error(400, _INVALID, context_words(problem))
        case RateHit():
            return _error(429, "rate_limit_error", rate_words(problem), retry_after(problem))
        case WrongKey(given=""):
            return _error(401, "authentication_error", "x-api-key header is required")
        case WrongKey():
            return _error(401, "authentication_error", "invalid x-api-key")
        case Spent() | Forbidden() | Filtered():
            return hosted(problem)
        case UnknownModel(model=model):
            return _error(404, "not_found_error", f"model: {model}")
        case Disorder():
            return _error(400, _INVALID, disorder_words(problem))
        case Malformed(field=""):
            return _error(400, _INVALID, "The request body is not valid JSON.")
        case Malformed(field=field):
            return _error(400, _INVALID, f"{field}: Field required")
        case UnknownPath():
            return _error(404, "not_found_error", "Not Found")
        case Overloaded():
            return _error(529, "overloaded_error", "Overloaded")
        case Status(status=status):
            return _status(problem, status, surface)


def context_words(problem: TooLong) -> str:
    """Two sentences: for a prompt alone, and for a completion budget that does not fit beside it."""
    prompt = problem.messages + problem.functions
    if not problem.budget:
        return f"prompt is too long: {prompt} tokens > {problem.limit} maximum"
    return (
        f"input length and `max_tokens` exceed context limit: {prompt} + {problem.budget} > {problem.limit}, "
        "decrease input length or `max_tokens` and try again"
    )


def rate_words(hit: RateHit) -> str:
    """Which allowance was hit; Anthropic tells the limit, not how much is used up."""
    which = "input tokens" if hit.kind == "tokens" else "requests"
    return (
        f"This request would exceed your organization's rate limit of {hit.limit:,} {which} per minute. "
        "For details, refer to: https://docs.anthropic.com/en/api/rate-limits; see the response headers for current "
        "usage. Please reduce the prompt length or the maximum tokens requested, or try again later."
    )


def disorder_words(problem: Disorder) -> str:
    """The two sentences for a broken order of tool uses and their results."""
    if problem.missing:
        return (
            f"messages.{problem.asked}: `tool_use` ids were found without `tool_result` blocks immediately after: "
            f"{', '.join(problem.missing)}. Each `tool_use` block must have a corresponding `tool_result` block in the "
            "next message."
        )
    return (
        f"messages.{problem.at}.content.{problem.part}: unexpected `tool_use_id` found in `tool_result` blocks: "
        f"{problem.stray}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
    )


def rate_headers(faults: Faults, remaining: Remaining) -> Headers:
    """How much of a minute is left, as Anthropic tells with every answer."""
    reset = datetime.now(timezone.utc) + timedelta(seconds=remaining.reset)
    headers: list[tuple[str, str]] = []
    for name, limit, left in (
        ("requests", faults.requests_per_minute, remaining.requests),
        ("input-tokens", faults.tokens_per_minute, remaining.tokens),
    ):
        if limit:
            prefix = f"anthropic-ratelimit-{name}"
            headers += [(f"{prefix}-limit", str(limit)), (f"{prefix}-remaining", str(left))]
            headers += [(f"{prefix}-reset", reset.strftime("%Y-%m-%dT%H:%M:%SZ"))]
    return tuple(headers)


def _status(problem: Status, status: int, surface: Surface) -> Reply:
    if named := problem.stands_for(key="sk-ant-0"):
        return refusal(named, surface)
    if status in (502, 504):
        return gateway_page(status)
    kind, words = {
        403: ("forbidden", "Request not allowed"),
        429: ("rate_limit_error", "Number of requests has exceeded your rate limit. Please try again later."),
    }.get(status, ("api_error", "Internal server error") if status >= 500 else (_INVALID, "Invalid request"))
    return _error(status, kind, words)


def _error(status: int, kind: str, message: str, headers: Headers = ()) -> Reply:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_011CQ7Zk4yW"}
    return as_json(status, body, headers)


WORDING = Wording(refusal=refusal, rate_headers=rate_headers, checks_order=True, rates_budget=False)
