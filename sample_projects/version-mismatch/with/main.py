"""Answers the questions that stand in questions.txt."""

import asyncio
from pathlib import Path

from queues import Desk


async def main() -> None:
    desk = Desk(asyncio.get_running_loop())
    for question in Path("questions.txt").read_text("utf-8").splitlines()[:20]:
        desk.waiting.put_nowait(question[:2000])
    await desk.work()


if __name__ == "__main__":
    asyncio.run(main())
