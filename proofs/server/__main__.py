"""The server for people: `python -m proofs.server --window 4096 --latency 0.5`; every setting is an option."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Sequence
from dataclasses import MISSING, fields
from typing import get_args, get_type_hints

from proofs.server.server import FaultServer
from proofs.server.settings import Faults, described


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until it is interrupted; 2 where an option is wrong."""
    parser = _parser()
    given = vars(parser.parse_args(arguments))
    port = given.pop("port")
    try:
        faults = Faults.from_mapping(given)
    except ValueError as error:
        parser.error(str(error))
    with FaultServer(port) as server:
        server.set(faults)
        print(f"{server.url}/v1 {described(faults)}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(server.counters(), file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    """An option for every setting; only those that are given reach the settings, which know the defaults."""
    parser = argparse.ArgumentParser(
        prog="python -m proofs.server",
        description="An OpenAI-compatible server on loopback that fails as it is told.",
        epilog="While it runs: POST /_faults takes settings as JSON, GET /_counters tells what was counted.",
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on (0: any that is free)")
    for each in fields(Faults):
        kind = get_type_hints(Faults)[each.name]
        says = each.metadata["says"].replace("%", "%%")
        shown = "" if each.default in (MISSING, "", ()) else f"; default: {each.default}"
        option = f"--{each.name.replace('_', '-')}"
        if kind is bool:
            parser.add_argument(option, action=argparse.BooleanOptionalAction, help=says + shown)
        elif get_args(kind):
            parser.add_argument(option, action="append", metavar="TEXT", help=f"{says}; may be given again")
        else:
            parser.add_argument(option, type=kind, metavar=kind.__name__.upper(), help=says + shown)
    return parser


if __name__ == "__main__":
    sys.exit(main())
