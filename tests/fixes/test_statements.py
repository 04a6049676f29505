"""Statements put before and after others, code replaced and taken out."""

from __future__ import annotations

import pytest

from diagnose.fixes.splice import Unfit
from diagnose.model.code import Edit
from tests.fixes.mending import edited

BEFORE = Edit("insert-before", text="sem = asyncio.Semaphore(8)")
AFTER = Edit("insert-after", text="await agent.on_reset(token)")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(1)\n", "sem = asyncio.Semaphore(8)\nf(1)\n"),
        ("f(1)", "sem = asyncio.Semaphore(8)\nf(1)"),
        ("if a:\n\tx = [f(1)]\n", "if a:\n\tsem = asyncio.Semaphore(8)\n\tx = [f(1)]\n"),
        ("if a:\r\n  f(1)\r\n", "if a:\r\n  sem = asyncio.Semaphore(8)\r\n  f(1)\r\n"),
        ("a = 1\r\nf(1)\n", "a = 1\r\nsem = asyncio.Semaphore(8)\nf(1)\n"),
        ("x = [\n    f(1),\n]\n", "sem = asyncio.Semaphore(8)\nx = [\n    f(1),\n]\n"),
        ("with a, f(1) as b:\n    pass\n", "sem = asyncio.Semaphore(8)\nwith a, f(1) as b:\n    pass\n"),
        ("@f(1)\ndef g():\n    pass\n", "sem = asyncio.Semaphore(8)\n@f(1)\ndef g():\n    pass\n"),
        ("f(1); g()\n", "sem = asyncio.Semaphore(8)\nf(1); g()\n"),
        (
            "match a:\n    case 1:\n        f(1)\n",
            "match a:\n    case 1:\n        sem = asyncio.Semaphore(8)\n        f(1)\n",
        ),
    ],
    ids=repr,
)
def test_before_the_statement(before: str, after: str) -> None:
    """It goes before the whole statement, indented as that, its line ended as that one is."""
    assert edited(before, "f(1)", BEFORE) == after


@pytest.mark.parametrize("text", ["if x: f(1)\n", "g(); f(1)\n", "class A: b = f(1)\n", "try: f(1)\nfinally: pass\n"])
def test_no_line_of_its_own(text: str) -> None:
    """Before a statement that shares its line nothing can be put."""
    with pytest.raises(Unfit, match="its statement shares a line with another"):
        edited(text, "f(1)", BEFORE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "for a in b:\n    f(1)  # kept\nc()\n",
            "for a in b:\n    f(1)  # kept\n    await agent.on_reset(token)\nc()\n",
        ),
        ("f(1)", "f(1)\nawait agent.on_reset(token)"),
        ("f(\n    1,\n)\n\n", "f(\n    1,\n)\nawait agent.on_reset(token)\n\n"),
        ("if a:\r\n\tf(1)", "if a:\r\n\tf(1)\r\n\tawait agent.on_reset(token)"),
    ],
    ids=repr,
)
def test_after_the_statement(before: str, after: str) -> None:
    """It goes after the whole statement; a file whose last line has no end still has none."""
    text = edited(before, "f(1)", AFTER) if "1," not in before else edited(before, "f($$$)", AFTER)

    assert text == after


def test_nothing_after_a_shared_line() -> None:
    """What follows on the same line would come in between."""
    with pytest.raises(Unfit, match="another statement follows on the same line"):
        edited("f(1); g()\n", "f(1)", AFTER)


@pytest.mark.parametrize(
    "text", ["if (x) f(1);\n", "if (x)\n  f(1);\n", "while (x)\n  f(1);\n", "if (a) {} else\n  f(1);\n"]
)
def test_a_body_without_braces_is_refused(text: str) -> None:
    """A second statement would not belong to the ``if`` or the loop any more."""
    with pytest.raises(Unfit):
        edited(text, "f(1)", BEFORE, dialect="typescript")


