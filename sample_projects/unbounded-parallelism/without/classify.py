"""Sorts a morning's mail."""

import asyncio
from pathlib import Path

from fan import classify_all


async def main() -> None:
    mails = [path.read_text("utf-8")[:3000] for path in sorted(Path("mail").glob("*.eml"))]
    for label in await classify_all(mails):
        print(label)


if __name__ == "__main__":
    asyncio.run(main())
