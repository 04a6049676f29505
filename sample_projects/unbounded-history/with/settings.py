"""Where the model is, and how long we wait for it."""

from typing import Any


def local_model() -> dict[str, Any]:
    return {
        "config_list": [
            {
                "model": "llama-3.2-3b-instruct",
                "base_url": "http://127.0.0.1:8080/v1",
                "api_key": "none",
                "price": [0, 0],
            }
        ],
        "timeout": 120,
        "max_tokens": 300,
    }
