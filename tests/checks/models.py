"""What the kinds of model servers answer, by what they are asked."""

from __future__ import annotations

from tests.checks.server import answer

VLLM = {
    "GET /v1/models": {
        "object": "list",
        "data": [
            {"id": "Qwen/Qwen2.5-7B-Instruct", "object": "model", "owned_by": "vllm", "max_model_len": 8192},
            {"id": "my-adapter", "object": "model", "owned_by": "vllm", "max_model_len": None},
        ],
    }
}
OLLAMA = {
    "GET /v1/models": {"object": "list", "data": [{"id": "llama3.1:8b", "object": "model", "owned_by": "library"}]},
    "GET /api/version": {"version": "0.12.3"},
    "GET /api/tags": {
        "models": [
            {"name": "nomic-embed-text:latest"},
            {"name": "llama3.1:8b"},
            {"name": "own:latest"},
            {"name": "more"},
        ]
    },
    "GET /api/ps": {"models": [{"name": "llama3.1:8b", "size_vram": 1, "context_length": 4096}]},
    "POST /api/show": {
        "parameters": 'stop    "<|eot_id|>"\nnum_ctx                        16384',
        "model_info": {"general.architecture": "llama", "llama.context_length": 131072},
    },
}
LLAMACPP = {
    "GET /v1/models": {
        "object": "list",
        "data": [{"id": "qwen.gguf", "owned_by": "llamacpp", "meta": {"n_ctx_train": 32768, "n_params": 7}}],
    },
    "GET /props": {"default_generation_settings": {"n_ctx": 4096}, "total_slots": 4, "model_path": "/home/jane/q.gguf"},
}
LMSTUDIO = {
    "GET /v1/models": {"data": [{"id": "qwen", "object": "model", "owned_by": "organization_owner"}]},
    "GET /api/v0/models": {
        "data": [
            {"id": "qwen", "type": "llm", "max_context_length": 32768, "loaded_context_length": 4096},
            {"id": "nomic", "type": "embeddings", "max_context_length": 2048, "loaded_context_length": 2048},
            {"id": "other", "type": "llm", "max_context_length": 8192},
        ]
    },
}
LITELLM = {"GET /v1/models": {"object": "list", "data": [{"id": "gpt-4o", "owned_by": "openai"}]}}
LOCKED = {"*": answer({"error": "Unauthorized"}, "401 Unauthorized")}
