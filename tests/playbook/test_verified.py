"""The record of which fix was run with which versions: read strictly, and never a reason to fail."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from diagnose.model.verified import Verification, fix_digest
from diagnose.playbook import validate
from diagnose.playbook.verified import LARGEST_RECORD, Record, read_verified

ENTRY = {"runtime": "Python 3.11", "packages": {"ag2[openai]": "0.13.0", "@scope/name": "1.0.0-beta.1+local"}}
GOOD = {"some-cause": {"0f3a9c12ab34": [ENTRY, {"runtime": "Node 22", "packages": {}}]}}


def record(tmp_path: Path, content: bytes | object) -> Record:
    """What is read from a file of this content."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (tmp_path / "verified.json").write_bytes(data)
    return read_verified(tmp_path)


def entry(**changes: object) -> dict[str, object]:
    """A record whose one entry is changed so."""
    return {"some-cause": {"0f3a9c12ab34": [{**ENTRY, **changes}]}}


def test_record_is_read(tmp_path: Path) -> None:
    """Causes, digests and environments come back in the order of the file, packages too."""
    packages = (("ag2[openai]", "0.13.0"), ("@scope/name", "1.0.0-beta.1+local"))

    assert record(tmp_path, GOOD) == Record(
        {"some-cause": {"0f3a9c12ab34": (Verification("Python 3.11", packages), Verification("Node 22"))}}
    )
    assert record(tmp_path, {}) == Record()


def test_no_record(tmp_path: Path) -> None:
    """Where there is no file there is nothing to say; a folder of that name is none."""
    assert read_verified(tmp_path) == Record()
    assert read_verified(tmp_path / "nowhere") == Record()
    (tmp_path / "verified.json").mkdir()
    assert read_verified(tmp_path) == Record()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "is not JSON in UTF-8"),
        (b"\xff\xfe{}", "is not JSON in UTF-8"),
        (b"{", "is not JSON in UTF-8"),
        (b"[" * 200_000, "is not JSON in UTF-8"),
        (b'{"a":' * 100_000, "is not JSON in UTF-8"),
        (b'{"some-cause": ' + b"1" * 5000 + b"}", ""),
        (b" " * LARGEST_RECORD + b"{}", "is larger than 1 MiB"),
        (b'{"a": {}, "a": {}}', "has a key twice in one object"),
        ([], "the record must be an object"),
        (7, "the record must be an object"),
        ({"../etc": {}}, "'../etc' must be the id of a cause"),
        ({"x" * 500: {}}, f"'{'x' * 100}' must be the id of a cause"),
        ({"a": []}, "a must be an object"),
        ({"a": {"0F3A9C12AB34": []}}, "a: a key must be 12 hexadecimal digits"),
        ({"a": {"0f3a9c12ab34\n": []}}, "a: a key must be 12 hexadecimal digits"),
        ({"a": {"0f3a9c12ab34": {}}}, "a.0f3a9c12ab34 must be a list of 1 to 200 environments"),
        ({"a": {"0f3a9c12ab34": []}}, "a.0f3a9c12ab34 must be a list of 1 to 200 environments"),
        ({"a": {"0f3a9c12ab34": [ENTRY] * 201}}, "a.0f3a9c12ab34 must be a list of 1 to 200 environments"),
        ({"a": {"0f3a9c12ab34": ["x"]}}, "a.0f3a9c12ab34[0] must be an object"),
        (
            {"a": {"0f3a9c12ab34": [{"runtime": "Python 3.11"}]}},
            "must have the keys runtime and packages, and no other",
        ),
        (entry(date="today"), "must have the keys runtime and packages, and no other"),
        (entry(runtime=None), "[0].runtime must be a name and a version, as in 'Python 3.11'"),
        (entry(runtime="\x1b[31mPython 3"), "[0].runtime must be a name and a version, as in 'Python 3.11'"),
        (entry(runtime="Python " + "3" * 5000), "[0].runtime must be a name and a version, as in 'Python 3.11'"),
        (entry(packages=[]), "[0].packages must be an object"),
        (entry(packages={str(n): "1" for n in range(41)}), "[0].packages must be no more than 40"),
        (entry(packages={"x; rm -rf ~": "1"}), "[0].packages: a key must be the name of a package"),
        (entry(packages={"--index-url": "1"}), "[0].packages: a key must be the name of a package"),
        (entry(packages={"x" * 101: "1"}), "[0].packages: a key must be the name of a package"),
        (entry(packages={"x": '1"; rm -rf ~; "'}), "[0].packages: a value must be a version"),
        (entry(packages={"x": "$(id)"}), "[0].packages: a value must be a version"),
        (entry(packages={"x": 1.0}), "[0].packages: a value must be a version"),
        (entry(packages={"x": "\ud800"}), "[0].packages: a value must be a version"),
    ],
    ids=range(33),
)
def test_what_is_not_a_record_is_left_out_whole(content: bytes | object, wrong: str, tmp_path: Path) -> None:
    """Whatever the file holds, nothing is raised, nothing of it is used, and one sentence says where it is wrong."""
    found = record(tmp_path, content)

    assert found.causes == {}
    assert found.wrong.startswith(f"{tmp_path / 'verified.json'}: ")
    assert wrong in found.wrong
    assert len(found.wrong) < len(str(tmp_path)) + 300


def test_a_record_is_no_fault_of_a_pack(tmp_path: Path) -> None:
    """``playbooks validate`` looks at playbooks; a record beside them, even a broken one, is none of them."""
    record(tmp_path, b"{")

    assert validate(tmp_path) == ()


def test_digest() -> None:
    """It is the start of the SHA-256 of the framework and both programs; one that is missing is empty; no code can
    upset it."""
    assert fix_digest("ag2", "old\n", "new\n") == hashlib.sha256(b"ag2\0old\n\0new\n").hexdigest()[:12]
    assert fix_digest("any", None, "new\n") == fix_digest("any", "", "new\n")
    assert len({fix_digest("any", "a", "b"), fix_digest("any", "b", "a"), fix_digest("ag2", "a", "b")}) == 3
    assert len(fix_digest("any", "\ud800", None)) == 12
