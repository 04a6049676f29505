"""What is easily taken for one another is kept apart, in both directions."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.corpus import ROOT, answer

SAMPLES = ROOT / "sample_traces"


class Pair(NamedTuple):
    """Two samples that resemble each other; what each is: ``class``, or ``class/first cause``."""

    one: str
    is_: str
    other: str
    but: str
    why: str


PAIRS = (
    Pair(
        "message-sequence/400-type-invalid-request-error-not-context.log", "message-sequence",
        "context-length/autogen02-history-openai-old.log", "context-length",
        "both are a 400 of the type invalid_request_error",
    ),
    Pair(
        "kv-cache/full-traceback.log", "kv-cache/model-length-over-cache",
        "context-length/vllm-json-body-alone-input-tokens-max.log", "context-length",
        "both set a number of tokens against a maximum length",
    ),
    Pair(
        "kv-cache/vllm-negative-cache-memory.log", "kv-cache/no-room-for-cache",
        "cuda-oom/vllm-start-up-free-memory-below-desired.log", "cuda-oom",
        "both stop vLLM's start for lack of GPU memory",
    ),
    Pair(
        "event-loop/flask-reuse.log", "event-loop",
        "connection/full-chain-errno-111.log", "connection/server-not-listening",
        "both end in APIConnectionError: Connection error.",
    ),
    Pair(
        "fd-limit/short-chain-line-says-connection-error.log", "fd-limit",
        "connection/full-chain-errno-111.log", "connection",
        "both end in APIConnectionError: Connection error.",
    ),
    Pair(
        "timeout/autogen07-pool-under-openai.log", "timeout/connection-pool-exhausted",
        "timeout/python-connect-httpx.log", "timeout/network-unreachable",
        "both are timeouts before any request was sent",
    ),
    Pair(
        "timeout/python-connect-httpx.log", "timeout/network-unreachable",
        "connection/python-requests-refused.log", "connection/server-not-listening",
        "in neither did a connection come about",
    ),
    Pair(
        "docker/connection-words-but-it-docker.log", "docker",
        "connection/requests-connection-aborted.log", "connection/connection-cut-by-server",
        "both say Connection aborted",
    ),
    Pair(
        "connection/openai-proxy-407.log", "connection/proxy-in-the-way",
        "server-error/autogen07-gateway-502.log", "server-error/gateway-without-backend",
        "something between client and server answered",
    ),
    Pair(
        "connection/autogen07-local-through-proxy.log", "connection/proxy-in-the-way",
        "connection/ag2-v1-connection-refused.log", "connection/server-not-listening",
        "both are a refused connection to this machine",
    ),
    Pair(
        "rate-limit/groq-413-tpm.log", "rate-limit/request-larger-than-minute",
        "context-length/autogen02-history-openai-old.log", "context-length",
        "both refuse one request for its tokens, with a limit and a larger number",
    ),
    Pair(
        "rate-limit/1x-insufficient-quota.log", "rate-limit/quota-used-up",
        "rate-limit/autogen07-rpm.log", "rate-limit/minute-allowance-exceeded",
        "both are a 429 of the same exception type",
    ),
    Pair(
        "rate-limit/groq-tokens-per-day.log", "rate-limit/daily-allowance-used-up",
        "rate-limit/node-bunyan-429.log", "rate-limit/minute-allowance-exceeded",
        "both name a limit of tokens, what is used and when to try again",
    ),
    Pair(
        "rate-limit/gemini-free-tier-day.log", "rate-limit/daily-allowance-used-up",
        "rate-limit/1x-insufficient-quota.log", "rate-limit/quota-used-up",
        "both say that the current quota is exceeded, and to check the plan",
    ),
    Pair(
        "rate-limit/anthropic-400-credit.log", "rate-limit/quota-used-up",
        "context-length/autogen02-history-openai-old.log", "context-length",
        "both are a 400 of the type invalid_request_error",
    ),
    Pair(
        "model-not-found/autogen02-404-model.log", "model-not-found/model-name-unknown",
        "model-not-found/1x-404-page-not-found.log", "model-not-found/base-url-path-wrong",
        "both are a 404 of the same exception type",
    ),
    Pair(
        "model-not-found/1x-404-vllm-served-name.log", "model-not-found/served-name-differs",
        "model-not-found/autogen07-404-ollama.log", "model-not-found/model-not-pulled",
        "in both a local server has no model of that name",
    ),
    Pair(
        "model-not-found/autogen02-404-model.log", "model-not-found/model-name-unknown",
        "auth/1x-403-project-model.log", "auth/access-not-allowed",
        "both have the code model_not_found",
    ),
    Pair(
        "content-filter/1x-azure-jailbreak.log", "content-filter/instructions-look-like-attack",
        "message-sequence/400-type-invalid-request-error-not-context.log", "message-sequence",
        "both are a 400 of the same exception type",
    ),
    Pair(
        "content-filter/1x-invalid-prompt-flagged.log", "content-filter",
        "auth/1x-403-project-model.log", "auth/access-not-allowed",
        "in both the provider forbids what was asked",
    ),
    Pair(
        "auth/gemini-key-not-valid.log", "auth/key-refused",
        "content-filter/1x-azure-jailbreak.log", "content-filter",
        "both are a 400",
    ),
    Pair(
        "auth/1x-line-break-in-key.log", "auth/key-refused",
        "connection/full-chain-errno-111.log", "connection/server-not-listening",
        "both end in APIConnectionError: Connection error.",
    ),
    Pair(
        "auth/lines.log", "auth/key-refused",
        "host-oom/compose-exit-137.log", "host-oom",
        "both end a program of agents at its first call",
    ),
    Pair(
        "request-invalid/tring-too-long-maximum-length-400-not.log", "request-invalid/field-over-length",
        "context-length/autogen02-history-openai-old.log", "context-length",
        "both speak of a maximum length: of a field, and of the window",
    ),
    Pair(
        "request-invalid/autogen07-o3-max-tokens.log", "request-invalid/parameter-not-for-this-model",
        "context-length/ag2-013-max-tokens-vllm.log", "context-length",
        "both are a 400 about max_tokens",
    ),
    Pair(
        "config-kwargs/autogen02-request-timeout-kwarg.log", "config-kwargs/openai-028-argument-names",
        "timeout/autogen02-408-azure.log", "timeout",
        "both say timeout: the name of a setting, and what happened",
    ),
    Pair(
        "version-conflict/openai-proxies.log", "version-conflict/openai-httpx-mismatch",
        "config-kwargs/openai-api-base.log", "config-kwargs/openai-028-argument-names",
        "both are an unexpected keyword argument of a client's constructor",
    ),
    Pair(
        "package-conflict/own-autogen-file-real.log", "package-conflict/own-file-shadows-package",
        "package-conflict/pyautogen-010-is-a-proxy.log", "package-conflict/wrong-autogen-line",
        "both fail at the import of autogen",
    ),
    Pair(
        "package-conflict/autogen-ext-without-openai.log", "package-conflict/extra-not-installed",
        "version-conflict/openailib-parsing-missing.log", "version-conflict/openai-outside-range",
        "both miss a module of openai: all of it, and a part of an old one",
    ),
    Pair(
        "model-info/autogen07-qwen-base-url.log", "model-info/model-unknown-to-client",
        "model-not-found/1x-404-vllm-served-name.log", "model-not-found",
        "both do not know the model's name: the client, and the server",
    ),
    Pair(
        "docker/autogen02-engine-absent-chain.log", "docker/docker-engine-not-running",
        "connection/full-chain-errno-111.log", "connection",
        "both end in a connection that broke: to the engine's socket, and to a model server",
    ),
    Pair(
        "docker/autogen04-engine-on-tcp-refused.log", "docker/docker-engine-elsewhere",
        "connection/ag2-v1-connection-refused.log", "connection",
        "both were refused at an address",
    ),
    Pair(
        "docker/autogen04-socket-forbidden.log", "docker/docker-socket-forbidden",
        "docker/autogen02-engine-absent-chain.log", "docker/docker-engine-not-running",
        "both say that the connection was aborted; the error number differs",
    ),
    Pair(
        "docker/autogen02-docker-not-running.log", "docker/docker-by-default",
        "config/autogen02-docker-env-invalid.log", "config/setting-not-allowed",
        "both fail over use_docker when the agent is built",
    ),
    Pair(
        "encoding/thread-exceptions-progress-line-before-copies.log", "encoding/child-output-encoding",
        "encoding/charmap-encode-print.log", "encoding/file-encoding-not-named",
        "both are a code page of Windows: that of a child's output, and that of a file",
    ),
    Pair(
        "config/autogen02-client-is-none.log", "config/agent-without-model",
        "package-conflict/own-autogen-file-real.log", "package-conflict",
        "both are an AttributeError about something that is not there",
    ),
    Pair(
        "config/autogen02-config-list-missing.log", "config/config-list-not-found",
        "auth/1x-no-key.log", "auth",
        "both lack what the client needs before anything was sent",
    ),
    Pair(
        "studio-db/studio-042-server-schema.log", "studio-db/studio-schema-outdated",
        "rag-store/sqlite-version-streamlit-cloud-log.log", "rag-store/sqlite-too-old",
        "both are trouble with SQLite: Studio's own file, and the library under Chroma",
    ),
    Pair(
        "rag-store/autogen02-chromadb-1x-not-found.log", "rag-store/chromadb-newer-than-autogen",
        "rag-store/chromadb-1x-collection-missing.log", "rag-store/vector-collection-missing",
        "both miss a collection: AutoGen's own search for it, and the program's",
    ),
    Pair(
        "speaker-selection/autogen07-two-names.log", "speaker-selection/selector-answer-unusable",
        "speaker-selection/autogen07-selector-function.log", "speaker-selection/custom-selector-wrong",
        "both name nobody who can speak: a model, and a function of the program",
    ),
    Pair(
        "message-sequence/ag2-system-not-first.log", "message-sequence/system-message-not-first",
        "request-invalid/autogen07-name-pattern.log", "request-invalid",
        "both are a 400 for what stands in a message",
    ),
    Pair(
        "output-parse/openai-length-limit.log", "output-parse/answer-cut-by-token-limit",
        "context-length/autogen02-history-openai-old.log", "context-length",
        "an answer that was cut is no prompt that was too long",
    ),
    Pair(
        "team-state/autogen07-team-overlap.log", "team-state",
        "event-loop/full-traceback-runtimewarning.log", "event-loop",
        "a team that is already running is no loop that is already running",
    ),
    Pair(
        "mcp/autogen07-sse-at-streamable-server.log", "mcp/mcp-wrong-endpoint",
        "connection/full-chain-errno-111.log", "connection",
        "an MCP endpoint that answers 404 was reached",
    ),
    Pair(
        "mcp/autogen07-server-wants-a-variable.log", "mcp/mcp-server-ends-at-start",
        "timeout/autogen07-mcp-init.log", "timeout/mcp-read-timeout",
        "both are a group of exceptions around an McpError of initialize",
    ),
    Pair(
        "output-parse/autogen07-arguments.log", "output-parse/malformed-tool-arguments",
        "tool-registration/04-tool-result-error.log", "tool-registration",
        "both are a tool's result that begins with Error",
    ),
    Pair(
        "tools-unsupported/autogen07-tools-unsupported-ollama.log", "tools-unsupported/model-without-tool-calls",
        "tool-registration/autogen02-tool-not-registered.log", "tool-registration",
        "a model that takes no tools has called none",
    ),
    Pair(
        "tools-unsupported/ag2-openrouter-404.log", "tools-unsupported",
        "model-not-found/1x-404-page-not-found.log", "model-not-found",
        "both are a 404 of the model's host",
    ),
    Pair(
        "timeout/python-httpx-read.log", "timeout/slow-or-throttled-endpoint",
        "timeout/python-connect-httpx.log", "timeout/network-unreachable",
        "ReadTimeout waits for an answer, ConnectTimeout for a connection",
    ),
    Pair(
        "timeout/python-httpx-read.log", "timeout/slow-or-throttled-endpoint",
        "timeout/autogen07-pool-under-openai.log", "timeout/connection-pool-exhausted",
        "ReadTimeout waits for the server, PoolTimeout for the program's own other requests",
    ),
    Pair(
        "event-loop/ignored-cleanup.log", "event-loop/cleanup-noise-at-exit",
        "event-loop/flask-reuse.log", "event-loop/client-reused-across-loops",
        "both say that the event loop is closed; the first is noise at the end of a program that has done its work",
    ),
)  # fmt: skip


def _is(sample: str) -> tuple[str, str]:
    """The class of a sample's first fault, and with its first cause."""
    first = answer(SAMPLES / sample).diagnoses[0]
    cause = first.candidates[0].cause.id if first.candidates else ""
    return first.playbook.id, f"{first.playbook.id}/{cause}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one} | {pair.other}")
def test_lookalikes_are_kept_apart(pair: Pair) -> None:
    """Each of the two is what it is, and not what it looks like."""
    assert pair.is_ != pair.but, pair.why
    assert pair.is_ in _is(pair.one), pair.why
    assert pair.but in _is(pair.other), pair.why
