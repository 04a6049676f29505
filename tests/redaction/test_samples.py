"""No false redaction: what is replaced in the sample traces and in the playbooks stands here, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagnose.decoding import text_of
from diagnose.redaction.scan import secrets_in

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = {
    # Keys that the server has masked itself; their last letters are real.
    ("autogen02-auth-401.log", "openai-key", "sk-proj-********************************9f3A"),
    ("lines.log", "openai-key", "sk-proj-********************************************x4QA"),
    ("node-unhandled-warn.log", "openai-key", "sk-proj-****9f2a"),
    ("teams-auth.log", "openai-key", "sk-proj-****9f2a"),
    ("threads-interleaved.log", "openai-key", "sk-proj-****9f2a"),
    (
        "1x-openrouter-key-at-openai.log",
        "openrouter-key",
        "sk-or-v1*************************************************************94f6",
    ),
    ("1x-403-project-model.log", "project-id", "proj_XXXXXXXXXXXXXXXXXXXXXXXX"),
    # Organisations.
    ("unrelated-errors-paste.log", "organization-id", "org-XXXXXXXXXXXXXXXXXXXX"),
    ("rich-wrapped-message-over-seven-lines.log", "organization-id", "org-XXXXXXXXXXXXXXXXXXXXXXXX"),
    # A literal in the code, quoted by a traceback; nobody can tell that this one opens nothing.
    ("python-litellm-sdk.log", "api-key", "upstream"),
    ("litellm-sdk.log", "api-key", "upstream"),
}


def _found(paths: Iterator[Path]) -> set[tuple[str, str, str]]:
    texts = ((path.name, text_of(path.read_bytes())) for path in sorted(paths) if path.is_file())
    return {(name, secret.kind, secret.value(text)) for name, text in texts for secret in secrets_in(text)}


def test_samples_keep_all_but_secrets() -> None:
    """In all sample traces, whole files, exactly these are replaced."""
    assert _found((ROOT / "sample_traces").rglob("*")) == EXPECTED


def test_playbooks_hold_no_secret() -> None:
    """Nothing that the shipped playbooks say or show is replaced: their code can be copied as it is."""
    assert _found((ROOT / "playbooks").rglob("*.yaml")) == set()
