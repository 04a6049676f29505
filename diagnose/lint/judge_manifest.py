"""One manifest or lock file: the packages in it that do not fit together, and what of that is told."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.lint.comments import hash_comments
from diagnose.lint.directives import WORD, directives_in
from diagnose.lint.judged import Judged, with_line
from diagnose.lint.manifests import Conflict, conflicts
from diagnose.lint.plan import Plan
from diagnose.lint.silence import silenced
from diagnose.model.findings import Finding
from diagnose.redaction import Redactor
from diagnose.sources.decode import decoded

_LARGEST = 1 << 20
_LARGEST_LOCK = 32 << 20
_LOCKS = (".lock", "-lock.json", "-lock.yaml", "npm-shrinkwrap.json")
_LOOK = (b"autogen", b"ag2", b"@langchain/core")
"""A file that holds none of these names no package that is known, in whatever case it is written."""


def largest(path: str) -> int:
    """More bytes than these are not read."""
    return _LARGEST_LOCK if path.lower().endswith(_LOCKS) else _LARGEST


def judge_manifest(plan: Plan, path: str, data: bytes) -> Judged:
    """What is found in the content of a manifest or lock file."""
    lowered = data.lower()
    if not any(word in lowered for word in _LOOK):
        return Judged(path, manifest=True)
    read = decoded(data, python=False)
    if read is None:
        return Judged(path, unread="is no text in UTF-8", manifest=True)
    text = read[0].replace("\r\n", "\n").replace("\r", "\n")
    ran = plan.ran(path)
    found = [finding for one in conflicts(path, text) for finding in _told(plan, path, one) if finding.id in ran]
    asked = directives_in(hash_comments(path, text)) if WORD in text else ()
    heard = silenced(found, asked, path, ran, plan.known)
    if not heard.findings:
        return Judged(path, (), heard.suppressed, manifest=True)
    lines = text.split("\n")
    findings = tuple(with_line(one, lines) for one in heard.findings)
    holds_secrets = len(text) <= _LARGEST and Redactor().text(text) != text
    secrets = ((None, text),) if holds_secrets else ()
    return Judged(path, findings, heard.suppressed, secrets=secrets, manifest=True)


def _told(plan: Plan, path: str, one: Conflict) -> Iterator[Finding]:
    """A conflict as a finding, where its rule is looked for."""
    for rule in plan.rules:
        pattern = rule.pattern
        if pattern.id == one.id:
            advice = pattern.fix.say if pattern.fix else ""
            label = pattern.fix.label if pattern.fix else ""
            yield Finding(
                path, one.line, one.column, one.line, one.end_column, one.id, pattern.title, rule.cause,
                one.message, label, advice,
            )  # fmt: skip
