"""Writes ``sample_traces/formats``: the same two tracebacks in every wrapping. Run it with Python 3.11 or later.

python -m tests.logformats.wrappings

Where a library writes the format, the library itself wraps; prefixes of container tools are put on by hand.
"""

from __future__ import annotations

import io
import json
import logging
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from tests.logformats.failing import failures, text_of

FOLDER = Path(__file__).parents[2] / "sample_traces" / "formats"
MESSAGE = "model call failed"
_EXACT = "2026-01-01T00:00:{:02d}.{:07d}Z"


def bare() -> tuple[str, str]:
    """The two tracebacks without any wrapping."""
    chain, group = failures()
    return text_of(chain), text_of(group)


def _lines() -> list[str]:
    return "".join(bare()).splitlines()


def _prefixed(prefix: Callable[[int], str], trailing: bool = True) -> str:
    """Every line with a prefix; where ``trailing`` is false, no space is left behind it on blank lines."""
    lines = [
        prefix(index) + line if line or trailing else prefix(index).rstrip() for index, line in enumerate(_lines())
    ]
    return "\n".join(lines) + "\n"


def _exact(index: int) -> str:
    return _EXACT.format(index // 9, 1_018_741 * (index % 9))


def _logged(style: str, names: Iterable[str] = ("worker",)) -> str:
    """Both as the standard library's logging writes them."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    formatter = logging.Formatter(style)
    formatter.formatTime = lambda record, datefmt=None: f"2026-01-01 00:00:0{record.args[0]},078"  # type: ignore[method-assign,index]  # noqa: ARG005
    handler.setFormatter(formatter)
    for number, error in enumerate(failures()):
        record = logging.LogRecord(
            next(iter(names)), logging.ERROR, "worker.py", 12, MESSAGE + "%.0s", (number,), _info(error), "ask"
        )
        record.process, record.processName, record.threadName = 4711, "MainProcess", "MainThread"
        handler.handle(record)
    return output.getvalue()


def _info(error: BaseException) -> tuple[type[BaseException], BaseException, TracebackType | None]:
    return type(error), error, error.__traceback__


def loguru() -> str:
    """loguru's own format, without values of variables."""
    from loguru import logger

    output = io.StringIO()
    logger.remove()
    logger.add(
        output,
        backtrace=False,
        diagnose=False,
        format="2026-01-01 00:00:00.078 | {level: <8} | worker:ask:12 - {message}",
    )
    for error in failures():
        logger.opt(exception=error).error(MESSAGE)
    logger.remove()
    return output.getvalue()


def structlog_json() -> str:
    """structlog's JSON lines with a formatted exception."""
    import structlog

    render = structlog.processors.JSONRenderer()
    lines = []
    for error in failures():
        event = {
            "event": MESSAGE,
            "level": "error",
            "logger": "worker",
            "timestamp": "2026-01-01T00:00:00Z",
            "exc_info": error,
        }
        lines.append(str(render(None, "error", structlog.processors.format_exc_info(None, "error", event))))
    return "\n".join(lines) + "\n"


def structlog_console() -> str:
    """structlog's console form, plain."""
    import structlog

    render = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    lines = []
    for error in failures():
        event = {
            "event": MESSAGE,
            "level": "error",
            "logger": "worker",
            "timestamp": "2026-01-01T00:00:00Z",
            "ticket": 88,
        }
        lines.append(str(render(None, "error", {**event, "exc_info": error})))
    return "\n".join(lines) + "\n"


def python_json_logger() -> str:
    """python-json-logger's lines."""
    from pythonjsonlogger.json import JsonFormatter

    formatter = JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    lines = []
    for error in failures():
        record = logging.LogRecord("worker", logging.ERROR, "worker.py", 12, MESSAGE, (), _info(error), "ask")
        record.created = 1767225600.078
        lines.append(formatter.format(record))
    return "\n".join(lines) + "\n"


def _json(record: Callable[[str], dict[str, object]], whole: bool = True) -> str:
    texts = list(bare()) if whole else [line + "\n" for line in _lines()]
    return "".join(json.dumps(record(text)) + "\n" for text in texts)


def partial_cri() -> str:
    """CRI, long lines in parts."""
    rows = []
    for index, line in enumerate(_lines()):
        head = f"{_exact(index)[:-1]}00Z stderr"
        pieces = textwrap.wrap(line, 30, drop_whitespace=False, replace_whitespace=False) or [""]
        rows += [f"{head} {'P' if piece is not pieces[-1] else 'F'} {piece}" for piece in pieces]
    return "\n".join(rows) + "\n"


def interleaved_compose() -> str:
    """Two services of docker compose, line by line."""
    rows = []
    for index, line in enumerate(_lines()):
        rows.append(f"agents-1  | {line}")
        if index % 3 == 0:
            rows.append(f'proxy-1   | 10.0.0.{index} - - "GET /health HTTP/1.1" 200 {index}')
    return "\n".join(rows) + "\n"


def hard_wrapped() -> str:
    """A terminal of 50 columns broke every longer line."""
    rows = [line[at : at + 50] for line in _lines() for at in range(0, max(len(line), 1), 50)]
    return "\n".join(rows) + "\n"


def powershell() -> str:
    """Windows PowerShell's error record around the first line of stderr."""
    first, *rest = _lines()
    record = (
        "At line:1 char:1\n+ python worker.py 2> err.log\n+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
        f"    + CategoryInfo          : NotSpecified: ({first}:String) [], RemoteException\n"
        "    + FullyQualifiedErrorId : NativeCommandError\n \n"
    )
    return f"python : {first}\n{record}" + "".join(line + "\n" for line in rest)


def vllm() -> str:
    """vLLM's engine process: a process prefix around a head, both on every line."""
    head = "(EngineCore_0 pid=271) ERROR 01-01 00:00:00 [core.py:708]"
    chain, group = bare()
    return "".join(f"{head} {line}\n" for text in (chain, group) for line in (MESSAGE, *text.splitlines()))


def markdown() -> str:
    """An issue: words, then a fence."""
    return (
        "### What happened?\nIt worked yesterday, now every call fails:\n\n```\n"
        + "".join(bare())
        + "```\n\nPython 3.12, Debian.\n"
    )


WRAPPINGS: dict[str, Callable[[], str]] = {
    "bare": lambda: "".join(bare()),
    "logging-basic": lambda: _logged("%(levelname)s:%(name)s:%(message)s"),
    "logging-asctime": lambda: _logged("%(asctime)s %(levelname)s [%(name)s] %(message)s"),
    "logging-dashes": lambda: _logged("%(asctime)s - %(name)s - %(levelname)s - %(message)s"),
    "logging-padded": lambda: _logged("%(asctime)s %(levelname)-8s %(name)s: %(message)s"),
    "logging-process": lambda: _logged("[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s"),
    "logging-thread": lambda: _logged("%(asctime)s [%(threadName)s] %(levelname)s %(name)s - %(message)s"),
    "logging-file": lambda: _logged("%(asctime)s %(levelname)s [%(filename)s:%(lineno)d] %(message)s"),
    "logging-pipes": lambda: _logged("%(asctime)s | %(levelname)s | %(name)s | %(message)s"),
    "celery": lambda: _logged("[%(asctime)s: %(levelname)s/%(processName)s] %(message)s"),
    "flask": lambda: _logged("[%(asctime)s] %(levelname)s in %(module)s: %(message)s"),
    "uvicorn": lambda: "".join(f"ERROR:    {MESSAGE}\n{text}" for text in bare()),
    "airflow": lambda: _logged("[%(asctime)s] {%(filename)s:%(lineno)d} %(levelname)s - %(message)s"),
    "glog": lambda: "".join(f"E0101 00:00:00.123456   4711 worker.cc:12] {MESSAGE}\n{text}" for text in bare()),
    "loguru": loguru,
    "structlog-json": structlog_json,
    "structlog-console": structlog_console,
    "python-json-logger": python_json_logger,
    "pino": lambda: _json(
        lambda text: {
            "level": 50,
            "time": 1767225600078,
            "pid": 7,
            "hostname": "vm",
            "err": {"type": "ModelError", "stack": text},
            "msg": MESSAGE,
        }
    ),
    "winston": lambda: _json(
        lambda text: {"level": "error", "message": MESSAGE, "stack": text, "timestamp": "2026-01-01T00:00:00Z"}
    ),
    "bunyan": lambda: _json(
        lambda text: {
            "name": "worker",
            "hostname": "vm",
            "pid": 7,
            "level": 50,
            "err": {"stack": text},
            "msg": MESSAGE,
            "time": "2026-01-01T00:00:00Z",
            "v": 0,
        }
    ),
    "ecs": lambda: _json(
        lambda text: {
            "@timestamp": "2026-01-01T00:00:00Z",
            "log.level": "error",
            "message": MESSAGE,
            "error": {"type": "errors.ModelError", "stack_trace": text},
        }
    ),
    "ecs-dotted": lambda: _json(
        lambda text: {
            "@timestamp": "2026-01-01T00:00:00Z",
            "log": {"level": "error", "logger": "worker"},
            "message": MESSAGE,
            "error.stack_trace": text,
        }
    ),
    "gcp": lambda: _json(
        lambda text: {
            "severity": "ERROR",
            "timestamp": "2026-01-01T00:00:00Z",
            "jsonPayload": {"message": MESSAGE, "exception": text},
        }
    ),
    "gcp-lines": lambda: _json(
        lambda text: {
            "severity": "ERROR",
            "timestamp": "2026-01-01T00:00:00Z",
            "logName": "stderr",
            "textPayload": text,
        },
        whole=False,
    ),
    "datadog": lambda: _json(
        lambda text: {
            "status": "error",
            "timestamp": "2026-01-01T00:00:00Z",
            "message": MESSAGE,
            "error": {"kind": "ModelError", "stack": text},
        }
    ),
    "docker-json": lambda: _json(
        lambda text: {"log": text, "stream": "stderr", "time": "2026-01-01T00:00:00.1Z"}, whole=False
    ),
    "journald-json": lambda: _json(
        lambda text: {"MESSAGE": text.rstrip("\n"), "_SYSTEMD_UNIT": "agents.service", "PRIORITY": "3"}, whole=False
    ),
    "docker-compose": lambda: _prefixed(lambda _: "agents-1  | "),
    "docker-compose-v1": lambda: _prefixed(lambda _: "agents_1  | ", trailing=False),
    "docker-compose-named": lambda: _prefixed(lambda _: "my-agents  | "),
    "docker-compose-two": interleaved_compose,
    "docker-compose-timestamps": lambda: _prefixed(lambda index: f"agents-1  | {_exact(index)[:-1]}00Z "),
    "cri": lambda: _prefixed(lambda index: f"{_exact(index)} stderr F "),
    "cri-partial": partial_cri,
    "kubectl-prefix": lambda: _prefixed(lambda _: "[pod/agents-6f9d7c5b8-k2x7q/worker] ", trailing=False),
    "stern": lambda: _prefixed(lambda _: "agents-6f9d7c5b8-k2x7q worker "),
    "journald": lambda: _prefixed(lambda index: f"Jan 01 00:00:{index % 60:02d} app01 python[4711]: "),
    "journald-iso": lambda: _prefixed(lambda index: f"2026-01-01T00:00:{index % 60:02d}+0000 app01 agents[4711]: "),
    "syslog": lambda: _prefixed(lambda index: f"<11>1 2026-01-01T00:00:{index % 60:02d}.018741Z app01 agents 812 - - "),
    "pm2": lambda: _prefixed(lambda _: "0|agents  | "),
    "concurrently": lambda: _prefixed(lambda _: "[0] "),
    "foreman": lambda: _prefixed(lambda _: "00:00:07 worker.1 | "),
    "heroku": lambda: _prefixed(lambda _: "2026-01-01T00:00:07.018741+00:00 app[worker.1]: "),
    "github-actions": lambda: _prefixed(lambda index: f"{_exact(index)} "),
    "gh-run-view": lambda: _prefixed(lambda index: f"test\tRun tests\t{_exact(index)} "),
    "time-stamped": lambda: _prefixed(lambda index: f"[2026-01-01 00:00:{index % 60:02d}] "),
    "cloudwatch": lambda: _prefixed(
        lambda _: "2026-01-01T00:00:07.018000+00:00 2026/01/01/[$LATEST]0a1b2c3d4e5f60718293a4b5c6d7e8f9 "
    ),
    "lambda": lambda: "".join(
        f"[ERROR]\t2026-01-01T00:00:07.018Z\t8f6c2d1e-77aa-4c1e\t{MESSAGE}\n{text}" for text in bare()
    ),
    "ray": lambda: _prefixed(lambda _: "(review pid=9821, ip=10.0.3.17) "),
    "vllm": vllm,
    "vllm-old": lambda: _prefixed(lambda _: "ERROR 01-01 00:00:00 async_llm_engine.py:56] "),
    "logging-every-line": lambda: _prefixed(lambda _: "2026-01-01 00:00:00,078 ERROR [worker] "),
    "quote": lambda: _prefixed(lambda _: "> ", trailing=False),
    "quote-nested": lambda: _prefixed(lambda _: "> > ", trailing=False),
    "indented": lambda: "The log:\n\n" + textwrap.indent("".join(bare()), "    ") + "\n",
    "markdown": markdown,
    "wrapped": hard_wrapped,
    "powershell": powershell,
    "compose-json": lambda: "".join(f"agents-1  | {line}\n" for line in structlog_json().splitlines()),
    "actions-logging": lambda: "".join(
        f"{_exact(index)} {line}\n"
        for index, line in enumerate(_logged("%(asctime)s %(levelname)s [%(name)s] %(message)s").splitlines())
    ),
    "quoted-compose": lambda: _prefixed(lambda _: "> agents-1  | ", trailing=False),
}


def write() -> None:
    """Write all samples."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, wrap in WRAPPINGS.items():
        (FOLDER / f"{name}.log").write_text(wrap(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("exception groups need Python 3.11")
    write()
