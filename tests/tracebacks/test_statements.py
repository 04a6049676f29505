"""Errors that stand in a log without a trace."""

from __future__ import annotations

import pytest

from diagnose.model import EventKind, Level, Link, RaisedException, Surfaced, TraceEvent, Zone
from diagnose.tracebacks.statements import parse
from tests.tracebacks.payloads import at, only, outline, payload, records, walk

Said = tuple[str, str, dict[str, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Groq API error: {"error":{"message":"too large","type":"tokens","code":"rate_limit_exceeded"}}',
            ("tokens", "too large", {"type": "tokens", "code": "rate_limit_exceeded"}),
        ),
        ('{\n  "error": {\n    "message": "full",\n    "code": 408\n  }\n}', ("", "full", {"code": "408"})),
        ("{'object': 'error', 'message': 'at least 1', 'code': 400}", ("", "at least 1", {"code": "400"})),
        (
            'got 400 {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long"}}',
            ("invalid_request_error", "prompt is too long", {"type": "invalid_request_error", "status": "400"}),
        ),
        (
            'HTTP/1.1 422 Unprocessable\n\n{"error":"Given: 1872","error_type":"validation"}',
            ("validation", "Given: 1872", {"error_type": "validation", "status": "422"}),
        ),
        ('{"detail":[{"msg":"field required","type":"missing"}]}', ("missing", "field required", {})),
        ('{"name": "BodyError", "message": "late"}', ("BodyError", "late", {"name": "BodyError"})),
        ('{"type":"error","errorText":"late"}', ("", "late", {})),
        (
            '[API Error: {"error":{"message":"{\\"error\\": {\\"message\\": \\"deep\\"}}","code":400}}]',
            ("", "deep", {"code": "400"}),
        ),
        (
            "oh openai.BadRequestError: Error code: 400 - {'error': {'message': 'no', 'type': 'x'}}",
            ("openai.BadRequestError", "no", {"type": "x", "status": "400"}),
        ),
        (
            "<html>\n<head><title>504 Gateway Time-out</title></head>\n</html>",
            ("", "504 Gateway Time-out", {"status": "504"}),
        ),
        ("   error: {\n     code: 524,\n     message: 'late',\n   }", ("", "late", {"code": "524"})),
    ],
)
def test_http_bodies(text: str, expected: Said) -> None:
    """A server's error answer says its inner message; its fields are properties."""
    event = only(parse, payload(text))
    assert (event.kind, outline(event.last)) == (EventKind.HTTP_BODY, expected)


def test_tool_response_of_0_2() -> None:
    """An error right below the heading of a tool's response is the tool's."""
    text = '***** Response from calling function "f" *****\nError: Function f not found.\n*********************'
    raised = RaisedException("", "Function f not found.", Link.NONE, (), at(2), at(2), properties=(("name", "f"),))
    expected = TraceEvent(EventKind.TOOL_RESULT, (raised,), at(2), Surfaced.RESULT)
    assert walk(parse, payload(text, zone=Zone.TOOL_RESULT)) == [expected]


def test_execution_results_of_0_4() -> None:
    """The content of failed calls is unescaped; calls that went well say nothing."""
    fine = "FunctionExecutionResult(content='is_error=True', name='g', call_id='c0', is_error=False)"
    bad = "FunctionExecutionResult(content='it\\'s\\nlate', name='f', call_id='c1', is_error=True)"
    event = only(parse, payload(f"[{fine}, {bad}]"))
    assert outline(event.last) == ("", "it's\nlate", {"name": "f", "call_id": "c1"})
    assert walk(parse, payload(f"[{fine}]")) == []


def test_executed_code_with_a_traceback() -> None:
    """The output is the message, and a traceback in it is an event of its own."""
    output = 'Traceback (most recent call last):\n  File "x.py", line 3, in <module>\n    f()\nMemoryError'
    text = f"exitcode: 1 (execution failed)\nCode output: {output}\n\n{'-' * 80}"
    event = only(parse, payload(text, zone=Zone.CODE_RESULT))
    assert outline(event.last) == ("", output, {"exit_code": "1"})
    assert [(each.last.type, each.surfaced, each.span) for each in event.embedded] == [
        ("MemoryError", Surfaced.RESULT, at(2, 5))
    ]


def test_executed_code_that_timed_out() -> None:
    """A timeout prints only its name."""
    event = only(parse, payload("exitcode: 124 (execution failed)\nCode output: \nTimeout\n", zone=Zone.CODE_RESULT))
    assert (outline(event.last), event.span) == (("", "Timeout", {"exit_code": "124"}), at(1, 3))


