"""What must hold between the keys of one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diagnose.model.playbook import OTHER
from diagnose.model.vocabulary import CHECKS, FINDINGS
from diagnose.playbook.codepatterns import CODE_RULES
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


def _step_ids_differ(node: Table) -> Found:
    yield from _differ(_tables(node.get("steps")), "steps", "a step", "id")


def _differ(tables: list[Table], key: str, what: str, by: str = "name") -> Found:
    seen: dict[str, int] = {}
    for index, table in enumerate(tables):
        name = table.get(by)
        if isinstance(name, Scalar):
            if name.text in seen:
                yield name.line, f"{key}[{index}].{by}", f"{what} of this name is in line {seen[name.text]} already"
            seen.setdefault(name.text, name.line)


def _answers_differ(step: Table) -> Found:
    yield from _differ(_tables(step.get("outcomes")), "outcomes", "an answer", "answer")


def _shares_leave_a_rest(step: Table) -> Found:
    """All outcomes but the last have a table with ``other``, or none has one; for a cause they sum to 1 at most."""
    outcomes = _tables(step.get("outcomes"))
    tables = [outcome.get("likely") for outcome in outcomes]
    if not any(tables):
        return
    if tables[-1] is not None:
        where = f"outcomes[{len(tables) - 1}].likely"
        yield tables[-1].line, where, "the last outcome takes the rest; leave its table out"
    whole = [_shares(table) for table in tables[:-1] if isinstance(table, Table)]
    for index, (outcome, table) in enumerate(zip(outcomes[:-1], tables[:-1], strict=True)):
        if not isinstance(table, Table):
            yield outcome.line, f"outcomes[{index}].likely", "is missing, and another outcome has one"
        elif table.get(OTHER) is None:
            yield table.line, f"outcomes[{index}].likely.{OTHER}", "is missing: how probable it is with any other cause"
    for name in dict.fromkeys(name for table in whole for name in table):
        total = sum(table.get(name, table.get(OTHER, 0.0)) for table in whole)
        if total > 1 + 1e-6:
            yield step.line, "outcomes", f"the probabilities with {name} sum to {total:g}; at most 1 is left"


def _shares(table: Table) -> dict[str, float]:
    shares: dict[str, float] = {}
    for name, value in table.entries:
        if isinstance(value, Scalar):
            shares.setdefault(name.text, value.number or 0.0)
    return shares


def _findings_are_of_the_check(step: Table) -> Found:
    check = step.get("check")
    used = [outcome.get("found") for outcome in _tables(step.get("outcomes"))]
    if not isinstance(check, Scalar):
        for one in used:
            if one is not None:
                yield one.line, "outcomes.found", "no check is named that could find it; add check"
        return
    if not any(used):
        yield check.line, "check", "no outcome says what must be found for it; add found to one"
    own = CHECKS.get(check.text, {})
    for table in used:
        for name, _ in table.entries if isinstance(table, Table) else ():
            if name.text in FINDINGS and name.text not in own:
                yield name.line, f"outcomes.found.{name.text}", f"is not found by the check {check.text}"


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


def _code_ids_differ(node: Table) -> Found:
    yield from _differ(_tables(node.get("code")), "code", "a pattern", "id")


RULES: dict[str, tuple[Callable[[Table], Found], ...]] = {
    **CODE_RULES,
    "class": (_priors_sum_to_one, _signature_names_differ, _step_ids_differ),
    "cause": (_step_ids_differ, _code_ids_differ),
    "step": (_answers_differ, _shares_leave_a_rest, _findings_are_of_the_check),
    "sign": (_captures_are_said,),
    "remedy": (_remedy_changes_something, _mutations_change_something, _illustrations_prove_nothing),
    "bounds": (_bounds_leave_room,),
    "exceptions": (_type_names_differ,),
    "exception-type": (_type_is_not_its_own_base,),
}
