"""The cells of notebooks."""

from __future__ import annotations

import ast
import json

import pytest

from diagnose.errors import DoctorError
from diagnose.sources import Source, rewritten, sources_of
from diagnose.sources.magics import harmless


def notebook(*cells: list[str] | str, language: str = "python", indent: int | None = 1) -> bytes:
    """The file that nbformat writes for code cells with these sources."""
    held: list[dict[str, object]] = [
        {"cell_type": "code", "execution_count": 7, "metadata": {}, "outputs": [{"text": ["source"]}], "source": source}
        for source in cells
    ]
    held.insert(1, {"cell_type": "markdown", "metadata": {"source": "no"}, "source": ["# Title\n", "[x]: y"]})
    whole: dict[str, object] = {
        "cells": held,
        "metadata": {"language_info": {"name": language}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(whole, indent=indent, ensure_ascii=False) + "\n").encode()


def cells(data: bytes) -> tuple[Source, ...]:
    return sources_of("work/demo.ipynb", data)


def test_cells_are_sources() -> None:
    """Each code cell is one source that knows its place, and on which line of the file each of its lines stands."""
    data = notebook(["import os\n", "print('é')"], "a = 1\nb = 2\n")
    first, second = cells(data)

    assert (first.path, first.text, first.language) == ("work/demo.ipynb", "import os\nprint('é')", "python")
    assert first.cell is not None
    assert second.cell is not None
    assert [first.cell.index, second.cell.number, first.cell.count] == [0, 3, 7]
    rows = data.decode().splitlines()
    assert [rows[first.line_in_file(line) - 1].strip() for line in (1, 2)] == ['"import os\\n",', "\"print('é')\""]
    assert second.text == "a = 1\nb = 2\n"
    assert {second.line_in_file(line) for line in (1, 2, 3, 99)} == {rows.index('   "source": "a = 1\\nb = 2\\n"') + 1}


@pytest.mark.parametrize("indent", [1, 4, None])
def test_a_cell_is_changed_and_nothing_else(indent: int | None) -> None:
    """New text for one or several cells changes their strings only, and each line is a string where it was."""
    data = notebook(["import os\n", "a = 1"], ["b = 2"], "c = 3\n", indent=indent)
    found = cells(data)

    assert rewritten([(found[0], found[0].text)]) == data
    changed = rewritten([(found[2], "c = 4\n"), (found[0], "import os\na = 2\nd = 'é'")])
    assert changed == notebook(["import os\n", "a = 2\n", "d = 'é'"], ["b = 2"], "c = 4\n", indent=indent)
    assert rewritten([(found[1], "b = 2\ne = 5")]) == notebook(
        ["import os\n", "a = 1"], ["b = 2\n", "e = 5"], "c = 3\n", indent=indent
    )


def test_escapes_of_the_file_are_kept() -> None:
    """Where a notebook escapes what is beyond ASCII, in other lines of the cell too, it still does."""
    data = json.dumps({"cells": [{"cell_type": "code", "source": ["a = 'é'\n", "b = 1"]}], "metadata": {}}).encode()
    (source,) = cells(data)

    assert rewritten([(source, "a = 'é'\nb = 2")]) == data.replace(b"b = 1", b"b = 2")


def test_magics_come_back() -> None:
    """A cell that is changed still has its magics."""
    data = notebook(["%pip install x\n", "for a in b:\n", "    !ls\n", "    c = 1"])
    (source,) = cells(data)

    assert "%" not in source.text
    assert "!" not in source.text
    changed = rewritten([(source, source.text.replace("c = 1", "c = 2\n    d = 3"))])
    assert changed == notebook(["%pip install x\n", "for a in b:\n", "    !ls\n", "    c = 2\n", "    d = 3"])


@pytest.mark.parametrize(
    "text",
    [
        "%matplotlib inline\nimport os",
        "!pip install -q 'x' # don't\nx = 1",
        "!echo \\\n  more \\\n  most\nx = 1",
        "files = !ls -l\nx = %env HOME\ny = %who",
        "if x:\n    %time f()\nelse:\n    !ls",
        "?os\nos.path??\nlen?\nx = 1",
        "%%time\nf()",
        'pip install -U "autogen-agentchat" "autogen-ext[openai]"\nconda install x\npip = 1\npip.main()',
        "try:\n    x\nexcept E:\n    !\n",
        "x = 1\r\n%pwd\r\ny = 2\r\n",
    ],
)
def test_magics_become_python(text: str) -> None:
    """What only IPython understands becomes Python of the same length on the same lines."""
    made = harmless(text)

    assert made is not None
    ast.parse(made)
    assert [len(line) for line in made.split("\n")] == [len(line) for line in text.split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        "x = '''\n%no\n!no\n'''",
        'x = (1\n% 2)\ny = "%d" % 3\nz = x \\\n% 2',
        "x != y\nprint('what?')\nf(a, '''it's\n?no\n''')  # ' it's\n",
        "'it\\'s'\nx = \"\\\\\"\n",
        "def f():\n    '''Say \"hi\".\n    %s\n    '''\n",
    ],
)
def test_python_is_left_alone(text: str) -> None:
    """A percent sign in a string, in brackets or on a continued line is no magic."""
    ast.parse(text)

    assert harmless(text) == text


@pytest.mark.parametrize("first", ["%%bash", "%%html", "%%writefile a.py", "\n%%sql"])
def test_cells_in_other_languages(first: str) -> None:
    """A cell whose magic says that it is a shell's, HTML or a file is no source."""
    assert [source.text for source in cells(notebook([f"{first}\n", "x = 1"], "y = 2"))] == ["y = 2"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"cells": 1}',
        b'{"cells": [1, null, {"cell_type": "code"}, {"cell_type": "code", "source": []}]}',
        b'{"cells": [{"cell_type": "code", "source": "x\\u0000"}]}',
        b'{"cells": [{"cell_type": "code", "source": {"a": "b"}}]}',
        b'{"cells": [{"cell_type": "code", "source": ["a", 1, ["b"]]}]}',
        b"[" * 200_000,
        b'{"cells": ' + b"[" * 200_000,
        notebook("x <- 1", language="R"),
        b'{"metadata": {"language_info": 3}, "cells": {"source": ["x"]}}',
        b"\x80\x81",
    ],
)
def test_no_notebook(data: bytes) -> None:
    """What is no notebook, or one in another language, has no sources, however it is nested."""
    assert cells(data) == ()


def test_repeated_keys() -> None:
    """As in JSON, of two equal keys the last one counts."""
    data = b'{"cells": [{"source": ["a = 1"], "cell_type": "code", "source": ["b = 1\\n", "c"]}]}'

    assert [source.text for source in cells(data)] == ["b = 1\nc"]


def test_other_kernels() -> None:
    """A notebook of Deno's kernel is TypeScript."""
    (source,) = cells(notebook("%x\nlet a = 1", language="typescript"))

    assert (source.dialect, source.text) == ("typescript", "%x\nlet a = 1")


def test_an_encoding_that_lacks_a_character() -> None:
    """A change that the file's encoding cannot write is refused with a sentence."""
    (source,) = sources_of("a.py", b"# coding: latin-1\nx = 1\n")

    with pytest.raises(DoctorError, match=r"^a.py cannot be written in its encoding, iso8859-1: change it by hand\.$"):
        rewritten([(source, "# coding: latin-1\nx = '€'\n")])