@pytest.mark.parametrize(
    ("text", "properties", "last"),
    [
        (
            "python invoked oom-killer: order=0\nCPU: 1\nMem-Info:\n"
            "Out of memory: Killed process 7 (agentd) anon-rss:16kB\noom_reaper: reaped process 7 (agentd)",
            {"process": "agentd", "pid": "7"},
            5,
        ),
        ("Killed\n$ echo $?\n137", {"exit_code": "137"}, 3),
        ("[1]+  Killed                  python app.py", {}, 1),
        ("a.service: Main process exited, code=killed, status=9/KILL", {"signal": "KILL"}, 1),
        (
            "Last State:     Terminated\n  Reason:       OOMKilled\n  Exit Code:    137\n  Started: x",
            {"exit_code": "137"},
            3,
        ),
        ('  "OOMKilled": true,\n  "Dead": false,\n  "ExitCode": 137,\n  "Error": ""', {"exit_code": "137"}, 3),
        ("Worker (pid:1) was sent SIGKILL! Perhaps out of memory?", {"signal": "SIGKILL"}, 1),
        ("WorkerLostError('Worker exited prematurely: signal 9 (SIGKILL)')", {"signal": "9"}, 1),
        ("command terminated with exit code 137", {"exit_code": "137"}, 1),
        ("Command x returned non-zero exit status -9", {"exit_code": "-9"}, 1),
        ("Task timed out after 3.00 seconds", {"timeout_s": "3.00"}, 1),
        ("shards: 41%|██ | 7/17 [00:48<01:12,  7.25s/it]Killed", {}, 1),
    ],
)
def test_system(text: str, properties: dict[str, str], last: int) -> None:
    """Neighbouring words about one end of a process are one event."""
    event = only(parse, payload(text))
    assert (event.kind, dict(event.last.properties), event.span) == (EventKind.SYSTEM, properties, at(1, last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Error: llama runner process has terminated", ("", "llama runner process has terminated", {})),
        ("Error: x failed: TypeError: fetch failed", ("TypeError", "fetch failed", {})),
        ('time=1 level=ERROR msg="bad load" error="no room"', ("", "bad load: no room", {})),
        ("npm ERR! code E404\nnpm ERR! 404 Not Found", ("", "code E404\n404 Not Found", {})),
        (
            "ggml_cuda: cudaMalloc failed: out of memory\npanic: no context\ngoroutine 51 [running]:",
            ("", "ggml_cuda: cudaMalloc failed: out of memory\npanic: no context\ngoroutine 51 [running]:", {}),
        ),
        (
            '"POST /v1 HTTP/1.1" 500 Internal Server Error',
            ("", '"POST /v1 HTTP/1.1" 500 Internal Server Error', {"status": "500"}),
        ),
    ],
)
def test_logged(text: str, expected: Said) -> None:
    """A line in the shape of an error is one, also without a level."""
    event = only(parse, payload(text))
    assert (event.kind, outline(event.last)) == (EventKind.LOGGED, expected)


def test_record_of_level_error() -> None:
    """A record of level ERROR is an event; one that carries a trace is left to the trace's parser."""
    lines = records(
        ("turn 1", Level.INFO),
        ("Stream error: model_info is required", Level.ERROR),
        ("task failed\nTraceback (most recent call last):", Level.ERROR),
        ("turn 2: 5 messages", Level.ERROR),
        ("Retrying after APITimeoutError", Level.WARNING),
        ("GroupChat select_speaker failed to resolve the next speaker's name.", Level.WARNING),
    )
    assert [(event.last.message, event.span) for event in walk(parse, lines)] == [
        ("Stream error: model_info is required", at(2)),
        ("GroupChat select_speaker failed to resolve the next speaker's name.", at(7)),
    ]


HEALTHY = """\
Starting server on http://localhost:3000/error-handling
Error handling: enabled
Failed: 0
errors=0 warnings=0
compiled with 0 errors
HTTP Request: POST https://api.invalid/v1 "HTTP/1.1 200 OK"
127.0.0.1 - "GET /errors HTTP/1.1" 404 Not Found
{"error": null, "result": 5}
{"status": "ok", "message": "done", "code": 200}
{"name": "planner", "message": "hello"}
exitcode: 0 (execution succeeded)
Process finished with exit code 0
agent-1 exited with code 0
Started systemd-oomd.service - Userspace Out-Of-Memory (OOM) Killer.
llama_kv_cache_init: CUDA0 KV buffer size = 1024.00 MiB
"OOMKilled": false, "ExitCode": 137,
- Docs: what to do when the pod is OOMKilled
test_error.py::test_x PASSED
(node:1) ExperimentalWarning: The Fetch API is an experimental feature."""


@pytest.mark.parametrize("line", HEALTHY.split("\n"))
def test_healthy_lines(line: str) -> None:
    """A log of a program that runs well has no events."""
    assert walk(parse, payload(line)) == []


def test_container_that_was_stopped_from_outside() -> None:
    """Exit code 137 beside OOMKilled false is an ordinary stop."""
    assert walk(parse, payload('{\n  "OOMKilled": false,\n  "Dead": false,\n  "ExitCode": 137\n}')) == []
