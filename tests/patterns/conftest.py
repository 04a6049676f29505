"""What the tests of patterns share."""

from __future__ import annotations

import pytest

from diagnose.model.code import CodePattern
from diagnose.playbook import load


@pytest.fixture(scope="session")
def shipped() -> list[CodePattern]:
    """All patterns that come along."""
    return [pattern for cause in load().playbooks.causes for pattern in cause.code]
