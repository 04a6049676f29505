"""Whose words the errors have: one file per provider."""

from __future__ import annotations

from proofs.server.problems import Surface
from proofs.server.wordings import anthropic, azure, litellm, llamacpp, ollama, openai, vllm
from proofs.server.wordings.wording import Wording

_WORDINGS: dict[str, Wording] = {
    "openai": openai.WORDING,
    "azure": azure.WORDING,
    "vllm": vllm.WORDING,
    "llama.cpp": llamacpp.WORDING,
    "ollama": ollama.WORDING,
    "anthropic": anthropic.WORDING,
    "litellm": litellm.WORDING,
}


def find(name: str, surface: Surface) -> Wording:
    """The wording of this name; Ollama's own API always speaks as Ollama, and no OpenAI answers at Anthropic's."""
    if surface == "ollama":
        return ollama.WORDING
    if surface == "anthropic" and name in ("openai", "azure"):
        return anthropic.WORDING
    return _WORDINGS[name]
