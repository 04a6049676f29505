"""What must hold between the keys of one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diagnose.playbook.marks import Items, Node, Scalar, Table
from diagnose.playbook.texts import NAMES, captured_names, nearest

Found = Iterator[tuple[int, str, str]]
_CAPTURING = ("message", "frame", "raised_in", "code", "line", "before", "after")


def _priors_sum_to_one(node: Table) -> Found:
    total, causes = 0.0, node.get("causes")
    seen: dict[str, int] = {}
    for index, mention in enumerate(_tables(causes)):
        prior, cause = mention.get("prior"), mention.get("cause")
        if isinstance(prior, Scalar):
            total += prior.number or 0.0
        if isinstance(cause, Scalar):
            if cause.text in seen:
                yield (
                    cause.line,
                    f"causes[{index}].cause",
                    f"{cause.text} stands twice, first in line {seen[cause.text]}",
                )
            seen.setdefault(cause.text, cause.line)
    if causes is not None and total > 1 + 1e-6:
        yield causes.line, "causes", f"the priors sum to {total:g}; at most 1 is left for all of them"


def _signature_names_differ(node: Table) -> Found:
    yield from _differ(_tables(node.get("signatures")), "signatures", "a signature")


def _type_names_differ(node: Table) -> Found:
    yield from _differ(_tables(node.get("exceptions")), "exceptions", "a type")


def _differ(tables: list[Table], key: str, what: str) -> Found:
    seen: dict[str, int] = {}
    for index, table in enumerate(tables):
        name = table.get("name")
        if isinstance(name, Scalar):
            if name.text in seen:
                yield name.line, f"{key}[{index}].name", f"{what} of this name is in line {seen[name.text]} already"
            seen.setdefault(name.text, name.line)


def _remedy_changes_something(node: Table) -> Found:
    before, after = node.get("before"), node.get("after")
    if isinstance(before, Scalar) and isinstance(after, Scalar) and before.text.strip() == after.text.strip():
        yield after.line, "after", "is the same as before; show what changes"


def _mutations_change_something(node: Table) -> Found:
    after, proof = node.get("after"), node.get("proof")
    if not isinstance(after, Scalar) or not isinstance(proof, Table):
        return
    for index, mutation in enumerate(_tables(proof.get("mutations"))):
        take = mutation.get("take")
        if isinstance(take, Scalar) and take.text not in after.text:
            yield take.line, f"proof.mutations[{index}].take", "does not stand in after; copy it from there"


def _illustrations_prove_nothing(node: Table) -> Found:
    proof = node.get("proof")
    if proof is not None and node.get("illustrative") is not None:
        yield proof.line, "proof", "what is illustrative is not run; leave one of the two out"


def _bounds_leave_room(node: Table) -> Found:
    least, most = node.get("at_least"), node.get("at_most")
    if isinstance(least, Scalar) and isinstance(most, Scalar):
        low, high = least.number, most.number
        if low is not None and high is not None and low > high:
            yield least.line, "at_least", f"{low:g} is more than at_most {high:g}; nothing can hold"


def _type_is_not_its_own_base(node: Table) -> Found:
    name, bases = node.get("name"), node.get("bases")
    if isinstance(name, Scalar) and name.text in _words(bases):
        yield name.line, "bases", "a type cannot be its own base"


def own_captures(sign: Table) -> frozenset[str]:
    """The names that a sign's own patterns capture; its ``say`` may use them beside the facts."""
    return frozenset(name for key in _CAPTURING for text in _words(sign.get(key)) for name in captured_names(text))


def _captures_are_said(sign: Table) -> Found:
    """A name outside the vocabulary serves the sign's own sentence only; one that it does not use is a mistake."""
    said = sign.get("say")
    sentence = said.text if isinstance(said, Scalar) else ""
    for name in sorted(own_captures(sign) - NAMES):
        if name not in sentence:
            wrong = f"captures {name!r}, which is neither a fact nor said in say{nearest(name, NAMES)}"
            yield sign.line, "", wrong


def _words(node: Node | None) -> list[str]:
    nodes = node.nodes if isinstance(node, Items) else [node]
    return [item.text for item in nodes if isinstance(item, Scalar)]


def _tables(node: Node | None) -> list[Table]:
    return [item for item in node.nodes if isinstance(item, Table)] if isinstance(node, Items) else []


RULES: dict[str, tuple[Callable[[Table], Found], ...]] = {
    "class": (_priors_sum_to_one, _signature_names_differ),
    "sign": (_captures_are_said,),
    "remedy": (_remedy_changes_something, _mutations_change_something, _illustrations_prove_nothing),
    "bounds": (_bounds_leave_room,),
    "exceptions": (_type_names_differ,),
    "exception-type": (_type_is_not_its_own_base,),
}
