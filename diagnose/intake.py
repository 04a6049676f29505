"""What takes a log's bytes: written into a room of its own, so that they are copied once, or handed to it."""

from __future__ import annotations


class Intake:
    """``room`` says where the next bytes may be written, ``took`` how many they were; ``feed`` does both."""

    def room(self) -> memoryview:
        """Where the next bytes may be written; never empty."""
        raise NotImplementedError

    def took(self, count: int) -> None:
        """So many bytes were written into ``room()``."""
        raise NotImplementedError

    def feed(self, data: bytes) -> None:
        """The next bytes, as they are; of any number."""
        start = 0
        while start < len(data):
            room = self.room()
            part = data[start : start + len(room)]
            room[: len(part)] = part
            self.took(len(part))
            start += len(part)
