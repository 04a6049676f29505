"""What redaction never does, whatever the text."""

from __future__ import annotations

import json
import time
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diagnose.redaction import Redactor, Unredacted
from tests.redaction.kinds import KINDS
from tests.redaction.surroundings import BARE, NAMED, addresses, key_blocks, others

FRAGMENTS = (
    "api_key",
    "password",
    "token",
    "--token",
    "Authorization",
    "Bearer ",
    "Basic ",
    "cookie",
    "cookies",
    "secret",
    "=",
    ": ",
    ":",
    "'",
    '"',
    "\\",
    "\\\\",
    '\\"',
    "\\n",
    "\n",
    "\r\n",
    " ",
    ",",
    ";",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "|",
    "│",
    "://",
    "@",
    "user:",
    "?sig=",
    "&key=",
    "[redacted password 1]",
    "[redacted",
    "sk-",
    "sk-proj-",
    "hf_",
    "eyJ",
    "AKIA",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    "x9Y8z7W6v5U4t3S2",
    "hunter22x",
    "correct",
    "8207",
    "none",
    "b'",
    "str",
    "value",
    "é",
    "漢",
    "\u2028",
    "\x0b",
    "\ud800",
    "curl -u ",
    "<password>",
    "export ",
)
TANGLES = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
ORDINARY = st.lists(
    st.sampled_from(
        (
            "8207 tokens",
            "max_tokens=4096",
            "token_count: 123",
            "'prompt_tokens': 8207",
            "hf_client_name",
            "key error",
            "KeyError: 'api_key'",
            "line 84",
            "req_011CQabcDEF1234567890",
            "chatcmpl-9aBcDeFgHiJkLmNoPqRsTuVwXyZ",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "0x7f3c2a1b9d40",
            "/srv/app/task-runner/disk-cache.py",
            "sk-learn",
            "sk-model-v1",
            "task-oriented",
            "gpt-4o-2024-08-06",
            "api_key=os.environ['OPENAI_API_KEY']",
            "api_key=settings.key",
            "token=token",
            "bearer token missing",
            "basic authentication",
            "http://localhost:8000/v1",
            "10.0.0.1:8000",
            "password: required",
            "eos_token='</s>'",
            "{'token': ' Hello', 'logprob': -0.1}",
            "Authorization: Bearer $TOKEN",
            "user@example.org",
            "api_key: None",
            "call_Qb71mmTzz0LkWcUyGq1x",
            "asst_abc123DEF456ghi789",
            "thread_AbC123dEf456",
            "run_9aB8cD7eF6",
            "api_key='EMPTY'",
            'api_key="ollama"',
            "session_id=3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "api_key='***'",
            "signature=b5bb9d8014a0f9b1d61e21e796d78dcc",
            "KEY=VALUE",
            "the secret is: patience",
            "cookie policy: strict",
        )
    ),
    max_size=6,
)


@given(TANGLES)
@example("-----BEGIN PRIVATE KEY-----sk-x9Y8z7W6v5U4t3S2?sig=api_keyapi_key")
def test_twice_is_once(text: str) -> None:
    """What is redacted stays as it is, in the same run and in another."""
    redactor = Redactor()
    once = redactor.text(text)

    assert redactor.text(once) == once
    assert Redactor().text(once) == once


@given(TANGLES)
def test_lines_stay(text: str) -> None:
    """As many lines as before, by any reckoning."""
    shown = Redactor().text(text)

    assert shown.count("\n") == text.count("\n")
    assert len(shown.splitlines()) == len(text.splitlines())


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    """No text is too odd."""
    assert Redactor().text(text).count("\n") == text.count("\n")


