"""Settles the cases that are named on the command line."""

import asyncio
import sys

import desk


async def main() -> None:
    for answer in await asyncio.gather(*map(desk.escalate, sys.argv[1:])):
        print(answer)


if __name__ == "__main__":
    asyncio.run(main())
