"""Checks over a whole set: what is sound file by file, and still not as a good playbook is."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from diagnose.model.playbook import OTHER, Cause, Condition, Playbook, PlaybookSet, Remedy, Sign, Step
from diagnose.playbook.loaded import Fault

_LIKELY = 0.05
_ENDINGS = (".", "?", "!", "}}", "%}", ")", '"')


def lint(known: PlaybookSet) -> list[Fault]:
    """What should be better in the set, sorted. Values do not know their lines: every fault has line 1 of its file."""
    return sorted({*_classes(known), *_causes(known), *_types(known)})


def _fault(owner: Playbook | Cause, key: str, wrong: str) -> Fault:
    return Fault(owner.path or owner.id, 1, key, wrong)


def _classes(known: PlaybookSet) -> Iterator[Fault]:
    causes = {cause.id for cause in known.causes}
    titles: dict[str, str] = {}
    for playbook in known.playbooks:
        if playbook.title in titles:
            yield _fault(playbook, "title", f"is also the title of {titles[playbook.title]}; say how they differ")
        titles.setdefault(playbook.title, playbook.id)
        if not (playbook.causes or playbook.steps):
            yield _fault(playbook, "causes", "no causes and no steps: the reader learns nothing to do")
        for ref in playbook.causes:
            if ref.cause not in causes:
                yield _fault(playbook, "causes", f"there is no cause {ref.cause}")
        priors = [ref.prior for ref in playbook.causes]
        if priors and sum(priors) < 0.5:
            yield _fault(playbook, "causes", f"the priors sum to {sum(priors):g}; most errors would have no cause here")
        yield from _steps(playbook, playbook.steps, set(causes), needed=bool(playbook.causes))
        for line in playbook.not_this:
            if not line.endswith(_ENDINGS):
                yield _fault(playbook, "not_this", f"is no sentence, it has no full stop: {line[:60]!r}")


def _causes(known: PlaybookSet) -> Iterator[Fault]:
    classes = {playbook.id for playbook in known.playbooks}
    used = {ref.cause: playbook for playbook in known.playbooks for ref in playbook.causes}
    likely = {ref.cause for playbook in known.playbooks for ref in playbook.causes if ref.prior >= _LIKELY}
    extra = {ref.cause for playbook in known.playbooks for ref in playbook.causes if ref.signs}
    ids = {cause.id for cause in known.causes}
    for cause in known.causes:
        if cause.id not in used:
            yield _fault(cause, "", "no class has this cause; mention it in one, or remove it")
        if not cause.remedies:
            yield _fault(cause, "remedies", "there is none; say how to fix it")
        if not cause.references:
            yield _fault(cause, "references", "there is none; say where its facts can be read")
        if not cause.signs and cause.id in likely and cause.id not in extra:
            yield _fault(cause, "signs", "there is none, so no log can speak for it")
        if not cause.steps:
            yield _fault(cause, "steps", "there is none; say how to check it")
        if not cause.statement.endswith("."):
            yield _fault(cause, "statement", "is no sentence, it has no full stop")
        yield from _signs(cause, cause.signs)
        yield from _steps(cause, cause.steps, ids)
        for index, remedy in enumerate(cause.remedies):
            yield from _remedy(cause, remedy, f"remedies[{index}]", classes)


def _signs(cause: Cause, signs: tuple[Sign, ...]) -> Iterator[Fault]:
    for index, sign in enumerate(signs):
        if sign.ratio == 1:
            yield _fault(cause, f"signs[{index}].ratio", "is 1, so the sign says nothing; leave it out")


def _steps(owner: Playbook | Cause, steps: tuple[Step, ...], ids: set[str], needed: bool = True) -> Iterator[Fault]:
    """Steps whose outcomes tell no causes apart, or name some that are not there."""
    for step in steps:
        key = f"steps.{step.id}.outcomes"
        named = {cause for outcome in step.outcomes for cause, _ in outcome.likely} - {OTHER}
        for name in sorted(named - ids):
            yield _fault(owner, key, f"there is no cause {name}")
        if needed and not named:
            yield _fault(owner, key, "no outcome says how likely it is with which cause; add likely")
        elif named and not any(len({share for _, share in outcome.likely}) > 1 for outcome in step.outcomes):
            yield _fault(owner, key, "every outcome is as likely with each cause as with any other; it tells nothing")
        if isinstance(owner, Cause) and named and owner.id not in named:
            yield _fault(owner, key, f"says nothing of {owner.id} itself")


def _remedy(cause: Cause, remedy: Remedy, key: str, classes: set[str]) -> Iterator[Fault]:
    for name in remedy.when:
        if name not in classes:
            yield _fault(cause, f"{key}.when", f"there is no class {name}")
    if remedy.language == "python":
        for part, code in (("before", remedy.before), ("after", remedy.after)):
            wrong = _syntax(code)
            if wrong:
                yield _fault(cause, f"{key}.{part}", wrong)


def _syntax(code: str | None) -> str | None:
    """Why the Python snippet does not parse, None where it does. Top-level await is allowed, as in a notebook."""
    if code is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "snippet", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return f"is not Python: {error.msg} in its line {error.lineno}"
    except (ValueError, RecursionError, MemoryError):
        return "is not Python that can be parsed"
    return None


def _types(known: PlaybookSet) -> Iterator[Fault]:
    """Exception types that a class names and the registry does not know, so that nothing derives from them."""
    names = {name for entry in known.exceptions for name in (entry.name, *entry.aliases)}
    shorts = {name.rpartition(".")[2] for name in names}
    spelled: dict[str, str] = {}
    for entry in known.exceptions:
        for name in (entry.name, *entry.aliases):
            if spelled.setdefault(name, entry.name) != entry.name:
                wrong = f"{name} stands for both {spelled[name]} and {entry.name}"
                yield Fault("exceptions.yaml", 1, "exceptions", wrong)
        for base in entry.bases:
            if base not in names:
                yield Fault("exceptions.yaml", 1, "exceptions", f"{entry.name} has an unknown base {base}")
    for playbook in known.playbooks:
        for signature in playbook.signatures:
            for name in sorted(_named(signature.condition) - names - shorts):
                yield _fault(playbook, f"signatures.{signature.name}", f"{name} is not in exceptions.yaml")


def _named(condition: Condition) -> set[str]:
    return {*condition.exception, *condition.chain}
