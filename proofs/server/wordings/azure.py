"""The words of Azure OpenAI: its own for access, deployments and rates, OpenAI's for what the model itself refuses."""

from __future__ import annotations

from proofs.server.problems import (
    Filtered,
    Malformed,
    Overloaded,
    Problem,
    RateHit,
    Status,
    Surface,
    UnknownModel,
    UnknownPath,
    WrongKey,
)
from proofs.server.reply import Reply, as_json
from proofs.server.wordings import openai
from proofs.server.wordings.shape import error, gateway_page, openai_rate_headers, seconds
from proofs.server.wordings.wording import Wording

_ACCESS = (
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
    "active subscription and use a correct regional API endpoint for your resource."
)
_DEPLOYMENT = (
    "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
    "please wait a moment and try again."
)
_SORRY = (
    f"{openai.SORRY} You can retry your request, or contact us through an Azure support request at: "
    "https://go.microsoft.com/fwlink/?linkid=2213926 if the error persists. "
    "(Please include the request ID 00000000-0000-0000-0000-000000000000 in your message.)"
)
_FILTERED = (
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify "
    "your prompt and retry. To learn more about our content filtering policies please read our documentation: "
    "https://go.microsoft.com/fwlink/?linkid=2198766"
)
_OPERATIONS: dict[str, str] = {
    "chat": "ChatCompletions_Create",
    "completions": "Completions_Create",
    "embeddings": "Embeddings_Create",
    "responses": "Responses_Create",
}


def refusal(problem: Problem, surface: Surface) -> Reply:
    """The problem as Azure says it."""
    match problem:
        case RateHit():
            return _coded(429, rate_words(problem, surface), headers=(("retry-after", str(seconds(problem.wait))),))
        case WrongKey():
            return _coded(401, _ACCESS)
        case Filtered(attack=attack):
            return as_json(400, {"error": _filtered(attack)})
        case UnknownModel():
            return _coded(404, _DEPLOYMENT, "DeploymentNotFound")
        case UnknownPath():
            return _coded(404, "Resource not found")
        case Malformed(field=""):
            return _coded(400, "The request body is not valid JSON.", "BadRequest")
        case Overloaded():
            return error(503, _SORRY, "server_error")
        case Status(status=code):
            return _status(problem, code, surface)
        case _:
            return openai.refusal(problem, surface)


def rate_words(hit: RateHit, surface: Surface) -> str:
    """Azure names the operation and the tier, not the numbers; a request that is too large gets the same words."""
    which = "token rate limit" if hit.kind == "tokens" else "call rate limit"
    wait = seconds(hit.wait)
    operation = _OPERATIONS.get(surface, "ChatCompletions_Create")
    return (
        f"Requests to the {operation} Operation under Azure OpenAI API version "
        f"2024-06-01 have exceeded {which} of your current OpenAI S0 pricing tier. Please retry after {wait} "
        f"second{'s' if wait > 1 else ''}. Please go here: https://aka.ms/oai/quotaincrease if you would like to "
        "further increase the default rate limit."
    )


def _filtered(attack: bool) -> dict[str, object]:
    """Which category stopped the prompt: the shield against attacks, or one of those that have a severity."""
    safe = {"filtered": False, "severity": "safe"}
    results = {
        "hate": safe,
        "jailbreak": {"filtered": attack, "detected": attack},
        "self_harm": safe,
        "sexual": safe,
        "violence": safe if attack else {"filtered": True, "severity": "medium"},
    }
    inner = {"code": "ResponsibleAIPolicyViolation", "content_filter_result": results}
    where = {"type": None, "param": "prompt", "code": "content_filter", "status": 400}
    return {"message": _FILTERED, **where, "innererror": inner}


def _status(problem: Status, code: int, surface: Surface) -> Reply:
    if named := problem.stands_for():
        return refusal(named, surface)
    if code == 429:
        return refusal(RateHit(kind="tokens", limit=1, used=1, requested=1, wait=7, model=problem.model), surface)
    if code in (502, 504):
        return gateway_page(code)
    if code == 403:
        return _coded(403, "Public access is disabled. Please configure private endpoint.", "AccessDenied")
    return error(code, _SORRY, "server_error") if code >= 500 else openai.refusal(problem, surface)


def _coded(status: int, message: str, code: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    return as_json(status, {"error": {"code": code or str(status), "message": message}}, headers)


WORDING = Wording(refusal=refusal, rate_headers=openai_rate_headers, checks_order=True)
