"""GPUs, as nvidia-smi tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.checks import gpu
from diagnose.model.checkup import Checked, State
from tests.checks.machine import findings, machine, needs_scripts, program, short

QUERY_GPUS = "--query-gpu=index,name,memory.total,memory.used --format=csv,noheader,nounits"
QUERY_PROGRAMS = "--query-compute-apps=pid,process_name,used_memory --format=csv,noheader,nounits"
GIB = 1 << 30

pytestmark = needs_scripts


def asked(tmp_path: Path, gpus: str, programs: str = "", status: int = 0) -> tuple[Checked, ...]:
    """What is found where nvidia-smi prints these."""
    for name, text in (("gpus", gpus), ("programs", programs)):
        (tmp_path / name).write_text(text)
    program(
        tmp_path / "bin",
        "nvidia-smi",
        f'show() {{ while IFS= read -r line || [ -n "$line" ]; do printf "%s\\n" "$line"; done; }}\n'
        f'case "$*" in\n"{QUERY_GPUS}") show < {tmp_path}/gpus; exit {status};;\n'
        f'"{QUERY_PROGRAMS}") show < {tmp_path}/programs;;\n*) exit 99;;\nesac',
    )
    return gpu.check(machine(tmp_path))


def test_whole_check(tmp_path: Path) -> None:
    """Each GPU with its memory, and the names of the programs, without the paths that may name a person."""
    checked = asked(
        tmp_path,
        "0, NVIDIA H200, 143771, 14377\n1, NVIDIA H200, 143771, 0\n",
        "4242, /home/jane/app/.venv/bin/python3, 14000\n4243, C:\\Users\\jane\\ollama app.exe, [N/A]\n",
    )

    assert checked == (
        Checked(
            check="gpu",
            title="GPU",
            state=State.PASS,
            summary="2 GPUs with memory to spare.",
            details=(
                ("GPU 0", "NVIDIA H200, 14 GiB of 140.4 GiB in use"),
                ("GPU 1", "NVIDIA H200, 0 bytes of 140.4 GiB in use"),
                ("programs", "python3 (13.7 GiB), ollama app.exe"),
            ),
            findings=(("gpus", 2), ("gpu_used_share", 0.1), ("gpu_processes", 2)),
        ),
    )


def test_full_gpu_is_a_warning(tmp_path: Path) -> None:
    """Above nine tenths, with the programs that hold it."""
    (one,) = asked(
        tmp_path, "0, NVIDIA A10G, 23028, 12\n1, NVIDIA A10G, 23028, 22900\n", "7, VLLM::EngineCore, 22000\n"
    )

    assert (one.state, one.summary) == (
        State.WARNING,
        "GPU 1 has 99.4 % of its memory in use, held by VLLM::EngineCore (21.5 GiB).",
    )


@pytest.mark.parametrize(
    ("line", "detail", "found"),
    [
        ("0, NVIDIA GB10, [N/A], [N/A]", "NVIDIA GB10, its memory is not told", {"gpus": 1, "gpu_processes": 0}),
        ("0, Tesla K80, 11441, [Not Supported]", "Tesla K80, 11.2 GiB", {"gpus": 1, "gpu_processes": 0}),
        ("0, Odd, Name, 1024, 0", "Odd, Name, 0 bytes of 1 GiB in use", None),
    ],
)
def test_memory_that_is_not_told(line: str, detail: str, found: dict[str, object] | None, tmp_path: Path) -> None:
    """It is left out, and nothing is said to be spare."""
    checked = asked(tmp_path, line)

    assert checked[0].details == (("GPU 0", detail),)
    assert checked[0].summary == "One GPU that can be used."
    assert findings(checked) == (found or {"gpus": 1, "gpu_used_share": 0.0, "gpu_processes": 0})


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        (
            "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.54\n",
            18,
            ("problem", "GPU", "nvidia-smi: Failed to initialize NVML: Driver/library version mismatch"),
        ),
        (
            "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that …\n",
            9,
            (
                "not checked",
                "GPU",
                "nvidia-smi ended with status 9: NVIDIA-SMI has failed because it couldn't communicate with the "
                "NVIDIA driver. Make sure that …",
            ),
        ),
        ("No devices were found\n", 6, ("not checked", "GPU", "nvidia-smi lists no GPU.")),
        ("", 1, ("not checked", "GPU", "nvidia-smi ended with status 1.")),
        ("", 0, ("not checked", "GPU", "nvidia-smi lists no GPU that can be read.")),
        ("a, b\n,,,,\nx, y, z, w\n", 0, ("not checked", "GPU", "nvidia-smi lists no GPU that can be read.")),
    ],
    ids=["mismatch", "no driver", "no devices", "silent", "empty", "nonsense"],
)
def test_failures(text: str, status: int, expected: tuple[str, str, str], tmp_path: Path) -> None:
    """A driver that does not fit its library is a problem; otherwise nothing is known, and why is said."""
    assert short(asked(tmp_path, text, status=status)) == [expected]


def test_no_nvidia_smi(tmp_path: Path) -> None:
    """It is not checked, and no problem."""
    assert short(gpu.check(machine(tmp_path))) == [("not checked", "GPU", "There is no nvidia-smi on PATH.")]


def test_hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up after its time."""
    monkeypatch.setattr(gpu, "_SECONDS", 0.2)
    program(tmp_path / "bin", "nvidia-smi", "exec /bin/sleep 60")

    assert short(gpu.check(machine(tmp_path))) == [("not checked", "GPU", "nvidia-smi did not answer within 0.2 s.")]


def test_strange_programs(tmp_path: Path) -> None:
    """Names with commas, lines of another form, and very long ones."""
    (one,) = asked(
        tmp_path,
        "0, NVIDIA L4, 23034, 100",
        f"1, /opt/a, b, 10\n2, [Not Found], [N/A]\nx, y\n3, {'p' * 5000}, 1\n4, /trailing/, 2\n5, {'q' * 100}, 3\n",
    )

    assert dict(one.details)["programs"] == f"a, b (10 MiB), [Not Found], trailing (2 MiB), {'q' * 60} (3 MiB)"
