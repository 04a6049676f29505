"""From hits to changed files: proven, exact outside of what changes, never half a fix."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from diagnose.fixes import fixes_for, patch_of, plans
from diagnose.fixes.patch import hunks_of
from diagnose.model.change import REVIEW, SAFE, FileChange
from diagnose.model.code import CodePattern, Edit
from tests.fixes.mending import TIMEOUT, hits, pattern, program

HEAD = "import autogen\n"


def after(folder: Path, data: bytes, *patterns: CodePattern, name: str = "app.py") -> bytes:
    """The file with its fixes; empty where there is none."""
    (folder / name).write_bytes(data)
    made = fixes_for(hits(folder, *patterns)).changes
    return made[0].after if made else b""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (b"import autogen\r\nfetch('\xc3\xa4')\r\nx = 1", b"import autogen\r\nfetch('\xc3\xa4', timeout=30)\r\nx = 1"),
        (b"\xef\xbb\xbfimport autogen\nfetch(1)", b"\xef\xbb\xbfimport autogen\nfetch(1, timeout=30)"),
        (
            b"# coding: cp1252\nimport autogen\nfetch('\x80')\n",
            b"# coding: cp1252\nimport autogen\nfetch('\x80', timeout=30)\n",
        ),
        (
            b"import autogen\r\nx = 1\nfetch(\r\n\t1,\n)\n\n\n",
            b"import autogen\r\nx = 1\nfetch(\r\n\t1,\n\ttimeout=30,\n)\n\n\n",
        ),
        (b"import autogen \t\nfetch(1)  \n\x0c\n", b"import autogen \t\nfetch(1, timeout=30)  \n\x0c\n"),
        (b"# coding: utf-16\nimport autogen\nfetch(1)\n", b""),
        ("import autogen\nfetch(1)\n".encode("utf-16"), b""),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_all_other_bytes_stay(before: bytes, expected: bytes, tmp_path: Path) -> None:
    """Encoding, byte order mark, line ends, blanks and the missing last line end are what they were."""
    assert after(tmp_path, before, TIMEOUT) == expected


def test_letters_that_the_encoding_lacks(tmp_path: Path) -> None:
    """What cannot be written in the file's encoding is not offered."""
    (tmp_path / "app.py").write_bytes(b"# coding: cp1252\nimport autogen\nfetch(1)\n")
    own = pattern("fetch(1)", Edit("replace", text="fetch('\u2192')"))
    fixes = fixes_for(hits(tmp_path, own))

    assert fixes.changes == ()
    assert [one.why for one in fixes.left] == ["it cannot be written in the file's encoding (cp1252)"]


def test_several_fixes_in_one_file(tmp_path: Path) -> None:
    """All of them, with one import for all."""
    unbound: dict[str, object] = {
        "pattern": "gather($X)", "not": {"has": {"pattern": "bound($$$)", "stopBy": "end"}}
    }  # fmt: skip
    own = pattern(
        unbound, Edit("replace", "X", "bound({{ X }})"), Edit("insert-before", text="sem = asyncio.Semaphore(8)"),
        name="gather", imports=("import asyncio",), label="review",
    )  # fmt: skip
    (tmp_path / "app.py").write_text(program("gather(a)\nfetch(1)\ngather(b)\n"), encoding="utf-8")
    (change,) = fixes_for(hits(tmp_path, own, TIMEOUT)).changes

    assert change.after.decode() == (
        "import asyncio\n\nimport autogen\n\nsem = asyncio.Semaphore(8)\ngather(bound(a))\nfetch(1, timeout=30)\n"
        "sem = asyncio.Semaphore(8)\ngather(bound(b))\n"
    )
    assert (change.label, change.patterns, change.path) == ("review", ("gather", "no-timeout"), "app.py")


