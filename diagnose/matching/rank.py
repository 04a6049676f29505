"""From a class to its causes: how probable each is, given what the log shows.

Naive Bayes over the class's causes (each fault has one main cause, so they exclude one another) and a remainder for
"none of these": ``weight = prior x product of the likelihood ratios of the signs that hold``, normalised. The ratios in
the playbooks are written by hand, and cautiously; how strongly they count is set by one exponent, ``STRENGTH``. On 112
logs of really failing programs that were made apart from the playbooks the Brier score of the first cause fell from
0.11 at 0.9 to 0.08 at 1.4, 0.071 at 1.7 and 0.067 at 2.0; the value stops short of the end, since playbooks know such
logs better after one look at them than they will know the next ones. ``benchmarks/`` prints the reliability table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diagnose.matching.conditions import Scene, holds
from diagnose.matching.ran import ran_elsewhere
from diagnose.matching.sentences import say
from diagnose.model.fitting import remedy_fits
from diagnose.model.playbook import Cause, CauseRef, Playbook, Remedy, Sign
from diagnose.model.report import Candidate, Evidence, FactValue, Framework
from diagnose.model.verified import Runs

RunsOf = Callable[[Cause], Runs]
"""With which versions a cause's remedies were run."""
STRENGTH = 1.7
LEAST_REMAINDER = 0.04
CLOSE = 1.5
"""Two causes whose probabilities differ by less than this factor are not told apart by the log."""


def rank(
    playbook: Playbook,
    causes: Mapping[str, Cause],
    scene: Scene,
    certainty: float,
    framework: Framework | None = None,
    runs: RunsOf = lambda _: {},
) -> tuple[Candidate, ...]:
    """The class's causes with their confidence, the most probable first; ties in the playbook's order.

    ``certainty`` is the confidence in the class itself; the candidates' confidences sum to less than that.
    ``framework`` is that of the log, ``runs`` tells with which versions a cause's remedies were run.
    """
    framework = framework or Framework(scene.framework)
    known = [ref for ref in playbook.causes if ref.cause in causes]
    facts = facts_for_sentences(scene)
    weighed = [_weigh(ref, causes[ref.cause], scene, facts) for ref in known]
    remainder = max(LEAST_REMAINDER, 1 - sum(ref.prior for ref in known))
    whole = sum(weight for weight, _ in weighed) + remainder
    order = sorted(range(len(known)), key=lambda index: (-weighed[index][0], index))
    return tuple(
        _candidate(
            causes[known[index].cause],
            round(certainty * weighed[index][0] / whole, 4),
            weighed[index][1],
            playbook.id,
            framework,
            runs,
        )
        for index in order
    )


def _candidate(
    cause: Cause, confidence: float, evidence: tuple[Evidence, ...], playbook: str, framework: Framework, runs: RunsOf
) -> Candidate:
    fitting = remedies(cause, playbook, framework)
    told = runs(cause) if fitting and framework.versions else {}
    elsewhere = tuple(ran_elsewhere(remedy, framework, told) for remedy in fitting) if told else ()
    return Candidate(cause, confidence, evidence, fitting, elsewhere=elsewhere)


def ambiguity(candidates: tuple[Candidate, ...]) -> str | None:
    """What to say where the log cannot tell the first causes apart, None where it can."""
    if len(candidates) < 2:
        return None
    first, second = candidates[:2]
    if first.confidence > CLOSE * second.confidence:
        return None
    text = f"The log does not tell “{first.cause.title}” from “{second.cause.title}”."
    separates = first.cause.separates or second.cause.separates
    return f"{text} What would: {separates}" if separates else text


def facts_for_sentences(scene: Scene) -> dict[str, FactValue]:
    """Facts and observations in one namespace; observations that are whole numbers as such."""
    facts = dict(scene.facts)
    for name, seen in scene.observations.items():
        facts[name] = int(seen.value) if seen.value == int(seen.value) else seen.value
    return facts


def remedies(cause: Cause, playbook: str, framework: Framework) -> tuple[Remedy, ...]:
    """The cause's remedies for a class, those of the framework at hand first, then the general ones, then those of a
    framework that it may be as well; none of another."""
    fitting = [
        remedy
        for remedy in cause.remedies
        if (not remedy.when or playbook in remedy.when) and remedy_fits(remedy, framework)
    ]
    wanted = {framework.name: 0, "any": 1}
    return tuple(sorted(fitting, key=lambda remedy: wanted.get(remedy.framework, 2)))


def _weigh(
    ref: CauseRef, cause: Cause, scene: Scene, facts: dict[str, FactValue]
) -> tuple[float, tuple[Evidence, ...]]:
    weight = ref.prior
    evidence: list[Evidence] = []
    for sign in (*ref.signs, *cause.signs):
        held = holds(sign.condition, scene)
        if held is None:
            continue
        weight *= sign.ratio**STRENGTH
        statement = _statement(sign, {**facts, **held.captured})
        if statement:
            evidence.append(Evidence(statement, sign.supports, held.span))
    return weight, tuple(evidence)


def _statement(sign: Sign, facts: dict[str, FactValue]) -> str | None:
    return say(sign.say, facts)


__all__ = ["RunsOf", "ambiguity", "facts_for_sentences", "rank", "remedies"]
