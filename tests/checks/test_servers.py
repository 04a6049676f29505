"""What is told of the model servers of this machine, and what is wrong with the named ones."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks import servers
from diagnose.model.checkup import Checked, State
from tests.checks.machine import at_port, findings, machine, short
from tests.checks.models import LLAMACPP, LOCKED, OLLAMA, VLLM
from tests.checks.server import answer, closed_port, serving

SILENT = "No model server answers on this machine."


def test_several_servers(tmp_path: Path) -> None:
    """All in one report, in the order of their addresses; the smallest window counts."""
    with serving(VLLM) as first, serving(LLAMACPP) as second, serving(LOCKED) as third:
        checked = servers.check(at_port(tmp_path, first.port, second.port, third.port))

    assert short(checked) == [("pass", "Model servers", "3 answer on this machine.")]
    assert [label for label, _ in checked[0].details] == ["vLLM", "llama.cpp", "answers"]
    assert findings(checked) == {"servers_answering": 3, "server_window_tokens": 4096, "server_window_share": 0.125}


def test_named_server_that_does_not_answer_is_a_problem(tmp_path: Path) -> None:
    """Who names it, and what to do."""
    with closed_port() as port:
        here = machine(tmp_path, OPENAI_BASE_URL=f"http://user:secret@localhost:{port}/v1?key=secret")
        (_, problem) = servers.check(here)
        given = servers.check(replace(machine(tmp_path), base_urls=(f"http://127.0.0.1:{port}/v1",)))

    assert problem == Checked(
        check="servers",
        title="The named server does not answer",
        state=State.PROBLEM,
        summary=f"OPENAI_BASE_URL names localhost:{port}, and nothing answers there.",
        advice="Start the server, or correct OPENAI_BASE_URL.",
    )
    assert given[1].summary == f"The base URL names 127.0.0.1:{port}, and nothing answers there."


def test_named_server_on_another_machine_is_not_asked(tmp_path: Path) -> None:
    """It is said why."""
    here = machine(tmp_path, OPENAI_BASE_URL="https://user:secret@api.example.com/v1", OPENAI_API_BASE="${BASE}")

    assert short(servers.check(here)) == [
        ("not checked", "Model servers", SILENT),
        ("not checked", "Named server", "api.example.com:443 is not on this machine; nothing leaves it."),
        ("not checked", "Named server", "What OPENAI_API_BASE names cannot be read as an address."),
    ]


def test_named_server_that_wants_a_key_answers(tmp_path: Path) -> None:
    """A refusal is an answer, whatever it looks like."""
    with serving({"*": answer(b"no", "401 Unauthorized")}) as asked:
        checked = servers.check(machine(tmp_path, OPENAI_BASE_URL=f"http://127.0.0.1:{asked.port}/v1"))

    assert short(checked) == [("pass", "Model servers", "One answers on this machine.")]


def test_named_server_that_is_none(tmp_path: Path) -> None:
    """What answers there is no model server: a warning."""
    with serving({}) as asked:
        checked = servers.check(machine(tmp_path, OPENAI_BASE_URL=f"http://127.0.0.1:{asked.port}/v1"))

    assert short(checked[1:]) == [
        (
            "warning",
            "The named server lists no models",
            f"OPENAI_BASE_URL names 127.0.0.1:{asked.port}; what answers there does not say which models it has.",
        )
    ]


def test_address_without_v1(tmp_path: Path) -> None:
    """The server is there, and the program's requests miss it; OLLAMA_HOST has no path and needs none."""
    with serving(VLLM) as asked:
        here = machine(tmp_path, OPENAI_BASE_URL=f"http://127.0.0.1:{asked.port}")
        wrong = servers.check(here)
        right = servers.check(replace(here, base_urls=(f"http://127.0.0.1:{asked.port}/v1",), environment={}))
    with serving(OLLAMA) as asked:
        ollama = servers.check(machine(tmp_path, OLLAMA_HOST=f"127.0.0.1:{asked.port}"))

    assert [(one.state.value, one.advice) for one in wrong[1:]] == [("warning", "End OPENAI_BASE_URL with /v1.")]
    assert len(right) == 1
    assert [one.title for one in ollama] == ["Model servers", "Ollama runs a model with a small window"]


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({"HTTP_PROXY": "http://p:1"}, True),
        ({"all_proxy": "socks5://p:1", "NO_PROXY": "example.com, 10.0.0.1"}, True),
        ({"HTTP_PROXY": "http://p:1", "no_proxy": "localhost,127.0.0.1"}, False),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "*"}, False),
        ({"HTTPS_PROXY": "http://p:1"}, False),
    ],
)
def test_proxy_before_the_server(settings: dict[str, str], warned: bool, tmp_path: Path) -> None:
    """Python's clients send what is for this machine to the proxy, unless NO_PROXY names it; ours does not."""
    with serving(VLLM) as asked:
        checked = servers.check(machine(tmp_path, OPENAI_BASE_URL=f"http://127.0.0.1:{asked.port}/v1", **settings))

    assert [one.advice for one in checked[1:]] == ["Add 127.0.0.1 to NO_PROXY."] * warned
    assert len(asked.lines) == 1


def test_hanging_servers_are_asked_at_the_same_time(tmp_path: Path) -> None:
    """All of them cost no more than one; a named one is a problem."""
    silent = {"*": lambda _: time.sleep(5)}
    started = time.monotonic()
    with serving(silent) as one, serving(silent) as two, serving(silent) as three:
        here = at_port(tmp_path, one.port, two.port, OPENAI_BASE_URL=f"http://127.0.0.1:{three.port}/v1")
        checked = servers.check(replace(here, patience=0.4))

    assert time.monotonic() - started < 1.1
    assert [one.summary for one in checked] == [
        SILENT,
        f"OPENAI_BASE_URL names 127.0.0.1:{three.port}, and it takes connections and does not answer within 0.4 s.",
    ]


def test_slow_server_is_given_up(tmp_path: Path) -> None:
    """Each answer comes in time, and all of them together do not; what is known by then is told."""

    def slow(value: object) -> object:
        def send(connection: object) -> None:
            time.sleep(0.25)
            connection.sendall(answer(value))  # type: ignore[attr-defined]

        return send

    started = time.monotonic()
    with serving({name: slow(value) for name, value in OLLAMA.items()}) as asked:
        checked = servers.check(replace(at_port(tmp_path, asked.port), patience=0.5))

    assert time.monotonic() - started < 1.5
    assert short(checked) == [("pass", "Model servers", "One answers on this machine.")]
