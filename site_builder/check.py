"""What every page keeps to: links that lead somewhere, sound HTML, nothing from elsewhere, names for what has none."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import html5lib

_VOID = frozenset(("meta", "link", "br", "hr", "img", "input", "rect", "path"))
_LOADS = {"script": "src", "link": "href", "img": "src", "form": "action", "iframe": "src", "object": "data"}
_NAMES = ("aria-labelledby", "aria-describedby", "for")
_ELSEWHERE = re.compile(r"@import|url\(|\bimport\(|https?:|\bfetch\(|XMLHttpRequest|innerHTML|\beval\(|new Function")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def faults(written: Mapping[str, str], strict: bool = True) -> list[str]:
    """What is wrong with a site, a sentence each. ``strict`` also has a parser of HTML look at each page, which takes
    some seconds."""
    pages = {address: _Page(text) for address, text in written.items() if address.endswith(".html")}
    found = [f"{address}: {fault}" for address, page in pages.items() for fault in page.faults()]
    found += [fault for address, page in pages.items() for fault in _dead(address, page, pages, written)]
    found += [
        f"{address}: loads or runs something: {hit[0]}"
        for address, text in written.items()
        if address.startswith("assets/") and not address.endswith(("search-data.js", ".svg"))
        for hit in _ELSEWHERE.finditer(text)
    ]
    return found + [f"{address}: {fault}" for address in pages if strict for fault in _unsound(written[address])]


def _unsound(text: str) -> Iterator[str]:
    try:
        html5lib.HTMLParser(strict=True).parse(text)
    except html5lib.html5parser.ParseError as error:
        yield f"is not sound HTML: {error}"


def _dead(address: str, page: _Page, pages: Mapping[str, _Page], written: Mapping[str, str]) -> Iterator[str]:
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
        target = target if parts.path else address
        if target not in written:
            yield f"{address}: the link {link} leads nowhere"
        elif parts.fragment and parts.fragment not in pages[target].ids:
            yield f"{address}: the link {link} names no place of {target}"


class _Page(HTMLParser):
    """A page as it is read from its tags."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self._named: list[str] = []
        self._open: list[str] = []
        self._headings: list[int] = []
        self._policy = ""
        self._faults: list[str] = []
        self.feed(text)
        self.close()

    def faults(self) -> Iterator[str]:
        """What is wrong with this page alone."""
        yield from self._faults
        yield from (f"<{name}> is never closed" for name in self._open)
        yield from (f"the id {name} stands twice" for name in {one for one in self.ids if self.ids.count(one) > 1})
        yield from (f"there is no id {name}" for name in self._named if name not in self.ids)
        if self._policy != POLICY:
            yield f"the content security policy is {self._policy!r}"
        if self._headings.count(1) != 1:
            yield f"has {self._headings.count(1)} headings of the first level"
        steps = zip([0, *self._headings], self._headings, strict=False)
        yield from (
            f"a heading of level {next_one} follows one of {one}" for one, next_one in steps if next_one > one + 1
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for every tag that opens."""
        values = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if len(values) < len(attrs):
            self._faults.append(f"<{tag}> has an attribute twice")
        self._faults += [f"<{tag}> has {name}" for name in values if name == "style" or name.startswith("on")]
        self._faults += [f"<{tag}> loads {value}" for value in self._loaded(tag, values) if urlsplit(value).scheme]
        self._links(tag, values)
        self._words(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called for every tag that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Called for every tag that closes."""
        if not self._open or self._open.pop() != tag:
            self._faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Called for text."""
        if self._open and self._open[-1] in ("script", "style") and data.strip():
            self._faults.append(f"<{self._open[-1]}> holds text of its own")

    def _loaded(self, tag: str, values: Mapping[str, str]) -> Iterator[str]:
        name = _LOADS.get(tag, "")
        if name in values:
            yield values[name]
            self.links.append(values[name])

    def _links(self, tag: str, values: Mapping[str, str]) -> None:
        if tag != "a":
            return
        address = values.get("href", "")
        self.links.append(address)
        scheme = urlsplit(address).scheme
        if scheme not in ("", "http", "https") or (scheme and "noreferrer" not in values.get("rel", "")):
            self._faults.append(f"a link to {address}")

    def _words(self, tag: str, values: Mapping[str, str]) -> None:
        if "id" in values:
            self.ids.append(values["id"])
        self._named += [name for key in _NAMES for name in values.get(key, "").split()]
        if re.fullmatch("h[1-6]", tag):
            self._headings.append(int(tag[1]))
        if tag == "img" and "alt" not in values:
            self._faults.append("an image without a text for those who do not see it")
        if values.get("http-equiv") == "Content-Security-Policy":
            self._policy = values["content"]
