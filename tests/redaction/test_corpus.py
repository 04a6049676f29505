"""Recall over every kind of secret in every surrounding."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import pytest

from diagnose.redaction import Redactor
from tests.redaction.kinds import KINDS, SHAPED, Kind
from tests.redaction.surroundings import BARE, NAMED, addresses, key_blocks, others, quoting

SEEDS = range(int(os.environ.get("REDACTION_SEEDS", "1")))
"""One seed every day; more of them where somebody asks."""
SHORT_WHEN_CUT = frozenset(("aws-id", "aws-temporary-id", "twilio-key", "discord", "jwt", "openai-masked", "litellm"))
"""Half of them is an id, or nothing but a few letters."""
ANY_CHARACTER = "abcXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~ \"'\\äß漢"


def leak(secret: str, text: str) -> str:
    """What of a secret is left in the redacted text: its longest stretch of eight characters or more, if any."""
    shown = Redactor().text(text)
    secret = secret.rpartition(":")[2]  # what stands before a colon names the owner
    size = min(8, len(secret))
    around = text.replace(secret, "")
    stretches = {secret[at : at + size] for at in range(len(secret) - size + 1)}
    left = {stretch for stretch in stretches if stretch in shown and stretch not in around}
    return f"{sorted(left)[:3]} of {secret!r} in {shown!r}" if left else ""


def _texts(kind: Kind, random: Random) -> Iterator[tuple[str, str, str]]:
    for name, surrounding in {**NAMED, **(BARE if kind.shaped else {})}.items():
        secret = kind.make(random)
        yield name, secret, surrounding(kind.field, secret)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_no_secret_is_overlooked(kind: Kind) -> None:
    """Each kind of key is found in each surrounding, to its last letter."""
    found = [
        f"{name}: {left}"
        for seed in SEEDS
        for name, secret, text in _texts(kind, Random(f"{kind.id} {seed}"))
        if (left := leak(secret, text))
    ]

    assert found == []


@pytest.mark.parametrize("seed", SEEDS)
def test_addresses_and_headers(seed: int) -> None:
    """Passwords of addresses, headers, cookies, signatures and webhooks are found."""
    secret, texts = addresses(Random(seed))
    found = [left for text in texts for part in _parts(secret, text) if (left := leak(part, text))]
    found += [f"{what}: {left}" for what, held, text in others(Random(seed)) if (left := leak(held, text))]

    assert found == []


@pytest.mark.parametrize("seed", SEEDS)
def test_private_keys(seed: int) -> None:
    """Of a private key no line is left, whole or cut off, and there are as many lines as before."""
    for what, held, text in key_blocks(Random(seed)):
        shown = Redactor().text(text)

        assert [line for line in held if line.strip("=") in shown] == [], what
        assert shown.count("\n") == text.count("\n"), what


@pytest.mark.parametrize("seed", range(16))
def test_passwords_of_any_characters(seed: int) -> None:
    """A password that a library has quoted is replaced whole, whatever it holds: the text around it stays as it was."""
    random = Random(seed)
    secret = "".join(random.choice(ANY_CHARACTER) for _ in range(12)) + "x9"
    expected = quoting("[redacted password 1]")
    for name, text in quoting(secret).items():
        shown = Redactor().text(text)

        assert shown.replace('"[redacted password 1]"', "'[redacted password 1]'") == expected[name].replace(
            '"[redacted password 1]"', "'[redacted password 1]'"
        ), text


def _parts(secret: str, text: str) -> list[str]:
    """The password, or both its parts where the address has a sign of its own in it."""
    return [secret] if secret in text else [secret[:6], secret[6:]]


@pytest.mark.parametrize("kind", [kind for kind in SHAPED if kind.id not in SHORT_WHEN_CUT], ids=str)
def test_half_a_secret_is_one(kind: Kind) -> None:
    """A key of which a width limit left only the first half is still found."""
    halves = [secret[: len(secret) // 2] for seed in SEEDS if (secret := kind.make(Random(f"{kind.id} {seed}")))]

    assert [left for half in halves if (left := leak(half, f"api: {half}"))] == []


def test_corpus_is_large() -> None:
    """More than sixty kinds."""
    assert len(KINDS) > 60
    assert len(SHAPED) > 40
