"""The check ``gpu``: what NVIDIA's GPUs have in use, and by which programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath

from diagnose.checks.programs import Ran, find, run
from diagnose.checks.surroundings import Surroundings
from diagnose.model.checkup import Checked, State
from diagnose.quantities import percent, size

_SECONDS = 8
_FULL = 0.9
_MOST = 16
_LONGEST = 200
_GPUS = ("--query-gpu=index,name,memory.total,memory.used", "--format=csv,noheader,nounits")
_PROCESSES = ("--query-compute-apps=pid,process_name,used_memory", "--format=csv,noheader,nounits")


@dataclass(frozen=True, slots=True)
class Gpu:
    """A GPU; its memory in bytes, None where the driver does not tell."""

    index: str
    name: str
    total: int | None
    used: int | None

    @property
    def share(self) -> float:
        """Memory in use, divided by the total; 0 where it is not told."""
        return self.used / self.total if self.used and self.total else 0.0


def check(surroundings: Surroundings) -> tuple[Checked, ...]:
    """Each GPU that nvidia-smi lists, and the names of the programs that hold memory there."""
    program = find("nvidia-smi", surroundings)
    if program is None:
        return (_unknown("There is no nvidia-smi on PATH."),)
    listed = run([program, *_GPUS], surroundings.environment, _SECONDS)
    gpus = tuple(_gpus(listed.out))
    if listed.failure or not gpus:
        return (_failed(listed),)
    running = run([program, *_PROCESSES], surroundings.environment, _SECONDS)
    return (_judged(gpus, None if running.failure else tuple(_programs(running.out))),)


def _unknown(reason: str, findings: tuple[tuple[str, int], ...] = ()) -> Checked:
    return Checked("gpu", "GPU", State.NOT_CHECKED, reason, findings=findings)


def _failed(ran: Ran) -> Checked:
    """Driver and library of different versions are a problem; of any other failure nothing is known."""
    first = next((line.strip()[:_LONGEST] for line in ran.out.splitlines() if line.strip()), "")
    if "Driver/library version mismatch" in ran.out:
        advice = "The driver was renewed while the old one was loaded: restart the machine."
        return Checked("gpu", "GPU", State.PROBLEM, f"nvidia-smi: {first}", advice)
    if "No devices were found" in ran.out:
        return _unknown("nvidia-smi lists no GPU.", (("gpus", 0),))
    if ran.failure:
        return _unknown(f"nvidia-smi {ran.failure}: {first}" if first else f"nvidia-smi {ran.failure}.")
    return _unknown("nvidia-smi lists no GPU that can be read.")


def _judged(gpus: tuple[Gpu, ...], programs: tuple[str, ...] | None) -> Checked:
    fullest = max(gpus, key=lambda gpu: gpu.share)
    details = tuple((f"GPU {gpu.index}", _described(gpu)) for gpu in gpus[:_MOST])
    findings: list[tuple[str, int | float]] = [("gpus", len(gpus))]
    if fullest.used is not None and fullest.total:
        findings.append(("gpu_used_share", round(fullest.share, 4)))
    if programs is not None:
        findings.append(("gpu_processes", len(programs)))
        details += (("programs", ", ".join(programs[:_MOST])),) if programs else ()
    found = tuple(findings)
    if fullest.share > _FULL:
        held = f", held by {', '.join(programs[:4])}" if programs else ""
        summary = f"GPU {fullest.index} has {percent(fullest.share)} of its memory in use{held}."
        advice = "End what you do not need there; a model that is loaded now may not fit into the rest."
        return Checked("gpu", "GPU", State.WARNING, summary, advice, details, found)
    number = "One GPU" if len(gpus) == 1 else f"{len(gpus)} GPUs"
    left = "with memory to spare" if fullest.share else "that can be used"
    return Checked("gpu", "GPU", State.PASS, f"{number} {left}.", "", details, found)


def _described(gpu: Gpu) -> str:
    if gpu.total is None:
        return f"{gpu.name}, its memory is not told"
    used = "" if gpu.used is None else f"{size(gpu.used)} of "
    return f"{gpu.name}, {used}{size(gpu.total)}{' in use' if used else ''}"


def _gpus(text: str) -> Iterator[Gpu]:
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) >= 4 and cells[0].isdecimal() and len(cells[0]) < 4:
            name = ", ".join(cells[1:-2])[:_LONGEST]
            yield Gpu(cells[0], name, _mebibytes(cells[-2]), _mebibytes(cells[-1]))


def _programs(text: str) -> Iterator[str]:
    """``python (1.2 GiB)``: the program's name alone, since its path may name a person."""
    for line in text.splitlines():
        hit = re.fullmatch(r"\s*\d{1,10}, (.{1,4096}), ([^,]{1,40})", line)
        if hit:
            used = _mebibytes(hit[2].strip())
            name = PureWindowsPath(hit[1].strip()).name[:60] or "?"
            yield f"{name} ({size(used)})" if used is not None else name


def _mebibytes(cell: str) -> int | None:
    return int(cell) << 20 if cell.isdecimal() and len(cell) < 10 else None
