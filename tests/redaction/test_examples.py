"""What becomes of single texts, one of each kind."""

from __future__ import annotations

import pytest

from diagnose.redaction import Redactor


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (
            "Incorrect API key provided: sk-proj-abc123def456ghi789.",
            "Incorrect API key provided: [redacted openai-key 1].",
        ),
        ("key sk-ant-api03-abcdefghijklmnop_qrst-uv", "key [redacted anthropic-key 1]"),
        ("sk-1234********************************cdef", "[redacted api-key 1]"),
        ("gsk_abcdefghijklmnop and hf_abcdefghijklmnop", "[redacted groq-key 1] and [redacted huggingface-key 1]"),
        (
            "on organization org-AbCdEfGhIjKlMnOpQrStUvWx on tokens",
            "on organization [redacted organization-id 1] on tokens",
        ),
        ("AIzaSyA-1234567890abcdefghijk", "[redacted google-key 1]"),
        ("Authorization: Bearer abcdefghijklmnop.qrs7", "Authorization: Bearer [redacted bearer-token 1]"),
        ("{'api_key': 'f00dfeedf00dfeedf00d'}", "{'api_key': '[redacted api-key 1]'}"),
        ("MISTRAL_API_KEY=f00dfeedf00dfeed", "MISTRAL_API_KEY=[redacted mistral-key 1]"),
        ("api-key=f00dfeedf00dfeedf00d&x=1", "api-key=[redacted api-key 1]&x=1"),
        ("password: hunter22!", "password: [redacted password 1]"),
        ('{"password": 12345678, "n": 1}', '{"password": "[redacted password 1]", "n": 1}'),
        ('{\\"password\\": 12345678}', '{\\"password\\": \\"[redacted password 1]\\"}'),
        ("redis://user:secretword@host:6379/0", "redis://user:[redacted password 1]@host:6379/0"),
        ("redis://:secretword@host:6379/0", "redis://:[redacted password 1]@host:6379/0"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_def-ghi", "[redacted jwt 1]"),
        ("Cookie: a=bcd; e=fgh", "Cookie: a=[redacted cookie 1]; e=[redacted cookie 2]"),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\n[redacted private-key 1]\n-----END PRIVATE KEY-----",
        ),
    ],
)
def test_secrets_are_replaced(text: str, redacted: str) -> None:
    """A secret gives way to its kind and number; all around it stays, so that one can read what it was for."""
    assert Redactor().text(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "the task-oriented mask-language model ask-again",
        "api_key=os.environ['OPENAI_API_KEY']",
        "The api_key client option must be set either by passing api_key to the client",
        "http://localhost:11434/v1 and http://10.0.0.1:8000/v1/chat/completions",
        "proxy_pass http://127.0.0.1:8000;",
        "nothing listens there (http://localhost:11434).",
        'OpenAI(api_key="sk-...")',
        "basic authentication is not supported",
        "disk-cache hit; risk-free",
        "client = OpenAI(api_key=key, base_url=url, organization=org)",
        "def connect(password: str, token: str | None = None) -> None:",
        "if not api_key: raise ValueError('api_key is required')",
        "{'api_key': ['This field is required.']}",
        "logprobs: [{'token': 'Hello', 'logprob': -0.1, 'bytes': [72]}]",
        "tokenizer.eos_token = '<|endoftext|>'; pad_token: '[PAD]'",
        "primary_key=True, foreign_key='runs.id', cache_key=('a', 1), sort_key='name'",
        "KeyError: 'secret_name'",
        "git clone git@github.com:org/repo.git and ssh://git@github.com/org/repo",
        "docker run --user 1000:1000 image",
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B\n-----END PUBLIC KEY-----",
        "Authorization: Bearer ${TOKEN} and 'Authorization': f'Bearer {token}'",
        "see https://platform.openai.com/account/api-keys and https://x.org/?key=value&code=404",
        "session_id=abc123def456 thread=thread_abc123 x-request-id: req_9f8e7d6c5b4a",
        "Set-Cookie: Path=/",
        "mypassword file: /etc/passwd: permission denied",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    """What only resembles a secret is left alone."""
    assert Redactor().text(text) == text
