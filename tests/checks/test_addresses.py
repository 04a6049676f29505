"""Which addresses are asked, and that no other is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.checks.addresses import Address, address_of, addresses
from tests.checks.machine import machine

V4, V6 = "127.0.0.1", "::1"
ELSEWHERE = "is not on this machine; nothing leaves it"
UNREADABLE = Address("", 0, (), "/v1", "OPENAI_BASE_URL", "cannot be read as an address")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://127.0.0.1:8000/v1", Address(V4, 8000, (V4,), "/v1")),
        ("http://127.0.0.1:8000/v1/", Address(V4, 8000, (V4,), "/v1")),
        ("http://LocalHost.:8000", Address("localhost.", 8000, (V4, V6), "")),
        ("http://[::1]:8000/openai/v1", Address(V6, 8000, (V6,), "/openai/v1")),
        ("http://[::ffff:127.0.0.1]:1/v1", Address("::ffff:127.0.0.1", 1, (V4,), "/v1")),
        ("http://127.8.9.10/v1", Address("127.8.9.10", 80, ("127.8.9.10",), "/v1")),
        ("http://0.0.0.0:8000/v1", Address("0.0.0.0", 8000, (V4,), "/v1")),
        ("http://user:sk-1@localhost:8000/v1?key=x#y", Address("localhost", 8000, (V4, V6), "/v1")),
        ("localhost:8000", Address("localhost", 8000, (V4, V6), "")),
        ("http://localhost:8000/a b\r\nX: y", Address("localhost", 8000, (V4, V6), "")),
        ("https://localhost/v1", Address("localhost", 443, (V4, V6), "/v1", unfit="speaks TLS, which is not asked")),
    ],
)
def test_addresses_of_this_machine(text: str, expected: Address) -> None:
    """Literal loopback addresses, localhost, and those that mean every address of the machine."""
    assert address_of(text, "OPENAI_BASE_URL") == replace(expected, named="OPENAI_BASE_URL")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://api.openai.com/v1", "api.openai.com:443"),
        ("http://user:secret@gpu-7.corp:8000/token/v1?key=secret", "gpu-7.corp:8000"),
        ("http://10.0.0.5:8000", "10.0.0.5:8000"),
        ("http://localhost.example.com", "localhost.example.com:80"),
        ("http://127.0.0.1.nip.io:8000", "127.0.0.1.nip.io:8000"),
        ("http://host.docker.internal:11434", "host.docker.internal:11434"),
        ("http://127.1:8000", "127.1:8000"),
        ("http://2130706433:8000", "2130706433:8000"),
        ("http://0x7f.1/", "0x7f.1:80"),
        ("http://[fe80::1]:80", "[fe80::1]:80"),
    ],
)
def test_addresses_elsewhere_are_not_asked(text: str, shown: str) -> None:
    """A name that may mean anything, and spellings that only some programs read, are taken for another machine."""
    address = address_of(text, "OPENAI_BASE_URL")

    assert (str(address), address.hosts, address.unfit) == (shown, (), ELSEWHERE)


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "http://:8000",
        "http://localhost:99999",
        "http://localhost:0",
        "http://localhost:x",
        "ftp://localhost/",
        "unix:///run/server.sock",
        "http://[::1",
        "http://[::1%lo]:80",
        "http://user:pa/ss@localhost",
        "http://user:12?3@localhost",
        "http://user:12#3@localhost",
        "http://" + "a" * 300,
        "http://ho st/",
        "${BASE_URL}",
    ],
)
def test_what_is_no_address(text: str) -> None:
    """Nothing of it is kept, for it may be a password."""
    assert replace(address_of(text, "OPENAI_BASE_URL"), path="/v1") == UNREADABLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1", Address(V4, 11434, (V4,), "/v1")),
        ("0.0.0.0:8080", Address("0.0.0.0", 8080, (V4,), "/v1")),
        (":1234", Address(V4, 1234, (V4,), "/v1")),
        ("http://localhost", Address("localhost", 11434, (V4, V6), "/v1")),
        ("http://localhost:80/prefix/", Address("localhost", 80, (V4, V6), "/prefix/v1")),
    ],
)
def test_ollamas_own_forms(text: str, expected: Address) -> None:
    """OLLAMA_HOST may leave out scheme, host and port."""
    assert address_of(text, "OLLAMA_HOST") == replace(expected, named="OLLAMA_HOST")


def test_all_addresses(tmp_path: Path) -> None:
    """Each place once: those given, those of the environment, the usual ports that none of them has."""
    settings = {
        "OPENAI_BASE_URL": "http://localhost:8000/v1",
        "OPENAI_API_BASE": " https://api.openai.com/v1 ",
        "OLLAMA_HOST": "",
    }
    here = replace(
        machine(tmp_path, **settings), ports=(8000, 11434), base_urls=("http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1")
    )

    assert addresses(here) == (
        Address(V4, 9, (V4,), "/v1", "the base URL"),
        Address("localhost", 8000, (V4, V6), "/v1", "OPENAI_BASE_URL"),
        Address("api.openai.com", 443, (), "/v1", "OPENAI_API_BASE", ELSEWHERE),
        Address(V4, 11434, (V4,)),
    )


def test_number_of_addresses_is_bounded(tmp_path: Path) -> None:
    """Of very many, the first are asked."""
    many = tuple(f"http://127.0.0.1:{port}" for port in range(1, 500))

    assert len(addresses(replace(machine(tmp_path), base_urls=many))) == 16
