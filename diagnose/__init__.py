"""autogen-doctor: reads the log of a failed agent application and says which error it is, why, and how to fix it.

    from diagnose import diagnose_text

    report = diagnose_text(open("trace.log").read())
    for diagnosis in report.diagnoses:
        print(diagnosis.playbook.id, diagnosis.decisive, [one.cause.title for one in diagnosis.candidates])

The values of a report are those of ``diagnose.model``. Nothing leaves the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnose.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnose.model.report import Report

__all__ = ["__version__", "diagnose_file", "diagnose_text"]


def diagnose_text(text: str, *, source: str = "<text>", playbooks: Sequence[Path] = ()) -> Report:
    """The report on a log or traceback that is already text.

    ``source`` is the name that spans carry; ``playbooks`` are folders of playbooks of one's own. Faulty playbook files
    are left out. The same text gives the same report; any text gives one.
    """
    from diagnose.input import lines_of_text
    from diagnose.knowledge import known
    from diagnose.pipeline import diagnose_lines

    return diagnose_lines(lines_of_text(text, source), known(playbooks).playbooks)


def diagnose_file(path: str | Path, *, playbooks: Sequence[Path] = ()) -> Report:
    """The report on a file, compressed or not, in whatever encoding.

    Raises ``diagnose.errors.DoctorError``, whose message is a sentence for the user, where it cannot be read.
    """
    from diagnose import pipeline
    from diagnose.knowledge import known

    return pipeline.diagnose_file(str(path), known(playbooks).playbooks)
