"""The fault server: an OpenAI-compatible server on loopback that fails on purpose, in the providers' own words."""

from __future__ import annotations

from proofs.server.counters import Counters
from proofs.server.server import FaultServer
from proofs.server.settings import Faults

__all__ = ["Counters", "FaultServer", "Faults"]
