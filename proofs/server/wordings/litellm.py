"""The words of LiteLLM's proxy with OpenAI behind it: it puts its own names before what the provider said."""

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
from proofs.server.reply import Headers, Reply, as_json
from proofs.server.wordings import openai
from proofs.server.wordings.shape import error, openai_rate_headers, phrase, retry_after
from proofs.server.wordings.wording import Wording

_NAMES = {
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    429: "RateLimitError",
    500: "InternalServerError",
    502: "BadGatewayError",
    503: "ServiceUnavailableError",
    504: "Timeout",
}
_FALLBACKS = (
    "\nmodel=gpt-4o. context_window_fallbacks=None. fallbacks=None.\n\n"
    "Set 'context_window_fallback' - https://docs.litellm.ai/docs/routing#fallbacks. "
    "Received Model Group=gpt-4o\nAvailable Model Group Fallbacks=None"
)


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as the proxy says it."""
    match problem:
        case TooLong():
            behind = "litellm.ContextWindowExceededError: litellm.BadRequestError: ContextWindowExceededError: "
            by_prompt = surface in ("completions", "embeddings")
            words = openai.prompt_words(problem) if by_prompt else openai.context_words(problem)
            return _error(400, f"{behind}OpenAIException - {words}{_FALLBACKS}")
        case Disorder():
            return _provider(400, openai.disorder_words(problem))
        case RateHit():
            return _provider(429, openai.rate_words(problem), retry_after(problem))
        case WrongKey(given=key):
            return _wrong_key(key)
        case Spent() | Forbidden() | Filtered():
            return openai.hosted(problem)
        case UnknownModel(model=model):
            route = {"chat": "/chat/completions", "anthropic": "/v1/messages"}.get(surface, f"/{surface}")
            words = f"{route}: Invalid model name passed in model={model}. "
            hint = "Call `/v1/models` to view available models for your key."
            return _error(400, f"{{'error': '{words}{hint}'}}", "None", "None")
        case Malformed(field=""):
            return _error(
                400, "Invalid JSON payload: Expecting value: line 1 column 1 (char 0)", "invalid_request_error"
            )
        case Malformed(field=field):
            return _provider(400, f"Missing required parameter: '{field}'.")
        case UnknownPath():
            return as_json(404, {"detail": "Not Found"})
        case Overloaded():
            return _provider(503, "The engine is currently overloaded, please try again later")
        case Status(status=status):
            return _provider(status, _reason(problem))


def _reason(problem: Status) -> str:
    """What the provider behind the proxy says with a status: the words of OpenAI, or of the gateway before it."""
    words = {
        401: "Incorrect API key provided: sk-proj-********9XaA. You can find your API key at "
        "https://platform.openai.com/account/api-keys.",
        403: "Country, region, or territory not supported",
        404: f"The model `{problem.model}` does not exist or you do not have access to it.",
        429: openai.QUOTA,
        503: "The engine is currently overloaded, please try again later",
    }
    gateway = phrase(problem.status) if problem.status in (502, 504) else None
    return gateway or words.get(problem.status, openai.SORRY if problem.status >= 500 else "Your request was refused.")


def _wrong_key(key: str) -> Reply:
    if not key:
        return _error(401, "Authentication Error, No api key passed in.", "auth_error", "None")
    words = (
        "Authentication Error, Invalid proxy server token passed. "
        f"Received API Key = sk-...{key[-4:]}, Key Hash (Token) ={'0' * 64}. "
        "Unable to find token in cache or `LiteLLM_VerificationTokenTable`"
    )
    return _error(401, words, "token_not_found_in_db", "key")


def _provider(status: int, words: str, headers: Headers = ()) -> Reply:
    name = _NAMES.get(status, "APIError" if status >= 500 else "BadRequestError")
    behind = f"{name}: OpenAIException - " if status in (429, 500, 502, 503) else "OpenAIException - "
    group = "Received Model Group=gpt-4o\nAvailable Model Group Fallbacks=None"
    kind = "throttling_error" if status == 429 else None
    return _error(status, f"litellm.{name}: {behind}{words.removesuffix('.')}. {group}", kind, headers=headers)


def _error(status: int, words: str, kind: str | None = None, param: str | None = None, headers: Headers = ()) -> Reply:
    """The proxy's form: the code is a text."""
    return error(status, words, kind, param=param, code=str(status), headers=headers)


WORDING = Wording(refusal=refusal, rate_headers=openai_rate_headers, checks_order=True)
