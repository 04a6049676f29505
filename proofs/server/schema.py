"""Make arguments for a tool from the JSON schema of its parameters."""

from __future__ import annotations

from proofs.server.reading import Json, items, mapping, number, objects, text

_DEPTH = 8
"""Schemas may refer to themselves; what lies deeper than this is null."""
_WIDE = 2
"""Down to this depth optional properties are given as well."""
_TEXTS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T08:00:00Z",
    "time": "08:00:00Z",
    "email": "someone@example.com",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def arguments(schema: Json) -> Json:
    """An object that the schema accepts; its values are the first to choose from, else `C-17`, 3, 3.5 or true."""
    return mapping(_value(schema, schema, 0))


def _value(schema: Json, root: Json, depth: int) -> object:
    if depth > _DEPTH:
        return None
    if "$ref" in schema:
        return _value(_referred(text(schema["$ref"]), root), root, depth + 1)
    for fixed in ("const", "default"):
        if schema.get(fixed) is not None:
            return schema[fixed]
    if choices := items(schema.get("enum")):
        return choices[0]
    for several in ("anyOf", "oneOf", "allOf"):
        if options := objects(schema.get(several)):
            return _value(options[0], root, depth + 1)
    return _typed(schema, root, depth)


def _typed(schema: Json, root: Json, depth: int) -> object:
    kind = schema.get("type")
    named = kind if isinstance(kind, str) else next((each for each in items(kind) if each != "null"), None)
    if named == "object" or "properties" in schema:
        return _object(schema, root, depth)
    if named == "array":
        return [_value(mapping(schema.get("items")), root, depth + 1)] * max(1, min(99, number(schema.get("minItems"))))
    if named == "integer":
        return _between(3, schema)
    if named == "number":
        return float(_between(3, schema)) + (0.5 if schema.get("maximum") is None else 0.0)
    if named == "boolean":
        return True
    return None if kind == "null" else _TEXTS.get(text(schema.get("format")), "C-17")


def _object(schema: Json, root: Json, depth: int) -> Json:
    required = items(schema.get("required"))
    properties = mapping(schema.get("properties")).items()
    return {
        name: _value(mapping(each), root, depth + 1) for name, each in properties if depth <= _WIDE or name in required
    }


def _between(wanted: int, schema: Json) -> int:
    """The number wanted, or the nearest bound of the schema."""
    least = number(schema.get("minimum")) if schema.get("minimum") is not None else wanted
    most = number(schema.get("maximum")) if schema.get("maximum") is not None else max(wanted, least)
    return min(max(wanted, least), most)


def _referred(pointer: str, root: Json) -> Json:
    """The part of the schema that a local reference such as `#/$defs/Place` names."""
    found: Json = root
    for step in pointer.removeprefix("#/").split("/"):
        found = mapping(found.get(step))
    return found
