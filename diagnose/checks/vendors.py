"""What a model server tells of itself: its kind, its models, and how long a prompt each takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diagnose.checks.foreign import at, items_at, number_at, table_at, text_at
from diagnose.lazy import regex

Ask = Callable[..., object]
"""Asks a path of the server, with a JSON body where one is given; the value of a good answer, or None."""

MOST_MODELS = 8
_MOST_SHOWN = 3
_WINDOW = regex(r"^num_ctx\s+(\d{1,9})\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Model:
    """``window`` is what it runs with, ``trained`` what it could take, in tokens; None for what is not told."""

    name: str
    window: int | None = None
    trained: int | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """``kind`` is a name such as vLLM; ``number`` counts all models, of which ``models`` are the first."""

    kind: str
    models: tuple[Model, ...] = ()
    number: int = 0
    version: str = ""


def described(listed: object, ask: Ask) -> Server | None:
    """The server behind a list of models in OpenAI's form, or behind none; None where it is no model server."""
    entries = [entry for entry in items_at(listed, "data") if text_at(entry, "id")]
    owners = {text_at(entry, "owned_by").lower() for entry in entries}
    if any(number_at(entry, "max_model_len") for entry in entries):
        return _server("vLLM" if "vllm" in owners else "OpenAI API", entries, _vllm)
    if "llamacpp" in owners:
        return _llamacpp(entries, ask)
    version = text_at(ask("/api/version"), "version")
    there = ask("/api/tags") if version else None
    if isinstance(at(there, "models"), list):
        return _ollama(version, there, ask)
    studio = [entry for entry in items_at(ask("/api/v0/models"), "data") if text_at(entry, "id")] if entries else []
    if studio:
        return _server("LM Studio", studio, _lmstudio)
    if entries or at(listed, "object") == "list":
        return _server("vLLM" if "vllm" in owners else "OpenAI API", entries, _bare)
    return None


def _server(kind: str, entries: list[object], read: Callable[[object], Model]) -> Server:
    return Server(kind, tuple(map(read, entries[:MOST_MODELS])), len(entries))


def _bare(entry: object) -> Model:
    return Model(text_at(entry, "id"))


def _vllm(entry: object) -> Model:
    return Model(text_at(entry, "id"), number_at(entry, "max_model_len"))


def _lmstudio(entry: object) -> Model:
    if text_at(entry, "type") == "embeddings":
        return _bare(entry)
    window, trained = number_at(entry, "loaded_context_length"), number_at(entry, "max_context_length")
    return Model(text_at(entry, "id"), window, trained)


def _llamacpp(entries: list[object], ask: Ask) -> Server:
    window = number_at(ask("/props"), "default_generation_settings", "n_ctx")
    return _server(
        "llama.cpp",
        entries,
        lambda entry: Model(text_at(entry, "id"), window, number_at(entry, "meta", "n_ctx_train")),
    )


def _ollama(version: str, there: object, ask: Ask) -> Server:
    """The models that run, with the window they run with; those that are only there, with the one set for them."""
    running = {text_at(one, "name"): number_at(one, "context_length") for one in items_at(ask("/api/ps"), "models")}
    installed = [text_at(one, "name") for one in items_at(there, "models")]
    names = [name for name in dict.fromkeys([*running, *installed]) if name]
    return Server("Ollama", tuple(_shown(names[:MOST_MODELS], running, ask)), len(names), version)


def _shown(names: list[str], running: dict[str, int | None], ask: Ask) -> Iterator[Model]:
    for number, name in enumerate(names):
        shown = ask("/api/show", json.dumps({"model": name}).encode("ascii")) if number < _MOST_SHOWN else None
        if "bert" in text_at(shown, "model_info", "general.architecture"):
            yield Model(name)  # embeds and takes no prompt
            continue
        lengths = [key for key in table_at(shown, "model_info") if key.endswith(".context_length")]
        trained = number_at(shown, "model_info", lengths[0]) if lengths else None
        parameters = at(shown, "parameters")
        hit = _WINDOW.search(parameters[:10_000]) if isinstance(parameters, str) else None
        yield Model(name, running.get(name) or (int(hit[1]) if hit else None), trained)
