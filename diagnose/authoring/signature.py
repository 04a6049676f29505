"""The conditions that a drafted class may ask for, the freest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diagnose.authoring.generalise import ENOUGH, patterns_for, quoted
from diagnose.authoring.naming import COMMON
from diagnose.authoring.target import Target
from diagnose.lazy import regex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, RaisedException

_TYPE = regex(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_LONGEST_TYPE = 200
_LONGEST_PLACE = 200
_FOLDERS = regex(r"[\\/]")
NOTHING_SAID = "^$"
_MOST_CHAIN = 5
_CLEAR_WITHOUT_TYPE = 40
"""Letters that a statement without a type must have, from as many of its lines as it takes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a signature asks for: values ready to be written, each empty where it is not asked for."""

    exception: str = ""
    message: str = ""
    raised_in: str = ""
    chain: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def asked(target: Target, clean: Callable[[str], str]) -> Iterator[Asked]:
    """Conditions that hold for the error; ``clean`` takes secrets out. None where it says too little for any."""
    kind = type_of(target.raised, clean)
    place = place_of(target.raised.frames[-1], clean) if target.raised.frames else ""
    around = chain_of(target, clean)
    for drafted in patterns_for(clean(target.raised.message), 0 if kind else _CLEAR_WITHOUT_TYPE):
        chain = around if drafted.letters < ENOUGH else ()
        yield Asked(kind, drafted.pattern, chain=chain, facts=drafted.facts)
    narrow = place or around or kind.rpartition(".")[2] not in COMMON
    if kind and narrow and not target.raised.message.strip():
        yield Asked(kind, NOTHING_SAID, place, around)


def type_of(raised: RaisedException, clean: Callable[[str], str]) -> str:
    """The type's name as a playbook may ask for it; empty where it is none, or holds a secret."""
    name = raised.type.removeprefix("__main__.")
    for spelled in (name, raised.short_type):
        if len(spelled) <= _LONGEST_TYPE and _TYPE.fullmatch(spelled) and clean(spelled) == spelled:
            return spelled
    return ""


def chain_of(target: Target, clean: Callable[[str], str]) -> tuple[str, ...]:
    """The other types of exceptions of the event, root first."""
    own = type_of(target.raised, clean)
    others = (type_of(raised, clean) for raised in target.chain)
    return tuple(dict.fromkeys(name for name in others if name not in ("", own)))[:_MOST_CHAIN]


def place_of(frame: Frame, clean: Callable[[str], str]) -> str:
    """A frame as a pattern, ``file:function``; empty where that holds a secret or tells nothing."""
    place = f"{_FOLDERS.split(frame.filename)[-1]}:{frame.name or ''}"
    sayable = len(place) <= _LONGEST_PLACE and clean(place) == place and any(map(str.isalpha, place))
    return f"{quoted(place)}$" if sayable else ""
