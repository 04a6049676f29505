"""Code patterns run on source files: what of a cause stands in a program's own code."""

from __future__ import annotations

from diagnose.patterns.frameworks import belongs
from diagnose.patterns.hit import Captured, Hit, Stretch
from diagnose.patterns.scan import scan, scan_anywhere, scan_ran, scan_tools

__all__ = ["Captured", "Hit", "Stretch", "belongs", "scan", "scan_anywhere", "scan_ran", "scan_tools"]
