"""Frames of a trace as places in a project."""

from __future__ import annotations

import os

import pytest

from diagnose.model.events import Frame, Origin
from diagnose.sources import Place, Project, State
from diagnose.sources.printed import read_printed
from tests.sources.conftest import Write, frame

BATCH = "import asyncio\n\nasync def main() -> None:\n    await run(\n        tasks,\n    )\n\nasyncio.run(main())\n"
TREE = {
    "agents/batch.py": BATCH,
    "old/batch.py": "x = 1\nawait run(\n",
    "app.py": "from agents import batch\nbatch.main()\n",
    "src/x.ts": "import y\n\nexport async function go() {\n  await fetchAll(items)\n}\n",
    "src/pkg/deep/core.py": "def run():\n    return 1\n",
    "a/util.py": "def one():\n    return 1\n",
    "b/util.py": "def two():\n    return 2\n",
    "c/util.py": "def two():\n    return 2\n",
    "node_modules/p/index.js": "x()\n",
    "lib/site-packages/p/core2.py": "x()\n",
    "build/made.py": "x()\n",
    ".gitignore": "ignored.py\n",
    "ignored.py": "x = 1\n",
    "demo.ipynb": "{}",
}


@pytest.fixture
def project(write: Write) -> Project:
    return write(TREE)


def short(place: Place | None) -> tuple[str, int, str] | None:
    return None if place is None else (place.source.path, place.line, place.state.value)


