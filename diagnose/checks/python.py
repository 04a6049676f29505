"""The check ``python``: the interpreter that the user's program uses, and which settings it finds."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.checks.interpreter import Interpreter
from diagnose.checks.surroundings import Surroundings
from diagnose.model.checkup import Checked, State

KEYS = ("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY")
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_OLDEST = (3, 10)
_SYSTEMS = {"Darwin": "macOS"}


def check(surroundings: Surroundings, interpreter: Interpreter | None) -> tuple[Checked, ...]:
    """Its version and platform, which one was looked at and why. Of a setting it tells only whether it is set."""
    settings = (("keys", _set(KEYS, surroundings)), ("proxies", _set(PROXIES, surroundings)))
    if interpreter is None:
        summary = "No Python was found that could be asked; --python PATH names one."
        found = (("system", surroundings.system),)
        return (Checked("python", "Python", State.NOT_CHECKED, summary, details=settings, findings=found),)
    state, advice = _judged(interpreter)
    details = (
        ("interpreter", interpreter.facts.executable),
        ("chosen", interpreter.chosen + ("; --python PATH looks at another" if interpreter.guessed else "")),
        *(("passed over", reason) for reason in interpreter.passed_over),
        *settings,
    )
    version = interpreter.facts.version
    findings: tuple[tuple[str, int | str], ...] = (("system", interpreter.facts.system or surroundings.system),)
    if version[0] == 3:
        findings += (("python_minor", version[1]),)
    return (Checked("python", "Python", state, _summary(interpreter), advice, details, findings),)


def _summary(interpreter: Interpreter) -> str:
    facts = interpreter.facts
    name = "Python" if facts.implementation == "CPython" else facts.implementation
    system = _SYSTEMS.get(facts.system, facts.system)
    whose = "; it is autogen-doctor's own, not your program's" if interpreter.of_tool else ""
    return f"{name} {'.'.join(map(str, facts.version))} on {system} ({facts.machine}){whose}."


def _judged(interpreter: Interpreter) -> tuple[State, str]:
    if interpreter.of_tool:
        return State.WARNING, "Name your program's: autogen-doctor env --python PATH"
    if interpreter.facts.version < _OLDEST:
        return (
            State.WARNING,
            "AutoGen 0.4 and later need Python 3.10: make the environment anew with it or a later one.",
        )
    return State.PASS, ""


def _set(names: Iterable[str], surroundings: Surroundings) -> str:
    """``set: OPENAI_API_KEY; not set: …``: the names alone."""
    ways: dict[str, list[str]] = {"set": [], "set, but empty": [], "not set": []}
    for name in names:
        ways[_how(surroundings, name)].append(name)
    return "; ".join(f"{way}: {', '.join(some)}" for way, some in ways.items() if some)


def _how(surroundings: Surroundings, name: str) -> str:
    spellings = (name, name.lower()) if name in PROXIES else (name,)
    values = [surroundings.environment.get(spelling) for spelling in spellings]
    if any(values):
        return "set"
    return "not set" if all(value is None for value in values) else "set, but empty"
