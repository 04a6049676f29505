"""Installations that do not go together, and advice that does not fit the line in play."""

from __future__ import annotations

import pytest

from diagnose.matching.framework import framework_of
from diagnose.matching.ran import ran_elsewhere
from diagnose.matching.rank import remedies
from diagnose.model.fitting import remedy_fits
from diagnose.model.lines import Span
from diagnose.model.playbook import Cause, Remedy
from diagnose.model.report import Framework
from diagnose.model.verified import Verification, fix_digest
from diagnose.model.versions import Version
from tests.matching.scenes import SOURCE, diagnosed, log_of, parsed, shipped


def remarks(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """What is said of the installation, and the lines that show it."""
    found = framework_of(parsed(text), log_of(text, shipped())).remarks
    return [(remark.id, tuple(span.first_line for span in remark.spans)) for remark in found]


def listed(*packages: str) -> str:
    return "".join(f"{package}\n" for package in packages)


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        (("ag2==0.9.9", "pyautogen==0.2.35"), [("several-providers", (1, 2))]),
        (("autogen-agentchat==0.2.40", "pyautogen==0.2.35"), [("several-providers", (1, 2))]),
        (("ag2==0.14.0", "autogen==0.14.1"), [("several-providers", (1, 2))]),
        (("ag2==0.4.1", "pyautogen==0.4.1"), [("several-providers", (1, 2))]),
        (("ag2==0.9.9", "autogen-agentchat==0.7.5"), [("two-lines", (1, 2))]),
        (("ag2==1.2.1", "autogen-core==0.7.5"), [("two-lines", (1, 2))]),
        (("pyautogen==0.2.35", "autogen-ext==0.7.5"), [("two-lines", (1, 2))]),
        (("autogen-core==0.7.5", "autogen-ext==0.7.4"), [("versions-apart", (1, 2))]),
    ],
)
def test_what_does_not_go_together(packages: tuple[str, ...], expected: list[tuple[str, tuple[int, ...]]]) -> None:
    """Two packages with one module, two frameworks, parts in different versions: each with its lines."""
    assert remarks(listed(*packages)) == expected


@pytest.mark.parametrize(
    "packages",
    [
        ("autogen-agentchat==0.7.5", "autogen-core==0.7.5", "autogen-ext==0.7.5"),
        ("pyautogen==0.10.0", "autogen-agentchat==0.7.5", "autogen-core==0.7.5"),
        ("ag2==0.9.9", "autogen==0.9.9"),
        ("ag2==0.8.7", "autogen==0.8.7", "pyautogen==0.8.7"),
        ("ag2==1.2.1",),
        ("autogen-agentchat==0.2.40", "openai==1.57.0"),
        ("autogen==0.0.19", "ag2==0.9.9"),
        (),
    ],
)
def test_what_goes_together(packages: tuple[str, ...]) -> None:
    """Parts of one release, a package that only asks for another, names for one package: nothing is said."""
    assert remarks(listed(*packages)) == []


_OLD = '  File ".venv/site-packages/autogen/oai/client.py", line 3, in create\n    x()\n'
_NEW = '  File ".venv/site-packages/autogen_core/_base_agent.py", line 5, in on_message\n    y()\n'


def test_frames_of_both_lines() -> None:
    """One trace runs through both frameworks; frames of one alone, or of a project of that name, say nothing."""
    trace = f"Traceback (most recent call last):\n{_NEW}{_OLD}ValueError: no\n"
    assert remarks(trace) == [("two-lines", (2, 4))]
    assert remarks(trace.replace(_OLD, "")) == []
    assert remarks(trace.replace(".venv/site-packages/autogen/", "/srv/autogen/")) == []


def test_the_remark_comes_with_whatever_the_error_is() -> None:
    """It stands in the report of a known error, of an unknown one, and of a log without one."""
    mixed = listed("ag2==0.9.9", "pyautogen==0.2.35")
    for text in ("openai.RateLimitError: Error code: 429 - {'error': {'message': 'slow'}}", "x.Odd: what", "all well"):
        report = diagnosed(mixed + text + "\n")
        assert [remark.id for remark in report.remarks] == ["several-providers"]
        assert all(one.framework.remarks == report.remarks for one in report.diagnoses)


def test_several_frameworks_in_a_list_decide_nothing() -> None:
    """Where the packages of several lie side by side and nothing ran, no framework is named and no fix left out."""
    text = listed("ag2==0.9.9", "pyautogen==0.2.35")
    assert framework_of(parsed(text), log_of(text, shipped())).name is None
    alone = listed("autogen-agentchat==0.2.40")
    found = framework_of(parsed(alone), log_of(alone, shipped()))
    assert (found.name, found.version, found.lines) == ("autogen-0.2", "0.2.40", ("autogen-0.2",))


