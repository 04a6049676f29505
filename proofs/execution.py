"""Running one program, and what is measured while it runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from proofs.cases import Case
from proofs.environments import Environment
from proofs.server import Counters, Faults, FaultServer

HARNESSES = Path(__file__).resolve().parent / "harness"
_KEPT = 4_000_000
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "SSL_CERT_FILE")


@dataclass(frozen=True)
class Run:
    """One program's end. ``status`` is None where it was still running at its limit, negative for a signal."""

    status: int | None
    output: bytes
    seconds: float
    first_output: float
    memory_mb: float
    counters: Counters
    folder: str

    @property
    def text(self) -> str:
        """The output, both streams as they came."""
        return self.output.decode("utf-8", "replace")

    def measured(self, quantity: str) -> float:
        """The value of one of ``diagnose.model.proof.QUANTITIES``."""
        counters = self.counters
        return {
            "requests": lambda: float(counters.requests),
            "refused": lambda: float(counters.refused),
            "rate_limited": lambda: float(counters.rate_limited),
            "prompt_tokens": lambda: float(max(counters.prompt_tokens, default=0)),
            "prompt_growth": lambda: float(counters.prompt_growth),
            "in_flight": lambda: float(counters.in_flight_peak),
            "seconds": lambda: self.seconds,
            "first_output": lambda: self.first_output,
            "memory_mb": lambda: self.memory_mb,
        }[quantity]()


def execute(case: Case, code: str, server: FaultServer, limit: float) -> Run:
    """Run a program under the conditions of its case, with a key and the server's address as the only settings."""
    server.set(Faults.from_mapping(dict(case.proof.server)))
    environment = Environment(case.environment)
    with _folder() as folder:
        (folder / f"app.{case.suffix}").write_text(code, "utf-8")
        if environment.node:
            (folder / "node_modules").symlink_to(environment.folder / "node_modules")
        command = _command(case, environment)
        return _run(command, folder, _settings(server, folder, environment), limit, server)


@contextmanager
def _folder() -> Iterator[Path]:
    """An empty folder of its own; whatever the program leaves there goes with it."""
    folder = Path(tempfile.mkdtemp(prefix="proof-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _command(case: Case, environment: Environment) -> list[str]:
    program = f"app.{case.suffix}"
    options = list(case.proof.options)
    if case.proof.harness:
        return [environment.interpreter, str(HARNESSES / f"{case.proof.harness}.mjs"), "."]
    if environment.node:
        return [environment.interpreter, *options, "--import", "tsx", program]
    return [environment.interpreter, "-u", *options, program]


def _settings(server: FaultServer, folder: Path, environment: Environment) -> Mapping[str, str]:
    """The environment variables: what a user sets, and nothing of this machine but where programs are."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {
        **kept,
        "OPENAI_API_KEY": "sk-proof",
        "OPENAI_BASE_URL": f"{server.url}/v1",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PROOF_NODE_MODULES": str(environment.folder / "node_modules"),
    }


def _run(command: list[str], folder: Path, settings: Mapping[str, str], limit: float, server: FaultServer) -> Run:
    started = time.monotonic()
    child = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    collected = _Collected(child, started)
    status, memory = _wait(child.pid, started + limit)
    counters = server.counters()
    seconds = time.monotonic() - started
    _kill_group(child.pid)
    if status is None:
        os.waitpid(child.pid, 0)
    child.returncode = status if status is not None else -signal.SIGKILL
    output = collected.all()
    first = collected.first if collected.first is not None else seconds
    return Run(status, output, seconds, first, memory, counters, str(folder))


class _Collected:
    """A program's output, and when its first bytes came; beyond a few megabytes the middle is dropped."""

    def __init__(self, child: subprocess.Popen[bytes], started: float) -> None:
        assert child.stdout is not None
        self._pipe = child.stdout
        self._started = started
        self._head = bytearray()
        self._tail = bytearray()
        self.first: float | None = None
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while piece := os.read(self._pipe.fileno(), 1 << 16):
            if self.first is None:
                self.first = time.monotonic() - self._started
            if len(self._head) < _KEPT:
                self._head += piece
            else:
                self._tail = (self._tail + piece)[-_KEPT:]

    def all(self) -> bytes:
        self._thread.join(timeout=5)
        if not self._thread.is_alive():
            self._pipe.close()
        return bytes(self._head + self._tail)


def _wait(pid: int, until: float) -> tuple[int | None, float]:
    """The exit status and the peak of resident memory in MB; no status where the time ran out."""
    peak = 0.0
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            unit = 1 if sys.platform == "darwin" else 1024
            return os.waitstatus_to_exitcode(status), peak or usage.ru_maxrss * unit / 1e6
        if time.monotonic() > until:
            return None, peak
        peak = max(peak, _resident_peak(pid))
        time.sleep(0.02)


def _resident_peak(pid: int) -> float:
    """The peak so far in MB, where the system tells it; what ``wait4`` tells on Linux begins at the parent's size."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    hit = _PEAK.search(status)
    return int(hit[1]) * 1024 / 1e6 if hit else 0.0


def _kill_group(pid: int) -> None:
    """Whatever the program started and left behind ends with it."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
