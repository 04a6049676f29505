"""``verified.json`` of a folder of playbooks: which fix was run with which versions. The proof run writes it.

    {"unbounded-history": {"0f3a9c12ab34": [{"runtime": "Python 3.11", "packages": {"openai": "3.52.0"}}]}}

A cause, the digest of a fix's code, the environments with the newest first. A pack's file may come from a stranger, and
what stands in it ends up in a command to be copied: whatever is not of this form is refused as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.verified import DIGEST_LENGTH, Runs, Verification
from diagnose.playbook.texts import is_id

FILE = "verified.json"
LARGEST_RECORD = 1 << 20
MOST_ENVIRONMENTS = 200
MOST_PACKAGES = 40
LONGEST_ID = 100

_DIGEST = regex(rf"[0-9a-f]{{{DIGEST_LENGTH}}}")
_RUNTIME = regex(r"[A-Za-z][A-Za-z.+-]{0,19} [0-9][0-9A-Za-z.+-]{0,19}")
_PACKAGE = regex(r"(?=.{1,100}\Z)(?:@[a-z0-9][a-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[A-Za-z0-9,._-]+\])?")
_VERSION = regex(r"[0-9][0-9A-Za-z.+_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Record:
    """What a file says, by cause; nothing where there is no file, or none that can be read. ``wrong`` says why."""

    causes: Mapping[str, Runs] = field(default_factory=dict)
    wrong: str = ""


class _Refused(Exception):
    """Something in the file is not as it must be: where, and what would be right."""


def read_verified(folder: Path) -> Record:
    """The record that lies in a folder of playbooks. Never raises, whatever the file holds."""
    path = folder / FILE
    try:
        if not path.is_file():
            return Record()
        with path.open("rb") as file:
            content = file.read(LARGEST_RECORD + 1)
        if len(content) > LARGEST_RECORD:
            raise _Refused(f"is larger than {LARGEST_RECORD >> 20} MiB")
        return Record(_causes(json.loads(content.decode("utf-8"), object_pairs_hook=_object)))
    except _Refused as refused:
        return Record(wrong=f"{path}: {refused}")
    except (ValueError, RecursionError):
        return Record(wrong=f"{path}: is not JSON in UTF-8")
    except OSError as error:
        return Record(wrong=f"{path}: cannot be read: {error.strerror or error}")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("has a key twice in one object")
    return found


def _causes(value: object) -> dict[str, Runs]:
    found: dict[str, Runs] = {}
    for cause, runs in _table(value, "the record").items():
        if len(cause) > LONGEST_ID or not is_id(cause):
            raise _Refused(f"{cause[:LONGEST_ID]!r} must be the id of a cause")
        found[cause] = {digest: _entries(entries, f"{cause}.{digest}") for digest, entries in _digests(runs, cause)}
    return found


def _digests(value: object, place: str) -> list[tuple[str, object]]:
    entries = list(_table(value, place).items())
    for digest, _ in entries:
        _text(digest, _DIGEST, f"{place}: a key", f"{DIGEST_LENGTH} hexadecimal digits")
    return entries


def _entries(value: object, place: str) -> tuple[Verification, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_ENVIRONMENTS:
        raise _Refused(f"{place} must be a list of 1 to {MOST_ENVIRONMENTS} environments")
    return tuple(_verification(entry, f"{place}[{index}]") for index, entry in enumerate(value))


def _verification(value: object, place: str) -> Verification:
    entry = _table(value, place)
    if entry.keys() != {"runtime", "packages"}:
        raise _Refused(f"{place} must have the keys runtime and packages, and no other")
    packages = _table(entry["packages"], f"{place}.packages")
    if len(packages) > MOST_PACKAGES:
        raise _Refused(f"{place}.packages must be no more than {MOST_PACKAGES}")
    return Verification(
        _text(entry["runtime"], _RUNTIME, f"{place}.runtime", "a name and a version, as in 'Python 3.11'"),
        tuple(
            (
                _text(name, _PACKAGE, f"{place}.packages: a key", "the name of a package"),
                _text(version, _VERSION, f"{place}.packages: a value", "a version"),
            )
            for name, version in packages.items()
        ),
    )


def _table(value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Refused(f"{place} must be an object")
    return value


def _text(value: object, form: re.Pattern[str], place: str, right: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _Refused(f"{place} must be {right}")
    return value
