"""What the proof run records: the environments in which a fix was run."""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.model.dataclass import dataclass
from diagnose.model.digests import sha256


@dataclass(frozen=True, slots=True)
class Verification:
    """One environment in which ``before`` failed and ``after`` ran clean.

    ``runtime`` is the interpreter with its version, as in ``Python 3.11``; ``packages`` are the names by which they are
    installed, extras and all, and their versions.
    """

    runtime: str
    packages: tuple[tuple[str, str], ...] = ()


Runs = Mapping[str, tuple[Verification, ...]]
"""What is recorded of one cause: by the digest of a fix's code, the newest environment first."""

DIGEST_LENGTH = 12


def fix_digest(framework: str, before: str | None, after: str | None) -> str:
    """What tells a fix from any other: a record of other code, or of another framework, says nothing about this one."""
    code = f"{framework}\0{before or ''}\0{after or ''}"
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
