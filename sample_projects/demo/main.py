"""Runs the three jobs against a stand-in for a model server. Nothing leaves this machine."""

import asyncio
import logging
import sys

import desk
import standin


async def main(address: str) -> int:
    failed = 0
    for job in (desk.summary, desk.report, desk.order):
        try:
            print(f"{job.__name__}: {await job(address)}")
        except Exception:
            logging.exception("%s failed", job.__name__)
            failed += 1
    return failed


if __name__ == "__main__":
    with standin.served() as local:
        sys.exit(1 if asyncio.run(main(local)) else 0)
