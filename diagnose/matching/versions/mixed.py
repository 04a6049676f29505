"""What of an installation does not go together, as far as the log shows it.

Which package has which module was read from the packages on PyPI: pyautogen had the module autogen up to 0.9 (0.2 of
AutoGen, from 0.3 on of AG2) and has none of its own since 0.10, where it asks for autogen-agentchat; ag2 has it up to
0.14 and the module ag2 since 1.0; autogen-agentchat had it in 0.2. From 0.5 up to 0.14.0, two or three of ag2, autogen
and pyautogen in one version are one installation: all but one of them are names that ask for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diagnose.lazy import regex
from diagnose.matching.strands import strands
from diagnose.model.events import TraceEvent
from diagnose.model.lines import Span
from diagnose.model.versions import Release, Remark, Version

_PROVIDERS: Mapping[str, tuple[Release, Release]] = {
    "pyautogen": ((0, 1), (0, 10)),
    "autogen": ((0, 3), (1,)),
    "ag2": ((0, 3), (1,)),
    "autogen-agentchat": ((0, 2), (0, 3)),
}
"""From which version on, and below which, a package has the module autogen."""
_NAMES = frozenset({"ag2", "autogen", "pyautogen"})
_FIRST_NAMES, _LAST_NAMES = (0, 5), (0, 14, 0)
_LOCKSTEP = ("autogen-agentchat", "autogen-core", "autogen-ext")
_OLD = regex(r"(?:site|dist)-packages/autogen/(?:agentchat|oai|coding|code_utils|__init__)")
_NEW = regex(r"(?:site|dist)-packages/autogen_(?:agentchat|core|ext)/")
_MOST_EVENTS = 20


def mixed(events: Sequence[TraceEvent], versions: Sequence[Version]) -> tuple[Remark, ...]:
    """What the user should hear of, whatever the error is."""
    found = list(_several(versions)) or list(_two_lines(events, versions))
    return (*found, *_apart(versions))


def _several(versions: Iterable[Version]) -> Iterator[Remark]:
    """Packages that write to the same module."""
    providers = [one for one in versions if one.of in _PROVIDERS and one.exact and _provides(one)]
    if len({one.of for one in providers}) > 1 and not _one_installation(providers):
        names = " ".join(dict.fromkeys(one.of for one in providers))
        yield Remark(
            "several-providers",
            f"Mixed installation: {_listed(providers)} each have the module autogen; which is imported is chance. "
            f"pip uninstall {names}, then install the one that the program is written for.",
            _spans(providers),
        )


def _provides(one: Version) -> bool:
    first, below = _PROVIDERS[one.of]
    return first <= one.low < below


def _one_installation(providers: Sequence[Version]) -> bool:
    releases = {one.low for one in providers}
    names = {one.of for one in providers}
    return len(releases) == 1 and names <= _NAMES and _FIRST_NAMES <= min(releases) <= _LAST_NAMES


def _two_lines(events: Sequence[TraceEvent], versions: Sequence[Version]) -> Iterator[Remark]:
    """Both AutoGen 0.4 or newer and what came before it, or AG2, in one log."""
    old = [one for one in versions if one.of in _PROVIDERS and one.exact and (_provides(one) or one.of == "ag2")]
    new = [one for one in versions if one.of in _LOCKSTEP and one.exact and one.low >= (0, 4)]
    if old and new:
        yield Remark(
            "two-lines",
            f"Mixed installation: {_listed(old)} and {_listed(new)} are different frameworks; code for one does not "
            "run with the other.",
            _spans([*old, *new]),
        )
        return
    spans = _frames_of_both(events)
    if spans:
        yield Remark(
            "two-lines",
            "Mixed installation: frames of the module autogen (AutoGen 0.2 or AG2) and of autogen_agentchat or its "
            "parts (AutoGen 0.4+) stand in one log; code for one does not run with the other.",
            spans,
        )


def _frames_of_both(events: Sequence[TraceEvent]) -> tuple[Span, ...]:
    found: dict[bool, Span] = {}
    frames = (frame for event in events[:_MOST_EVENTS] for strand in strands(event) for frame in strand.frames())
    for frame in frames:
        name = frame.filename.replace("\\", "/")
        for is_new, pattern in ((False, _OLD), (True, _NEW)):
            if is_new not in found and pattern.search(name):
                found[is_new] = frame.span
        if len(found) == 2:
            return tuple(sorted(found.values(), key=lambda span: span.first_line))
    return ()


def _apart(versions: Iterable[Version]) -> Iterator[Remark]:
    """Parts of AutoGen 0.4 or newer in different versions: each asks for the others in its own."""
    parts = [one for one in versions if one.of in _LOCKSTEP and one.exact and one.stated and one.low >= (0, 4)]
    names = {one.of for one in parts}
    if len(names) == len(parts) and len({one.low for one in parts}) > 1:
        newest = max(parts, key=lambda one: one.low).exact
        wanted = " ".join(f"{one.of}=={newest}" for one in parts)
        yield Remark(
            "versions-apart",
            f"Mixed installation: {_listed(parts)} belong together in one version: pip install {wanted}",
            _spans(parts),
        )


def _listed(versions: Iterable[Version]) -> str:
    texts = [f"{one.of} {one.exact}" for one in versions]
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def _spans(versions: Iterable[Version]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(one.span for one in versions))
