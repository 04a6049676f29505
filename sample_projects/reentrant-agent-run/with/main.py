"""Settles the cases that are named on the command line."""

import asyncio
import sys

import desk


async def main() -> None:
    for case in sys.argv[1:]:
        result = await desk.team.run(task=f"Settle {case}.")
        print(case, result.messages[-1].to_text())


if __name__ == "__main__":
    asyncio.run(main())
