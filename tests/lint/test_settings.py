"""What a project asks of ``check`` in its pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.errors import DoctorError
from diagnose.lint.selection import Wish
from diagnose.lint.settings import Settings, settings_of

GOOD = """\
[project]
name = "x"

[tool.autogen-doctor.check]
select = ["unbounded-*"]
ignore = [
  "no-timeout",
]
exclude = ["generated/"]

[tool.autogen-doctor.check.per-file-ignores]
"tests/*.py" = ["growing-list"]
"""


def put(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pyproject.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_settings_are_read(tmp_path: Path) -> None:
    """All four keys, each name with the line that it stands on."""
    path = put(tmp_path, GOOD)

    assert settings_of(tmp_path) == Settings(
        tmp_path,
        (Wish("unbounded-*", f"{path}:5"),),
        (Wish("no-timeout", f"{path}:6"),),
        ("generated/",),
        (("tests/*.py", (Wish("growing-list", f"{path}:12"),)),),
    )


def test_the_nearest_upwards_within_the_project(tmp_path: Path) -> None:
    """From the folder upwards; the first one counts, whatever is in it; not above the folder with .git."""
    put(tmp_path, GOOD)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert settings_of(inner).folder == tmp_path
    put(tmp_path / "a", "[project]\n")
    assert settings_of(inner) == Settings(tmp_path / "a")
    (tmp_path / "a" / "pyproject.toml").unlink()
    (tmp_path / "a" / ".git").mkdir()
    assert settings_of(inner) == Settings(inner)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.autogen-doctor.check]\n\nselct = []\n",
         ":3: tool.autogen-doctor.check.selct: there is no such key; select, ignore, exclude, per-file-ignores are"),
        ("[tool.autogen-doctor.check]\nselect = 'a'\n", ":2: tool.autogen-doctor.check.select: must be a list"),
        ("[tool.autogen-doctor.check]\nignore = [\n 1]\n", ":2: tool.autogen-doctor.check.ignore: must be a list"),
        ("[tool.autogen-doctor]\ncheck = 3\n", ":2: tool.autogen-doctor.check: must be a table"),
        ("[tool.autogen-doctor]\ncheck.select = 3\n", ":2: tool.autogen-doctor.check.select: must be a list"),
        ("[tool.autogen-doctor.check]\nper-file-ignores = []\n",
         ":2: tool.autogen-doctor.check.per-file-ignores: must be a table of lists, by pattern of paths"),
        ("[tool.autogen-doctor.check.per-file-ignores]\na = []\n'b.py' = 'x'\n",
         ":3: tool.autogen-doctor.check.per-file-ignores: what stands for 'b.py' must be a list of texts"),
        ("[tool.autogen-doctor.check]\nselect = [\n", "not valid TOML"),
        (b"# autogen-doctor \xff\n", "cannot be read (it is not UTF-8)"),
        ("autogen-doctor = " + "[" * 5000, "not valid TOML"),
    ],
)  # fmt: skip
def test_faults_have_a_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    """An unknown key or a wrong type is one sentence with the line; so is a file that cannot be read."""
    path = put(tmp_path, text)

    with pytest.raises(DoctorError) as raised:
        settings_of(tmp_path)

    assert str(raised.value).startswith(str(path))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
