"""One way out of the program, passed on to where our own stream leads; and the keys of the terminal, passed in."""

from __future__ import annotations

import os
from contextlib import suppress

from diagnose.live.program.sink import Sink
from diagnose.live.program.tape import Voice

_CHUNK = 1 << 18


class Flow:
    """From ``source`` to a sink, noted by a voice. It is over (``source`` below 0) where either end is gone."""

    def __init__(self, source: int, sink: Sink, voice: Voice) -> None:
        self.source = source
        self.sink = sink
        self._voice = voice

    @property
    def open(self) -> bool:
        """Whether more may come."""
        return self.source >= 0

    def take(self) -> bool:
        """Take what there is and pass it on; whether there was anything."""
        try:
            data = os.read(self.source, _CHUNK)
        except BlockingIOError:
            return False
        except OSError:  # how Linux says that a terminal's other end is closed
            data = b""
        if not data:
            self.close()
            return False
        self._voice.say(data)
        self.sink.put(data)
        return True

    def end(self) -> None:
        """Nothing more comes: what the voice holds back is noted."""
        self.close()
        self._voice.end()

    def close(self) -> None:
        """Take no more. The program hears of it as it would without us: by a broken pipe, a terminal that hung up."""
        if self.source >= 0:
            os.close(self.source)
            self.source = -1


class Keyboard:
    """What is typed, on its way to the program's own terminal."""

    def __init__(self, source: int, flow: Flow) -> None:
        self.source = source
        self._flow = flow
        self._pending = memoryview(b"")

    @property
    def waiting(self) -> bool:
        """Whether there is something that the program's terminal could not take yet."""
        return bool(self._pending) and self._flow.open

    def take(self) -> bytes | None:
        """Take what was typed and pass it on; None where the terminal is gone, and the program's with it."""
        try:
            data = os.read(self.source, 4096)
        except OSError:
            data = b""
        if not data:
            self._flow.close()
            return None
        self._pending = memoryview(data)
        self.flush()
        return data

    def flush(self) -> None:
        """Pass on what can be taken now."""
        with suppress(OSError):
            while self._pending and self._flow.open:
                self._pending = self._pending[os.write(self._flow.source, self._pending) :]
