"""A checkup made by hand, with one of every state, so that no rendering depends on a machine."""

from __future__ import annotations

from diagnose.model.checkup import Checked, State

CHECKED = (
    Checked(
        check="python",
        title="Python",
        state=State.PASS,
        summary="Python 3.12.4 on Linux (x86_64).",
        details=(
            ("interpreter", "~/triage/.venv/bin/python"),
            ("chosen", "of the active virtual environment (VIRTUAL_ENV)"),
            ("keys", "set: OPENAI_API_KEY; not set: AZURE_OPENAI_API_KEY, ANTHROPIC_API_KEY"),
        ),
        findings=(("system", "Linux"), ("python_minor", 12)),
    ),
    Checked(
        check="packages",
        title="Several packages provide the module autogen",
        state=State.PROBLEM,
        summary="ag2 0.9.9, pyautogen 0.2.35 write to the same files; which of them is imported is chance.",
        advice="Take all of them out (pip uninstall ag2 pyautogen), then install only the one that your program is "
        "written for.",
        findings=(("autogen_providers", 2),),
    ),
    Checked(
        check="gpu",
        title="GPU",
        state=State.WARNING,
        summary="GPU 0 has 99.4 % of its memory in use, held by python3 (21.5 GiB).",
        advice="End what you do not need there; a model that is loaded now may not fit into the rest.",
        details=(("GPU 0", "NVIDIA A10G, 22.4 GiB of 22.5 GiB in use"), ("programs", "python3 (21.5 GiB)")),
        findings=(("gpus", 1), ("gpu_used_share", 0.9944), ("gpu_processes", 1)),
    ),
    Checked(
        check="servers",
        title="Model servers",
        state=State.NOT_CHECKED,
        summary="No model server answers on this machine.",
        details=(("asked", "127.0.0.1:8000, 127.0.0.1:11434"),),
        findings=(("servers_answering", 0),),
    ),
    Checked(
        check="servers",
        title="Hostile \x1b[31mserver\u202e",
        state=State.NOT_CHECKED,
        summary="It calls itself [bold]sk-proj-abcdefgh12345678[/bold]\nand {{ more }}.",
        advice="Advice is for warnings and problems only.",
        details=(("<b>", "http://user:hunter2secret@localhost/"), ("é", "“fünf” … ≤ 6")),
    ),
)
