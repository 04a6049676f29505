"""A long input on its way through: its excerpts are diagnosed as they come, and what they say is put together."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from diagnose.decoding import wide_encoding
from diagnose.intake import Intake
from diagnose.matching.merge import Merged
from diagnose.model.report import Report
from diagnose.prefilter.condense import CHUNK, Condenser
from diagnose.prefilter.engines import engine_for
from diagnose.prefilter.excerpt import Excerpt
from diagnose.prefilter.triggers import Triggers


class Condensed(Intake):
    """A long input: bytes in, the report out. ``head`` is how it begins, which tells its encoding."""

    def __init__(
        self, name: str, triggers: Triggers, diagnose: Callable[[Excerpt], Report], engine: str, head: bytes
    ) -> None:
        self._diagnose = diagnose
        self._merged = Merged()
        self._condenser = Condenser(engine_for(triggers.literals, engine), name, self._take)
        wide = wide_encoding(head)
        self._decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
        self._wide = bytearray(CHUNK if wide else 0)

    def room(self) -> memoryview:
        """Where the next bytes may be written."""
        return memoryview(self._wide) if self._decoder is not None else self._condenser.room()

    def took(self, count: int) -> None:
        """So many bytes were written into ``room()``."""
        if self._decoder is None:
            self._condenser.took(count)
        else:
            self._condenser.feed(self._decoder.decode(bytes(self._wide[:count])).encode("utf-8", "replace"))

    @property
    def lines(self) -> int:
        """How many lines there were, once the report is made."""
        return self._condenser.lines

    def report(self) -> Report:
        """What all excerpts say together."""
        self._condenser.finish()
        return self._merged.report()

    def _take(self, excerpt: Excerpt) -> bool:
        report = self._diagnose(excerpt) if excerpt.stretches else Report((), (), ())
        self._merged.add(report, excerpt.repeats, excerpt.later)
        return self._merged.full
