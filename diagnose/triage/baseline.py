"""The faults of an earlier triage, read from its JSON."""

from __future__ import annotations

import json
from pathlib import Path

from diagnose.errors import DoctorError
from diagnose.model.dataclass import dataclass
from diagnose.model.triage import FINGERPRINT_VERSION, FaultRow

_MOST_BYTES = 256 << 20
_HOW = "write one with 'autogen-doctor triage --format json PATH > FILE'"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Fingerprints with their classes, None where the fault was not recognised."""

    faults: frozenset[tuple[str, str | None]]
    fingerprints: frozenset[str]

    def knows(self, row: FaultRow) -> bool:
        """Whether the fault was there: with this class, or not recognised in one of the two."""
        if (row.fingerprint, row.playbook) in self.faults or (row.fingerprint, None) in self.faults:
            return True
        return row.playbook is None and row.fingerprint in self.fingerprints


def read_baseline(path: Path) -> Baseline:
    """The faults in the JSON of an earlier triage. Raises DoctorError for anything else."""
    document = _loaded(path)
    faults = document.get("faults") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(faults, list) or "fingerprint_version" not in document:
        raise DoctorError(f"{path} is not the JSON of a triage: {_HOW}")
    if document["fingerprint_version"] != FINGERPRINT_VERSION:
        raise DoctorError(f"{path} comes from a version with other fingerprints: write it anew with this one")
    known: set[tuple[str, str | None]] = set()
    for fault in faults:
        name, found = (fault.get("fingerprint"), fault.get("class")) if isinstance(fault, dict) else (None, None)
        if not isinstance(name, str) or not (found is None or isinstance(found, str)):
            raise DoctorError(f"{path} is not the JSON of a triage, one of its faults is damaged: {_HOW}")
        known.add((name, found))
    return Baseline(frozenset(known), frozenset(name for name, _ in known))


def _loaded(path: Path) -> object:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise DoctorError(f"the baseline {path} does not exist: {_HOW}") from None
    except OSError as error:
        raise DoctorError(f"the baseline {path} could not be read ({error.strerror}): check the path") from None
    if not raw.strip():
        raise DoctorError(f"the baseline {path} is empty: {_HOW}")
    try:
        if len(raw) > _MOST_BYTES:
            raise ValueError
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        raise DoctorError(f"{path} is not the JSON of a triage: {_HOW}") from None
    return found
