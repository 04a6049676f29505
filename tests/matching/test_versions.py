"""Which versions a log shows: stated ones, and those that follow from wordings and frames."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from diagnose.knowledge import known
from diagnose.matching.framework import framework_of
from diagnose.model.lines import Span
from diagnose.model.report import Framework
from diagnose.model.versions import Version, numbers, words_of
from diagnose.pipeline import diagnose_file
from diagnose.playbook.locate import shipped_folder
from diagnose.playbook.recorded import FRAMES, frame_table
from tests.matching.scenes import SOURCE, log_of, parsed, shipped

PROOFS = Path(__file__).resolve().parents[2] / "sample_traces" / "proofs"
_LARGEST_TABLE = 150_000


def framework(text: str) -> Framework:
    return framework_of(parsed(text), log_of(text, shipped()), frame_table)


def told(text: str) -> list[str]:
    """What is said of each thing, with the lines that show it."""
    return [f"{one.of} {words_of(one)} @{one.span.first_line}" for one in framework(text).versions]


def trace(*frames: tuple[str, int, str, str], end: str = "ValueError: no") -> str:
    """A traceback through packages of one environment."""
    rows = ["Traceback (most recent call last):", '  File "app.py", line 3, in <module>', "    main()"]
    for path, line, name, code in frames:
        rows += [f'  File ".venv/site-packages/{path}", line {line}, in {name}', f"    {code}"]
    return "\n".join([*rows, end, ""])


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("openai==1.40.0", "openai 1.40.0 @1"),
        ("openai[datalib]==1.40.0 ; python_version >= '3.9'", "openai 1.40.0 @1"),
        (" + openai==1.40.0", "openai 1.40.0 @1"),
        ("openai             1.40.0", "openai 1.40.0 @1"),
        ("openai             1.40.0      The official Python library", "openai 1.40.0 @1"),
        ("autogen_agentchat  0.4.9.3", "autogen-agentchat 0.4.9.3 @1"),
        ("vllm               0.6.3.post1", "vllm 0.6.3.post1 @1"),
        ("vllm==0.8.5+cu121", "vllm 0.8.5 @1"),
        ("├── openai v1.40.0", "openai 1.40.0 @1"),
        ("|-- httpx==0.27.0", "httpx 0.27.0 @1"),
        ("├── openai@4.52.0", "openai (node) 4.52.0 @1"),
        ("Name: pyautogen\nVersion: 0.2.35", "pyautogen 0.2.35 @1"),
        ("Requirement already satisfied: mcp[cli]>=1.2 in /usr/lib (from x) (1.9.4)", "mcp 1.9.4 @1"),
        ("ERROR: x 1 requires openai>=1.5, but you have openai 1.3.0 which is incompatible.", "openai 1.3.0 @1"),
        ("see /srv/site-packages/openai-1.40.0.dist-info/METADATA", "openai 1.40.0 @1"),
        ("at x (/srv/node_modules/.pnpm/openai@4.52.0_zod@3/node_modules/openai/a.js:1:2)", "openai (node) 4.52.0 @1"),
        ("'User-Agent': 'AsyncOpenAI/Python 1.51.0'", "openai 1.51.0 @1"),
        ("user-agent: OpenAI/JS 4.52.0", "openai (node) 4.52.0 @1"),
        ("Node.js v20.11.1", "node 20.11.1 @1"),
        ("Python 3.11.4 (main, Jun  7 2023, 10:13:09) [GCC 12.2.0] on linux", "python 3.11.4 @1"),
        ("platform linux -- Python 3.12.3, pytest-8.0.0, pluggy-1.4.0", "python 3.12.3 @1"),
        ('  File "C:\\Users\\user\\Python311\\Lib\\runpy.py", line 1, in x', "python 3.11 @1"),
        ('  File "/usr/lib/python3.10/asyncio/runners.py", line 44, in run', "python 3.10 @1"),
        ("For further information visit https://errors.pydantic.dev/2.7/v/missing", "pydantic 2.7 @1"),
        ("INFO 01-02 03:04:05 api_server.py:1] vLLM API server version 0.8.5", "vllm 0.8.5 @1"),
        ("INFO core.py:58] Initializing a V1 LLM engine (v0.8.5) with config: model='m'", "vllm 0.8.5 @1"),
        ('msg="Listening on 127.0.0.1:11434 (version 0.5.7)"', "ollama 0.5.7 @1"),
        ("build: 4567 (a4417ddd) with cc", "llama.cpp 4567 @1"),
        ("Docker version 24.0.5, build ced0996", "docker 24.0.5 @1"),
    ],
)  # fmt: skip
def test_a_version_that_is_stated(line: str, version: str) -> None:
    """Lists of packages, paths, headers, banners: each is found, with the line that shows it."""
    assert told(line) == [version]


def test_what_pip_has_installed() -> None:
    """All packages of pip's one line; those that it removed before are none."""
    text = (
        "Found existing installation: openai 1.3.0\n  Successfully uninstalled openai-1.3.0\n"
        "Successfully installed annotated-types-0.7.0 httpx-0.27.0 openai-1.40.0\n"
    )
    assert told(text) == ["httpx 0.27.0 @3", "openai 1.40.0 @3"]