def version(of: str, exact: str | None = None, least: str | None = None, most: str | None = None) -> Version:
    return Version(of, exact, least, most, exact is not None, "its frames", Span(SOURCE, 1, 1))


OLD_AG2 = Remedy("ag2", "python", "old", "import autogen\n", "import autogen\nx()\n")
NEW_AG2 = Remedy("ag2", "python", "new", "from ag2 import Agent\n", "from ag2 import Agent\nx()\n")
CURRENT = Remedy("autogen-0.4", "python", "current", "a()\n", "b()\n")
NODE = Remedy("node", "typescript", "node", "a()\n", "b()\n")
ANY = Remedy("any", "bash", "any", None, "b\n")
CAUSE = Cause("a", "a", "a.", "a.", remedies=(NODE, ANY, CURRENT, NEW_AG2, OLD_AG2))


@pytest.mark.parametrize(
    ("framework", "expected"),
    [
        (Framework(), (ANY, NODE, CURRENT, NEW_AG2, OLD_AG2)),
        (Framework("autogen-0.4"), (CURRENT, ANY)),
        (Framework("ag2", "1.2.1", (version("ag2", "1.2.1"),), ("ag2",)), (NEW_AG2, ANY)),
        (Framework("ag2", None, (version("ag2", least="1.1.2"),), ("ag2",)), (NEW_AG2, ANY)),
        (Framework("ag2", None, (version("ag2", most="0.14"),), ("ag2",)), (OLD_AG2, ANY)),
        (Framework("ag2", None, (), ("ag2",)), (NEW_AG2, OLD_AG2, ANY)),
        (Framework("autogen-0.2", None, (), ("autogen-0.2", "ag2")), (ANY, OLD_AG2)),
        (Framework("autogen-0.2", None, (), ("autogen-0.2",)), (ANY,)),
        (Framework("node", "20.1.0"), (NODE, ANY)),
    ],
)
def test_advice_for_another_line_is_not_given(framework: Framework, expected: tuple[Remedy, ...]) -> None:
    """Only the fixes of the framework in play, AG2 1.x and what came before it being two; all where it is not known."""
    assert remedies(CAUSE, "timeout", framework) == expected
    assert all(remedy_fits(one, framework) for one in expected)


def runs(remedy: Remedy, *environments: tuple[str, dict[str, str]]) -> dict[str, tuple[Verification, ...]]:
    told = tuple(Verification(runtime, tuple(packages.items())) for runtime, packages in environments)
    return {fix_digest(remedy.framework, remedy.before, remedy.after): told}


RUNS = runs(
    CURRENT,
    ("Python 3.11", {"autogen-agentchat": "0.7.5", "autogen-ext[openai]": "0.7.5", "openai": "3.52.0"}),
    ("Python 3.11", {"autogen-agentchat": "0.4.9.3", "autogen-ext[openai]": "0.4.9.3", "openai": "1.66.5"}),
)


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ((version("autogen-core", "0.4.3"),), "Run with autogen-agentchat 0.4.9.3 - 0.7.5; yours is 0.4.3."),
        (
            (version("autogen-ext", least="0.4.5", most="0.4.7"),),
            "Run with autogen-agentchat 0.4.9.3 - 0.7.5; yours is 0.4.5 - 0.4.7 by its frames.",
        ),
        ((version("autogen-core", "0.8.0"),), "Run with autogen-agentchat 0.4.9.3 - 0.7.5; yours is 0.8.0."),
        ((version("autogen-core", "0.7.9"),), ""),
        ((version("autogen-core", "0.5.1"),), ""),
        ((version("autogen-core", least="0.7.5"),), ""),
        ((version("openai", "0.28.1"),), "Run with openai 1.66.5 - 3.52.0; yours is 0.28.1."),
        ((version("openai", "2.1.0"),), ""),
        ((version("openai (node)", "4.1.0"),), ""),
        ((), ""),
    ],
)  # fmt: skip
def test_a_fix_that_was_run_with_other_versions_says_so(versions: tuple[Version, ...], said: str) -> None:
    """Where the versions of the proof leave out the one in play; nothing where it may be among them."""
    assert ran_elsewhere(CURRENT, Framework("autogen-0.4", None, versions), RUNS) == said
    assert ran_elsewhere(NODE, Framework("autogen-0.4", None, versions), RUNS) == ""


def test_packages_of_node_are_compared_with_those_of_node() -> None:
    """npm's openai and PyPI's are two packages."""
    told = runs(NODE, ("Node 20", {"openai": "6.49.0"}))
    framework = Framework("node", None, (version("openai (node)", "4.52.0"),))
    assert ran_elsewhere(NODE, framework, told) == "Run with openai (node) 6.49.0; yours is 4.52.0."
    assert ran_elsewhere(NODE, Framework("node", None, (version("openai", "1.2.0"),)), told) == ""
