"""The key ``code`` of causes: what is built from it, and what hostile rules cost."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest

from diagnose.model.code import CodeFix, CodePattern, Edit, Follow
from diagnose.playbook import json_schema
from diagnose.playbook.check import faults_of
from diagnose.playbook.loading import load_from
from diagnose.playbook.marks import Unreadable, parse
from diagnose.playbook.texts import CODE_PATTERN, Room

_HEAD = "title: A cause\nstatement: It is.\nwhy: It is.\n"
_CODE = """\
code:
  - id: {id}
    title: Runs start all at once
    language: python
    framework: autogen-0.4
    scope: tool
    say: "{{{{ ARGS }}}} start at once"
    ratio: 8
    absent: 0.4
    words: [gather]
    check: false
    rule:
      pattern: asyncio.gather($$$ARGS)
      nthChild: 1
      not: {{inside: {{matches: held, stopBy: end}}}}
    utils:
      held: {{pattern: "async with $S: $$$B"}}
      unused: {{kind: call}}
    follow:
      - {{name: ARGS, none: {{kind: function_definition, has: {{matches: held, stopBy: end}}}}}}
    fix:
      label: review
      say: Bound them.
      imports: ["import asyncio"]
      edits: [{{do: replace, node: ARGS, text: "*bounded({{{{ ARGS }}}})"}}, {{do: remove}}]
    flagged: |
      asyncio.gather(a)
    clean: [asyncio.wait(a), "asyncio.sleep(1)"]
"""


def _pack(folder: Path, **causes: str) -> Path:
    (folder / "causes").mkdir()
    for name, code in causes.items():
        (folder / "causes" / f"{name}.yaml").write_text(_HEAD + code)
    return folder


def test_values_are_built(tmp_path: Path) -> None:
    """All keys arrive; the rule is JSON with the utils that it uses, its positions are numbers."""
    loaded = load_from([(_pack(tmp_path, one=_CODE.format(id="unbounded")), "pack")])
    held = {"held": {"pattern": "async with $S: $$$B"}}
    rule = {
        "rule": {
            "pattern": "asyncio.gather($$$ARGS)",
            "nthChild": 1,
            "not": {"inside": {"matches": "held", "stopBy": "end"}},
        },
        "utils": held,
    }
    none = {"rule": {"kind": "function_definition", "has": {"matches": "held", "stopBy": "end"}}, "utils": held}
    assert loaded.faults == ()
    assert loaded.playbooks.causes[0].code == (
        CodePattern(
            id="unbounded",
            title="Runs start all at once",
            language="python",
            say="{{ ARGS }} start at once",
            ratio=8,
            rule=json.dumps(rule, separators=(",", ":")),
            absent=0.4,
            framework=("autogen-0.4",),
            scope="tool",
            words=("gather",),
            check=False,
            follow=(Follow("ARGS", none=json.dumps(none, separators=(",", ":"))),),
            needs=(("asyncio",), ("gather",)),
            fix=CodeFix(
                "review",
                "Bound them.",
                (Edit("replace", "ARGS", "*bounded({{ ARGS }})"), Edit("remove")),
                ("import asyncio",),
            ),
            flagged=("asyncio.gather(a)\n",),
            clean=("asyncio.wait(a)", "asyncio.sleep(1)"),
        ),
    )


def test_an_id_is_of_one_pattern_of_all_playbooks(tmp_path: Path) -> None:
    """A second cause with the same id says so with its line, and is loaded without that pattern."""
    code = _CODE.format(id="unbounded")
    loaded = load_from([(_pack(tmp_path, one=code, two=code), "pack")])
    assert list(map(str, loaded.faults)) == [
        "pack/causes/two.yaml:5: code: unbounded is a pattern of the cause one already; take another id"
    ]
    assert [len(cause.code) for cause in loaded.playbooks.causes] == [1, 0]


def test_the_json_schema_takes_it() -> None:
    """The same document passes the schema for editors; a mistake in a rule does not."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    checked = jsonschema.Draft202012Validator({"$ref": "#/$defs/code-pattern", "$defs": schema["$defs"]})
    pattern = {
        "id": "unbounded", "title": "Runs", "language": "python", "say": "It is.", "ratio": 8,
        "rule": {"kind": "call", "nthChild": 1, "has": {"pattern": {"context": "f()"}, "stopBy": {"kind": "block"}}},
        "flagged": "f()", "clean": ["g()"],
    }  # fmt: skip
    assert list(checked.iter_errors(pattern)) == []
    assert list(checked.iter_errors(pattern | {"rule": {"kind": "call", "hass": {"kind": "x"}}}))
    assert list(checked.iter_errors(pattern | {"ratio": 1}))


_ONE = """\
  - id: p{n}
    title: It is
    language: python
    say: It is.
    ratio: 3
    rule: {rule}
    flagged: f(1)
    clean: f(2)
"""
_CHAIN = ", ".join(f"u{n}: {{matches: u{n + 1}}}" for n in range(3000))


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: call, any: [" + "{kind: call}, " * 15_000 + "{kind: call}]}",
        "{kind: call, has: " * 25 + "{kind: call}" + "}" * 25,
        "{kind: call, has: " * 2500 + "{kind: call}" + "}" * 2500,
        "{kind: call, matches: u0}\n    utils: {" + _CHAIN + "}",
        "{kind: call, regex: '(?:(?:a{500}){500}){500}'}",
        "{kind: call, regex: '" + "(a|b)" * 90 + "'}",
        "{pattern: '" + "[" * 1900 + "'}",
        "{pattern: '" + "[" * 900 + "]" * 900 + "'}",
    ],
)
def test_hostile_rules_cost_little(rule: str) -> None:
    """Huge rules, deep ones, long chains of utils and large expressions are refused, or taken, within a second."""
    began = time.process_time()
    with suppress(Unreadable):  # what is too deep is no acceptable YAML
        faults_of(parse(_HEAD + "code:\n" + _ONE.format(n=1, rule=rule)), "cause", "x.yaml")
    assert time.process_time() - began < 2


def test_many_patterns_are_refused() -> None:
    """A pack of more patterns than one may have in all is refused before their rules are compiled."""
    text = _HEAD + "code:\n" + "".join(_ONE.format(n=n, rule="{kind: call}") for n in range(20))
    room = Room(CODE_PATTERN * 10)
    faults = faults_of(parse(text), "cause", "x.yaml", room)
    assert {fault.wrong for fault in faults} == {"the pack has more patterns than one may have in all"}
    assert [fault.key for fault in faults] == [f"code[{n}]" for n in range(9, 20)]
