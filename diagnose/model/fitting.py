"""Which advice fits the framework that a log comes from: that for another line helps nobody."""

from __future__ import annotations

from diagnose.model.events import EventKind
from diagnose.model.playbook import Remedy
from diagnose.model.report import Framework
from diagnose.model.versions import Version
from diagnose.model.vocabulary import FRAMEWORKS

_NODE = (EventKind.NODE, EventKind.V8_FATAL)
_PYTHON = (EventKind.PYTHON, EventKind.FAULTHANDLER)
_AG2_PACKAGES = ("ag2", "autogen", "pyautogen")
_FIRST_NEW = (1,)
"""AG2 1.0 has the module ag2 and an interface of its own; before that it was the module autogen."""


def lines_of(framework: Framework, kind: EventKind | None) -> frozenset[str]:
    """The frameworks that the log may come from: those it shows, else those of the language of its trace."""
    if framework.name is not None:
        return frozenset(framework.lines if framework.name in framework.lines else (framework.name,))
    if kind in _NODE:
        return frozenset({"node"})
    if kind in _PYTHON:
        return frozenset(FRAMEWORKS) - {"node"}
    return frozenset(FRAMEWORKS)


def remedy_fits(remedy: Remedy, framework: Framework) -> bool:
    """Whether a remedy is for the log's framework; all are where that is not known.

    AG2 1.x and what came before it are two lines: code that imports ag2 is for the first, other code for the second.
    """
    if framework.name is None or remedy.framework == "any":
        return True
    if remedy.framework not in lines_of(framework, None):
        return False
    new = _is_new_ag2(framework)
    return remedy.framework != "ag2" or new is None or _imports_ag2(remedy) is new


def _imports_ag2(remedy: Remedy) -> bool:
    code = f"{remedy.before or ''}\n{remedy.after or ''}"
    return any(line.lstrip().startswith(("from ag2", "import ag2")) for line in code.splitlines())


def _is_new_ag2(framework: Framework) -> bool | None:
    """Whether it is AG2 1.x; None where the log does not tell."""
    if "autogen-0.2" in framework.lines:
        return False
    known = [one for one in framework.versions if one.of in _AG2_PACKAGES]
    if known and all(_is_old(one) for one in known):
        return False
    return True if any(one.low >= _FIRST_NEW for one in known) else None


def _is_old(one: Version) -> bool:
    return one.high < _FIRST_NEW
