"""The layers, and who may touch the world outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "diagnose"

_OPENS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "iterdir",
    "glob",
    "rglob",
    "is_file",
    "is_dir",
}
_MAY_TOUCH_FILES = {
    "authoring/labels.py",
    "authoring/writing.py",
    "checks/cgroup.py",
    "checks/interpreter.py",
    "checks/lockfile.py",
    "checks/machine.py",
    "checks/packages.py",
    "lint/settings.py",
    "live/program/counts.py",
    "live/program/family.py",
    "live/program/guardian.py",
    "live/program/refusal.py",
    "live/program/sink.py",
    "live/program/streams.py",
    "live/program/tape.py",
    "streams.py",
    "knowledge.py",
    "fixes/writing.py",
    "live/follow/tail.py",
    "playbook/cache.py",
    "playbook/recorded.py",
    "playbook/installed.py",
    "playbook/locate.py",
    "playbook/packs.py",
    "playbook/validation.py",
    "playbook/verified.py",
    "nearby.py",
    "sources/fence.py",
    "sources/project.py",
    "sources/root.py",
    "triage/baseline.py",
    "triage/find.py",
    "walkthrough/console/store.py",
    "walkthrough/console/terminal.py",
}
_NEVER = (
    "socket.", "urllib.request.", "http.", "requests.", "httpx.", "asyncio.", "subprocess.", "pickle.", "marshal.",
    "shelve.", "ctypes.",
)  # fmt: skip
_MAY_ASK = {
    ("checks/exchange.py", "http.client."),
    ("checks/exchange.py", "socket."),
    ("checks/programs.py", "subprocess."),
    ("checks/machine.py", "ctypes."),
    ("live/program/piped.py", "subprocess."),
}
"""One asks servers, by literal loopback addresses; one asks programs; one asks Windows how much memory there is; one
starts, on Windows, the program that the user named."""
_STARTS = {"fork", "forkpty", "popen", "posix_spawn", "posix_spawnp", "startfile", "system"}
_MAY_START = {"live/program/listener.py", "live/program/posix.py", "live/program/starting.py"}
"""``run`` makes three processes of its own and one that becomes the program."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_imports_point_one_way() -> None:
    """The contracts in pyproject.toml hold: the layers, independent parts, no cycles."""
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(tool), "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_edges_touch_files() -> None:
    """input, packs of playbooks and their index, the checks, the user's project, triage's folders and baseline, files
    that are followed, saved sessions and the commands touch files, nothing else."""
    touching = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in _OPENS and not name.startswith("cli/")
    }

    assert touching <= _MAY_TOUCH_FILES


def test_nothing_leaves_the_machine() -> None:
    """No module of ours imports what could reach a network, start a program or load code from data, but those four."""
    found = {(name, used) for name, tree in modules() for used in _imported(tree) if used.startswith(_NEVER)}

    assert found == _MAY_ASK


def test_only_run_makes_processes() -> None:
    """No other module forks or becomes another program, by whatever of os."""
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("os.")
        and (_called(node) in _STARTS or _called(node).startswith(("exec", "spawn")))
    }

    assert found == _MAY_START


def test_no_text_is_executed() -> None:
    """No eval and no exec: a log is data, and so is a playbook. Code may be parsed, to tell whether it is code."""
    calls = [
        (name, ast.unparse(node))
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec", "compile")
    ]

    assert [call for call in calls if "PyCF_ONLY_AST" not in call[1]] == []


def test_logs_are_never_markup() -> None:
    """Only a page's rows, the golden tests and the progress bar know Rich; the bar shows no text but its own, so that
    no other place can let markup through."""
    found = {name for name, tree in modules() for used in _imported(tree) if used.startswith("rich.")}

    assert found == {"cli/progress.py", "render/rows.py"}


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _imported(tree: ast.AST) -> Iterator[str]:
    """The dotted names of the modules that are imported anywhere in a module, each ended with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"{alias.name}." for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield f"{node.module}."
