"""Keys, models, paths, bodies and plain statuses are refused with the status and the words of the provider."""

from __future__ import annotations

from typing import Any

import pytest

from proofs.server import Faults, FaultServer
from proofs.server.settings import WORDINGS
from tests.proofs.talk import CHAT, USER, chat, get, post

BODY = {"model": "gpt-4", "messages": [USER]}


def openai_error(words: str, kind: str = "invalid_request_error", code: str | None = None) -> dict[str, Any]:
    return {"error": {"message": words, "type": kind, "param": None, "code": code}}


@pytest.mark.parametrize(
    ("wording", "status", "body"),
    [
        (
            "openai",
            401,
            openai_error(
                "Incorrect API key provided: sk-test-************9999. You can find your API key at "
                "https://platform.openai.com/account/api-keys.",
                code="invalid_api_key",
            ),
        ),
        ("vllm", 401, {"error": "Unauthorized"}),
        ("llama.cpp", 401, {"error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}}),
        ("ollama", 401, openai_error("unauthorized", "api_error")),
        (
            "anthropic",
            401,
            {
                "type": "error",
                "error": {"type": "authentication_error", "message": "invalid x-api-key"},
                "request_id": "req_011CQ7Zk4yW",
            },
        ),
    ],
)
def test_a_wrong_key_is_refused(server: FaultServer, wording: str, status: int, body: object) -> None:
    """The right one is accepted, as a bearer, as Azure's and as Anthropic's header."""
    server.set(Faults(key="sk-right", wording=wording))
    refused = post(server, CHAT, BODY, {"authorization": "Bearer sk-test-0000000000009999"})
    assert (refused.status, refused.json) == (status, body)
    for right in ({"authorization": "Bearer sk-right"}, {"api-key": "sk-right"}, {"x-api-key": "sk-right"}):
        assert post(server, CHAT, BODY, right).status == 200
    assert get(server, "/v1/models").status == 401
    assert (server.counters().refused, server.counters().answered) == (1, 3)


def test_azure_names_what_is_wrong_in_its_own_form(server: FaultServer) -> None:
    """A code instead of a type; the deployment is the one of the path."""
    server.set(Faults(key="right", models=("prod",), wording="azure"))
    path = "/openai/deployments/{}/chat/completions?api-version=2024-06-01"
    words = (
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
        "active subscription and use a correct regional API endpoint for your resource."
    )
    refused = post(server, path.format("prod"), BODY, {"api-key": "wrong"})
    assert (refused.status, refused.json) == (401, {"error": {"code": "401", "message": words}})
    words = (
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
        "please wait a moment and try again."
    )
    refused = post(server, path.format("dev"), BODY, {"api-key": "right"})
    assert (refused.status, refused.json) == (404, {"error": {"code": "DeploymentNotFound", "message": words}})
    assert post(server, path.format("prod"), BODY, {"api-key": "right"}).json["model"] == "prod"


@pytest.mark.parametrize(
    ("wording", "status", "words"),
    [
        ("openai", 404, "The model `gpt-4` does not exist or you do not have access to it."),
        ("vllm", 404, "The model `gpt-4` does not exist."),
        ("ollama", 404, 'model "gpt-4" not found, try pulling it first'),
        ("anthropic", 404, "model: gpt-4"),
        (
            "litellm",
            400,
            "{'error': '/chat/completions: Invalid model name passed in model=gpt-4. "
            "Call `/v1/models` to view available models for your key.'}",
        ),
    ],
)
def test_an_unknown_model_is_refused(server: FaultServer, wording: str, status: int, words: str) -> None:
    """Those that exist are listed and answer."""
    server.set(Faults(models=("a", "b"), wording=wording, window=64))
    refused = chat(server)
    assert (refused.status, refused.message) == (status, words)
    assert post(server, CHAT, {**BODY, "model": "b"}).status == 200
    listed = get(server, "/v1/models").json["data"]
    assert [(model["id"], model["max_model_len"]) for model in listed] == [("a", 64), ("b", 64)]
    assert [model["name"] for model in get(server, "/api/tags").json["models"]] == ["a", "b"]
    assert post(server, "/api/show", {"model": "c"}).json == {"error": "model 'c' not found"}


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("status", [401, 403, 429, 500, 502, 503, 504])
def test_every_wording_has_every_status(server: FaultServer, wording: str, status: int) -> None:
    """The status is the one that was asked for, but that Anthropic's overload is 529; each has words."""
    server.set(Faults(refuse=status, wording=wording))
    heard = chat(server)
    assert heard.status == (529 if (wording, status) == ("anthropic", 503) else status)
    assert len(heard.body) > 20
    counters = server.counters()
    counted = {"rate_limited": counters.rate_limited, "failed": counters.failed, "refused": counters.refused}
    kind = "rate_limited" if status == 429 else "failed" if status >= 500 else "refused"
    assert counted == {**dict.fromkeys(counted, 0), kind: 1}


def test_a_gateway_answers_with_its_page(server: FaultServer) -> None:
    """502 and 504 come from the nginx in front, not from the service."""
    server.set(Faults(refuse=504))
    heard = chat(server)
    assert (heard.headers["content-type"], heard.body.decode()) == (
        "text/html",
        "<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n"
        "<center><h1>504 Gateway Time-out</h1></center>\r\n<hr><center>nginx/1.25.3</center>\r\n</body>\r\n</html>\r\n",
    )


def test_only_the_first_requests_are_refused(server: FaultServer) -> None:
    """A client that tries again gets its answer."""
    server.set(Faults(refuse=500, refuse_first=2))
    assert [chat(server).status for _ in range(3)] == [500, 500, 200]
    assert chat(server).status == 200


def test_a_body_that_is_no_json_is_refused(server: FaultServer) -> None:
    """So is one that is no object, and one that lacks its main field."""
    for raw in (b"{", b"[]", b"\xff", b"[" * 100_000):
        heard = post(server, CHAT, raw)
        assert heard.status == 400
        assert heard.message.startswith("We could not parse the JSON body of your request.")
    missing = "Missing required parameter: 'messages'."
    assert post(server, CHAT, {"model": "m"}).message == missing


@pytest.mark.parametrize(
    ("wording", "path", "body"),
    [
        ("openai", "/v1/nope", b'{"error": {"message": "Invalid URL (POST /v1/nope)"'),
        ("azure", "/openai/nope", b'{"error": {"code": "404", "message": "Resource not found"}}'),
        ("vllm", "/nope", b'{"detail": "Not Found"}'),
        ("llama.cpp", "/nope", b'{"error": {"code": 404, "message": "File Not Found", "type": "not_found_error"}}'),
        ("openai", "/api/nope", b"404 page not found"),
    ],
)
def test_an_unknown_path_is_refused(server: FaultServer, wording: str, path: str, body: bytes) -> None:
    """404 in the form of the provider; it is no request for an answer, so it does not count."""
    server.set(Faults(wording=wording))
    heard = post(server, path, {})
    assert (heard.status, heard.body[: len(body)]) == (404, body)
    assert server.counters().requests == 0