def _json(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    names = st.sampled_from(
        ("api_key", "password", "msg", "headers", "cookie", "cookies", "authorization", "n", "token")
    )
    nested = leaves.map(lambda text: json.dumps({"password": text, "m": text}))
    whole = st.one_of(leaves, nested, nested.map(lambda text: json.dumps({"log": text})))
    numbers = st.one_of(st.integers(), st.booleans(), st.none())
    return st.recursive(
        st.one_of(whole, numbers), lambda inner: st.one_of(st.lists(inner), st.dictionaries(names, inner)), max_leaves=8
    )


@given(_json(st.one_of(TANGLES, st.text(max_size=20))), st.sampled_from((None, 1)), st.booleans())
def test_json_stays_json(value: object, indent: int | None, ascii_only: bool) -> None:
    """A JSON document can still be read, has the same shape, and so has JSON that stands in its texts."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    assert _alike(json.loads(Redactor().text(text)), value)


def _alike(shown: object, value: object) -> bool:
    """Whether all is where it was; a text or a number may be another, and JSON in a text is looked into."""
    if isinstance(shown, str) and not isinstance(value, (dict, list, bool)) and value is not None:
        inner = _read(value) if isinstance(value, str) and value[:2] == '{"' else None
        return shown[:9] == "[redacted" or inner is None or _alike(_read(shown), inner)
    if isinstance(shown, dict) and isinstance(value, dict):
        return len(shown) == len(value) and all(map(_alike, shown.values(), value.values()))
    if isinstance(shown, list) and isinstance(value, list):
        return len(shown) == len(value) and all(map(_alike, shown, value))
    return shown == value


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


@given(ORDINARY, st.sampled_from((" ", "\n", ", ", "\t")))
def test_ordinary_text_stays(words: list[str], between: str) -> None:
    """Numbers, ids, digests, paths, names of models and words about keys are left alone, whatever is beside them."""
    text = between.join(words)

    assert Redactor().text(text) == text


@given(st.text(alphabet="abcdefghij ,.-\n0123456789()[]{}"))
def test_text_without_hints_stays(text: str) -> None:
    """Where there is no name, no prefix and no address, nothing changes."""
    assert Redactor().text(text) == text


def _everything(seed: int) -> list[str]:
    random = Random(seed)
    texts = [around(kind.field, kind.make(random)) for kind in KINDS for around in NAMED.values()]
    texts += [around(kind.field, kind.make(random)) for kind in KINDS if kind.shaped for around in BARE.values()]
    return [*texts, *addresses(random)[1], *(t for *_, t in others(random)), *(t for *_, t in key_blocks(random))]


def test_whole_corpus_twice() -> None:
    """On the corpus too: once is enough, lines stay, JSON stays JSON, and the same input gives the same bytes."""
    first, second = Redactor(), Redactor()
    for text in _everything(1)[::3]:
        shown = first.text(text)

        assert second.text(text) == shown
        assert first.text(shown) == shown
        assert Redactor().text(shown) == shown
        assert len(shown.splitlines()) == len(text.splitlines())
        if text.startswith('{"'):
            assert _alike(json.loads(shown), json.loads(text)), text


def test_same_secret_same_placeholder() -> None:
    """A secret has one placeholder in one run, whatever stands around it; the next one has the next number."""
    random = Random(7)
    one, two = ("".join(random.choices("abcdefXYZ0123456789", k=24)) + "x1" for _ in range(2))
    redactor = Redactor()

    assert redactor.text(f"password={one}") == "password=[redacted password 1]"
    assert redactor.text(f"password={two} secret={one}") == (
        "password=[redacted password 2] secret=[redacted password 1]"
    )
    assert redactor.text(f"{two} was refused") == "[redacted password 2] was refused"


def test_unredacted() -> None:
    """Who asks to see everything does."""
    assert Unredacted().text("password=x9y8z7w6") == "password=x9y8z7w6"


@pytest.mark.parametrize(
    "piece",
    [
        "eyJ",
        "-eyJaaaaaaaaaa",
        "sk-",
        "sk-a",
        "bearer ",
        "bearer\t",
        "api_key ",
        "api_key=",
        'api_key="',
        "://",
        "://a:",
        "://a:b/",
        "\x00",
        "SG.",
        "│ password='x",
        "api key is ",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\na\n",
        "a" * 63 + "\n-----END PRIVATE KEY-----",
        "cookie: a=b; ",
        "cookies={'a': ",
        "token=\\\\\\",
        "password='\\\\\\\" ",
        "ésk-",
        "[redacted password 1]",
        "password='a b c d e f g ' ",
    ],
    ids=repr,
)
def test_linear_time(piece: str) -> None:
    """No text makes it hang: of four times as much it takes about four times as long."""
    quarter, whole = (_seconds(piece * (size // len(piece))) for size in (8_000, 32_000))

    assert whole < max(0.2, 8 * quarter)


def _seconds(text: str) -> float:
    start = time.process_time()
    Redactor().text(text)
    return time.process_time() - start
