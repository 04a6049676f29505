from __future__ import annotations

import bz2
import gzip
import io
import lzma
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from diagnose.escapes import without_escapes
from diagnose.input import lines_of, lines_of_text, read_source
from diagnose.model import Line
from diagnose.streams import InputError

TEXT = "ask\nTimeoutError: zu spät\n"
LINES = [Line(1, "ask", "x"), Line(2, "TimeoutError: zu spät", "x")]


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress, bytes],
    ids=["gz", "bz2", "xz", "zst", "plain"],
)
def test_compressed_files_are_read_by_what_they_hold(tmp_path: Path, pack: object) -> None:
    """A compressed file reads like the text in it, whatever its name says."""
    path = tmp_path / "trace.log"
    path.write_bytes(pack(TEXT.encode()))  # type: ignore[operator]
    name = str(path)
    assert list(read_source(name).lines) == [Line(line.number, line.text, name) for line in LINES]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """'-' is standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    source = read_source("-")
    assert (source.name, [line.text for line in source.lines]) == ("<stdin>", ["ask", "TimeoutError: zu spät"])


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("a", "\x00a").encode(),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "utf-16-bare", "cp1252", "crlf", "nul"],
)
def test_encodings(data: bytes) -> None:
    """Each encoding that shells and editors write gives the same lines."""
    assert lines_of(data, "x") == LINES


def test_gbk() -> None:
    """Chinese Windows writes GBK."""
    assert lines_of("UnicodeDecodeError: 无法解码输入文件\n".encode("gbk"), "x") == [
        Line(1, "UnicodeDecodeError: 无法解码输入文件", "x")
    ]


def test_broken_bytes() -> None:
    """A broken byte costs one character, not the line and not the encoding of the others."""
    assert [line.text for line in lines_of("zu spät ä ö\n".encode() + b"\xff ok \xc3\xa4\xc3\xb6\xc3\xbc\n", "x")] == [
        "zu spät ä ö",
        "\ufffd ok äöü",
    ]


def test_numbers_are_an_editors() -> None:
    """LF and CRLF end a line; a lone CR starts a state of the same line; nothing else counts."""
    text = "one\r\n10%\r20%\r\ntwo\x0c\u2028\x85still two\n\nfive"
    assert [(line.number, line.text) for line in lines_of_text(text, "x")] == [
        (1, "one"),
        (2, "10%"),
        (2, "20%"),
        (3, "two\x0c\u2028\x85still two"),
        (4, ""),
        (5, "five"),
    ]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ('File \x1b[35m"/srv/app.py"\x1b[0m, line \x1b[35m3\x1b[0m', 'File "/srv/app.py", line 3'),
        ("\x1b]8;;file:///srv/app.py\x1b\\app.py\x1b]8;;\x1b\\", "app.py"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b[2K\x1b[1Aagain", "again"),
        ("\x1b]8;;never ends", ""),
        ("bell\x07 back\x08", "bell back"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_escapes(raw: str, clean: str) -> None:
    """Colours, links, titles and cursor moves go, the text stays."""
    assert without_escapes(raw) == clean


def test_colours_that_lost_their_escape_character() -> None:
    """A web form drops the escape character and leaves the rest of the sequence."""
    assert lines_of_text("[35mRuntimeError[0m: [35mno[0m\n", "x") == [Line(1, "RuntimeError: no", "x")]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="[^\ufeff"), max_size=200))
def test_text_without_escapes_is_unchanged(text: str) -> None:
    """What has no escape sequence comes through as it is."""
    assert [line.text for line in lines_of(text.encode(), "x")] == ([text] if text else [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG image"),
        (b"\x7fELF\x02\x01", "an executable or a core dump"),
        (b"PK\x03\x04abc", "a zip archive"),
        (gzip.compress(TEXT.encode() * 50)[:-12], "a damaged gzip file"),
        (bytes(range(256)) * 40, "a binary file"),
    ],
    ids=["empty", "blank", "png", "elf", "zip", "cut", "bytes"],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes, says: str) -> None:
    """One sentence names the file, what is wrong, and what to do."""
    path = tmp_path / "trace.log"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says) as raised:
        read_source(str(path))
    assert str(raised.value).startswith(str(path))


def test_missing_file_and_directory(tmp_path: Path) -> None:
    """A path that is no file is the user's fault, and said so."""
    with pytest.raises(InputError, match="does not exist"):
        read_source(str(tmp_path / "none.log"))
    with pytest.raises(InputError, match="is a directory"):
        read_source(str(tmp_path))
