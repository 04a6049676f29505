"""Which folder is a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.sources import find_project


@pytest.mark.parametrize(
    ("mark", "expected"),
    [("pyproject.toml", "work"), ("setup.cfg", "work"), ("requirements-dev.txt", "work"), ("package.json", "work"),
     (".git/HEAD", "work"), ("README.md", "work/agents")],
)  # fmt: skip
def test_the_nearest_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, expected: str) -> None:
    """The nearest folder above with a mark of a project, else the folder itself; a file's is that of its folder."""
    _home(monkeypatch, tmp_path)
    (tmp_path / "work" / "agents").mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "work" / mark).parent.mkdir(exist_ok=True)
    (tmp_path / "work" / mark).touch()
    (tmp_path / "work" / "agents" / "a.py").touch()

    for start in ("work/agents", "work/agents/a.py"):
        found = find_project(tmp_path / start)
        assert found is not None
        assert found.root == tmp_path.resolve() / expected


def test_all_that_a_user_has_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home folder, what holds it and the root are no projects, marked or not."""
    _home(monkeypatch, tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").touch()

    assert [
        find_project(path) for path in (tmp_path, tmp_path.parent, Path(tmp_path.anchor), tmp_path / "none.py")
    ] == [None] * 4


def _home(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setenv("HOME", str(path))
    monkeypatch.setenv("USERPROFILE", str(path))
