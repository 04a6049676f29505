"""A stand-in for a model server: a window of 4,096 tokens, and two seconds for a report."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WINDOW = 4096
MODEL = "gpt-4o-mini-2024-07-18"
ANSWER = "C-17: a burst pipe, and it is not paid yet."
TOO_LONG = (
    "This model's maximum context length is {window} tokens. However, your messages resulted in {used} tokens. "
    "Please reduce the length of the messages."
)


class Handler(BaseHTTPRequestHandler):
    """Answers chat completions."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        used = len(json.dumps(asked["messages"])) // 4
        if used > WINDOW:
            text = TOO_LONG.format(window=WINDOW, used=used)
            error = {"message": text, "type": "invalid_request_error", "param": "messages"}
            self._send(400, {"error": error | {"code": "context_length_exceeded"}})
            return
        if "report" in json.dumps(asked["messages"]):
            time.sleep(2)
        choice = {"index": 0, "message": _reply(asked), "finish_reason": "stop"}
        if choice["message"].get("tool_calls"):
            choice["finish_reason"] = "tool_calls"
        usage = {"prompt_tokens": used, "completion_tokens": 8, "total_tokens": used + 8}
        answer = {"id": "1", "object": "chat.completion", "created": 0, "model": MODEL}
        with contextlib.suppress(ConnectionError):
            self._send(200, answer | {"choices": [choice], "usage": usage})

    def _send(self, status: int, body: dict) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """The log is the program's alone."""


def _reply(asked: dict) -> dict:
    if asked.get("tools") and asked["messages"][-1]["role"] == "user":
        function = {"name": asked["tools"][0]["function"]["name"], "arguments": '{"case": "C-17"}'}
        call = {"id": "call_1", "type": "function", "function": function}
        return {"role": "assistant", "content": None, "tool_calls": [call]}
    return {"role": "assistant", "content": ANSWER}


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The server's address, as long as the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
