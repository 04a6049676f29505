"""What a fix needs to run, and the versions that it was run with."""

from __future__ import annotations

from random import Random

import pytest

from diagnose.model.playbook import Remedy
from diagnose.model.verified import Verification, fix_digest
from diagnose.render.runs import commands, runs_of, version_order, versions_in_words

OLD = Verification("Python 3.11", (("autogen-agentchat", "0.2.35"), ("openai", "1.57.0")))
NEW = Verification("Python 3.13", (("autogen-agentchat", "0.2.40"), ("openai", "3.52.0")))
OTHER = Verification("Python 3.11", (("pyautogen", "0.2.35"), ("openai", "1.57.0")))
NODE = Verification("Node 22", (("openai", "6.49.0"), ("@scope/name", "1.0.0"), ("tsx", "4.23.15")))
NEXT = Verification("Node 22", (("next", "16.4.5"), ("openai", "6.49.0")))
AG2 = Verification("Python 3.11", (("ag2[openai]", "0.13.0"), ("openai", "2.54.0")))


def fix(language: str, after: str, illustrative: str | None = None) -> Remedy:
    return Remedy("any", language, "Change it.", "", after, illustrative)


def test_frameworks_with_the_same_code_have_runs_of_their_own() -> None:
    """Where AutoGen and AG2 are fixed by the same code, each is told with which versions of its own that was run."""
    runs = {fix_digest("autogen-0.2", "", "x"): (NEW, OTHER), fix_digest("ag2", "", "x"): (AG2,)}
    found = {
        name: runs_of(Remedy(name, "python", "Change it.", "", "x"), runs) for name in ("autogen-0.2", "ag2", "any")
    }

    assert found == {"autogen-0.2": (NEW, OTHER), "ag2": (AG2,), "any": ()}
    assert runs_of(fix("python", "y"), runs) == ()


@pytest.mark.parametrize(
    ("verified", "words"),
    [
        ([NEW], "autogen-agentchat 0.2.40, openai 3.52.0, Python 3.13"),
        ([NEW, OLD], "autogen-agentchat 0.2.35 - 0.2.40, openai 1.57.0 - 3.52.0, Python 3.11 and 3.13"),
        ([OLD, OLD], "autogen-agentchat 0.2.35, openai 1.57.0, Python 3.11"),
        (
            [NEW, OTHER, OLD],
            "autogen-agentchat 0.2.35 - 0.2.40, openai 1.57.0 - 3.52.0, Python 3.11 and 3.13; "
            "pyautogen 0.2.35, openai 1.57.0, Python 3.11",
        ),
        (
            [Verification("Python 3.9"), Verification("Python 3.10"), Verification("PyPy 7.3")],
            "Python 3.9 and 3.10, PyPy 7.3",
        ),
        (
            [Verification("Python 3.11", (("ag2[openai]", "0.10.0"),)), Verification("Python 3.11", (("ag2", "0.9"),))],
            "ag2 0.9 - 0.10.0, Python 3.11",
        ),
    ],
    ids=range(6),
)  # fmt: skip
def test_versions_in_words(verified: list[Verification], words: str) -> None:
    """Spans of versions, in the order of the newest environment; other packages stand apart."""
    assert versions_in_words(verified) == words


def test_versions_are_ordered_as_versions() -> None:
    """As PyPI and npm order them, not as text."""
    rising = [
        "0.2.35", "0.9", "0.10.0.dev1", "0.10.0a2", "0.10.0a10", "0.10.0b1", "0.10.0-rc.1", "0.10.0", "0.10.0.post1",
        "0.10.1", "0.10.1.1", "1", "1.0.1", "1.57.0", "2.0.0-alpha.1", "2.0.0-beta.1", "2.0.0", "10.0", "2024.1",
    ]  # fmt: skip
    mixed = Random(7).sample(rising, len(rising))

    assert sorted(mixed, key=version_order) == rising


@pytest.mark.parametrize(
    ("remedy", "verified", "expected"),
    [
        (
            fix("python", 'llm_config={"config_list": []}\n'),
            [NEW, OLD],
            [
                'pip install "autogen-agentchat==0.2.40" "openai==3.52.0"',
                "python app.py  # needs OPENAI_API_KEY; takes OPENAI_BASE_URL",
            ],
        ),
        (
            fix("typescript", "const client = new OpenAI();\n"),
            [NODE],
            [
                "npm install openai@6.49.0 @scope/name@1.0.0 tsx@4.23.15",
                "node --import tsx app.mts  # needs OPENAI_API_KEY; takes OPENAI_BASE_URL",
            ],
        ),
        (fix("typescript", "export const POST = 1;\n"), [NEXT], ["npm install next@16.4.5 openai@6.49.0"]),
        (
            fix("python", 'client = AsyncOpenAI()\nprint(os.environ["OPENAI_BASE_URL"])\n'),
            [],
            ["python app.py  # needs OPENAI_API_KEY and OPENAI_BASE_URL"],
        ),
        (
            fix("typescript", "// node --max-old-space-size=64 --import tsx app.mts\nlet x = 1;\n"),
            [],
            ["node --max-old-space-size=64 --import tsx app.mts"],
        ),
        (fix("typescript", "// node $(id)\n"), [], ["node --import tsx app.mts"]),
        (fix("python", "print(1)\n"), [], []),
        (fix("python", "print(1)\n"), [Verification("Python 3.11")], ["python app.py"]),
        (fix("typescript", "new OpenAI()\n", "needs a platform"), [], []),
        (fix("bash", "server --queue 64\n"), [], []),
    ],
    ids=range(10),
)
def test_commands(remedy: Remedy, verified: list[Verification], expected: list[str]) -> None:
    """The newest environment's versions are installed; how the program is run, and what it reads, stands after it."""
    assert list(commands(remedy, verified)) == expected
