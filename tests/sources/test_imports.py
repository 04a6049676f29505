"""What of its project a file imports."""

from __future__ import annotations

import time

import pytest

from diagnose.sources import Project
from diagnose.sources.text import source_of
from tests.sources.conftest import Write

PYTHON = {
    "app.py": "", "helpers.py": "", "json.py": "",
    "agents/__init__.py": "from .runner import Runner\nfrom .tools import search as find\nfrom .other import Other\n",
    "agents/runner.py": "", "agents/tools.py": "", "agents/other.py": "", "agents/sub/__init__.py": "",
    "agents/sub/core.py": "", "src/pkg/__init__.py": "", "src/pkg/a.py": "", "src/pkg/b.py": "",
    "packages/core/src/core/__init__.py": "", "packages/core/src/core/x.py": "", "packages/core/tests/test_x.py": "",
    "scripts/run.py": "", "scripts/beside.py": "", "ns/mod.py": "", "ns/in/deep.py": "",
}  # fmt: skip


@pytest.fixture
def project(write: Write) -> Project:
    return write(PYTHON)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("app.py", "import helpers", ["helpers.py"]),
        ("app.py", "import os, helpers as h; import agents.tools", ["helpers.py", "agents/tools.py"]),
        ("app.py", "from agents.tools import x", ["agents/tools.py"]),
        ("app.py", "from agents import tools", ["agents/__init__.py", "agents/tools.py"]),
        ("app.py", "from agents import Runner", ["agents/__init__.py", "agents/runner.py"]),
        ("app.py", "from agents import (  # noqa (old)\n    Runner,  # (this)\n    Other as O,\n)\nx = (1)",
         ["agents/__init__.py", "agents/runner.py", "agents/other.py"]),
        ("app.py", "from agents \\\n  import Runner", ["agents/__init__.py", "agents/runner.py"]),
        ("app.py", "def f():\n    from agents.sub import core\n", ["agents/sub/__init__.py", "agents/sub/core.py"]),
        ("app.py", "from pkg import a", ["src/pkg/__init__.py", "src/pkg/a.py"]),
        ("app.py", "import pkg.b", ["src/pkg/b.py"]),
        ("app.py", "from ns import mod\nimport ns.in.deep", ["ns/mod.py", "ns/in/deep.py"]),
        ("app.py", "import json", ["json.py"]),
        ("scripts/run.py", "import json", []),
        ("scripts/run.py", "import beside\nimport helpers", ["scripts/beside.py", "helpers.py"]),
        ("agents/runner.py", "from . import tools", ["agents/__init__.py", "agents/tools.py"]),
        ("agents/runner.py", "from .tools import x\nfrom .sub.core import y",
         ["agents/tools.py", "agents/sub/core.py"]),
        ("agents/sub/core.py", "from .. import tools\nfrom ..other import z",
         ["agents/__init__.py", "agents/tools.py", "agents/other.py"]),
        ("agents/sub/core.py", "from agents.tools import x", ["agents/tools.py"]),
        ("app.py", "from ....x import y\nfrom .. import z", []),
        ("packages/core/tests/test_x.py", "from core.x import y", ["packages/core/src/core/x.py"]),
        ("app.py", "import app\nfrom agents import *", ["agents/__init__.py", "agents/runner.py", "agents/tools.py",
                                                        "agents/other.py"]),
        ("app.py", "import openai, autogen\nfrom a.. import b\nimport\nfrom x import\nimport ../x", []),
        ("app.py", "important = 1\nx = 'import helpers'\n# import helpers\nreimport helpers", []),
    ],
)  # fmt: skip
def test_python(project: Project, path: str, text: str, expected: list[str]) -> None:
    """Absolute and relative imports, names that are modules, names that a package hands on, src layouts."""
    source = source_of(path, text.encode())
    assert source is not None

    assert [found.path for found in project.imported(source)] == expected


SCRIPTS = {
    "src/a.ts": "", "src/b.tsx": "", "src/c.js": "", "src/d.mts": "", "src/e/index.ts": "export { x } from './x'\n",
    "src/e/x.ts": "", "src/e/y.ts": "", "src/f.ts": "", "src/f.js": "", "src/g.ts": "", "src/g/index.ts": "",
    "lib/h.cjs": "", "top.ts": "", "index.ts": "", "src/data.json": "{}", "src/i.test.ts": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("src/m.ts", "import { x } from './a'", ["src/a.ts"]),
        ("src/m.ts", "import x, {\n  y,\n  type Z,\n} from \"./b\";\nimport './c'", ["src/b.tsx", "src/c.js"]),
        ("src/m.ts", "const c = require('./c');\nconst d = await import(`./d.mjs`)", ["src/c.js", "src/d.mts"]),
        ("src/m.ts", "export * from './f.js'", ["src/f.ts"]),
        ("src/m.ts", "export { x } from './c.js'", ["src/c.js"]),
        ("src/m.ts", "import { x } from './e'", ["src/e/index.ts", "src/e/x.ts"]),
        ("src/m.ts", "import { y } from './e'", ["src/e/index.ts"]),
        ("src/m.ts", "import g from './g'\nimport h from '../lib/h.cjs'", ["src/g.ts", "lib/h.cjs"]),
        ("src/m.ts", "import t from '../top'\nimport i from '..'", ["top.ts", "index.ts"]),
        ("src/e/m.ts", "import a from '@/a'\nimport t from '~/top'", ["src/a.ts", "top.ts"]),
        ("src/m.ts", "import i from './i.test'\nimport q from './a?raw'", ["src/i.test.ts", "src/a.ts"]),
        ("src/m.ts", "import o from 'openai'\nimport d from './data.json'\nimport '../../x'\nimport './none'", []),
        ("src/a.ts", "import x from './a'", []),
    ],
)  # fmt: skip
def test_scripts(write: Write, path: str, text: str, expected: list[str]) -> None:
    """Relative imports with their suffix guessed, the one that TypeScript means by ``.js``, index files, aliases."""
    source = source_of(path, text.encode())
    assert source is not None

    assert [found.path for found in write(SCRIPTS).imported(source)] == expected


def test_cells_see_each_other(write: Write) -> None:
    """A cell has what the other cells of its notebook define, and what it imports."""
    cells = ", ".join(f'{{"cell_type": "code", "source": ["{text}"]}}' for text in ("import b", "x = 1"))
    project = write({"work/n.ipynb": f'{{"cells": [{cells}]}}', "work/b.py": "y = 1\n"})
    first, second = project.sources("work/n.ipynb")

    assert [found.text for found in project.imported(first)] == ["x = 1", "y = 1\n"]
    assert project.imported(second) == (first,)


@pytest.mark.parametrize(
    ("path", "unit"),
    [("a.py", "from a import ("), ("a.py", "from a import (\n"), ("a.py", "import a." * 10),
     ("a.py", "from " + " " * 50), ("a.py", ";" + "\t" * 30),
     ("a.py", "from .a import b\\\n"), ("a.ts", "import {"), ("a.ts", "from '"), ("a.ts", "require( " * 5),
     ("a.ts", "import { a, b } from './b'\n")],
)  # fmt: skip
def test_hostile_files(write: Write, path: str, unit: str) -> None:
    """A file of 1 MiB that is all beginnings of imports takes a moment."""
    source = source_of(path, (unit * (1 << 20))[: 1 << 20].encode())
    assert source is not None
    start = time.perf_counter()
    write({"b.ts": ""}).imported(source)

    assert time.perf_counter() - start < 5
