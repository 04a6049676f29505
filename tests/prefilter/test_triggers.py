"""Triggers: what is looked for follows from the playbooks."""

from __future__ import annotations

from pathlib import Path

from diagnose.input import read_source
from diagnose.playbook import load
from diagnose.prefilter import triggers_of
from tests.corpus import SAMPLES, known, read_labels

PACK = """\
title: The flux is out of phase
summary: A test.
severity: error
signatures:
  - name: flux
    certainty: 0.9
    line: ['{pattern}']
"""


def _with(folder: Path, pattern: str) -> tuple[str, ...]:
    (folder / "classes").mkdir(exist_ok=True)
    (folder / "classes" / "flux.yaml").write_text(PACK.format(pattern=pattern), "utf-8")
    loaded = load([folder])
    assert loaded.faults == ()
    return triggers_of(loaded.playbooks).literals


def test_a_new_playbook_needs_no_list(tmp_path: Path) -> None:
    """The words of one's own playbook are looked for, without a word about it anywhere."""
    assert "flux capacitor " in _with(tmp_path, r"flux capacitor \d+")


def test_a_pattern_without_words_makes_every_line_count(tmp_path: Path) -> None:
    """A pattern that could hit any line cannot be prefiltered: then nothing is left out."""
    assert _with(tmp_path, r"\d{7}") == ()
    assert triggers_of(load([tmp_path]).playbooks).hit(b"nothing here")


def test_shipped_playbooks_are_complete_and_specific() -> None:
    """The shipped playbooks can be prefiltered, and no word of theirs stands in plain lines of a log."""
    triggers = triggers_of(known())
    assert triggers.complete
    plain = (
        'INFO httpx: HTTP Request: POST https://api.openai.com/v1/chat/completions "HTTP/1.1 200 OK"',
        "INFO 11-21 10:00:00 metrics.py:455] Avg prompt throughput: 812.3 tokens/s, GPU KV cache usage: 12.1%",
        'INFO:     127.0.0.1:53412 - "POST /v1/chat/completions HTTP/1.1" 200 OK',
        "DEBUG httpcore.connection: connect_tcp.started host='localhost' port=8000 timeout=5.0",
        "coder (to manager):",
        "Here is the function that you asked for, with its model and its message.",
        '{"level": "info", "msg": "stored item", "status": 200, "ms": 137}',
    )
    assert [line for line in plain if triggers.hit(line.encode())] == []


def _text(path: Path) -> str:
    return "\n".join(line.text for line in read_source(str(path)).lines)


def test_each_error_of_the_samples_has_a_trigger() -> None:
    """Each labelled sample with an error has a trigger in it."""
    triggers = triggers_of(known())
    silent = [
        sample.id
        for sample in read_labels(SAMPLES)
        if sample.label not in ("none", "other") and not triggers.hit(_text(sample.path).encode())
    ]
    assert silent == []
