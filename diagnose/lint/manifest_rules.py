"""What is looked for in manifests and lock files, as rules like those of code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diagnose.lint.manifests import CAUSE, NODE, PACKAGES, VERSIONS
from diagnose.model.code import CodeFix, CodePattern
from diagnose.model.findings import MANIFEST, Rule
from diagnose.model.playbook import Cause

_PATTERNS = (
    CodePattern(
        id=PACKAGES,
        title="Two packages are required that are lines of AutoGen of their own",
        language=MANIFEST,
        say="",
        ratio=1.0,
        rule="{}",
        framework=("autogen-0.2", "ag2", "autogen-0.4"),
        fix=CodeFix("manual", "Keep the one whose modules the code imports, and make a new environment."),
        flagged=("pyautogen==0.2.35\nag2==0.9.9\n",),
        clean=("ag2[openai]==0.9.9\nautogen\n",),
    ),
    CodePattern(
        id=VERSIONS,
        title="Packages of AutoGen are required in versions that do not fit each other",
        language=MANIFEST,
        say="",
        ratio=1.0,
        rule="{}",
        framework=("autogen-0.2", "autogen-0.4"),
        fix=CodeFix("manual", "Require one version of autogen-core, autogen-agentchat and autogen-ext."),
        flagged=("autogen-core==0.4.7\nautogen-agentchat==0.7.5\n",),
        clean=("autogen-core==0.7.5\nautogen-agentchat==0.7.5\n",),
    ),
    CodePattern(
        id=NODE,
        title="Packages of one family are required in versions that do not fit each other",
        language=MANIFEST,
        say="",
        ratio=1.0,
        rule="{}",
        framework=("node",),
        fix=CodeFix("manual", "Require one version of them, with overrides for what other packages bring along."),
        flagged=('{"dependencies": {"@autogen/core": "^1.2.0", "@autogen/agentchat": "~2.0.1"}}\n',),
        clean=('{"dependencies": {"@autogen/core": "^1.2.0", "@autogen/agentchat": "~1.3.1"}}\n',),
    ),
)


def manifest_rules(causes: Iterable[Cause]) -> Iterator[Rule]:
    """The rules with what is told of their cause; none where no playbook has it."""
    for cause in causes:
        if cause.id == CAUSE:
            yield from (Rule(one, cause.id, cause.title, cause.statement, cause.why) for one in _PATTERNS)
