"""The declaration in ``schema`` as a JSON Schema, for editors and for programs that write playbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diagnose.model.vocabulary import FINDINGS
from diagnose.playbook.schema import (
    FILES,
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
from diagnose.playbook.texts import NAMES

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
Schema = dict[str, Json]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PATTERNS = {
    Form.ID: r"^[a-z0-9]+([-.][a-z0-9]+)*$",
    Form.TYPE: r"^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*( \[[A-Za-z_]\w*\])?$",
    Form.URL: r"^https?://\S+$",
    Form.TITLE: r"^[^\n]*[^.\n]\s*$",
    Form.METAVARIABLE: r"^[A-Z][A-Z0-9_]*$",
}
_KEYS: dict[Form, Schema] = {Form.FACT: {"enum": sorted(NAMES)}, Form.FINDING: {"enum": sorted(FINDINGS)}}


def json_schema() -> Schema:
    """The schema of all kinds of file; ``$defs`` has one each: class, cause, exceptions, facts.

    A document that one of them accepts may still have faults that a JSON Schema cannot express: a pattern that RE2
    does not know, a rule that ast-grep refuses, a template that does not compile, priors that sum to more than 1.
    """
    files: list[Json] = [{"$ref": f"#/$defs/{name}"} for name in FILES]
    return {
        "$schema": DRAFT,
        "title": "autogen-doctor playbook files",
        "anyOf": files,
        "$defs": {name: _record(record, FILES.get(name)) for name, record in RECORDS.items()},
    }


def file_schema(record: str) -> Schema:
    """The schema of one kind of file alone: class, cause, exceptions or facts."""
    whole = json_schema()
    return {"$schema": DRAFT, "title": FILES[record], "$ref": f"#/$defs/{record}", "$defs": whole["$defs"]}


def _record(record: Record, file: str | None) -> Schema:
    required = [field.name for field in record.fields if field.required]
    schema: Schema = {"type": "object", "additionalProperties": False}
    if file:
        schema["title"] = file
    schema["properties"] = {field.name: _field(field) for field in record.fields}
    if required:
        schema["required"] = required
    if record.some_of:
        schema["anyOf"] = [{"required": [name]} for name in record.some_of]
    return schema


def _field(field: Field) -> Schema:
    return {"description": field.help, **_spec(field.spec)}


def _spec(spec: Spec) -> Schema:
    if isinstance(spec, Ref):
        return {"$ref": f"#/$defs/{spec.record}"}
    if isinstance(spec, Many):
        several: Schema = {"type": "array", "items": _spec(spec.item)}
        if spec.fewest:
            several["minItems"] = spec.fewest
        return {"anyOf": [_spec(spec.item), several]} if isinstance(spec.item, Text) else several
    if isinstance(spec, Keyed):
        return {
            "type": "object",
            "propertyNames": _KEYS.get(spec.keys) or {"pattern": _PATTERNS[spec.keys]},
            "additionalProperties": _spec(spec.value),
        }
    if isinstance(spec, Either):
        return {"anyOf": [_text(spec.text), {"type": "integer"}, {"$ref": f"#/$defs/{spec.record}"}]}
    if isinstance(spec, Number):
        return _number(spec)
    if isinstance(spec, Text):
        return _text(spec)
    if isinstance(spec, Flag):
        return {"type": "boolean"}
    assert isinstance(spec, Anything)
    return {"type": ["number", "string"]}


def _text(spec: Text) -> Schema:
    if spec.choices:
        return {"type": "string", "enum": list(spec.choices)}
    schema: Schema = {"type": "string", "minLength": 1, "maxLength": spec.longest}
    if spec.form in _PATTERNS:
        schema["pattern"] = _PATTERNS[spec.form]
    if spec.form is Form.PATTERN:
        schema["format"] = "re2"
    return schema


def _number(spec: Number) -> Schema:
    schema: Schema = {"type": "integer" if spec.whole else "number"}
    bounds = {"minimum": spec.at_least, "maximum": spec.at_most, "exclusiveMinimum": spec.above}
    bounds["exclusiveMaximum"] = spec.below
    return schema | {key: bound for key, bound in bounds.items() if bound is not None}
