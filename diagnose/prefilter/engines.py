"""Finding many literals in a buffer: Hyperscan where there is a wheel of it, else RE2. Both tell the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

Buffer = bytes | bytearray | memoryview


class Engine(Protocol):
    """Finds literals in any case (of ASCII letters)."""

    def hits(self, data: Buffer) -> Sequence[int]:
        """Offsets of the last bytes of literals, in order: at least one for each line that holds a literal."""
        ...


class Hyperscan:
    """Intel's and VectorCamp's matcher: some gigabytes a second, however many literals there are."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        import hyperscan

        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=list(literals),
            ids=list(range(len(literals))),
            elements=len(literals),
            flags=[hyperscan.HS_FLAG_CASELESS] * len(literals),
            literal=True,
        )

    def hits(self, data: Buffer) -> Sequence[int]:
        """See ``Engine``."""
        found: list[int] = []

        def note(_id: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append(end - 1)

        if len(data):
            self._database.scan(data, match_event_handler=note)  # type: ignore[type-var]  # it takes any buffer
        return found


class Re2:
    """The literals as one alternation for RE2, in linear time everywhere, at about a tenth of the speed."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        import re2

        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.case_sensitive = False
        options.max_mem = 64 << 20
        self._pattern: Any = re2.compile(b"|".join(map(_escaped, literals)), options)

    def hits(self, data: Buffer) -> Sequence[int]:
        """See ``Engine``."""
        return [found.end() - 1 for found in self._pattern.finditer(bytes(data))]


def _escaped(literal: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in literal)


@lru_cache(maxsize=8)
def engine_for(literals: tuple[str, ...], engine: str = "") -> Engine:
    """An engine for literals in lower case; ``engine`` asks for ``hyperscan`` or ``re2``."""
    encoded = [literal.encode("utf-8") for literal in literals]
    if engine != "re2":
        try:
            return Hyperscan(encoded)
        except ImportError:
            if engine:
                raise
    return Re2(encoded)
