"""JavaScript errors as Node and its relatives print them."""

from __future__ import annotations

import pytest

from diagnose.model import EventKind, Frame, Link, Origin, RaisedException, Surfaced, TraceEvent
from diagnose.tracebacks.node import parse
from tests.tracebacks.payloads import at, only, outline, payload, walk

UNCAUGHT = """\
/srv/app/node_modules/openai/core/error.js:66
            return new InternalServerError(status, error, message, headers);
                   ^

InternalServerError: 500 OOM error during inference
    at APIError.generate (/srv/app/node_modules/openai/core/error.js:66:20)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async Promise.all (index 0)
    at async file:///srv/app/app.mjs:4:17 {
  status: 500,
  headers: Headers {},
  requestID: null,
  error: { message: 'it\\'s full', code: 'oom', param: null },
  [Symbol(kept)]: true
}

Node.js v20.20.2
done"""


def test_uncaught_error_is_read_whole() -> None:
    """Excerpt, head, frames innermost last, properties and trailer make one event."""
    frames = (
        Frame("/srv/app/app.mjs", 4, None, None, Origin.APPLICATION, at(9)),
        Frame("<anonymous>", None, "Promise.all", None, Origin.STDLIB, at(8)),
        Frame("node:internal/process/task_queues", 95, "process.processTicksAndRejections", None, Origin.STDLIB, at(7)),
        Frame(
            "/srv/app/node_modules/openai/core/error.js",
            66,
            "APIError.generate",
            "return new InternalServerError(status, error, message, headers);",
            Origin.LIBRARY,
            at(6),
        ),
    )
    raised = RaisedException(
        type="InternalServerError",
        message="500 OOM error during inference",
        link=Link.NONE,
        frames=frames,
        span=at(1, 17),
        head=at(5),
        properties=(("status", "500"), ("error.message", "it's full"), ("error.code", "oom")),
    )
    assert parse(payload(UNCAUGHT), 0) == (TraceEvent(EventKind.NODE, (raised,), at(1, 17)), 17)


CAUSES = """\
Error generating: TypeError: fetch failed
    at node:internal/deps/undici/undici:13185:13
    at async ask (D:\\app\\src\\ask.ts:23:30) {
  [cause]: HeadersTimeoutError: Headers Timeout Error
      at Timeout.onParserTimeout [as callback] (node:internal/deps/undici/undici:5995:32) {
    code: 'UND_ERR_HEADERS_TIMEOUT'
  }
}
next"""


def test_causes_come_oldest_first() -> None:
    """A cause stands before the error that it caused, and each has its own span and stack."""
    cause = RaisedException(
        "HeadersTimeoutError",
        "Headers Timeout Error",
        Link.NONE,
        (Frame("node:internal/deps/undici/undici", 5995, "Timeout.onParserTimeout", None, Origin.STDLIB, at(5)),),
        at(4, 7),
        at(4),
        properties=(("code", "UND_ERR_HEADERS_TIMEOUT"),),
    )
    outer = RaisedException(
        "TypeError",
        "fetch failed",
        Link.CAUSE,
        (
            Frame("D:\\app\\src\\ask.ts", 23, "ask", None, Origin.APPLICATION, at(3)),
            Frame("node:internal/deps/undici/undici", 13185, None, None, Origin.STDLIB, at(2)),
        ),
        at(1, 8),
        at(1),
    )
    expected = TraceEvent(EventKind.NODE, (cause, outer), at(1, 8), heading="Error generating:")
    assert parse(payload(CAUSES), 0) == (expected, 8)


MEMBERS = """\
[AggregateError: All promises were rejected] {
  [errors]: [
    <ref *1> TypeError: fetch failed
        at ask (/srv/app/a.mjs:2:15) {
      self: [Circular *1],
      [cause]: [Error: refused] { code: 'ECONNREFUSED' }
    },
    [TypeError: fetch failed]
  ]
}"""


def test_members_of_an_aggregate_error_are_chains() -> None:
    """Each member keeps its own causes; circular references are left out."""
    event = only(parse, payload(MEMBERS))
    members = [[outline(each) for each in chain] for chain in event.last.members]
    assert outline(event.last) == ("AggregateError", "All promises were rejected", {})
    assert members == [
        [("Error", "refused", {"code": "ECONNREFUSED"}), ("TypeError", "fetch failed", {})],
        [("TypeError", "fetch failed", {})],
    ]


STACK = "\n    at f (/srv/app/a.js:1:2)"


