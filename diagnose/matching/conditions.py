"""Whether a playbook's clauses hold, and which lines show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from diagnose.matching.log import Log
from diagnose.matching.observations import Observations
from diagnose.matching.patterns import any_hit, first_hit, fold
from diagnose.matching.strands import Strand
from diagnose.matching.types import TypeIndex
from diagnose.model.dataclass import dataclass
from diagnose.model.events import Frame, Origin, RaisedException
from diagnose.model.lines import Span
from diagnose.model.playbook import Comparison, Condition
from diagnose.model.report import FactValue

Captured = dict[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """A condition that holds: the lines that show it, and the text that its patterns captured."""

    span: Span | None
    captured: Captured = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """Everything that a clause may look at.

    ``raised`` is the exception under test, one of ``strand.path``; ``facts`` are the facts known so far.
    """

    strand: Strand
    raised: RaisedException
    log: Log
    types: TypeIndex
    framework: str | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    observations: Observations = field(default_factory=dict)

    @property
    def first_line(self) -> int:
        """The first line of the event."""
        return self.strand.event.span.first_line

    @property
    def last_line(self) -> int:
        """The last line of the event."""
        return self.strand.event.span.last_line


def holds(condition: Condition, scene: Scene) -> Held | None:
    """The lines and captures of the condition if each of its clauses holds, else None."""
    spans: list[Span] = []
    captured: Captured = {}
    for clause in _CLAUSES:
        held = clause(condition, scene)
        if held is None:
            return None
        if held.span is not None:
            spans.append(held.span)
        captured.update(held.captured)
    if any(holds(excluded, scene) is not None for excluded in condition.none_of):
        return None
    return Held(spans[-1] if spans else None, captured)


_NOTHING_ASKED = Held(None)


_TELLING = frozenset({"message", "detail", "error", "reason", "errorMessage", "error_description", "description"})
"""Properties of a JavaScript error or of a server's answer that hold a sentence."""


def message_of(raised: RaisedException) -> str:
    """The words that an exception states: its message, its notes and what its properties say, white space folded."""
    said = (
        text for key, text in raised.properties if key.rpartition(".")[2] in _TELLING and text not in raised.message
    )
    return fold("\n".join([raised.message, *raised.notes, *said]))


def frame_text(frame: Frame) -> str:
    """A frame as patterns see it: ``filename:name``, with forward slashes."""
    return f"{frame.filename}:{frame.name or ''}".replace("\\", "/")


def _exception(condition: Condition, scene: Scene) -> Held | None:
    if not condition.exception:
        return _NOTHING_ASKED
    raised = scene.raised
    if not raised.type or not any(scene.types.is_a(raised.type, wanted) for wanted in condition.exception):
        return None
    return Held(raised.head)


def _message(condition: Condition, scene: Scene) -> Held | None:
    if not condition.message and not condition.unless:
        return _NOTHING_ASKED
    text = message_of(scene.raised)
    if any_hit(condition.unless, text):
        return None
    if not condition.message:
        return _NOTHING_ASKED
    found = first_hit(condition.message, text)
    return None if found is None else Held(scene.raised.head, dict(found))


def _frame(condition: Condition, scene: Scene) -> Held | None:
    if not condition.frame:
        return _NOTHING_ASKED
    return _first_frame(condition.frame, scene.strand.frames(), frame_text)


def _raised_in(condition: Condition, scene: Scene) -> Held | None:
    if not condition.raised_in:
        return _NOTHING_ASKED
    return _first_frame(condition.raised_in, scene.raised.frames[-1:], frame_text)


def _code(condition: Condition, scene: Scene) -> Held | None:
    if not condition.code:
        return _NOTHING_ASKED
    own = [frame for frame in scene.strand.frames() if frame.origin is Origin.APPLICATION and frame.line]
    return _first_frame(condition.code, own, lambda frame: frame.line or "")


