"""Exception types are known by the names that logs print."""

from __future__ import annotations

import pytest

from diagnose.matching.types import TypeIndex
from diagnose.model.playbook import PlaybookSet, Role
from diagnose.playbook import load

INDEX = TypeIndex(load().playbooks)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("openai.RateLimitError", "openai.APIError"),
        ("openai.RateLimitError", "RateLimitError"),
        ("openai._exceptions.BadRequestError", "openai.BadRequestError"),
        ("openai.error.InvalidRequestError", "openai.BadRequestError"),
        ("BadRequestError", "openai.BadRequestError"),
        ("BadRequestError", "APIStatusError"),
        ("APIConnectionTimeoutError", "openai.APITimeoutError"),
        ("httpx2.ReadTimeout", "httpx.TimeoutException"),
        ("httpcore2.ReadTimeout", "httpcore.ReadTimeout"),
        ("httpx.ReadTimeout", "httpx2.ReadTimeout"),
        ("TimeoutError", "asyncio.TimeoutError"),
        ("asyncio.exceptions.TimeoutError", "TimeoutError"),
        ("TimeoutError", "OSError"),
        ("some.package.TimeoutError", "TimeoutError"),
        ("unknown.WeirdError", "WeirdError"),
        ("WeirdError", "unknown.WeirdError"),
        ("torch.cuda.OutOfMemoryError", "torch.OutOfMemoryError"),
        ("torch.OutOfMemoryError", "RuntimeError"),
        ("numpy.core._exceptions._ArrayMemoryError", "MemoryError"),
        ("litellm.exceptions.ContextWindowExceededError", "openai.BadRequestError"),
        ("pydantic_core._pydantic_core.ValidationError", "ValueError"),
        ("builtins.ValueError", "ValueError"),
        ("DOMException [TimeoutError]", "DOMException [TimeoutError]"),
    ],
)
def test_is_a(printed: str, wanted: str) -> None:
    """Aliases, base classes, other paths in the package and renamed packages count."""
    assert INDEX.is_a(printed, wanted)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("", "Exception"),
        ("ValueError", "Exception"),
        ("OSError", "TimeoutError"),
        ("openai.APITimeoutError", "TimeoutError"),
        ("TimeoutError", "playwright.sync_api.TimeoutError"),
        ("ray.exceptions.OutOfMemoryError", "torch.OutOfMemoryError"),
        ("unknown.WeirdError", "other.WeirdError"),
        ("anthropic.BadRequestError", "openai.BadRequestError"),
    ],
)
def test_is_not_a(printed: str, wanted: str) -> None:
    """Equal last parts of different packages are different types; Exception is no base of everything."""
    assert not INDEX.is_a(printed, wanted)


@pytest.mark.parametrize(
    ("printed", "message", "role"),
    [
        ("CancelledError", "", Role.FALLOUT),
        ("asyncio.exceptions.CancelledError", "", Role.FALLOUT),
        ("ExceptionGroup", "", Role.WRAPPER),
        ("tenacity.RetryError", "", Role.WRAPPER),
        ("concurrent.futures.process._RemoteTraceback", "", Role.WRAPPER),
        ("concurrent.futures.process.BrokenProcessPool", "", Role.FALLOUT),
        ("EngineDeadError", "", Role.FALLOUT),
        ("AggregateError", "", Role.WRAPPER),
        ("RuntimeError", "CUDA error: out of memory", Role.ROOT),
        (
            "RuntimeError",
            "BadRequestError: Error code: 400\nTraceback:\nTraceback (most recent call last):",
            Role.WRAPPER,
        ),
        ("ValueError", "Unhandled message in agent container: <class 'GroupChatError'>", Role.FALLOUT),
        ("ValueError", "no", Role.ROOT),
        ("TypeError", "fetch failed", Role.WRAPPER),
        ("never.Seen", "", Role.ROOT),
    ],
)
def test_role(printed: str, message: str, role: Role) -> None:
    """The role is the type's, unless a rule on its message says otherwise; an unknown type states the error."""
    assert INDEX.role(printed, message) is role


def test_bases_that_go_in_a_circle_end() -> None:
    """A registry that is wrong still answers."""
    from diagnose.model.playbook import ExceptionType

    index = TypeIndex(PlaybookSet((), (), (ExceptionType("A", bases=("B",)), ExceptionType("B", bases=("A",)))))
    assert index.is_a("A", "B")
    assert not index.is_a("A", "C")
