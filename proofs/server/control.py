"""What the server tells about itself, and how it is set over HTTP."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Protocol

from proofs.server.reading import Json, mapping, text
from proofs.server.reply import Reply, as_json
from proofs.server.round import Round
from proofs.server.settings import Faults

_DATE = "2025-10-09T08:53:20.000000Z"
_DETAILS = {
    "format": "gguf",
    "family": "llama",
    "families": ["llama"],
    "parameter_size": "8.0B",
    "quantization_level": "Q4_0",
}


class Settable(Protocol):
    """A server whose round can be read and replaced."""

    round: Round


def get(server: Settable, path: str) -> Reply | None:
    """The answer to a GET, or None where nothing is served at the path."""
    faults = server.round.faults
    match path.removeprefix("/openai").removeprefix("/v1"):
        case "/_counters":
            counters = server.round.tally.snapshot()
            return as_json(200, {**asdict(counters), "prompt_growth": counters.prompt_growth})
        case "/_faults":
            return as_json(200, asdict(faults))
        case "/health":
            return as_json(200, {"status": "ok"})
        case "/models":
            return as_json(200, {"object": "list", "data": [_model(name, faults) for name in names(faults)]})
        case "/api/tags":
            return as_json(200, {"models": [_tag(name) for name in names(faults)]})
        case "/api/version":
            return as_json(200, {"version": "0.12.0"})
    return None


def post(server: Settable, path: str, raw: bytes) -> Reply | None:
    """The answer to a POST that asks no model, or None where nothing is served at the path."""
    match path:
        case "/_faults":
            return _set(server, raw)
        case "/api/show":
            return _show(server.round.faults, raw)
    return None


def names(faults: Faults) -> tuple[str, ...]:
    """The models that are listed; where all exist, one stands for them."""
    return faults.models or ("gpt-4o-mini",)


def _set(server: Settable, raw: bytes) -> Reply:
    try:
        given = json.loads(raw or b"{}")
        if not isinstance(given, dict):
            raise ValueError("The settings are no JSON object.")
        server.round = Round(Faults.from_mapping(given))
    except ValueError as error:
        return as_json(400, {"error": str(error)})
    return as_json(200, asdict(server.round.faults))


def _show(faults: Faults, raw: bytes) -> Reply:
    """What Ollama tells of a model: its own window under `model_info`, the one it is run with under `parameters`."""
    try:
        given = mapping(json.loads(raw))
    except ValueError:
        return as_json(400, {"error": "missing request body"})
    name = text(given.get("model")) or text(given.get("name"))
    if faults.models and name not in faults.models:
        return as_json(404, {"error": f"model '{name}' not found"})
    window = faults.window or 131_072
    info = {"general.architecture": "llama", "general.parameter_count": 8_030_261_248, "llama.context_length": 131_072}
    known: Json = {
        "modelfile": f"FROM {name}",
        "parameters": f"num_ctx                        {window}",
        "template": "",
    }
    return as_json(200, {**known, "details": _DETAILS, "model_info": info, "capabilities": ["completion", "tools"]})


def _tag(name: str) -> Json:
    known: Json = {"name": name, "model": name, "modified_at": _DATE, "size": 4_661_224_676}
    return {**known, "digest": "0" * 64, "details": _DETAILS}


def _model(name: str, faults: Faults) -> Json:
    known: Json = {"id": name, "object": "model", "created": 1_760_000_000, "owned_by": "fault-server"}
    return {**known, "max_model_len": faults.window} if faults.window else known
