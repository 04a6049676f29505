"""The shipped playbooks load without a fault, and pass their own checks."""

from __future__ import annotations

from pathlib import PurePosixPath

from diagnose.model.playbook import Cause, Playbook
from diagnose.playbook import load, shipped_folder
from diagnose.playbook.lint import lint

LOADED = load()
OWNERS: tuple[Playbook | Cause, ...] = (*LOADED.playbooks.playbooks, *LOADED.playbooks.causes)


def test_no_faults() -> None:
    """Every file is sound, and nothing is remarked."""
    assert [str(fault) for fault in (*LOADED.faults, *LOADED.remarks)] == []


def test_lint_is_silent() -> None:
    """The set as a whole is as good as we ask of others' playbooks."""
    assert [str(fault) for fault in lint(LOADED.playbooks)] == []


def test_ids_are_file_names() -> None:
    """A class or cause is found by the name of its file."""
    for owner in OWNERS:
        assert PurePosixPath(owner.path).stem == owner.id


def test_every_file_is_loaded() -> None:
    """No file in the folder is silently left out."""
    folder = shipped_folder()
    assert sorted(path.stem for path in (folder / "classes").iterdir()) == sorted(
        playbook.id for playbook in LOADED.playbooks.playbooks
    )
    assert sorted(path.stem for path in (folder / "causes").iterdir()) == sorted(
        cause.id for cause in LOADED.playbooks.causes
    )


def test_titles_are_unique() -> None:
    """A reader can tell classes and causes by their titles."""
    titles = [owner.title for owner in OWNERS]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_signatures_have_names_of_their_own() -> None:
    """A signature can be named in a report and in a discussion."""
    for playbook in LOADED.playbooks.playbooks:
        names = [signature.name for signature in playbook.signatures]
        assert len(set(names)) == len(names), playbook.id
