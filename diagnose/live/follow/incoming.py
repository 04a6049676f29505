"""The bytes of a log that still grows, in pieces of any size, as whole lines."""

from __future__ import annotations

import codecs

from diagnose.decoding import wide_encoding

LONGEST = 1 << 20
"""Bytes of a line without an end that are held; a longer one is passed on in parts."""
_TELLING = 64
"""First bytes that tell UTF-16 without a mark from other text."""


class Incoming:
    """Bytes in, whole lines in UTF-8 out (or in an encoding that has ASCII in it); nothing is lost or doubled.

    What no line end follows yet is held back.
    """

    def __init__(self) -> None:
        self._head: bytes | None = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._held = bytearray()

    @property
    def waiting(self) -> bool:
        """Whether a line has begun that has no end yet."""
        return bool(self._held or self._head)

    def feed(self, data: bytes) -> bytes:
        """The lines that these bytes complete, each with its end; a line that grows too long without one, in parts."""
        if self._head is not None:
            data, self._head = self._head + data, None
            if len(data) < _TELLING:
                self._head = data
                return b""
        return self._lines(data)

    def settle(self) -> bytes:
        """The same where nothing more came for a while, so that a short beginning has to do."""
        data, self._head = self._head, None
        return self._lines(data) if data else b""

    def rest(self) -> bytes:
        """All that is left, at the end of the log."""
        return self.settle() + self._taken(len(self._held))

    def _lines(self, data: bytes) -> bytes:
        data = self._narrow(data)
        end = data.rfind(b"\n") + 1
        if not end:
            self._held += data
            return self._taken(len(self._held)) if len(self._held) > LONGEST else b""
        if not self._held:
            self._held += data[end:]
            return data[:end]
        end += len(self._held)
        self._held += data
        return self._taken(end)

    def _taken(self, end: int) -> bytes:
        taken = bytes(self._held[:end])
        del self._held[:end]
        return taken

    def _narrow(self, data: bytes) -> bytes:
        """The bytes with UTF-16 and UTF-32 made UTF-8; NUL characters are dropped."""
        if self._decoder is None:
            wide = wide_encoding(data)
            self._decoder = codecs.getincrementaldecoder(wide)("replace") if wide else _AS_IT_IS
        if self._decoder is not _AS_IT_IS:
            data = self._decoder.decode(data).encode("utf-8", "replace")
        return data.replace(b"\x00", b"") if b"\x00" in data else data


_AS_IT_IS = codecs.getincrementaldecoder("latin-1")()
"""Stands for no decoding at all."""
