"""Folders of YAML become the frozen values of the model."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from diagnose.model.playbook import (
    Cause,
    CauseRef,
    Comparison,
    Condition,
    Counted,
    ExceptionType,
    FactPatterns,
    Playbook,
    PlaybookSet,
    Remedy,
    Role,
    RoleRule,
    Sign,
    Signature,
    Step,
    StepOutcome,
)
from diagnose.playbook import load, shipped_folder
from diagnose.playbook.jsonschema import file_schema, json_schema
from diagnose.playbook.lint import lint
from diagnose.playbook.loaded import Fault, Loaded
from diagnose.playbook.loading import load_from

CLASS = r"""
title: Too hot
summary: It burns.
severity: error
advice: "{{ used_tokens | count }} degrees"
signatures:
  - name: burning
    certainty: 0.9
    status: harmless
    exception: [HotError, my.HotError]
    message: 'at (?P<used_tokens>\d+) degrees'
    unless: ['cold']
    frame: 'oven'
    raised_in: 'oven'
    code: 'bake'
    chain: FireError
    members: 2
    line: 'smoke'
    before: 'heat'
    after: 'ash'
    counted: {patterns: 'turn', at_least: 3}
    facts: {used_tokens: {at_least: 1, at_most: 2.5, present: true}, code: {equals: 408}, status: {equals: 408}}
    framework: ag2
    kind: [python, node]
    surfaced: [thread]
    none_of: [{line: 'rain'}]
facts:
  message: 'fuel (?P<limit_tokens>\d+)'
causes:
  - cause: oven-left-on
    prior: 0.5
    signs: [{say: It was on., ratio: 4, before: 'on'}]
steps:
  - id: look
    say: Look.
    run: ls
    cost: 30
    framework: ag2
    check: memory
    outcomes:
      - answer: A fire
        means: It burns.
        likely: {oven-left-on: 0.8, other: 0.1}
        shown: {line: 'smoke'}
        found: {oom_kills: {at_least: 1}}
      - answer: Smoke
        means: It burned.
        likely: {other: 0.2}
      - answer: Nothing
        means: It does not burn.
