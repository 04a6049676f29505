"""Captured text becomes a number, a size, a time or a name, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.matching.facts import FACTS, OBSERVATIONS, read_fact
from diagnose.model.report import FactValue

GIB = 1 << 30


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("limit_tokens", "128,000", 128_000),
        ("limit_tokens", "128_000", 128_000),
        ("limit_tokens", "8k", 8000),
        ("limit_tpm", "40000", 40_000),
        ("used_tokens", " 144122. ", 144_122),
        ("exit_code", "-9", -9),
        ("exit_code", "0xC0000005", 0xC0000005),
        ("status", "400", 400),
        ("errno", "111]", 111),
        ("signal", "SIGKILL", 9),
        ("signal", "9", 9),
        ("signal", "killed", 9),
        ("requested_bytes", "172.00 MiB", 180_355_072),
        ("requested_bytes", "458. GiB", 458 * GIB),
        ("rss_bytes", "16020148kB", 16_404_631_552),
        ("heap_bytes", "63.8 MB", int(63.8 * (1 << 20))),
        ("limit_bytes", "4Gi", 4 * GIB),
        ("limit_bytes", "512m", 512 << 20),
        ("limit_bytes", "1,024 KiB", 1 << 20),
        ("total_bytes", "3145728000 bytes", 3_145_728_000),
        ("free_bytes", "0", 0),
        ("timeout_s", "30", 30),
        ("timeout_s", "30s", 30),
        ("timeout_s", "1.5 seconds", 1.5),
        ("timeout_s", "100ms", 0.1),
        ("timeout_s", "0:00:02", 2),
        ("timeout_s", "01:30", 90),
        ("timeout_s", "2m", 120),
        ("retry_after_s", "6m0s", 360),
        ("retry_after_s", "1h2m3s", 3723),
        ("retry_after_s", "1 hour, 5 minutes", 3900),
        ("retry_after_s", "1.362s.", 1.362),
        ("model", " `gpt-4o`", "gpt-4o"),
        ("model", "'llama3.1:8b',", "llama3.1:8b"),
        ("code", "-32001", "-32001"),
        ("base_url", "http://user:secret@host:1/v1", "http://host:1/v1"),
        ("thread", "Thread-8 (run)", "Thread-8 (run)"),
        ("limit_tokens", "1,2", None),
        ("limit_tokens", "many", None),
        ("limit_tokens", "9" * 40, None),
        ("limit_tokens", "", None),
        ("requested_bytes", "-1 GiB", None),
        ("requested_bytes", "3 apples", None),
        ("timeout_s", "soon", None),
        ("timeout_s", "1h 2 3", None),
        ("timeout_s", "None", None),
        ("code", "None", None),
        ("code", "null", None),
        ("model", "''", None),
        ("model", "a\nb", None),
        ("model", "x" * 1000, None),
    ],
)
def test_read_fact(name: str, text: str, value: FactValue | None) -> None:
    """Units, separators and quotes are read by the fact's name; nonsense is None."""
    got = read_fact(name, text)
    assert (got, type(got)) == (value, type(value))


@given(st.sampled_from([*FACTS, *OBSERVATIONS, "unknown", "x_bytes"]), st.text(max_size=80))
def test_random_text_never_raises(name: str, text: str) -> None:
    """Logs are hostile: any text is a value or None, and numbers are finite."""
    value = read_fact(name, text)
    assert value is None or isinstance(value, str) or -1e27 < value < 1e27
