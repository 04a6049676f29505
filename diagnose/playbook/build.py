"""Checked YAML nodes made into the values of ``model.playbook``. What ``check`` has passed, this never refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from diagnose.model.code import CodeFix, CodePattern, Edit, Follow
from diagnose.model.playbook import (
    OTHER,
    Cause,
    CauseRef,
    Comparison,
    Condition,
    ConfigSetting,
    Counted,
    ExceptionType,
    FactPatterns,
    Playbook,
    Remedy,
    Retry,
    Role,
    RoleRule,
    Sign,
    Signature,
    Step,
    StepOutcome,
)
from diagnose.model.proof import QUANTITIES, Bound, Mutation, Outcome, Proof, Setting
from diagnose.model.vocabulary import FACTS, FactKind
from diagnose.patterns.needs import needs_of
from diagnose.patterns.rules import Rule
from diagnose.playbook.codepatterns import configuration, follow_configuration
from diagnose.playbook.marks import Items, Node, Scalar, Table

Value = TypeVar("Value")


def build_class(node: Table, name: str, path: str) -> Playbook:
    """The class of a file ``classes/<name>.yaml``."""
    facts = node.get("facts")
    return Playbook(
        id=name,
        title=_words(node, "title"),
        summary=_words(node, "summary"),
        severity=_words(node, "severity"),
        signatures=_records(node, "signatures", _signature),
        advice=_texts(node, "advice"),
        facts=build_fact_patterns(facts) if isinstance(facts, Table) else FactPatterns(),
        causes=_records(node, "causes", _mention),
        steps=_records(node, "steps", _step),
        prevention=_texts(node, "prevention"),
        references=_texts(node, "references"),
        not_this=_texts(node, "not_this"),
        side=_words(node, "side"),
        retry=_retry(node),
        settings=_records(node, "settings", _config_setting),
        path=path,
    )


def build_cause(node: Table, name: str, path: str) -> Cause:
    """The cause of a file ``causes/<name>.yaml``."""
    return Cause(
        id=name,
        title=_words(node, "title"),
        statement=_words(node, "statement"),
        why=_words(node, "why"),
        signs=_records(node, "signs", _sign),
        steps=_records(node, "steps", _step),
        remedies=_records(node, "remedies", _remedy),
        prevention=_texts(node, "prevention"),
        references=_texts(node, "references"),
        separates=_maybe(node, "separates"),
        guide=_texts(node, "guide"),
        proof=_proof(node),
        code=_records(node, "code", _code_pattern),
        verify=_texts(node, "verify"),
        side=_words(node, "side"),
        retry=_retry(node),
        settings=_records(node, "settings", _config_setting),
        path=path,
    )


def _retry(node: Table) -> Retry | None:
    retry = node.get("retry")
    return Retry(_words(retry, "helps"), _words(retry, "because")) if isinstance(retry, Table) else None


def _config_setting(node: Table) -> ConfigSetting:
    name, of, default, to = (_words(node, key) for key in ("name", "of", "default", "set"))
    return ConfigSetting(name, of, default, to, _texts(node, "framework"))


def build_exceptions(node: Table) -> tuple[ExceptionType, ...]:
    """The exception types of a file ``exceptions.yaml``."""
    return _records(node, "exceptions", _exception_type)


def build_fact_patterns(node: Table) -> FactPatterns:
    """The fact patterns under a key ``facts``."""
    return FactPatterns(_texts(node, "message"), _texts(node, "log"), _texts(node, "code"))


def _exception_type(node: Table) -> ExceptionType:
    return ExceptionType(
        name=_words(node, "name"),
        role=Role(_words(node, "role") or "root"),
        bases=_texts(node, "bases"),
        aliases=_texts(node, "aliases"),
        rules=_records(node, "rules", _role_rule),
    )


def _role_rule(node: Table) -> RoleRule:
    return RoleRule(_texts(node, "message"), Role(_words(node, "role")))


def _signature(node: Table) -> Signature:
    return Signature(
        name=_words(node, "name"),
        certainty=_number(node, "certainty") or 0.0,
        condition=_condition(node),
        status=_words(node, "status") or "failed",
    )


def _mention(node: Table) -> CauseRef:
    return CauseRef(_words(node, "cause"), _number(node, "prior") or 0.0, _records(node, "signs", _sign))


def _sign(node: Table) -> Sign:
    return Sign(_words(node, "say"), _number(node, "ratio") or 0.0, _condition(node))


def _step(node: Table) -> Step:
    return Step(
        id=_words(node, "id"),
        say=_words(node, "say"),
        cost=_number(node, "cost") or 0.0,
        outcomes=_with_rest(_records(node, "outcomes", _step_outcome)),
        run=_maybe(node, "run"),
        framework=_texts(node, "framework"),
        check=_maybe(node, "check"),
    )


def _step_outcome(node: Table) -> StepOutcome:
    likely, shown, found = node.get("likely"), node.get("shown"), node.get("found")
    return StepOutcome(
        answer=_words(node, "answer"),
        means=_words(node, "means"),
        likely=_shares(likely) if isinstance(likely, Table) else (),
        shown=_condition(shown) if isinstance(shown, Table) else None,
        found=_comparisons(found) if isinstance(found, Table) else (),
    )


def _shares(node: Table) -> tuple[tuple[str, float], ...]:
    return tuple((name.text, value.number or 0.0) for name, value in node.entries if isinstance(value, Scalar))


def _with_rest(outcomes: tuple[StepOutcome, ...]) -> tuple[StepOutcome, ...]:
    """The outcomes with their tables made whole: what one leaves out is as with any other, the last takes the rest."""
    tables = [dict(outcome.likely) for outcome in outcomes]
    causes = dict.fromkeys(cause for table in tables for cause in table)
    if not causes:
        return outcomes
    whole = [{cause: table.get(cause, table.get(OTHER, 0.0)) for cause in causes} for table in tables[:-1]]
    whole.append({cause: round(max(0.0, 1 - sum(table[cause] for table in whole)), 6) for cause in causes})
    return tuple(replace(one, likely=tuple(table.items())) for one, table in zip(outcomes, whole, strict=True))


def _remedy(node: Table) -> Remedy:
    return Remedy(
        framework=_words(node, "framework"),
        language=_words(node, "language"),
        summary=_words(node, "summary"),
        before=_code(node, "before"),
        after=_code(node, "after"),
        illustrative=_maybe(node, "illustrative"),
        when=_texts(node, "when"),
        proof=_proof(node),
    )


def _code_pattern(node: Table) -> CodePattern:
    config, fix, check = configuration(node), node.get("fix"), node.get("check")
    return CodePattern(
        id=_words(node, "id"),
        title=_words(node, "title"),
        language=_words(node, "language"),
        say=_words(node, "say"),
        ratio=_number(node, "ratio") or 0.0,
        rule=_json(config),
        absent=_number(node, "absent"),
        framework=_texts(node, "framework"),
        scope=_words(node, "scope") or "agent",
        words=_texts(node, "words"),
        check=not (isinstance(check, Scalar) and check.flag is False),
        follow=_records(node, "follow", lambda follow: _follow(follow, node)),
        needs=needs_of(config),
        fix=_fix(fix) if isinstance(fix, Table) else None,
        flagged=_codes(node, "flagged"),
        clean=_codes(node, "clean"),
    )


def _follow(node: Table, pattern: Table) -> Follow:
    some, none = (follow_configuration(node, part, pattern) for part in ("some", "none"))
    return Follow(_words(node, "name"), _json(some), _json(none))


def _fix(node: Table) -> CodeFix:
    return CodeFix(
        label=_words(node, "label"),
        say=_words(node, "say"),
        edits=_records(node, "edits", _edit),
        imports=_texts(node, "imports"),
    )


def _edit(node: Table) -> Edit:
    return Edit(_words(node, "do"), _words(node, "node"), _code(node, "text") or "")


def _json(rule: Rule) -> str:
    import json

    return json.dumps(rule, separators=(",", ":")) if rule else ""


def _codes(node: Table, key: str) -> tuple[str, ...]:
    return tuple(item.text for item in _nodes(node, key) if isinstance(item, Scalar))


def _proof(owner: Table) -> Proof | None:
    node = owner.get("proof")
    if not isinstance(node, Table):
        return None
    return Proof(
        classes=_texts(node, "class"),
        also=_texts(node, "also"),
        environment=_words(node, "environment"),
        server=_settings(node.get("server")),
        options=_texts(node, "options"),
        harness=_words(node, "harness"),
        limit=_number(node, "limit"),
        before=_outcome(node.get("before")),
        after=_outcome(node.get("after")),
        mutations=_records(node, "mutations", _mutation),
    )


def _settings(node: Node | None) -> tuple[tuple[str, Setting], ...]:
    if not isinstance(node, Table):
        return ()
    return tuple((name.text, _setting(value)) for name, value in node.entries)


def _setting(node: Node) -> Setting:
    if isinstance(node, Items):
        return tuple(item.text for item in node.nodes if isinstance(item, Scalar))
    if not isinstance(node, Scalar):
        return ""
    if node.flag is not None:
        return node.flag
    return node.text if node.number is None else node.number


def _outcome(node: Node | None) -> Outcome | None:
    if not isinstance(node, Table):
        return None
    bounds = [(name, node.get(name)) for name in QUANTITIES]
    return Outcome(
        ends=_words(node, "ends"),
        prints=_texts(node, "prints"),
        lacks=_texts(node, "lacks"),
        bounds=tuple(_bound(name, value) for name, value in bounds if isinstance(value, Table)),
    )


def _bound(quantity: str, node: Table) -> Bound:
    return Bound(quantity, _number(node, "at_least"), _number(node, "at_most"))


def _mutation(node: Table) -> Mutation:
    return Mutation(_code(node, "take") or "", _code(node, "put") or "")


def _condition(node: Table) -> Condition:
    members = _number(node, "members")
    counted, facts = node.get("counted"), node.get("facts")
    return Condition(
        exception=_texts(node, "exception"),
        message=_texts(node, "message"),
        unless=_texts(node, "unless"),
        frame=_texts(node, "frame"),
        raised_in=_texts(node, "raised_in"),
        code=_texts(node, "code"),
        chain=_texts(node, "chain"),
        members=None if members is None else int(members),
        line=_texts(node, "line"),
        before=_texts(node, "before"),
        after=_texts(node, "after"),
        counted=_counted(counted) if isinstance(counted, Table) else None,
        facts=_comparisons(facts) if isinstance(facts, Table) else (),
        framework=_texts(node, "framework"),
        kind=_texts(node, "kind"),
        surfaced=_texts(node, "surfaced"),
        none_of=_records(node, "none_of", _condition),
    )


def _counted(node: Table) -> Counted:
    return Counted(_texts(node, "patterns"), int(_number(node, "at_least") or 1))


def _comparisons(node: Table) -> tuple[Comparison, ...]:
    return tuple(_comparison(name.text, bounds) for name, bounds in node.entries if isinstance(bounds, Table))


def _comparison(fact: str, node: Table) -> Comparison:
    equals, present = node.get("equals"), node.get("present")
    return Comparison(
        fact,
        at_least=_number(node, "at_least"),
        at_most=_number(node, "at_most"),
        equals=_equals(fact, equals) if isinstance(equals, Scalar) else None,
        present=present.flag if isinstance(present, Scalar) else None,
    )


def _equals(fact: str, node: Scalar) -> str | float:
    """A name stays text even where it looks like a number: the provider's code ``408``."""
    number = node.number
    return node.text if number is None or FACTS.get(fact) is FactKind.NAME else number


def _scalar(node: Table, key: str) -> Scalar | None:
    value = node.get(key)
    return value if isinstance(value, Scalar) else None


def _words(node: Table, key: str) -> str:
    value = _scalar(node, key)
    return value.text.strip() if value else ""


def _maybe(node: Table, key: str) -> str | None:
    return _words(node, key) or None


def _code(node: Table, key: str) -> str | None:
    value = _scalar(node, key)
    return value.text if value else None


def _number(node: Table, key: str) -> float | None:
    value = _scalar(node, key)
    return value.number if value else None


def _nodes(node: Table, key: str) -> list[Node]:
    value = node.get(key)
    if isinstance(value, Items):
        return value.nodes
    return [] if value is None else [value]


def _texts(node: Table, key: str) -> tuple[str, ...]:
    return tuple(item.text.strip() for item in _nodes(node, key) if isinstance(item, Scalar))


def _records(node: Table, key: str, build: Callable[[Table], Value]) -> tuple[Value, ...]:
    return tuple(build(item) for item in _nodes(node, key) if isinstance(item, Table))
