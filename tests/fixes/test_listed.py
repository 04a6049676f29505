"""Arguments and properties that are added."""

from __future__ import annotations

import pytest

from diagnose.fixes.edits import made
from diagnose.fixes.site import Site
from diagnose.fixes.splice import Unfit, spliced
from diagnose.fixes.syntax import span, tree
from diagnose.model.code import Edit
from tests.fixes.mending import argument, edited

PYTHON = {
    "x = f()\n": "x = f(timeout=30)\n",
    "f(a, b=1)": "f(a, b=1, timeout=30)",
    "f(a, b,)": "f(a, b, timeout=30,)",
    "f(*a, **kw)": "f(*a, **kw, timeout=30)",
    "f(\n    a,\n    b=1,  # kept\n)\n": "f(\n    a,\n    b=1,  # kept\n    timeout=30,\n)\n",
    "f(\n    a,\n    b=1  # kept\n    # too\n)\n": "f(\n    a,\n    b=1,  # kept\n    # too\n    timeout=30\n)\n",
    "f(\n    a\n)": "f(\n    a,\n    timeout=30\n)",
    "f(\n)": "f(\n    timeout=30,\n)",
    "f(\n    # none yet\n)": "f(\n    # none yet\n    timeout=30,\n)",
    "f(a,\n  b)": "f(a,\n  b, timeout=30)",
    "f(a, b\n)": "f(a, b,\n    timeout=30\n)",
    "f([\n    1,\n])": "f([\n    1,\n], timeout=30)",
    "f(lambda: (1,\n  2),\n)": "f(lambda: (1,\n  2),\n  timeout=30,\n)",
    "f(\r\n\ta,\r\n)\r\n": "f(\r\n\ta,\r\n\ttimeout=30,\r\n)\r\n",
    "if x:\n\tf(\n\t\ta,\n\t)": "if x:\n\tf(\n\t\ta,\n\t\ttimeout=30,\n\t)",
    "f('ä𝔘', '}{{')": "f('ä𝔘', '}{{', timeout=30)",
    "f(timeout=5)": "f(timeout=5)",
    "f(x, timeout=None)": "f(x, timeout=None)",
}


@pytest.mark.parametrize("before", PYTHON, ids=repr)
def test_a_keyword_is_put_last(before: str) -> None:
    """However a call is laid out, the keyword comes last and all else stays; one that is there is left as it is."""
    assert argument(before) == PYTHON[before]


def test_a_generator_gets_its_own_brackets() -> None:
    """``f(x for x in y)`` takes no second argument without them."""
    text = "f(x for x in y)"
    root = tree(text, "python")
    done = made(Site(text, "python", root, span(root), {}), (Edit("add-argument", text="timeout=30"),))

    assert spliced(text, done.splices) == "f((x for x in y), timeout=30)"


def test_the_call_may_be_awaited() -> None:
    """The call is found in what awaits it, and in brackets."""
    edit = Edit("add-argument", "X", "timeout=30")

    assert edited("async def g():\n    h(await f(1))", "h($X)", edit) == "async def g():\n    h(await f(1, timeout=30))"


def test_only_what_is_missing_is_added() -> None:
    """Of several keywords those that the call has are left out; two edits of one call are one."""
    both = [Edit("add-argument", text="timeout=30"), Edit("add-argument", text="max_retries=2, n=1")]

    assert edited("f(\n    n=4\n)", "f($$$)", *both) == "f(\n    n=4,\n    timeout=30, max_retries=2\n)"


SCRIPT = {
    "f({ a: 1 })": "f({ a: 1, timeout: 30_000 })",
    "f({})": "f({ timeout: 30_000 })",
    "f({\n  a: 1\n})": "f({\n  a: 1,\n  timeout: 30_000\n})",
    "f({\n  a, // kept\n  m() {},\n})": "f({\n  a, // kept\n  m() {},\n  timeout: 30_000,\n})",
    "f({\r\n\ta: 1,\r\n})": "f({\r\n\ta: 1,\r\n\ttimeout: 30_000,\r\n})",
    "f({ ...rest })": "f({ ...rest, timeout: 30_000 })",
    "f({ timeout })": "f({ timeout })",
    "f({ 'timeout': 1 })": "f({ 'timeout': 1 })",
    "f({ timeout() {} })": "f({ timeout() {} })",
}


@pytest.mark.parametrize("before", SCRIPT, ids=repr)
def test_a_property_is_put_last(before: str) -> None:
    """However an object is laid out; one that is there, in whatever form, is left as it is."""
    edit = Edit("set-property", "OBJ", "timeout: 30_000")

    assert edited(before, "f($OBJ)", edit, dialect="typescript") == SCRIPT[before]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("new f()", "new f({ timeout: 1 })"),
        ("f(a)", "f(a, { timeout: 1 })"),
        ("f(a, () => {\n  x();\n})", "f(a, () => {\n  x();\n}, { timeout: 1 })"),
        ("f(\n  a, // kept\n);\n", "f(\n  a, // kept\n  { timeout: 1 },\n);\n"),
        ("f(a, { timeout: 1 })", "f(a, { timeout: 1 })"),
    ],
    ids=repr,
)
def test_an_argument_in_a_script(before: str, after: str) -> None:
    """TypeScript has no keywords: the argument is put last, once."""
    pattern = "new f($$$)" if before.startswith("new") else "f($$$)"

    assert edited(before, pattern, Edit("add-argument", text="{ timeout: 1 }"), dialect="tsx") == after


def test_a_dictionary_of_python_takes_a_pair() -> None:
    """The same with dictionaries."""
    edit = Edit("set-property", "OBJ", '"timeout": 30')

    assert edited("f({})", "f($OBJ)", edit) == 'f({"timeout": 30})'
    assert edited("f({'timeout': 1})", "f($OBJ)", edit) == "f({'timeout': 1})"


@pytest.mark.parametrize(
    ("text", "caution"),
    [("f(**options)", "**options may set it already"), ("f(a)", ""), ("f(*a)", "")],
)
def test_what_may_hold_it_already_is_for_review(text: str, caution: str) -> None:
    """A keyword that ``**options`` holds too would stop the program: a person must look."""
    node = tree(text, "python").find(pattern="f($$$)")
    assert node is not None
    done = made(Site(text, "python", tree(text, "python"), span(node), {}), (Edit("add-argument", text="t=1"),))

    assert done.cautions == ((caution,) if caution else ())


@pytest.mark.parametrize(("text", "why"), [("f(x)", "x is no object literal"), ("f(g())", "g() is no object literal")])
def test_what_is_no_literal_is_refused(text: str, why: str) -> None:
    """An object that is made elsewhere cannot be given a property here."""
    with pytest.raises(Unfit, match=why.replace("(", r"\(").replace(")", r"\)")):
        edited(text, "f($OBJ)", Edit("set-property", "OBJ", "t: 1"), dialect="tsx")