def _first_frame(patterns: Iterable[str], frames: Iterable[Frame], text: Callable[[Frame], str]) -> Held | None:
    patterns = tuple(patterns)
    for frame in frames:
        found = first_hit(patterns, text(frame))
        if found is not None:
            return Held(frame.span, dict(found))
    return None


def _chain(condition: Condition, scene: Scene) -> Held | None:
    if not condition.chain:
        return _NOTHING_ASKED
    for other in scene.strand.path:
        if other is scene.raised or not other.type:
            continue
        if any(scene.types.is_a(other.type, wanted) for wanted in condition.chain):
            return Held(other.head)
    return None


def _members(condition: Condition, scene: Scene) -> Held | None:
    if condition.members is None:
        return _NOTHING_ASKED
    for raised in scene.strand.path:
        if len(raised.members) >= condition.members:
            return Held(raised.head)
    return None


def _line(condition: Condition, scene: Scene) -> Held | None:
    return _log_line(condition.line, scene, None, None)


def _before(condition: Condition, scene: Scene) -> Held | None:
    return _log_line(condition.before, scene, None, scene.first_line - 1)


def _after(condition: Condition, scene: Scene) -> Held | None:
    return _log_line(condition.after, scene, scene.last_line + 1, None)


def _log_line(patterns: tuple[str, ...], scene: Scene, first: int | None, last: int | None) -> Held | None:
    if not patterns:
        return _NOTHING_ASKED
    found = scene.log.search(patterns, first, last, nearest_to=scene.first_line)
    if found is None:
        return None
    line, captured = found
    return Held(Span(line.line.source, line.line.number, line.line.number), captured)


def _counted(condition: Condition, scene: Scene) -> Held | None:
    if condition.counted is None:
        return _NOTHING_ASKED
    count, span = scene.log.count(condition.counted.patterns, scene.first_line - 1)
    return Held(span, {}) if count >= condition.counted.at_least else None


def _facts(condition: Condition, scene: Scene) -> Held | None:
    span: Span | None = None
    for bound in condition.facts:
        observed = scene.observations.get(bound.fact)
        value = observed.value if observed is not None else scene.facts.get(bound.fact, _zero(bound.fact, scene))
        if not _within(bound, value):
            return None
        if observed is not None:
            span = observed.span
        elif span is None and bound.fact in scene.facts:
            span = scene.raised.head
    return Held(span)


_COUNTS = frozenset(
    {"successes_before", "chat_messages", "speakers", "largest_tool_result", "largest_message", "group_size"}
    | {"repeats", "retries", "nested_chats"}
)


def _zero(name: str, scene: Scene) -> FactValue | None:
    """Counts that were not observed are zero; everything else is unknown."""
    return 0 if name in _COUNTS and name not in scene.observations else None


def _within(bound: Comparison, value: FactValue | None) -> bool:
    if bound.present is not None and bound.present is not (value is not None):
        return False
    if bound.at_least is None and bound.at_most is None and bound.equals is None:
        return bound.present is not None
    if value is None:
        return False
    if bound.equals is not None and value != bound.equals:
        return False
    if bound.at_least is not None and not (isinstance(value, (int, float)) and value >= bound.at_least):
        return False
    return bound.at_most is None or (isinstance(value, (int, float)) and value <= bound.at_most)


def _origin(condition: Condition, scene: Scene) -> Held | None:
    event = scene.strand.event
    if condition.framework and scene.framework not in condition.framework:
        return None
    if condition.kind and event.kind.value not in condition.kind:
        return None
    if condition.surfaced and event.surfaced.value not in condition.surfaced:
        return None
    if not condition.kind and not condition.surfaced:
        return _NOTHING_ASKED
    return Held(Span(event.span.source, event.span.first_line, event.span.first_line))


_CLAUSES: tuple[Callable[[Condition, Scene], Held | None], ...] = (
    _origin,
    _exception,
    _message,
    _facts,
    _members,
    _chain,
    _raised_in,
    _frame,
    _code,
    _line,
    _before,
    _after,
    _counted,
)
