"""Names of patterns and causes."""

from __future__ import annotations

import pytest

from diagnose.errors import DoctorError
from diagnose.lint.selection import Names, Wish, chosen
from diagnose.model.findings import UNUSED
from tests.lint.values import RULES

NAMES = Names(RULES)
ALL = {"growing-history", "growing-list", "no-timeout", UNUSED}


def wishes(*names: str) -> list[Wish]:
    return [Wish(name, "--select") for name in names]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ALL),
        (("no-timeout",), (), {"no-timeout"}),
        (("unbounded-history",), (), {"growing-history", "growing-list"}),
        (("growing-*",), (), {"growing-history", "growing-list"}),
        (("missing-?imeout",), (), {"no-timeout"}),
        (("*",), ("unbounded-*",), {"no-timeout", UNUSED}),
        ((), (UNUSED, "growing-list"), {"growing-history", "no-timeout"}),
        (("no-timeout",), ("no-timeout",), set()),
    ],
)
def test_what_names_stand_for(select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]) -> None:
    """Ids of patterns, of causes for all their patterns, globs over both; what is ignored goes before."""
    assert chosen(NAMES, wishes(*select), wishes(*ignore)) == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("growing-histry", "--select: no pattern or cause is called 'growing-histry'; did you mean growing-history"),
        ("zzz*", "--select: no pattern or cause is called 'zzz*'; 'autogen-doctor check --list' shows what there is"),
        ("", "--select: no pattern or cause is called ''; 'autogen-doctor check --list' shows what there is"),
        ("GROWING-LIST", "no pattern or cause is called 'GROWING-LIST'"),
    ],
)
def test_unknown_names(name: str, said: str) -> None:
    """One sentence, with the near ones where there are some."""
    with pytest.raises(DoctorError) as raised:
        NAMES.ids(wishes(name))

    assert str(raised.value).startswith(said) or said in str(raised.value)
