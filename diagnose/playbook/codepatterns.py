"""What must hold between the keys of a code pattern, and its rule as ast-grep takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from diagnose.lazy import regex
from diagnose.patterns.metavariables import Bound, bound
from diagnose.patterns.quick import quick
from diagnose.patterns.rules import DEEPEST_SEARCH, MOST_RULES, Rule, refusal, searches, weight, with_used_utils
from diagnose.playbook.marks import Items, Node, Scalar, Table
from diagnose.playbook.texts import nearest

Found = Iterator[tuple[int, str, str]]
METAVARIABLE = "a metavariable that the rule binds"

_PARTS = ("rule", "constraints", "utils")
_OWN_CODE = ("add-argument", "set-property", "replace", "insert-before", "insert-after")
_OF_LANGUAGE = {
    "python": ("autogen-0.2", "ag2", "autogen-0.4"),
    "typescript": ("node",),
}
_ONLY = {"add-argument": "python", "set-property": "typescript"}
_USED = regex(r"\{[{%][^{}]*[%}]\}")
_NAME = regex(r"\b[A-Z][A-Z0-9_]*\b")


def configuration(pattern: Table) -> Rule:
    """The rule of a pattern, with its constraints and utils, as ast-grep takes it."""
    held = {part: pattern.get(part) for part in _PARTS}
    return with_used_utils({part: plain(node) for part, node in held.items() if isinstance(node, Table)})


def follow_configuration(follow: Table, part: str, pattern: Table) -> Rule:
    """The rule ``some`` or ``none`` of what a name must be; empty where there is none. It may use the utils."""
    held = {"rule": follow.get(part), "utils": pattern.get("utils")}
    if held["rule"] is None:
        return {}
    return with_used_utils({key: plain(node) for key, node in held.items() if isinstance(node, Table)})


def plain(node: Node, key: str = "") -> object:
    """A rule as plain data: everything is text, but positions and flags."""
    if isinstance(node, Table):
        return {name.text: plain(value, name.text) for name, value in node.entries}
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    if key in ("nthChild", "position") and isinstance(node.number, int):
        return node.number
    if key == "reverse" and node.flag is not None:
        return node.flag
    return quick(node.text.strip()) if key == "regex" else node.text.strip()


def metavariables(pattern: Table) -> Bound:
    """The metavariables that the rule binds."""
    return bound(configuration(pattern))


def _rule_compiles(pattern: Table) -> Found:
    """A rule that is small enough is shown to ast-grep, which says what it does not take."""
    language, rule = _word(pattern, "language"), pattern.get("rule")
    if language not in _OF_LANGUAGE or not isinstance(rule, Table):
        return
    config = configuration(pattern)
    wrong = _too_much(config) or refusal(config, language)
    if wrong:
        yield rule.line, "rule", wrong
        return
    for index, follow in enumerate(_tables(pattern.get("follow"))):
        for part in ("some", "none"):
            if part_config := follow_configuration(follow, part, pattern):
                wrong = _too_much(part_config) or refusal(part_config, language, anchored=False)
                if wrong:
                    yield follow.line, f"follow[{index}].{part}", wrong


def _too_much(config: Rule) -> str:
    if weight(config) > MOST_RULES:
        return f"is made of more than {MOST_RULES} rules, those that matches names counted each time; make it smaller"
    if searches(config) > DEEPEST_SEARCH:
        return f"searches within searches, more than {DEEPEST_SEARCH} deep (stopBy); make it simpler"
    return ""


def _names_are_bound(pattern: Table) -> Found:
    """What sentences, edits and follow name, the rule binds in whatever way it is hit."""
    names = metavariables(pattern)
    for place, node in _named(pattern):
        if node.text not in names.possible:
            known = nearest(node.text, names.possible)
            yield node.line, place, f"{node.text[:60]!r} is not {METAVARIABLE}{known}"
        elif node.text not in names.certain:
            yield node.line, place, f"{node.text} is bound by some alternatives of the rule only; bind it in all"
    for place, node in _templates(pattern):
        used = {name for part in _USED.findall(node.text) for name in _NAME.findall(part)}
        for name in sorted(used & (names.possible - names.certain)) if "defined" not in node.text else ():
            yield node.line, place, f"{name} is bound by some alternatives of the rule only; bind it in all"


def _named(pattern: Table) -> Iterator[tuple[str, Scalar]]:
    for index, follow in enumerate(_tables(pattern.get("follow"))):
        node = follow.get("name")
        if isinstance(node, Scalar):
            yield f"follow[{index}].name", node
    for index, edit in enumerate(_edits(pattern)):
        node = edit.get("node")
        if isinstance(node, Scalar):
            yield f"fix.edits[{index}].node", node


def _templates(pattern: Table) -> Iterator[tuple[str, Scalar]]:
    fix = pattern.get("fix")
    places: list[tuple[str, Node | None]] = [("say", pattern.get("say"))]
    if isinstance(fix, Table):
        places.append(("fix.say", fix.get("say")))
    places += [(f"fix.edits[{index}].text", edit.get("text")) for index, edit in enumerate(_edits(pattern))]
    yield from ((place, node) for place, node in places if isinstance(node, Scalar))


def _framework_has_the_language(pattern: Table) -> Found:
    own = _OF_LANGUAGE.get(_word(pattern, "language"))
    for node in _scalars(pattern.get("framework")) if own else ():
        if own and node.text not in own and any(node.text in others for others in _OF_LANGUAGE.values()):
            yield node.line, "framework", f"{node.text} has no {_word(pattern, 'language')}; take {' or '.join(own)}"


def _words_stand_in_samples(pattern: Table) -> Found:
    """The words let most files be skipped: a hit without any of them would never be found."""
    words, flagged = _scalars(pattern.get("words")), _scalars(pattern.get("flagged"))
    for word in words:
        if not any(word.text in sample.text for sample in flagged):
            yield word.line, "words", f"no flagged sample has {word.text[:60]!r}; add one, or leave the word out"
    for index, sample in enumerate(flagged if words else ()):
        if not any(word.text in sample.text for word in words):
            yield sample.line, f"flagged[{index}]", "has none of the words, so it would be skipped; add one to words"


def _samples_differ(pattern: Table) -> Found:
    flagged = {sample.text.strip() for sample in _scalars(pattern.get("flagged"))}
    for index, sample in enumerate(_scalars(pattern.get("clean"))):
        if sample.text.strip() in flagged:
            yield sample.line, f"clean[{index}]", "is also a flagged sample; show what is different"


def _follow_asks_one_thing(follow: Table) -> Found:
    if follow.get("some") is not None and follow.get("none") is not None:
        yield follow.line, "", "has some and none; write two entries"


def _edits_fit_the_label(fix: Table) -> Found:
    edits, label = fix.get("edits"), _word(fix, "label")
    if label == "manual" and edits is not None:
        yield edits.line, "edits", "a manual fix has only words; leave edits out, or take the label review"
    if label in ("safe", "review") and edits is None:
        yield fix.line, "edits", f"is missing: a {label} fix changes something; add edits, or take the label manual"
    imports = fix.get("imports")
    if imports is not None and edits is None:
        yield imports.line, "imports", "nothing is edited; leave imports out"


def _edit_has_its_text(edit: Table) -> Found:
    deed, text = _word(edit, "do"), edit.get("text")
    if deed == "remove" and text is not None:
        yield text.line, "text", "what is removed has no text; leave it out"
    if deed in _OWN_CODE and text is None:
        yield edit.line, "text", "is missing: the new code"


def _edits_fit_the_language(pattern: Table) -> Found:
    language = _word(pattern, "language")
    for index, edit in enumerate(_edits(pattern)):
        only = _ONLY.get(_word(edit, "do"))
        if only and language in _OF_LANGUAGE and only != language:
            yield edit.line, f"fix.edits[{index}].do", f"{_word(edit, 'do')} is for {only} only"


def _edits(pattern: Table) -> list[Table]:
    fix = pattern.get("fix")
    return _tables(fix.get("edits")) if isinstance(fix, Table) else []


def _word(node: Table, key: str) -> str:
    value = node.get(key)
    return value.text if isinstance(value, Scalar) else ""


def _scalars(node: Node | None) -> list[Scalar]:
    nodes = node.nodes if isinstance(node, Items) else [node]
    return [item for item in nodes if isinstance(item, Scalar)]


def _tables(node: Node | None) -> list[Table]:
    return [item for item in node.nodes if isinstance(item, Table)] if isinstance(node, Items) else []


CODE_RULES: Mapping[str, tuple[Callable[[Table], Found], ...]] = {
    "code-pattern": (
        _rule_compiles,
        _names_are_bound,
        _framework_has_the_language,
        _words_stand_in_samples,
        _samples_differ,
        _edits_fit_the_language,
    ),
    "code-follow": (_follow_asks_one_thing,),
    "code-fix": (_edits_fit_the_label,),
    "code-edit": (_edit_has_its_text,),
}
