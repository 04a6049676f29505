"""The check ``packages``: what AutoGen is installed, and what of it does not work together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from diagnose.checks.conflicts import Conflict, conflicts
from diagnose.checks.interpreter import Interpreter
from diagnose.checks.probe import FRAMEWORKS, LIBRARIES, Distribution
from diagnose.checks.surroundings import Surroundings
from diagnose.checks.versions import release
from diagnose.model.checkup import Checked, State

_LOCKSTEP = ("autogen-core", "autogen-agentchat", "autogen-ext")
_TITLE = "Python packages"


def check(surroundings: Surroundings, interpreter: Interpreter | None) -> tuple[Checked, ...]:
    """The versions that are installed; and a problem each for what cannot work."""
    if interpreter is None:
        return (_not_checked("No Python was found that could be asked."),)
    if interpreter.facts.distributions is None:
        return (_not_checked("This Python is too old to list its packages; 3.8 can."),)
    installed = sorted(interpreter.facts.distributions, key=lambda one: one.name)
    providers = [one for one in installed if one.provides_autogen]
    shadow = _shadow(surroundings.folder, providers)
    versions = {release(one.version) for one in installed if one.name in _LOCKSTEP}
    broken = list(conflicts({one.name: one.version for one in installed}))
    findings: tuple[tuple[str, int], ...] = (("autogen_shadowed", 1),) if shadow else ()
    if not (interpreter.guessed or interpreter.of_tool):  # what nobody named may be another Python than the program's
        findings += (
            ("autogen_providers", len(providers)),
            ("autogen_versions", len(versions)),
            ("package_conflicts", len(broken)),
        )
    return (
        _overview(installed, findings, interpreter),
        *_several(providers),
        *_shadowed(shadow),
        *(_apart(installed) if len(versions) > 1 else ()),
        *map(_conflict, broken),
    )


def _not_checked(reason: str) -> Checked:
    return Checked("packages", _TITLE, State.NOT_CHECKED, reason)


def _overview(
    installed: Iterable[Distribution], findings: tuple[tuple[str, int], ...], interpreter: Interpreter
) -> Checked:
    frameworks = [one for one in installed if one.name in FRAMEWORKS or one.provides_autogen]
    libraries = [one for one in installed if one.name in LIBRARIES]
    details = tuple((label, _listed(some)) for label, some in (("AutoGen", frameworks), ("clients", libraries)) if some)
    if frameworks:
        return Checked("packages", _TITLE, State.PASS, "AutoGen is installed.", "", details, findings)
    summary = "AutoGen is not installed in this environment."
    advice = "If your program runs with another Python, name that: autogen-doctor env --python PATH"
    if interpreter.chosen.startswith("named"):
        advice = "Install the one that your program is written for: autogen-agentchat, ag2, or autogen-agentchat~=0.2."
    return Checked("packages", _TITLE, State.WARNING, summary, advice, details, findings)


def _several(providers: list[Distribution]) -> Iterator[Checked]:
    if len(providers) > 1:
        command = f"pip uninstall {' '.join(one.name for one in providers)}"
        yield Checked(
            "packages",
            "Several packages provide the module autogen",
            State.PROBLEM,
            f"{_listed(providers)} write to the same files; which of them is imported is chance.",
            f"Take all of them out ({command}), then install only the one that your program is written for.",
        )


def _shadow(folder: Path, providers: list[Distribution]) -> str:
    """What in the folder is imported in place of the package autogen; empty where nothing is."""
    if any(one.source and Path(one.source) in (folder, folder / "src") for one in providers):
        return ""  # the folder is the checkout that is installed
    if (folder / "autogen.py").is_file():
        return "autogen.py"
    package = folder / "autogen"
    if (package / "__init__.py").is_file():
        return "autogen/"
    return ""


def _shadowed(shadow: str) -> Iterator[Checked]:
    if shadow:
        yield Checked(
            "packages",
            f"Your {shadow} hides the module autogen",
            State.PROBLEM,
            f"{shadow} in the working folder is imported in place of the package.",
            f"Rename {shadow}, and delete __pycache__ beside it.",
        )


def _apart(installed: Iterable[Distribution]) -> Iterator[Checked]:
    parts = [one for one in installed if one.name in _LOCKSTEP]
    newest = max(parts, key=lambda one: release(one.version)).version
    yield Checked(
        "packages",
        "AutoGen's packages have different versions",
        State.PROBLEM,
        f"{_listed(parts)}: each needs the others in its own version.",
        f"Install them in one version: pip install {' '.join(f'{one.name}=={newest}' for one in parts)}",
    )


def _conflict(found: Conflict) -> Checked:
    return Checked(
        "packages",
        f"{found.package} and {found.with_package} do not work together",
        State.PROBLEM,
        f"{found.package} {found.version} with {found.with_package} {found.with_version}: {found.fails}",
        found.advice,
    )


def _listed(some: Iterable[Distribution]) -> str:
    return ", ".join(f"{one.name} {one.version}".rstrip() for one in some)
