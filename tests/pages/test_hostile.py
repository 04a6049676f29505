"""A playbook is data: whatever stands in one, a page shows it and never obeys it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from diagnose.model.playbook import Cause, Playbook, PlaybookSet, Remedy
from site_builder.addresses import class_address
from site_builder.build import build
from site_builder.check import faults
from site_builder.texts import is_web_address
from tests.corpus import known

HOSTILE = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"'> {{ 7*7 }} `<b>x</b>` \x1b[31m\u202e &lt;"
)
ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://x.example/" onclick="alert(1)',
    "//x.example/",
    "http://[::1",
    "https://x.example/a b",
)


def hostile(known: PlaybookSet) -> PlaybookSet:
    """A set whose every text is hostile."""
    playbook = next(one for one in known.playbooks if one.id == "timeout")
    cause = next(one for one in known.causes if one.id == "client-timeout-too-small")
    return replace(known, playbooks=(_class(playbook),), causes=(_cause(cause),))


def _class(one: Playbook) -> Playbook:
    signature = replace(one.signatures[0], condition=replace(one.signatures[0].condition, exception=(HOSTILE,)))
    words = replace(signature, condition=replace(signature.condition, message=("<script>alert\\(3\\)", "</script>")))
    step = replace(one.steps[0], say=HOSTILE, run=HOSTILE, framework=(HOSTILE,), outcomes=tuple(
        replace(outcome, answer=HOSTILE, means=HOSTILE) for outcome in one.steps[0].outcomes))  # fmt: skip
    return replace(
        one, title=HOSTILE, summary=HOSTILE, not_this=(HOSTILE,), prevention=(HOSTILE,), steps=(step,), side=HOSTILE,
        references=(HOSTILE, *ADDRESSES), advice=(HOSTILE,), signatures=(signature, words),
        causes=tuple(ref for ref in one.causes if ref.cause == "client-timeout-too-small"),
    )  # fmt: skip


def _cause(one: Cause) -> Cause:
    fix = Remedy(HOSTILE, "python", HOSTILE, before=HOSTILE, after=f"print(1)\n{HOSTILE}", illustrative=HOSTILE)
    return replace(
        one, title=HOSTILE, statement=HOSTILE, why=HOSTILE, separates=HOSTILE, verify=(HOSTILE,), prevention=(HOSTILE,),
        references=ADDRESSES, remedies=(fix, replace(fix, framework="ag2")), steps=(),
        signs=(replace(one.signs[0], say="<script>{{ timeout_s }}</script>"),),
    )  # fmt: skip


def test_hostile_playbooks_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    """Tags, attributes, templates, terminal escapes and addresses that run something are all mere text."""
    written = build(hostile(known()), {}, (), tmp_path / "site")
    pages = [text for name, text in written.items() if name.endswith(".html")]

    assert faults(written) == []
    assert not any("<script>" in text or "<img" in text or "<b>" in text or "49" in text for text in pages)
    assert not any("\x1b" in text or "\u202e" in text for text in written.values())
    assert all("&lt;script&gt;alert(1)&lt;/script&gt;" in text for text in pages)
    assert not any(f'href="{address}' in text for text in pages for address in ("javascript:", "data:", "//"))


def test_only_addresses_of_the_web_are_links() -> None:
    """The others are shown as text."""
    assert [address for address in (*ADDRESSES, HOSTILE) if is_web_address(address)] == []
    assert is_web_address("https://github.com/microsoft/autogen/issues/411#issuecomment-1")


def test_an_id_is_no_path() -> None:
    """What is no id names no folder."""
    with pytest.raises(ValueError, match="no id"):
        class_address("../../etc")
