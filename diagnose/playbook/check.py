"""Every fault of one playbook file at once, by the declaration in ``schema``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from diagnose.playbook.codepatterns import METAVARIABLE, metavariables
from diagnose.playbook.loaded import Fault
from diagnose.playbook.marks import Items, Node, Scalar, Table
from diagnose.playbook.rules import RULES, own_captures
from diagnose.playbook.schema import (
    RECORDS,
    Anything,
    Either,
    Field,
    Flag,
    Form,
    Keyed,
    Many,
    Number,
    Record,
    Ref,
    Spec,
    Text,
)
from diagnose.playbook.texts import CODE_PATTERN, Allowed, Room, complaint, nearest, unprintable

Found = Iterator[tuple[int, str, str]]
"""Line, key, and what is wrong there."""
MOST_FAULTS = 100
"""Of one file; who makes more of them mends these first."""

_KEYED = {
    Form.FACT: "{used_tokens: {at_least: 1}} from facts to bounds",
    Form.FINDING: "{oom_kills: {at_least: 1}} from what a check finds to bounds",
    Form.ID: "{unbounded-history: 0.8, other: 0.1} from names to what they stand for",
    Form.METAVARIABLE: "{LIST: {kind: identifier}} from metavariables to rules",
}


def faults_of(node: Node | None, record: str, path: str, room: Room | None = None) -> tuple[Fault, ...]:
    """The faults of a file that must hold this record, in the order of its lines; the first of very many.

    ``room`` is what the patterns of its pack may still take.
    """
    if node is None:
        return (Fault(path, 1, "", "the file is empty"),)
    found = _record(node, record, "", Allowed(room=room or Room()))
    return tuple(sorted({Fault(path, *one) for one in islice(found, MOST_FAULTS)}))


def _record(node: Node, name: str, key: str, allowed: Allowed) -> Found:
    record = RECORDS[name]
    if not isinstance(node, Table):
        yield node.line, key, f"must be a mapping with keys such as {_some_keys(record)}"
        return
    if name == "sign":
        allowed = replace(allowed, names=allowed.names | own_captures(node))
    if name == "code-pattern":
        allowed = replace(allowed, names=metavariables(node).possible, are=METAVARIABLE)
        allowed.room.take(CODE_PATTERN)
        if not allowed.room.is_left:
            yield node.line, key, "the pack has more patterns than one may have in all"
            return
    known = {field.name: field for field in record.fields}
    yield from _repeated(node, key)
    for name_node, value in node.entries:
        field = known.get(name_node.text)
        if field is None:
            yield name_node.line, _join(key, name_node.text[:60]), f"unknown key{nearest(name_node.text, known)}"
        elif isinstance(value, Scalar) and value.is_null:
            yield value.line, _join(key, field.name), "has no value; write one, or leave the key out"
        else:
            yield from _value(value, field.spec, _join(key, field.name), allowed)
    yield from _missing(node, record, key)
    for rule in RULES.get(name, ()):
        yield from ((line, _join(key, where), wrong) for line, where, wrong in rule(node))


def _repeated(node: Table, key: str) -> Found:
    first: dict[str, int] = {}
    for name, _ in node.entries:
        if name.text in first:
            yield name.line, _join(key, name.text[:60]), f"stands twice, first in line {first[name.text]}; keep one"
        first.setdefault(name.text, name.line)


def _missing(node: Table, record: Record, key: str) -> Found:
    present = {name.text for name, _ in node.entries}
    for field in record.fields:
        if field.required and field.name not in present:
            yield node.line, _join(key, field.name), f"is missing: {field.help}"
    if record.some_of and present.isdisjoint(record.some_of):
        yield node.line, key, f"says nothing to look for; add one of {', '.join(record.some_of)}"


def _value(node: Node, spec: Spec, key: str, allowed: Allowed) -> Found:
    if isinstance(spec, Ref):
        yield from _record(node, spec.record, key, allowed)
    elif isinstance(spec, Many):
        yield from _many(node, spec, key, allowed)
    elif isinstance(spec, Keyed):
        yield from _keyed(node, spec, key, allowed)
    elif isinstance(spec, Either) and not isinstance(node, Scalar):
        yield from _record(node, spec.record, key, allowed)
    elif not isinstance(node, Scalar):
        yield node.line, key, f"must be {_kind(spec)}, not a {'list' if isinstance(node, Items) else 'mapping'}"
    elif isinstance(spec, Text | Either):
        yield from _text(node, spec if isinstance(spec, Text) else spec.text, key, allowed)
    elif isinstance(spec, Number):
        wrong = _number(node, spec)
        if wrong:
            yield node.line, key, wrong
    elif isinstance(spec, Flag) and node.flag is None:
        yield node.line, key, f"must be true or false, not {node.text[:60]!r}"


def _many(node: Node, spec: Many, key: str, allowed: Allowed) -> Found:
    if isinstance(node, Scalar) and isinstance(spec.item, Text):
        yield from _text(node, spec.item, key, allowed)
    elif not isinstance(node, Items):
        yield node.line, key, "must be a list"
    else:
        if len(node.nodes) < spec.fewest:
            yield node.line, key, "the list is empty; fill it, or leave the key out"
        for index, item in enumerate(node.nodes):
            yield from _value(item, spec.item, f"{key}[{index}]", allowed)


def _keyed(node: Node, spec: Keyed, key: str, allowed: Allowed) -> Found:
    if not isinstance(node, Table):
        yield node.line, key, f"must be a mapping, such as {_KEYED[spec.keys]}"
        return
    yield from _repeated(node, key)
    for name, value in node.entries:
        wrong = complaint(spec.keys, name.text)
        if wrong:
            yield name.line, key, wrong
        yield from _value(value, spec.value, _join(key, name.text[:60]), allowed)


def _text(node: Scalar, spec: Text, key: str, allowed: Allowed) -> Found:
    text = node.text
    if spec.choices:
        if text not in spec.choices:
            yield node.line, key, f"{text[:60]!r} is not one of {', '.join(spec.choices)}{nearest(text, spec.choices)}"
        return
    if not text.strip():
        yield node.line, key, "is empty; write something, or leave the key out"
    elif len(text) > spec.longest:
        yield node.line, key, f"has {len(text)} characters, at most {spec.longest} are allowed"
    else:
        wrong = unprintable(text, spec.form) or complaint(spec.form, text, allowed)
        if wrong:
            yield node.line, key, wrong


def _number(node: Scalar, spec: Number) -> str | None:
    value = node.number
    if value is None or (spec.whole and not isinstance(value, int)):
        return f"must be {_kind(spec)}, not {node.text[:60]!r}"
    if (
        (spec.above is not None and value <= spec.above)
        or (spec.at_least is not None and value < spec.at_least)
        or (spec.at_most is not None and value > spec.at_most)
        or (spec.below is not None and value >= spec.below)
    ):
        return f"must be {_kind(spec)}, not {node.text}"
    return None


def _kind(spec: Spec) -> str:
    if isinstance(spec, Number):
        known = {"above": spec.above, "at least": spec.at_least, "at most": spec.at_most, "below": spec.below}
        bounds = [f"{words} {bound:g}" for words, bound in known.items() if bound is not None]
        return " ".join([f"a {'whole ' if spec.whole else ''}number", " and ".join(bounds)]).strip()
    if isinstance(spec, Flag):
        return "true or false"
    return "a number or a text" if isinstance(spec, Anything) else "a text"


def _some_keys(record: Record) -> str:
    names: list[Field] = sorted(record.fields, key=lambda field: not field.required)
    return ", ".join(field.name for field in names[:3])


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key and name else key or name
