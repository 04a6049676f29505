"""The forms of requests and answers, one file per API; `find` tells which one a path belongs to."""

from __future__ import annotations

from proofs.server.endpoints import chat, completions, embeddings, messages, ollama, responses
from proofs.server.endpoints.endpoint import Endpoint
from proofs.server.problems import Surface

_PATHS: dict[str, Endpoint] = {
    "/chat/completions": chat.ENDPOINT,
    "/completions": completions.ENDPOINT,
    "/embeddings": embeddings.ENDPOINT,
    "/responses": responses.ENDPOINT,
    "/messages": messages.ENDPOINT,
    "/api/chat": ollama.CHAT,
    "/api/generate": ollama.GENERATE,
}


def find(path: str) -> tuple[Endpoint, str] | None:
    """The endpoint of a path without its query, and the deployment that an Azure path names.

    OpenAI's and Anthropic's paths are known with and without `/v1`, OpenAI's also as Azure has them.
    """
    bare, deployment = path.removeprefix("/openai").removeprefix("/v1"), ""
    if bare.startswith("/deployments/"):
        _, _, deployment, *rest = bare.split("/")
        bare = "/" + "/".join(rest)
    endpoint = _PATHS.get(bare)
    return (endpoint, deployment) if endpoint else None


def surface(path: str) -> Surface:
    """Whose API a path belongs to, for errors at paths that do not exist."""
    if path.startswith("/api/"):
        return "ollama"
    return "anthropic" if path.startswith(("/v1/messages", "/messages")) else "chat"