not_this: It is not the summer.
prevention: [Switch it off.]
references: [https://example.org/oven]
"""
CAUSE = """
title: The oven was left on
statement: Nobody switched it off.
why: People forget.
guide: [cooking]
signs: [{say: On., ratio: 2, line: 'on'}]
separates: Whether it glows.
steps:
  - {id: touch, say: Touch it., cost: 5, outcomes: [{answer: Hot, means: It is on.}, {answer: Cold, means: It is off.}]}
verify: [It is cold.]
remedies:
  - framework: any
    language: python
    summary: Switch it off.
    before: |
      on()
    after: |
      off()
    illustrative: there is no oven
    when: too-hot
prevention: [A clock.]
references: https://example.org/oven
"""
EXCEPTIONS = """
exceptions:
  - name: my.HotError
    bases: [OSError]
    role: wrapper
    aliases: HotError
    rules: [{message: 'cold', role: fallout}]
"""
CONDITION = Condition(
    exception=("HotError", "my.HotError"),
    message=(r"at (?P<used_tokens>\d+) degrees",),
    unless=("cold",),
    frame=("oven",),
    raised_in=("oven",),
    code=("bake",),
    chain=("FireError",),
    members=2,
    line=("smoke",),
    before=("heat",),
    after=("ash",),
    counted=Counted(("turn",), 3),
    facts=(
        Comparison("used_tokens", at_least=1, at_most=2.5, present=True),
        Comparison("code", equals="408"),
        Comparison("status", equals=408),
    ),
    framework=("ag2",),
    kind=("python", "node"),
    surfaced=("thread",),
    none_of=(Condition(line=("rain",)),),
)


def pack(folder: Path, files: dict[str, str]) -> Path:
    """A folder of these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_every_key_arrives_in_its_field(tmp_path: Path) -> None:
    """A pack that uses every key becomes values that hold all of it; a scalar stands for a list of one."""
    files = {
        "classes/too-hot.yaml": CLASS,
        "causes/oven-left-on.yaml": CAUSE,
        "exceptions.yaml": EXCEPTIONS,
        "facts.yaml": "facts: {message: 'a(?P<errno>.)', log: ['b'], code: 'c'}",
    }
    got = load_from([(pack(tmp_path, files), "pack")])
    playbook = Playbook(
        id="too-hot",
        title="Too hot",
        summary="It burns.",
        severity="error",
        signatures=(Signature("burning", 0.9, CONDITION, "harmless"),),
        advice=("{{ used_tokens | count }} degrees",),
        facts=FactPatterns(message=(r"fuel (?P<limit_tokens>\d+)",)),
        causes=(CauseRef("oven-left-on", 0.5, (Sign("It was on.", 4, Condition(before=("on",))),)),),
        steps=(
            Step(
                "look",
                "Look.",
                30,
                (
                    StepOutcome(
                        "A fire",
                        "It burns.",
                        (("oven-left-on", 0.8), ("other", 0.1)),
                        Condition(line=("smoke",)),
                        (Comparison("oom_kills", at_least=1),),
                    ),
                    StepOutcome("Smoke", "It burned.", (("oven-left-on", 0.2), ("other", 0.2))),
                    StepOutcome("Nothing", "It does not burn.", (("oven-left-on", 0.0), ("other", 0.7))),
                ),
                "ls",
                ("ag2",),
                "memory",
            ),
        ),
        prevention=("Switch it off.",),
        references=("https://example.org/oven",),
        not_this=("It is not the summer.",),
        path="pack/classes/too-hot.yaml",
    )
    cause = Cause(
        id="oven-left-on",
        title="The oven was left on",
        statement="Nobody switched it off.",
        why="People forget.",
        signs=(Sign("On.", 2, Condition(line=("on",))),),
        steps=(Step("touch", "Touch it.", 5, (StepOutcome("Hot", "It is on."), StepOutcome("Cold", "It is off."))),),
        verify=("It is cold.",),
        remedies=(Remedy("any", "python", "Switch it off.", "on()\n", "off()\n", "there is no oven", ("too-hot",)),),
        prevention=("A clock.",),
        references=("https://example.org/oven",),
        separates="Whether it glows.",
        guide=("cooking",),
        path="pack/causes/oven-left-on.yaml",
    )
    hot = ExceptionType("my.HotError", Role.WRAPPER, ("OSError",), ("HotError",), (RoleRule(("cold",), Role.FALLOUT),))
    facts = FactPatterns(("a(?P<errno>.)",), ("b",), ("c",))
    assert got == Loaded(PlaybookSet((playbook,), (cause,), (hot,), facts))


def test_a_pack_replaces_and_adds(tmp_path: Path) -> None:
    """Of two files of one id the later wins with a remark; fact patterns of the later are tried first."""
    first = pack(tmp_path / "first", {"causes/oven-left-on.yaml": CAUSE, "facts.yaml": "facts: {log: ['old']}"})
    second = pack(
        tmp_path / "second",
        {"causes/oven-left-on.yaml": CAUSE.replace("People", "You"), "facts.yaml": "facts: {log: ['new']}"},
    )
    got = load_from([(first, "first"), (second, "second")])
    assert [(cause.why, cause.path) for cause in got.playbooks.causes] == [
        ("You forget.", "second/causes/oven-left-on.yaml")
    ]
    assert got.playbooks.facts == FactPatterns(log=("new", "old"))
    replaced = "replaces the cause oven-left-on of first/causes/oven-left-on.yaml"
    assert got.remarks == (Fault("second/causes/oven-left-on.yaml", 1, "", replaced),)
    assert got.faults == ()


def test_an_empty_pack_is_remarked(tmp_path: Path) -> None:
    """A folder without playbooks is most likely the wrong one."""
    assert [fault.path for fault in load_from([(tmp_path, "pack")]).remarks] == ["pack"]


def test_shipped_playbooks_have_no_faults() -> None:
    """What is shipped loads without a fault or a remark."""
    got = load()
    assert (got.faults, got.remarks) == ((), ())


def test_shipped_playbooks_are_clean() -> None:
    """What is shipped gives the checks over the whole set nothing to say."""
    assert [str(fault) for fault in lint(load().playbooks)] == []


def test_the_json_schema_is_a_schema() -> None:
    """The schema is itself valid, with a definition for each kind of file."""
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    assert {"class", "cause", "exceptions", "facts"} <= set(definitions)


def _shipped() -> list[tuple[str, Path]]:
    folder = shipped_folder()
    return [
        *(("class", path) for path in sorted(folder.glob("classes/*.yaml"))),
        *(("cause", path) for path in sorted(folder.glob("causes/*.yaml"))),
        ("exceptions", folder / "exceptions.yaml"),
        ("facts", folder / "facts.yaml"),
    ]


@pytest.mark.parametrize(("record", "path"), _shipped(), ids=lambda value: getattr(value, "stem", value))
def test_shipped_files_fit_the_json_schema(record: str, path: Path) -> None:
    """An editor that checks with the JSON Schema accepts every shipped file, read by YAML's ordinary rules."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    errors = jsonschema.Draft202012Validator(file_schema(record)).iter_errors(document)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_lint_sees_the_whole_set() -> None:
    """Unused causes, missing remedies and references, snippets that do not parse, unknown names: each is told."""
    cause = Cause("idle", "Idle", "No stop", "Why.", remedies=(Remedy("any", "python", "S.", "x = (", "await f()"),))
    playbook = Playbook("odd", "Odd", "S.", "error", (Signature("s", 0.9, Condition(exception=("NopeError",))),))
    types = (ExceptionType("A", bases=("B",), aliases=("X",)), ExceptionType("C", aliases=("X",)))
    assert [
        f"{fault.path}: {fault.key}: {fault.wrong}" for fault in lint(PlaybookSet((playbook,), (cause,), types))
    ] == [
        "exceptions.yaml: exceptions: A has an unknown base B",
        "exceptions.yaml: exceptions: X stands for both A and C",
        "idle: : no class has this cause; mention it in one, or remove it",
        "idle: references: there is none; say where its facts can be read",
        "idle: remedies[0].before: is not Python: '(' was never closed in its line 1",
        "idle: statement: is no sentence, it has no full stop",
        "idle: steps: there is none; say how to check it",
        "odd: causes: no causes and no steps: the reader learns nothing to do",
        "odd: signatures.s: NopeError is not in exceptions.yaml",
    ]