RUN = "await run("


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # how the path may be printed
        (frame("{root}/agents/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("{root}/./agents/../agents/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("agents/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("./agents/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("../agents/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("/srv/app/agents/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame(r"C:\Users\me\app\agents\batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame(r"C:\APP\Agents\Batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame(r"\\server\share\agents\batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame(r"agents\batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("/srv/app/Agents/Batch.py", 4, RUN), None),
        (frame("file:///srv/app/src/x.ts", 4), ("src/x.ts", 4, "unknown")),
        (frame("file:///C:/app/src/x.ts", 4), ("src/x.ts", 4, "unknown")),
        (frame("file:///srv/a%20b/src/x.ts", 4), ("src/x.ts", 4, "unknown")),
        (frame("webpack:///./src/x.ts", 4), ("src/x.ts", 4, "unknown")),
        (frame("webpack-internal:///(rsc)/./src/x.ts", 4), ("src/x.ts", 4, "unknown")),
        (frame("webpack://my-app/./src/x.ts?3f2a", 4), ("src/x.ts", 4, "unknown")),
        (frame("http://localhost:5173/src/x.ts?t=17", 4), ("src/x.ts", 4, "unknown")),
        (frame("{root}/ignored.py", 1, "x = 1"), ("ignored.py", 1, "same")),
        # what is no file of the user's
        (frame("<ipython-input-3-abc>", 1), None),
        (frame("<stdin>", 1), None),
        (frame("Cell In[3]", 5), None),
        (frame("/tmp/ipykernel_17/2036.py", 5), None),
        (frame("node:internal/app.py", 5), None),
        (frame("/srv/.venv/lib/python3.12/site-packages/agents/batch.py", 4, RUN), None),
        (frame("{root}/lib/site-packages/p/core2.py", 1, "x()"), None),
        (frame("{root}/node_modules/p/index.js", 1), None),
        (frame("{root}/build/made.py", 1, "x()"), None),
        (frame("/usr/lib/python3.12/agents/batch.py", 4, RUN, origin=Origin.STDLIB), None),
        (frame("{root}/demo.ipynb", 1), None),
        (frame("/srv/other.py", 1), None),
        # which of several
        (frame("/srv/x/batch.py", 4, RUN), ("agents/batch.py", 4, "same")),
        (frame("/srv/x/batch.py", 2, RUN), ("old/batch.py", 2, "same")),
        (frame("/srv/x/util.py", 2, "return 1", "one"), ("a/util.py", 2, "same")),
        (frame("/srv/x/util.py", 9, "return 1", "one"), ("a/util.py", 2, "moved")),
        (frame("/srv/x/util.py", 2, "return 2", "two"), None),
        (frame("/srv/x/util.py", 2), None),
        (frame("/srv/b/util.py", 2), ("b/util.py", 2, "unknown")),
        # only the name in common
        (frame("/srv/x/core.py", 2, "return 5", "run"), ("src/pkg/deep/core.py", 2, "changed")),
        (frame("/srv/x/core.py", 2, "return 5", "start"), None),
        (frame("/srv/x/core.py", 2, "return 5", "<module>"), None),
        (frame("/srv/x/core.py", 2, None, "C.run"), ("src/pkg/deep/core.py", 2, "unknown")),
        (frame("/srv/x/core.py", 2, None, "runner"), None),
        (frame("/srv/x/core.py", 2, None, "<anonymous>"), ("src/pkg/deep/core.py", 2, "unknown")),
        (frame("/srv/x/core.py", 99, None, "<anonymous>"), None),
    ],
)  # fmt: skip
def test_frames(project: Project, given: Frame, expected: tuple[str, int, str] | None) -> None:
    """As printed, by the longest common end, by the line that is printed, or not at all."""
    filename = given.filename.replace("{root}", str(project.root))
    place = project.resolve(frame(filename, given.lineno, given.line, given.name, given.origin))

    assert short(place) == expected


@pytest.mark.parametrize(
    ("lineno", "line", "expected"),
    [
        (4, "await run(", (4, State.SAME)),
        (4, "await   run( ", (4, State.SAME)),
        (2, "await run(", (4, State.MOVED)),
        (99, "await run(", (4, State.MOVED)),
        (4, "await go(", (4, State.CHANGED)),
        (99, "await go(", (9, State.CHANGED)),
        (99, None, (9, State.CHANGED)),
        (5, None, (5, State.UNKNOWN)),
        (5, "", (5, State.UNKNOWN)),
        (3, "async def main()…", (3, State.SAME)),
        (1, "async def main()...", (3, State.MOVED)),
        (3, "async...", (3, State.CHANGED)),
        (None, "await run(", (4, State.SAME)),
        (None, "await go(", None),
        (None, None, None),
        (0, None, (9, State.CHANGED)),
    ],
)
def test_how_the_line_fits(
    project: Project, lineno: int | None, line: str | None, expected: tuple[int, State] | None
) -> None:
    """At its place, at one other place, gone, or not to be told; a line that the trace has cut off may be longer."""
    place = project.resolve(frame("/srv/app/agents/batch.py", lineno, line))

    assert (place and (place.line, place.state)) == expected


def test_a_line_at_several_other_places(write: Write) -> None:
    """What stands twice elsewhere cannot be told; nor what stands out of reach."""
    far = "x = 1\n" * 3 + "y = 2\n" + "#\n" * 600 + "z = 3\n"
    project = write({"pkg/app.py": far})

    assert short(project.resolve(frame("/srv/pkg/app.py", 10, "x = 1"))) == ("pkg/app.py", 10, "changed")
    assert short(project.resolve(frame("/srv/pkg/app.py", 10, "z = 3"))) == ("pkg/app.py", 10, "changed")
    assert short(project.resolve(frame("/srv/pkg/app.py", 300, "z = 3"))) == ("pkg/app.py", 605, "moved")


def test_line_ends(write: Write) -> None:
    """Lines are counted the same whatever ends them."""
    for end in ("\n", "\r\n", "\r"):
        project = write({"pkg/app.py": f"a = 1{end}b = 2{end}c = 3{end}"})
        assert short(project.resolve(frame("/srv/pkg/app.py", 3, "c = 3"))) == ("pkg/app.py", 3, "same")


def test_the_path_as_it_is_printed_comes_first(write: Write) -> None:
    """A relative path that is one of the project is that file, unless only another one has the line."""
    project = write({"app.py": "a = 1\n", "sub/app.py": "b = 2\n"})

    assert short(project.resolve(frame("app.py", 1))) == ("app.py", 1, "unknown")
    assert short(project.resolve(frame("app.py", 1, "b = 2"))) == ("sub/app.py", 1, "same")
    assert short(project.resolve(frame(f"{project.root}/app.py", 1, "b = 2"))) == ("app.py", 1, "changed")


def test_the_name_of_the_project_counts(write: Write) -> None:
    """Where the project's folder has the same name there, a file at its top has more than its name in common."""
    project = write({"app.py": "a = 1\n", "sub/app.py": "b = 2\n"})

    assert project.root.name == "project"
    assert short(project.resolve(frame("/srv/project/app.py", 1))) == ("app.py", 1, "unknown")
    assert short(project.resolve(frame("/srv/project/app.py", 1, "c = 3", "<module>"))) == ("app.py", 1, "changed")
    assert project.resolve(frame("/srv/other/app.py", 1, "c = 3", "<module>")) is None


def test_a_project_that_lies_behind_a_link(write: Write) -> None:
    """A trace may print the project's real path or the one by which the user named it."""
    project = write(TREE)
    link = project.root.parent / "link"
    link.symlink_to(project.root)
    for root in (link, project.root):
        place = Project(link).resolve(frame(f"{root}/agents/batch.py", 4, RUN))
        assert short(place) == ("agents/batch.py", 4, "same")


def test_contents_are_read_when_they_are_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """To find a file by its name no file is read but those that have it."""
    read: list[tuple[str, ...]] = []
    real = project._files.fence.read

    def watched(parts: tuple[str, ...], most: int) -> bytes | None:
        read.append(parts)
        return real(parts, most)

    monkeypatch.setattr(project._files.fence, "read", watched)
    for _ in range(3):
        project.resolve(frame("/srv/app/agents/batch.py", 4, RUN))

    assert read == [(".gitignore",), ("agents", "batch.py")]


def test_many_files_of_one_name(write: Write) -> None:
    """Where a hundred files could be meant, none is read."""
    project = write({f"p{number}/__init__.py": "x = 1\n" for number in range(100)})

    assert project.resolve(frame("/srv/q/__init__.py", 1, "x = 1")) is None
    assert short(project.resolve(frame("/srv/p7/__init__.py", 1, "x = 1"))) == ("p7/__init__.py", 1, "same")


def test_printed_names() -> None:
    """What cannot be a path is none; parts are those of the system that printed them."""
    for name in ("a\0b", "a\nb", "", "/", "x" * 5000, "data:text/javascript,x", "a/" * 300 + "b"):
        assert read_printed(name) is None
    found = read_printed("/a/b\\c.py")
    assert found is not None
    assert found.parts == ("a", "b\\c.py") if os.sep == "/" else found.parts