def test_the_first_of_two_that_overlap(tmp_path: Path) -> None:
    """The other is left for the next run, and said."""
    first = pattern("fetch(1)", Edit("replace", text="go(1)"), name="first")
    (tmp_path / "app.py").write_text(program("fetch(1)\nfetch(2)\n"), encoding="utf-8")
    fixes = fixes_for(hits(tmp_path, first, TIMEOUT))

    assert [change.after for change in fixes.changes] == [program("go(1)\nfetch(2, timeout=30)\n").encode()]
    assert [(one.line, one.pattern, one.why) for one in fixes.left] == [
        (3, "no-timeout", "another fix changes the same place: apply that, then run it again")
    ]


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (pattern("fetch(1)", Edit("replace", text="fetch(1")), "the program would not parse any more"),
        (pattern("fetch($$$)", Edit("add-argument", text="t=1")), "it would still be found"),
        (pattern("fetch(1)", Edit("add-argument", text="1")), "what the fix would add is there already"),
        (pattern("fetch(1)", Edit("replace", text="g({{ NO }})")), "it needs NO, for which nothing was found"),
        (pattern("fetch(1)", label="manual"), "it is changed by hand"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_hold_is_not_offered(own: CodePattern, why: str, tmp_path: Path) -> None:
    """A fix after which the file would not parse, or the hit would still be there, is none; it is said why."""
    (tmp_path / "app.py").write_text(program("fetch(1)\n"), encoding="utf-8")
    fixes = fixes_for(hits(tmp_path, own))

    assert fixes.changes == ()
    assert [(one.why, one.say) for one in fixes.left] == [(why, "Give it a timeout.")]


def test_a_file_that_does_not_parse_is_left_alone(tmp_path: Path) -> None:
    """Nobody can tell then what a change would do."""
    (tmp_path / "app.py").write_text(program("fetch(1)\nprint 'two'\n"), encoding="utf-8")

    assert [one.why for one in fixes_for(hits(tmp_path, TIMEOUT)).left] == ["the file does not parse as it is"]


def test_labels(tmp_path: Path) -> None:
    """Only fixes of the labels that are asked for; a caution makes a safe one a fix for review."""
    (tmp_path / "app.py").write_text(program("fetch(1)\nfetch(**options)\n"), encoding="utf-8")
    found = hits(tmp_path, TIMEOUT)
    (safe,) = plans(found, labels=(SAFE,))
    (both,) = plans(found, labels=(SAFE, REVIEW))

    assert [fix.label for fix in both.fixes] == ["safe", "review"]
    assert both.fixes[1].say == "Give it a timeout.; **options may set it already"
    assert [fix.label for fix in safe.fixes] == ["safe"]
    assert [one.why for one in safe.left] == ["its fix is for review"]


def test_each_choice_is_a_change(tmp_path: Path) -> None:
    """Any of a file's fixes can be made without the others."""
    (tmp_path / "app.py").write_text(program("fetch(1)\nfetch(2)\n"), encoding="utf-8")
    (plan,) = plans(hits(tmp_path, TIMEOUT))
    second = plan.change(plan.fixes[1:])

    assert second is not None
    assert second.after == program("fetch(1)\nfetch(2, timeout=30)\n").encode()
    assert plan.change([]) is None


def notebook(sources: Sequence[object], **style: object) -> str:
    """A notebook of code cells."""
    cells = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": one} for one in sources
    ]
    return json.dumps({"nbformat": 4, "metadata": {"b": "é", "a": 1}, "cells": cells}, **style)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "style",
    [{"indent": 1, "ensure_ascii": False}, {"indent": "\t"}, {}, {"separators": (",", ":")}, {"indent": 1}],
    ids=repr,
)
def test_cells_of_a_notebook(style: dict[str, object], tmp_path: Path) -> None:
    """The lines of the cell change, and no other byte: indentation, order of keys, escapes, magics, the missing end."""
    before = [["import autogen\n", "%pip install x\n", "fetch('ü',\n", "      1)"], "import autogen\nfetch(2)\n"]
    new = [
        ["import autogen\n", "%pip install x\n", "fetch('ü',\n", "      1, timeout=30)"],
        "import autogen\nfetch(2, timeout=30)\n",
    ]

    made = after(tmp_path, notebook(before, **style).encode(), TIMEOUT, name="n.ipynb")

    assert made.decode() == notebook(new, **style)


def test_git_takes_every_patch(tmp_path: Path) -> None:
    """One patch for files with odd names, line ends and encodings; applied it gives what was promised, reversed it
    takes it back, from a folder below too."""
    repository = tmp_path / "repo"
    files = {
        "plain.py": "import autogen\nfetch(1)\n",
        "a folder/with blanks.py": "import autogen\nfetch(1)",
        "ä/漢字.py": "import autogen\r\n\r\nfetch(1)\r\n",
        'quo"te\\.py': "import autogen\r\nx = 1\nfetch(1)\r\ny = 2",
        "far.py": "import autogen\nfetch(0)\n" + "x = 1\n" * 20 + "fetch(1)" + "\n# \x1b[31m\x0c\n" * 9 + "fetch(2)",
        "-dash.py": "import autogen\nfetch(1)\r\r\n\n",
        "note book.ipynb": notebook([["import autogen\n", "fetch(1)"]], indent=1),
    }
    for name, text in files.items():
        path = repository / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    changes = fixes_for(hits(repository / "project", TIMEOUT)).changes
    (repository / "project" / (odd := "tab\tand\nline\x07.py")).write_bytes(b"old")
    files[odd] = "old"
    changes = (*changes, FileChange(odd, b"old", b"new\n", hunks_of(b"old", b"new\n"), "safe"))
    (tmp_path / "x.patch").write_bytes(patch_of(changes, below="project"))

    def git(*arguments: str, cwd: Path = repository) -> None:
        done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    git("init", "-q")
    git("apply", "--check", str(tmp_path / "x.patch"))
    git("apply", str(tmp_path / "x.patch"), cwd=repository / "project")
    now = {change.path: (repository / "project" / change.path).read_bytes() for change in changes}
    git("apply", "-R", str(tmp_path / "x.patch"))

    assert {change.path for change in changes} == set(files)
    assert now == {change.path: change.after for change in changes}
    assert {name: (repository / "project" / name).read_bytes().decode() for name in files} == files