@pytest.mark.parametrize(
    "line",
    [
        "Install the old one with pip install openai==0.28",
        "requires openai>=1.5",
        "Collecting openai==1.40.0",
        "myopenai==1.40.0",
        "openai-whisper==20231117",
        "openai 1.40.0 is the one that I use",
        "The conflict is caused by: autogen-ext 0.4.2 depends on openai>=1.52",
        "openai==99999999999999999999.1",
        "vllm-project/vllm 0.8",
        "Error code: 400 in Python 3",
    ],
)
def test_words_that_state_no_version(line: str) -> None:
    """Advice, requirements, other packages and sentences are no list of what is installed."""
    assert told(line) == []


def test_a_conversation_states_nothing() -> None:
    """What agents say to each other is not what is installed."""
    text = "user (to assistant):\n\nopenai==1.40.0\n\n" + "-" * 80 + "\nassistant (to user):\n\nfine\n\n" + "-" * 80
    assert told(text) == []


def test_wordings_of_the_client() -> None:
    """0.28 has openai.error; the body as a dict ends with 3.37; the bare message begins with 3.38."""
    assert told("Traceback (most recent call last):\nopenai.error.RateLimitError: slow\n") == [
        "openai 0.28 or older by the wording @2"
    ]
    head = "Traceback (most recent call last):\nopenai.BadRequestError: "
    assert told(head + "Error code: 400 - {'error': {'message': 'no'}}\n") == ["openai 1.0.0 - 3.37 by the wording @2"]
    assert told(head + "Error code: 400 - This model has too little room\n") == [
        "openai 3.38.0 or newer by the wording @2"
    ]
    assert told(head + "Error code: 400\n") == ["openai 1.0.0 or newer by the wording @2"]


def test_forms_of_python() -> None:
    """Marks under a frame's line came with 3.11, and so did groups; those under a SyntaxError are older."""
    marked = (
        'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    x = g(1)\n        ^^^^\nKeyError: 1\n'
    )
    assert told(marked) == ["python 3.11 or newer by the marks below its frames @2"]
    syntax = (
        'Traceback (most recent call last):\n  File "a.py", line 3\n    x = g(1))\n           ^^\nSyntaxError: no\n'
    )
    assert told(syntax) == []


_RAISES = "raise self._make_status_error_from_response(err.response) from None"
_REQUEST = ("openai/_base_client.py", 1061, "_request", _RAISES)
_CASTS = "return cast(ResponseT, self.request(cast_to, opts, stream=stream, stream_cls=stream_cls))"
_POST = ("openai/_base_client.py", 1280, "post", _CASTS)


def test_lines_of_frames_narrow_the_version() -> None:
    """The line on which a call stands tells the versions that have it there; what stands on it tells more."""
    number = trace(_REQUEST).replace(f"    {_RAISES}\n", "")
    assert told(number) == ["openai 1.54.1 - 1.65.4 by its frames @4"]
    assert told(trace(_REQUEST)) == ["openai 1.55.1 - 1.59.8 by its frames @4"]
    assert told(trace(_POST, _REQUEST)) == ["openai 1.55.1 - 1.59.8 by its frames @4"]
    assert told(trace(_POST, _REQUEST).replace("/", "\\")) == ["openai 1.55.1 - 1.59.8 by its frames @4"]


def test_frames_that_fit_no_version_say_nothing() -> None:
    """A changed file, or a mixture of two versions: silence. So does a file that only has the name of a known one."""
    changed = ("openai/_base_client.py", 1280, "post", "a_line_that_never_stood_there()")
    assert told(trace(changed, _REQUEST)) == []
    moved = ("openai/_base_client.py", 7, "post", _CASTS)
    assert told(trace(moved, _REQUEST)) == []
    assert told(trace(_POST, _REQUEST).replace("packages/openai", "packages/vllm/entrypoints/openai")) == []


