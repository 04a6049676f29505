"""Bytes as text."""

from __future__ import annotations

import pytest

from diagnose.sources import rewritten, source_of
from diagnose.sources.decode import decoded, newline_of


@pytest.mark.parametrize(
    ("data", "python", "expected"),
    [
        ("x = 'é'\n".encode(), True, ("x = 'é'\n", "utf-8")),
        (b"\xef\xbb\xbfx = 1\r\n", True, ("x = 1\r\n", "utf-8-sig")),
        (b"\xef\xbb\xbflet x = 1\n", False, ("let x = 1\n", "utf-8-sig")),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", True, ("# -*- coding: latin-1 -*-\nx = 'é'\n", "iso8859-1")),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'\x80'", True,
         ("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n'€'", "cp1252")),
        (b"x = 1\n# coding: latin-1\n'\xe9'", True, None),
        (b"# coding: latin-1\n'\xe9'", False, None),
        (b"# coding: no-such-thing\n", True, None),
        (b"# coding: punycode\n" + b"a" * 100, True, None),
        (b"# coding: zlib\n", True, None),
        (b"\xef\xbb\xbf# coding: latin-1\n", True, None),
        (b"x = 1\0", True, None),
        ("x = 1\n".encode("utf-16"), True, None),
        (b"", True, ("", "utf-8")),
    ],
)  # fmt: skip
def test_encoding(data: bytes, python: bool, expected: tuple[str, str] | None) -> None:
    """Python's files are read as Python reads them, others as UTF-8; what is no text is none, whatever it declares."""
    assert decoded(data, python=python) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "\n"), ("a", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\nb\r\n", "\n"), ("a\rb\r", "\r")],
)
def test_newline(text: str, expected: str) -> None:
    """The line end that most lines have, a line feed in doubt."""
    assert newline_of(text) == expected


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", b"# coding: cp1252\r\na = 1\r\nb = '\x80'\n"])
def test_what_is_not_changed_keeps_its_bytes(data: bytes) -> None:
    """Byte order mark, encoding and line ends are those of the file."""
    source = source_of("app.py", data)
    assert source is not None

    assert rewritten([(source, source.text)]) == data
    assert rewritten([(source, source.text.replace("a = 1", "a = 3"))]) == data.replace(b"a = 1", b"a = 3")


@pytest.mark.parametrize(
    ("path", "dialect"),
    [("a.py", "python"), ("a.pyw", "python"), ("a.ts", "typescript"), ("a.mts", "typescript"), ("a.tsx", "tsx"),
     ("a.jsx", "javascript"), ("a.cjs", "javascript"), ("A.PY", "python")],
)  # fmt: skip
def test_languages(path: str, dialect: str) -> None:
    """The suffix says in which language a file is, as a playbook names it and as ast-grep does."""
    source = source_of(path, b"x\n")
    assert source is not None

    assert (source.dialect, source.language) == (dialect, "python" if dialect == "python" else "typescript")


def test_scripts_without_a_suffix() -> None:
    """The interpreter of the first line says what it is."""
    found = [source_of("bin/run", data) for data in (b"#!/usr/bin/env python3\n", b"#!/usr/bin/node\n", b"#!/bin/sh\n")]

    assert [source and source.dialect for source in found] == ["python", "javascript", None]