def test_before_a_statement_of_a_script() -> None:
    """In TypeScript the same, with the file's own tabs."""
    edit = Edit("insert-before", text="const limit = pLimit(8);\nif (limit) {\n  go();\n}")
    text = "export async function g() {\n\tconst r = await f(1);\n}\n"

    assert edited(text, "f(1)", edit, dialect="typescript") == (
        "export async function g() {\n\tconst limit = pLimit(8);\n\tif (limit) {\n\t\tgo();\n\t}\n"
        "\tconst r = await f(1);\n}\n"
    )


def test_steps_of_indentation_are_the_file_s() -> None:
    """A template of several lines is written in the steps that the file has."""
    edit = Edit("insert-before", text="async def bounded(run):\n    async with sem:\n        return await run")
    text = "def a():\n  pass\nf(1)\n"

    assert edited(text, "f(1)", edit) == (
        "def a():\n  pass\nasync def bounded(run):\n  async with sem:\n    return await run\nf(1)\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(a, X)", "f(a)"),
        ("f(X, a)", "f(a)"),
        ("f(a, X, b)", "f(a, b)"),
        ("f(X)", "f()"),
        ("f(a, X,)", "f(a,)"),
        ("f(\n    a,\n    X,  # gone too\n    b,\n)", "f(\n    a,\n    b,\n)"),
        ("f(\n    a,\n    X\n)", "f(\n    a,\n)"),
        ("f(\n    a, X,\n    b,\n)", "f(\n    a, b,\n)"),
    ],
    ids=repr,
)
def test_an_argument_is_taken_out(before: str, after: str) -> None:
    """The comma that parts it goes with it, and its line where it has one of its own."""
    rule = {"kind": "keyword_argument", "regex": "clear_history"}

    assert edited(before.replace("X", "clear_history=False"), rule, Edit("remove")) == after


def test_a_statement_is_taken_out() -> None:
    """Its lines go; in a block of which it is all, ``pass`` stays."""
    gone = Edit("remove")

    assert edited("a()\nf(1)\nb()\n", "f(1)", gone) == "a()\nb()\n"
    assert edited("if a:\n    f(1)\nb()\n", "f(1)", gone) == "if a:\n    pass\nb()\n"
    assert edited("a(); f(1)\n", "f(1)", gone, dialect="python") == "a(); \n"


def test_names_are_put_into_what_replaces_them() -> None:
    """The user's own names stand in the new code, indented with it; what is in strings stays as it is."""
    edit = Edit("replace", text="await bounded(\n    {{ X }},\n    {{ Y }},\n)")
    text = 'def g():\n    return f([\n        1,\n    ], """\n    kept\n    """)\n'

    assert edited(text, "f($X, $Y)", edit) == (
        "def g():\n    return await bounded(\n        [\n            1,\n        ],\n"
        '        """\n    kept\n    """,\n    )\n'
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("await g()", "(await g())[:9]"),
        ("a + b", "(a + b)[:9]"),
        ("a.b(c)", "a.b(c)[:9]"),
        ("'{{ X }}'", "'{{ X }}'[:9]"),
    ],
)
def test_brackets_where_they_are_needed(value: str, written: str) -> None:
    """What binds loosely gets brackets where a part of it is taken."""
    text = f"async def h():\n    return f({value})\n"

    assert edited(text, "f($X)", Edit("replace", "X", "{{ X }}[:9]")) == f"async def h():\n    return f({written})\n"


def test_a_block_moves_with_all_of_its_lines() -> None:
    """Statements put into a deeper block are all in it."""
    edit = Edit("replace", text="async with sem:\n    {{ BODY }}")
    text = "async def g():\n    for a in b:\n        x = 1\n        f(x)\n"
    pattern = "for $_A in b:\n    $$$BODY"

    assert edited(text, pattern, edit) == ("async def g():\n    async with sem:\n        x = 1\n        f(x)\n")