def test_lines_that_are_cut_or_missing_still_count() -> None:
    """A terminal's width cuts source lines, and some traces have none: the number is enough."""
    cut = (*_POST[:3], _CASTS[:18])
    assert told(trace(cut, _REQUEST)) == ["openai 1.55.1 - 1.59.8 by its frames @4"]
    assert told(trace(_POST, _REQUEST).replace(f"    {_CASTS}\n", "")) == ["openai 1.55.1 - 1.59.8 by its frames @4"]


def test_frames_tell_autogen_02_from_ag2() -> None:
    """Both have the module autogen; a line that only one of them has decides, and only its versions are told."""
    found = diagnose_file(str(PROOFS / "context-length" / "proof-unbounded-history-1.log"), shipped()).diagnoses[0]
    assert (found.framework.name, found.framework.lines) == ("autogen-0.2", ("autogen-0.2",))
    assert "ag2" not in {one.of for one in found.framework.versions}
    bare = framework("a (to b):\n\nhello\n\n" + "-" * 80 + "\n")
    assert (bare.name, bare.lines) == ("autogen-0.2", ("autogen-0.2", "ag2"))


def test_what_runs_counts_more_than_a_list() -> None:
    """A list of packages that contradicts the frames is of another Python: it is left out."""
    frames = trace(_POST, _REQUEST)
    assert told("openai==3.50.0\n" + frames) == ["openai 1.55.1 - 1.59.8 by its frames @5"]
    assert told("openai==1.57.0\n" + frames) == ["openai 1.57.0 @1"]


_CASES = [one for one in yaml.safe_load((PROOFS / "manifest.yaml").read_text(encoding="utf-8")) if one.get("made_with")]
_APART: dict[tuple[str, ...], dict] = {}  # type: ignore[type-arg]
for _case in _CASES:
    _APART.setdefault(tuple(f"{name}={version}" for name, version in _case["made_with"]["packages"].items()), _case)


@pytest.mark.parametrize("case", _APART.values(), ids=lambda case: str(case["id"]))
def test_the_true_version_is_among_those_told(case: dict) -> None:  # type: ignore[type-arg]
    """Of what was made with known versions, nothing that is told leaves the true one out."""
    packages = {name.partition("[")[0]: version for name, version in case["made_with"]["packages"].items()}
    old = packages.get("pyautogen") or packages.get("autogen-agentchat", "")
    true = {**packages, "autogen-core": old, "autogen-0.2": old}
    language, _, runtime = case["made_with"]["runtime"].partition(" ")
    true[language.lower()] = runtime
    report = diagnose_file(str(PROOFS / case["file"]), known().playbooks)
    for one in report.diagnoses[0].framework.versions:
        if one.of in true:
            right = numbers(true[one.of])
            assert one.low[: len(right)] <= right <= one.high, one


def test_the_table_is_small_and_whole() -> None:
    """It is read for a trace, so it stays small; every product in it has versions and functions."""
    assert (shipped_folder() / FRAMES).stat().st_size < _LARGEST_TABLE
    assert {name: bool(one.versions and one.files) for name, one in frame_table().items()} == dict.fromkeys(
        ("autogen-0.2", "ag2", "autogen-agentchat", "autogen-core", "autogen-ext", "openai"), True
    )


def test_hostile_lines() -> None:
    """A line of a megabyte, a version without end, control characters: what comes of them is a version or nothing."""
    assert told("openai==" + "1." * 500_000 + "\n") == []
    assert told("x" * 1_000_000 + " openai==1.40.0\n") == []
    assert told("openai==1.\x0040.0\x07\n") == ["openai 1.40.0 @1"]  # as the reader of the input leaves it
    assert told("openai==1.\uff140.0\n") == []
    assert told(('  File "' + "x" * 390 + '", line 1, in f\n    ' + "~" * 300 + "\n    ^^^\n") * 2_000) in (
        [],
        ["python 3.11 or newer by the marks below its frames @1"],
    )


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("3.11", None, None), ("3.11.7", None, None), True),
        ((None, "3.11", None), ("3.10", None, None), False),
        ((None, "3.11", None), ("3.11.2", None, None), True),
        ((None, "1.0.0", "1.9.0"), (None, "1.9.0", None), True),
        ((None, "1.0.0", "1.9.0"), (None, "1.9.1", None), False),
        (("0.9", None, None), (None, "0.9.0", "0.9.0"), True),
        ((None, None, "0.28"), (None, "1.0.0", None), False),
    ],
)
def test_whether_two_signs_agree(
    one: tuple[str | None, str | None, str | None], other: tuple[str | None, str | None, str | None], together: bool
) -> None:
    """A prefix may be any version that begins with it; bounds are included."""
    first, second = (Version("x", *bounds, True, "", Span(SOURCE, 1, 1)) for bounds in (one, other))
    assert first.may_be(second) is second.may_be(first) is together
