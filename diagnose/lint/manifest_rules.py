"""What is looked for in manifests and lock files, as rules like those of code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.lint.manifests import CAUSE, NODE, PACKAGES, VERSIONS
from diagnose.model.code import CodeFix, CodePattern
from diagnose.model.findings import MANIFEST, Rule
from diagnose.model.playbook import Cause


def _rule(
    name: str, title: str, advice: str, framework: tuple[str, ...], flagged: tuple[str, ...], clean: tuple[str, ...]
) -> CodePattern:
    """A rule that no pattern engine runs: a person mends what it finds."""
    return CodePattern(
        name,
        title,
        language=MANIFEST,
        say="",
        ratio=1.0,
        rule="{}",
        framework=framework,
        fix=CodeFix("manual", advice),
        flagged=flagged,
        clean=clean,
    )


_PATTERNS = (
    _rule(
        PACKAGES,
        "Two packages are required that are lines of AutoGen of their own",
        "Keep the one whose modules the code imports, and make a new environment.",
        ("autogen-0.2", "ag2", "autogen-0.4"),
        ("pyautogen==0.2.35\nag2==0.9.9\n",),
        ("ag2[openai]==0.9.9\nautogen\n",),
    ),
    _rule(
        VERSIONS,
        "Packages of AutoGen are required in versions that do not fit each other",
        "Require one version of autogen-core, autogen-agentchat and autogen-ext.",
        ("autogen-0.2", "autogen-0.4"),
        ("autogen-core==0.4.7\nautogen-agentchat==0.7.5\n",),
        ("autogen-core==0.7.5\nautogen-agentchat==0.7.5\n",),
    ),
    _rule(
        NODE,
        "Packages of one family are required in versions that do not fit each other",
        "Require one version of them, with overrides for what other packages bring along.",
        ("node",),
        ('{"dependencies": {"@autogen/core": "^1.2.0", "@autogen/agentchat": "~2.0.1"}}\n',),
        ('{"dependencies": {"@autogen/core": "^1.2.0", "@autogen/agentchat": "~1.3.1"}}\n',),
    ),
)


def manifest_rules(causes: Iterable[Cause]) -> Iterator[Rule]:
    """The rules with what is told of their cause; none where no playbook has it."""
    for cause in causes:
        if cause.id == CAUSE:
            yield from (Rule(one, cause.id, cause.title, cause.statement, cause.why) for one in _PATTERNS)
