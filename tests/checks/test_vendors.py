"""What is told of a model server by what it answers, however hostile."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from diagnose.checks import servers
from diagnose.model.checkup import Checked, State
from tests.checks.machine import at_port, findings, short
from tests.checks.models import LITELLM, LLAMACPP, LMSTUDIO, LOCKED, OLLAMA, VLLM
from tests.checks.server import answer, serving


@pytest.mark.parametrize(
    ("routes", "detail", "found"),
    [
        (
            VLLM,
            ("vLLM", "HERE: Qwen/Qwen2.5-7B-Instruct, window 8,192 tokens; my-adapter"),
            {"servers_answering": 1, "server_window_tokens": 8192},
        ),
        (
            OLLAMA,
            (
                "Ollama",
                "HERE 0.12.3: llama3.1:8b, window 4,096 of 131,072 tokens; nomic-embed-text:latest, window 16,384 of "
                "131,072 tokens; own:latest, window 16,384 of 131,072 tokens; more",
            ),
            {"servers_answering": 1, "server_window_tokens": 4096, "server_window_share": 0.0312},
        ),
        (
            LLAMACPP,
            ("llama.cpp", "HERE: qwen.gguf, window 4,096 of 32,768 tokens"),
            {"servers_answering": 1, "server_window_tokens": 4096, "server_window_share": 0.125},
        ),
        (
            LMSTUDIO,
            ("LM Studio", "HERE: qwen, window 4,096 of 32,768 tokens; nomic; other, could take 8,192 tokens"),
            {"servers_answering": 1, "server_window_tokens": 4096, "server_window_share": 0.125},
        ),
        (LITELLM, ("OpenAI API", "HERE: gpt-4o"), {"servers_answering": 1}),
        (LOCKED, ("answers", "HERE, wants a key before it tells more; none was sent"), {"servers_answering": 1}),
        (
            {"GET /v1/models": {"object": "list", "data": []}},
            ("OpenAI API", "HERE: no model"),
            {"servers_answering": 1},
        ),
    ],
    ids=["vllm", "ollama", "llama.cpp", "lm studio", "litellm", "locked", "empty"],
)
def test_kinds(routes: Mapping[str, object], detail: tuple[str, str], found: dict[str, float], tmp_path: Path) -> None:
    """Each kind by what it answers, whatever its port; the windows that it runs with; no key is sent."""
    with serving(routes) as asked:
        checked = servers.check(at_port(tmp_path, asked.port, OPENAI_API_KEY="sk-secret-0123456789"))
    here = f"127.0.0.1:{asked.port}"

    assert checked[0] == Checked(
        check="servers",
        title="Model servers",
        state=State.PASS,
        summary="One answers on this machine.",
        details=((detail[0], detail[1].replace("HERE", here)),),
        findings=tuple(found.items()),
    )
    assert not [request for request in asked.requests if "secret" in request or "uthorization" in request]


def test_small_window_of_ollama_is_a_warning(tmp_path: Path) -> None:
    """It cuts what is longer without an error; models that only embed are left out."""
    embeds = {"model_info": {"general.architecture": "nomic-bert", "nomic-bert.context_length": 2048}}
    with serving(OLLAMA) as asked:
        found = servers.check(at_port(tmp_path, asked.port))
        shown = [line for line in asked.lines if line.startswith("POST")]
    with serving({**OLLAMA, "POST /api/show": embeds}) as asked:
        embedding = servers.check(at_port(tmp_path, asked.port))

    assert short(found[1:]) == [
        (
            "warning",
            "Ollama runs a model with a small window",
            "llama3.1:8b takes 4,096 tokens and was trained for 131,072; what is longer is cut without an error.",
        )
    ]
    assert shown == ["POST /api/show"] * 3
    assert findings(embedding) == {"servers_answering": 1}


@pytest.mark.parametrize(
    "routes",
    [
        {},
        {"*": answer(b"<html>It works</html>")},
        {"*": answer(b"<html>Forbidden</html>", "403 Forbidden")},
        {"*": b"SSH-2.0-OpenSSH_9.6\r\n"},
        {"*": b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/v1/models\r\n\r\n"},
        {"*": {"version": "1.2.3"}},
        {"*": {"data": "none"}},
        {"*": {"data": [{"id": 7}, {"name": "x"}, None, 3]}},
    ],
    ids=range(8),
)
def test_other_servers_on_the_usual_ports(routes: Mapping[str, object], tmp_path: Path) -> None:
    """They are none of our business: two or three requests, and no word."""
    with serving(routes) as asked:
        checked = servers.check(at_port(tmp_path, asked.port))

    assert checked == (
        Checked(
            check="servers",
            title="Model servers",
            state=State.NOT_CHECKED,
            summary="No model server answers on this machine.",
            details=(("asked", f"127.0.0.1:{asked.port}"),),
            findings=(("servers_answering", 0),),
        ),
    )
    assert len(asked.lines) <= 3


@pytest.mark.parametrize(
    "models",
    [
        b"[" * 500_000,
        b'{"a":' * 100_000,
        b'{"data": [{"id": "x", "max_model_len": ' + b"9" * 500_000 + b"}]}",
        b'{"data": [{"id": "x", "max_model_len": 8192.5}, {"id": "y", "max_model_len": true}]}',
        b'{"data": [{"id": "x", "max_model_len": -1, "owned_by": ["vllm"]}]}',
        b'{"data": [{"id": "x", "max_model_len": NaN}, {"id": "y", "max_model_len": Infinity}]}',
        b'\xff\xfe{"data"',
        b'{"data": [' + b'{"id": "x"},' * 90_000,
    ],
    ids=range(8),
)
def test_hostile_lists_of_models(models: bytes, tmp_path: Path) -> None:
    """Whatever is no number above zero is no window; nothing breaks, nothing takes long."""
    started = time.monotonic()
    with serving({"GET /v1/models": answer(models)}) as asked:
        checked = servers.check(at_port(tmp_path, asked.port))

    assert set(findings(checked)) == {"servers_answering"}
    assert time.monotonic() - started < 1.0


def test_long_names_and_many_models(tmp_path: Path) -> None:
    """They are cut and counted."""
    data = [{"id": f"{number}-" + "x" * 5000, "max_model_len": 10 + number} for number in range(100)]
    with serving({"GET /v1/models": {"data": data}}) as asked:
        ((label, value),) = servers.check(at_port(tmp_path, asked.port))[0].details

    assert (label, value.count("window"), value[-9:]) == ("OpenAI API", 8, "; 92 more")
    assert len(value) < 1300


def test_hostile_ollama(tmp_path: Path) -> None:
    """Answers of wrong types leave a server without models."""
    routes: dict[str, object] = {
        "GET /api/version": {"version": "x" * 5000},
        "GET /api/tags": {"models": [{"name": None}, 7, {"name": "m"}]},
        "GET /api/ps": {"models": {"name": "m"}},
        "POST /api/show": {"parameters": ["num_ctx 5"], "model_info": {"a.context_length": "9", "b.context_length": 9}},
    }
    with serving(routes) as asked:
        checked = servers.check(at_port(tmp_path, asked.port))
    ((_, value),) = checked[0].details

    assert value.endswith("…: m")
    assert findings(checked) == {"servers_answering": 1}
    assert json.loads(asked.requests[-1].partition("\r\n\r\n")[2]) == {"model": "m"}
