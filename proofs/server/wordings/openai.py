"""The words of api.openai.com."""

from __future__ import annotations

import math

from proofs.server.problems import (
    Disorder,
    Filtered,
    Forbidden,
    Hosted,
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
from proofs.server.reply import Reply
from proofs.server.wordings.shape import error, gateway_page, openai_rate_headers, retry_after, span
from proofs.server.wordings.wording import Wording

INVALID = "invalid_request_error"
SORRY = "The server had an error while processing your request. Sorry about that!"
QUOTA = (
    "You exceeded your current quota, please check your plan and billing details. For more information on this error, "
    "read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors."
)
_ORGANIZATION = "org-Xk2"
_MORE = "Visit https://platform.openai.com/account/rate-limits to learn more."
_UNREADABLE = (
    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library "
    "correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble "
    "figuring out how to fix this, please contact us through our help center at help.openai.com.)"
)
_NO_KEY = (
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth "
    "(i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API "
    "from your browser and are prompted for a username and password. You can obtain an API key from "
    "https://platform.openai.com/account/api-keys."
)


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as OpenAI says it."""
    match problem:
        case TooLong():
            return too_long(problem, surface)
        case RateHit():
            milliseconds = (
                () if problem.hopeless else (("retry-after-ms", str(max(1, math.ceil(problem.wait * 1000)))),)
            )
            headers = (*retry_after(problem), *milliseconds)
            return error(429, rate_words(problem), problem.kind, code="rate_limit_exceeded", headers=headers)
        case WrongKey(given=""):
            return error(401, _NO_KEY, INVALID)
        case WrongKey(given=key):
            words = f"Incorrect API key provided: {masked(key)}. You can find your API key at "
            return error(401, words + "https://platform.openai.com/account/api-keys.", INVALID, code="invalid_api_key")
        case Spent() | Forbidden() | Filtered():
            return hosted(problem)
        case UnknownModel(model=model):
            words = f"The model `{model}` does not exist or you do not have access to it."
            return error(404, words, INVALID, code="model_not_found")
        case Disorder():
            return disorder(problem, surface)
        case Malformed(field=""):
            return error(400, _UNREADABLE, INVALID)
        case Malformed(field=field):
            words = f"Missing required parameter: '{field}'."
            return error(400, words, INVALID, param=field, code="missing_required_parameter")
        case UnknownPath(method=method, path=path):
            return error(404, f"Invalid URL ({method} {path})", INVALID)
        case Overloaded():
            return error(503, "The engine is currently overloaded, please try again later", "server_error")
        case Status():
            return status(problem, surface)


def hosted(problem: Hosted) -> Reply:
    """What the service says of an account's credit and rights, and of the content of a prompt."""
    match problem:
        case Spent():
            return error(429, QUOTA, "insufficient_quota", code="insufficient_quota")
        case Forbidden(model=model):
            words = f"Project `proj_Xk2` does not have access to model `{model}`"
            return error(403, words, INVALID, code="model_not_found")
        case Filtered():
            words = "Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please "
            words += "try again with a different prompt: "
            words += "https://platform.openai.com/docs/guides/reasoning#advice-on-prompting"
            return error(400, words, INVALID, code="invalid_prompt")


def too_long(problem: TooLong, surface: Surface) -> Reply:
    """The window's refusal, which each API words differently."""
    if surface == "responses":
        words = "Your input exceeds the context window of this model. Please adjust your input and try again."
        return error(400, words, INVALID, param="input", code="context_length_exceeded")
    if surface in ("completions", "embeddings"):
        return error(400, prompt_words(problem), INVALID)
    return error(400, context_words(problem), INVALID, param="messages", code="context_length_exceeded")


def context_words(problem: TooLong) -> str:
    """The wordings for chat: messages only, with functions, with a completion budget, with both."""
    head = f"This model's maximum context length is {problem.limit} tokens. However, "
    functions = f"{problem.functions} in the functions"
    if problem.budget:
        between = f", {functions}, and" if problem.functions else ","
        spent = f"({problem.messages} in the messages{between} {problem.budget} in the completion)"
        parts = "messages, functions, or completion" if problem.functions else "messages or completion"
        return f"{head}you requested {problem.used} tokens {spent}. Please reduce the length of the {parts}."
    resulted = f"{head}your messages resulted in {problem.used} tokens"
    if problem.functions:
        spent = f"({problem.messages} in the messages, {functions})"
        return f"{resulted} {spent}. Please reduce the length of the messages or functions."
    return f"{resulted}. Please reduce the length of the messages."


def prompt_words(problem: TooLong) -> str:
    """The wording for completions and embeddings."""
    return (
        f"This model's maximum context length is {problem.limit} tokens, however you requested {problem.used} tokens "
        f"({problem.messages} in your prompt; {problem.budget} for the completion). "
        "Please reduce your prompt; or completion length."
    )


def rate_words(hit: RateHit) -> str:
    """Which allowance was hit and how long to wait; one request larger than the allowance is another sentence."""
    which = "tokens per min (TPM)" if hit.kind == "tokens" else "requests per min (RPM)"
    place = f"for {hit.model} in organization {_ORGANIZATION} on {which}: Limit {hit.limit}"
    if hit.hopeless:
        advice = "The input or output tokens must be reduced in order to run successfully."
        return f"Request too large {place}, Requested {hit.requested}. {advice} {_MORE}"
    wait = f"Please try again in {span(hit.wait)}."
    return f"Rate limit reached {place}, Used {hit.used}, Requested {hit.requested}. {wait} {_MORE}"


def masked(key: str) -> str:
    """A key as the service shows it, with stars for its middle."""
    if len(key) <= 8:
        return key
    shown = 8 if len(key) > 16 else 4
    return f"{key[:shown]}{'*' * (len(key) - shown - 4)}{key[-4:]}"


def disorder(problem: Disorder, surface: Surface) -> Reply:
    """The sentences for a broken order of tool calls, in chat completions and in responses."""
    if surface == "responses":
        words = f"No tool call found for function call output with call_id {problem.stray}."
        if problem.missing:
            words = f"No tool output found for function call {problem.missing[0]}."
        return error(400, words, INVALID, param="input")
    return error(400, disorder_words(problem), INVALID, param=f"messages.[{problem.at}].role")


def disorder_words(problem: Disorder) -> str:
    """The two sentences of chat completions."""
    if problem.missing:
        return (
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. The following tool_call_ids did not have response messages: "
            f"{', '.join(problem.missing)}"
        )
    return "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."


def status(problem: Status, surface: Surface) -> Reply:
    """The usual reason for a status."""
    match problem.status:
        case 401:
            return refusal(WrongKey(given="sk-proj-0000000000009XaA"), surface)
        case 403:
            code = "unsupported_country_region_territory"
            return error(403, "Country, region, or territory not supported", "request_forbidden", code=code)
        case 404:
            return refusal(UnknownModel(model=problem.model), surface)
        case 429:
            return hosted(Spent())
        case 502 | 504:
            return gateway_page(problem.status)
        case 503:
            return refusal(Overloaded(), surface)
        case code if code >= 500:
            return error(code, SORRY, "server_error")
        case code:
            return error(code, "Your request was refused.", INVALID)


WORDING = Wording(refusal=refusal, rate_headers=openai_rate_headers, checks_order=True)
