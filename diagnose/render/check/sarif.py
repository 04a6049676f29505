"""The findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from urllib.parse import quote

from diagnose.model.findings import UNUSED, Finding, Findings, Rule
from diagnose.model.lines import Skipped
from diagnose.render.check.json import Json, plain
from diagnose.render.check.rules import in_general
from diagnose.render.view import View
from diagnose.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(found: Findings, view: View) -> str:  # noqa: ARG001 - the signature of all formats
    """One run, indented, keys in a fixed order, all ASCII."""
    driver = {"name": "autogen-doctor", "semanticVersion": __version__, "rules": _rules(found)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "SRCROOT": {"description": {"text": "The folder in which autogen-doctor was called."}},
        },
        "results": _results(found),
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notices(found.unread)}],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(found: Findings) -> list[Json]:
    unused: list[Json] = []
    if any(finding.id == UNUSED for finding in found.findings):
        unused = [{"id": UNUSED, "shortDescription": {"text": "A suppression that suppresses nothing"}}]
    return [*map(_rule, found.rules), *unused]


def _rule(rule: Rule) -> Json:
    pattern = rule.pattern
    told = [rule.why.strip()] + ([f"Fix ({pattern.fix.label}): {in_general(pattern.fix.say)}"] if pattern.fix else [])
    return {
        "id": pattern.id,
        "shortDescription": {"text": pattern.title},
        "fullDescription": {"text": rule.statement},
        "help": {"text": "\n\n".join(told)},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"cause": rule.cause, "tags": [pattern.language, *pattern.framework]},
    }


def _results(found: Findings) -> list[Json]:
    places = {rule.pattern.id: place for place, rule in enumerate(found.rules)}
    places.setdefault(UNUSED, len(found.rules))
    marks = _fingerprints(found.findings)
    return [
        {
            "ruleId": finding.id,
            "ruleIndex": places[finding.id],
            "level": "warning",
            "message": {"text": _said(finding)},
            "locations": [{"physicalLocation": _location(finding)}],
            "partialFingerprints": {"autogenDoctor/v1": mark},
        }
        for finding, mark in zip(found.findings, marks, strict=True)
    ]


def _said(finding: Finding) -> str:
    said = plain(finding.detail or finding.message)
    return said if finding.cell is None else f"cell {finding.cell}, line {finding.line}: {said}"


def _location(finding: Finding) -> Json:
    """Where it is; of a notebook the file alone, for its lines are those of no text file."""
    region: Json = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "snippet": {"text": plain(finding.source)},
    }
    place: Json = {"artifactLocation": _file(finding.path)}
    return place if finding.cell is not None else {**place, "region": region}


def _file(path: str) -> Json:
    """The file as a URI: relative to where the program was called, if it can be."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(os.fsencode(path.replace(os.sep, "/"))), "uriBaseId": "SRCROOT"}


def _fingerprints(findings: Sequence[Finding]) -> Iterable[str]:
    """By what a finding is known when lines before it come and go: file, id, code, and which it is of equal ones."""
    seen: Counter[str] = Counter()
    for finding in findings:
        what = "\0".join((finding.path, str(finding.cell), finding.id, "".join(finding.source.split())))
        seen[what] += 1
        yield hashlib.sha256(f"{what}\0{seen[what]}".encode("utf-8", "replace")).hexdigest()[:32]


def _notices(unread: Sequence[Skipped]) -> list[Json]:
    return [
        {
            "level": "warning",
            "message": {"text": plain(skip.reason)},
            "locations": [{"physicalLocation": {"artifactLocation": _file(skip.source)}}],
        }
        for skip in unread
    ]
