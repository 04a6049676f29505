"""Names in a hit are followed to what they are defined as."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnose.model.code import Follow
from diagnose.patterns import scan
from diagnose.sources import Project
from tests.patterns.samples import source
from tests.patterns.test_scan import pattern

_BOUNDED = json.dumps(
    {"rule": {"kind": "function_definition", "has": {"pattern": "async with $S: $$$B", "stopBy": "end"}}}
)
_READ = json.dumps({"rule": {"pattern": "$P.read_text()"}})
_NONE = pattern({"rule": {"pattern": "gather($F)"}}, follow=(Follow("F", none=_BOUNDED),))
_SOME = pattern({"rule": {"pattern": "gather($F)"}}, follow=(Follow("F", some=_READ),))
_HELD = "async def run():\n    async with sem:\n        pass\n"
_FREE = "async def run():\n    pass\n"


@pytest.mark.parametrize(
    ("text", "none", "some"),
    [
        (f"{_FREE}gather(run)", True, False),
        (f"{_HELD}gather(run)", False, False),
        (f"class A:\n    {_HELD.replace(chr(10), chr(10) + '    ')}\ngather(self.run)", False, False),
        ("gather(unknown)", True, False),
        ("text = Path('x').read_text()\ngather(text)", True, True),
        ("self.text: str = Path('x').read_text()\ngather(self.text)", True, True),
        ("text = strip(Path('x').read_text())\ngather(text)", True, False),
        ("def f(text=p.read_text()):\n    gather(text)", True, False),
        ("gather(f(x))", True, False),
    ],
)
def test_definitions_in_the_file(text: str, none: bool, some: bool) -> None:
    """``none`` fires only where a definition matches, ``some`` needs one; what is not found is unknown."""
    file = source(f"import autogen\n{text}\n")
    assert (bool(scan(file, {"c": (_NONE,)})), bool(scan(file, {"c": (_SOME,)}))) == (none, some)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("from lib.helpers import run", "run"),
        ("from lib.helpers import run as go", "go"),
        ("from lib import helpers", "helpers.run"),
        ("import lib.helpers as h", "h.run"),
    ],
)
def test_definitions_in_the_project(tmp_path: Path, statement: str, name: str) -> None:
    """A helper in another file of the project is found under the name that the import gives it, else it is unknown."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "__init__.py").write_text("")
    (tmp_path / "lib" / "helpers.py").write_text(_HELD)
    (tmp_path / "main.py").write_text(f"import autogen\n{statement}\ngather({name})\n")
    project = Project(tmp_path)
    file = project.source("main.py")
    assert file is not None
    assert not scan(file, {"c": (_NONE,)}, project)
    assert scan(file, {"c": (_NONE,)})


def test_definitions_in_typescript() -> None:
    """Functions, arrows in variables and methods are definitions there."""
    rule = json.dumps({"rule": {"has": {"pattern": "limit($$$)", "stopBy": "end"}, "regex": "."}})
    followed = pattern({"rule": {"pattern": "all($F)"}}, "typescript", follow=(Follow("F", none=rule),))
    for code in (
        "function run() { return limit(x); }\nall(run);",
        "const run = async () => limit(x);\nall(run);",
        "class A { async run() { await limit(x); } go() { all(this.run); } }",
    ):
        text = f'import OpenAI from "openai";\n{code}\n'
        assert not scan(source(text, "typescript"), {"c": (followed,)})
        assert scan(source(text.replace("limit(x)", "x"), "typescript"), {"c": (followed,)})