@pytest.mark.parametrize(
    ("text", "expected", "heading", "surfaced"),
    [
        (f"Error [ERR_X]: gone{STACK}", ("Error", "gone", {"code": "ERR_X"}), "", Surfaced.UNCAUGHT),
        (
            f"RetryError [AI_RetryError]: gone{STACK}",
            ("RetryError", "gone", {"name": "AI_RetryError"}),
            "",
            Surfaced.UNCAUGHT,
        ),
        (
            f"DOMException [TimeoutError]: aborted{STACK}",
            ("DOMException [TimeoutError]", "aborted", {}),
            "",
            Surfaced.UNCAUGHT,
        ),
        (f"Error: TypeError: fetch failed{STACK}", ("TypeError", "fetch failed", {}), "Error:", Surfaced.UNCAUGHT),
        (f" ⨯ Error: no{STACK}", ("Error", "no", {}), "⨯", Surfaced.UNCAUGHT),
        (f"Uncaught (in promise) Error: no{STACK}", ("Error", "no", {}), "Uncaught", Surfaced.UNCAUGHT),
        (
            f"(node:9) UnhandledPromiseRejectionWarning: Error: late{STACK}",
            ("Error", "late", {}),
            "",
            Surfaced.UNHANDLED_REJECTION,
        ),
        (
            "(node:9) UnhandledPromiseRejectionWarning: #<Object>",
            ("UnhandledPromiseRejectionWarning", "#<Object>", {}),
            "",
            Surfaced.UNHANDLED_REJECTION,
        ),
        (
            "[UnhandledPromiseRejection: with the reason \"late\".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}",
            ("UnhandledPromiseRejection", 'with the reason "late".', {"code": "ERR_UNHANDLED_REJECTION"}),
            "",
            Surfaced.UNHANDLED_REJECTION,
        ),
        ("failed: [TypeError: fetch failed]", ("TypeError", "fetch failed", {}), "failed:", Surfaced.UNCAUGHT),
        (
            f"Error: 429 quota\n\nTroubleshooting URL: https://x.invalid/a\n{STACK}",
            ("Error", "429 quota\n\nTroubleshooting URL: https://x.invalid/a", {}),
            "",
            Surfaced.UNCAUGHT,
        ),
        (
            'error: timed out\n code: "ETIMEDOUT"\n\n      at f (/srv/x.ts:2:7)\n\nBun v1.1.8 (Linux x64)',
            ("Error", "timed out", {"code": "ETIMEDOUT"}),
            "",
            Surfaced.UNCAUGHT,
        ),
        (
            "npm ERR! Error: Command failed: tsx a.ts\nnpm ERR!     at f (node:child_process:421:12)",
            ("Error", "Command failed: tsx a.ts", {}),
            "",
            Surfaced.UNCAUGHT,
        ),
        (
            "  ● agent › answers\n\n    400 too long\n\n      > 13 |   await run()\n\n      at f (src/a.test.ts:13:3)",
            ("", "400 too long", {}),
            "agent › answers",
            Surfaced.UNCAUGHT,
        ),
        (
            " FAIL  a.test.ts > agent\nError: late\n ❯ run src/a.test.ts:8:26",
            ("Error", "late", {}),
            "a.test.ts > agent",
            Surfaced.UNCAUGHT,
        ),
        (
            "{ Error: connect ECONNREFUSED\n    at g (util.js:1:2)\n"
            "    at f (net.js:9:1) errno: 'ECONNREFUSED',\n  port: 80 }",
            ("Error", "connect ECONNREFUSED", {"errno": "ECONNREFUSED", "port": "80"}),
            "",
            Surfaced.UNCAUGHT,
        ),
    ],
)
def test_heads(text: str, expected: tuple[str, str, dict[str, str]], heading: str, surfaced: Surfaced) -> None:
    """Type, message and properties are the error's own; words in front of it are its heading."""
    event = only(parse, payload(text))
    assert (outline(event.last), event.heading, event.surfaced) == (expected, heading, surfaced)
    assert event.span == at(1, text.count("\n") + 1)


@pytest.mark.parametrize(
    "text",
    [
        "(node:1) MaxListenersExceededWarning: leak" + STACK,
        "Trace: here" + STACK,
        "ValueError: python\n    at the beginning",
        "Error: nothing follows",
        "java.lang.RuntimeError: x\n    at a.B.c(B.java:12)",
        "handled TypeError: in the docs\nok",
    ],
)
def test_not_an_error(text: str) -> None:
    """Warnings, traces on request and lines without a stack are no events."""
    assert walk(parse, payload(text)) == []


def test_thrown_value_that_is_no_error() -> None:
    """What was thrown is the message where it has no type."""
    text = "/srv/a.js:2\nthrow 'late';\n^\nlate\n(Use `node --trace-uncaught ...` to show where)\n\nNode.js v20.20.2"
    event = only(parse, payload(text))
    frame = Frame("/srv/a.js", 2, None, "throw 'late';", Origin.APPLICATION, at(1))
    assert event.chain == (RaisedException("", "late", Link.NONE, (frame,), at(1, 7), at(4)),)


def test_stack_without_head_is_truncated() -> None:
    """A stack whose top is cut off still says where, and its properties say what."""
    text = "    at f (/srv/a.js:1:2)\n    at g (/srv/b.js:3:4) {\n  error: { message: 'full' }\n}"
    event = only(parse, payload(text))
    assert (event.truncated, outline(event.last)) == (True, ("", "full", {"error.message": "full"}))


def test_nesting_does_not_exhaust_the_stack() -> None:
    """A log decides neither over our recursion nor over the number of causes."""
    text = "Error: a\n    at f (/x.js:1:2) {\n" + "[errors]: [\nError: a\n    at f (/x.js:1:2) {\n" * 3000
    assert walk(parse, payload(text))[0].last.short_type == "Error"
