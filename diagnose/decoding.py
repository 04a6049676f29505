"""Bytes of a log file to text: whatever encoding the shell, the terminal or the platform left."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_RUN = rb"[\x80-\xff]+"
_MULTIBYTE = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_SAMPLE = 1 << 16


def wide_encoding(data: bytes) -> str | None:
    """The encoding of data that begins so, where its characters take two or four bytes each; else None."""
    for bom, encoding in _BOMS[1:]:
        if data.startswith(bom):
            return encoding
    return _utf16_without_bom(data)


def text_of(data: bytes) -> str:
    """``data`` as text. Never fails: bytes that fit nowhere become U+FFFD. NUL characters are dropped."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            return text.replace("\x00", "").replace("\ufeff", "")
    bare = _utf16_without_bom(data)
    if bare:
        return data.decode(bare, "replace").replace("\x00", "")
    if b"\x00" in data:
        data = data.replace(b"\x00", b"")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _by_lines(data)
    return text.replace("\ufeff", "") if "\ufeff" in text else text


def _utf16_without_bom(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 8 or len(sample) % 2:
        sample = sample[: half * 2]
    if half < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _by_lines(data: bytes) -> str:
    """Each line in UTF-8 where it is UTF-8, else in the one fallback that fits all the other lines."""
    lines = data.split(b"\n")
    odd: list[int] = []
    texts: list[str] = []
    for index, line in enumerate(lines):
        text = _utf8(line)
        if text is None:
            odd.append(index)
        texts.append(text or "")
    encoding = _fallback(b"\n".join(lines[index] for index in odd))
    for index in odd:
        texts[index] = lines[index].decode(encoding, "replace")
    return "\n".join(texts)


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _fallback(odd: bytes) -> str:
    """The encoding of lines that are not UTF-8: UTF-8 with broken bytes, GBK, or cp1252."""
    high = sum(len(run) for run in re.findall(_HIGH_RUN, odd))
    if not high:
        return "utf-8"
    good = sum(len(found) for found in re.findall(_MULTIBYTE, odd))
    chinese = _is_gbk(odd)
    if good > 0.6 * high and not chinese:
        return "utf-8"
    return "gb18030" if chinese else "cp1252"


def _is_gbk(odd: bytes) -> bool:
    """Western text has its high bytes alone between ASCII letters; Chinese has them in runs of pairs."""
    runs = re.findall(_HIGH_RUN, odd)
    paired = sum(len(run) for run in runs if len(run) >= 4 and len(run) % 2 == 0)
    if paired < 0.5 * sum(len(run) for run in runs):
        return False
    try:
        text = odd.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if ord(char) > 0x7F]
    han = sum(1 for char in foreign if "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or char > "\uff00")
    return han > 0.8 * len(foreign)
