"""Where model servers may be: the addresses that are named, and the usual ports. Only this machine is ever asked."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from diagnose.checks.surroundings import Surroundings
from diagnose.lazy import regex

VARIABLES = ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_HOST")
_OLLAMA = "OLLAMA_HOST"
_PORTS = {"http": 80, "https": 443}
_MOST = 16
_PATH = regex(r"(?:/[A-Za-z0-9._~-]+)*")
_HOST = regex(r"[A-Za-z0-9._-]{1,100}|[0-9A-Fa-f:.]{2,45}")
_HERE = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """A place to ask, or not to.

    ``hosts`` are literal loopback addresses in the order to try; another machine has none. ``path`` is what stands
    before ``/models``; ``named`` says who names it, and is empty for a usual port; ``unfit`` says why it is not asked.
    """

    host: str
    port: int
    hosts: tuple[str, ...]
    path: str = "/v1"
    named: str = ""
    unfit: str = ""

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def addresses(surroundings: Surroundings) -> tuple[Address, ...]:
    """The named ones in order, then the usual ports that no named one has; each place once."""
    found: dict[tuple[object, ...], Address] = {}
    for named, text in _named(surroundings):
        address = address_of(text, named)
        key = (address.hosts or address.host, address.port, address.path)
        found.setdefault(key, address)
    taken = {address.port for address in found.values() if _HERE[0] in address.hosts and not address.unfit}
    usual = [Address(_HERE[0], port, _HERE[:1]) for port in surroundings.ports if port not in taken]
    return (*list(found.values())[:_MOST], *usual)


def _named(surroundings: Surroundings) -> Iterator[tuple[str, str]]:
    for text in surroundings.base_urls:
        yield "the base URL", text
    for variable in VARIABLES:
        text = surroundings.environment.get(variable, "").strip()
        if text:
            yield variable, text


def address_of(text: str, named: str) -> Address:
    """The place that a base URL means. Nothing of it but host and port is ever told; no name is looked up."""
    unreadable = Address("", 0, (), named=named, unfit="cannot be read as an address")
    ollama = named == _OLLAMA
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname or (_HERE[0] if ollama else ""), parts.port
    except ValueError:
        return unreadable
    rest = f"{parts.path}{parts.query}{parts.fragment}"
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host) or port == 0 or "@" in rest:
        return unreadable  # a password with a slash in it must not be taken for a host
    port = port or (11434 if ollama else _PORTS[parts.scheme])
    path = parts.path.rstrip("/") if _PATH.fullmatch(parts.path.rstrip("/")) else ""
    hosts = _loopback(host)
    unfit = "speaks TLS, which is not asked" if parts.scheme == "https" else ""
    return Address(
        host, port, hosts, f"{path}/v1" if ollama else path, named,
        unfit if hosts else "is not on this machine; nothing leaves it",
    )  # fmt: skip


def _loopback(host: str) -> tuple[str, ...]:
    """The literal addresses of this machine that a host means; a server that listens everywhere is asked here."""
    if host.rstrip(".").lower() == "localhost":
        return _HERE
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return ()
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_unspecified:
        return _HERE[:1] if address.version == 4 else _HERE[::-1]
    return (str(address),) if address.is_loopback and "%" not in host else ()
