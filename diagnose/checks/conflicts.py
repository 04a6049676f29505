"""Pairs of packages that are known not to work together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagnose.checks.versions import release


@dataclass(frozen=True, slots=True)
class Known:
    """``package``, from ``first`` on and below ``before``, does not work with ``other`` from ``since`` on.

    ``source`` says so.
    """

    package: str
    first: str
    before: str
    other: str
    since: str
    fails: str
    source: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two installed packages that do not work together, what happens, and what to do."""

    package: str
    version: str
    with_package: str
    with_version: str
    fails: str
    advice: str


_PROXIES = "Client.__init__() got an unexpected keyword argument 'proxies'."
KNOWN = (
    Known("openai", "1", "1.55.3", "httpx", "0.28", _PROXIES, "https://github.com/openai/openai-python/issues/1915"),
    Known(
        "anthropic", "0.3", "0.40.0", "httpx", "0.28", _PROXIES,
        "https://github.com/anthropics/anthropic-sdk-python/issues/766",
    ),
)  # fmt: skip


def conflicts(versions: Mapping[str, str]) -> Iterator[Conflict]:
    """Those among the installed packages; a version that cannot be read is in none."""
    for known in KNOWN:
        version, other = versions.get(known.package, ""), versions.get(known.other, "")
        if release(known.first) <= release(version) < release(known.before) and release(other) >= release(known.since):
            advice = (
                f'Install a newer one, pip install "{known.package}>={known.before}", '
                f'or hold the other back, pip install "{known.other}<{known.since}". See {known.source}'
            )
            yield Conflict(known.package, version, known.other, other, known.fails, advice)
