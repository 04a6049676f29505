"""The YAML of a drafted class: what the log says is filled in, what only a person can say is marked TODO."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diagnose.authoring.scalars import remark, scalar
from diagnose.authoring.signature import Asked, chain_of, place_of
from diagnose.authoring.target import Target
from diagnose.model.vocabulary import RETRIES, SIDES

_HEAD = """\
# Drafted by 'autogen-doctor playbooks new' from {origin}.
# Replace each TODO. 'playbooks validate' names faults, 'playbooks test' runs the samples; docs/playbooks.md tells more.
title: TODO what went wrong, in plain words
summary: >-
  TODO one or two sentences. What does this error mean, and what does it not mean?
severity: error   # or warning
advice:
  # the first sentence whose facts are all known is printed
  - TODO what to do first.
signatures:
  - name: seen
    certainty: {certainty:g}   # the probability that an error of this form is of this class
"""
_FOOT = """\
# TODO why it happens, the likeliest first. Each is a file causes/<id>.yaml.
# causes:
#   - cause: some-cause
#     prior: 0.6   # its probability before any evidence
steps:
  - id: first-look
    say: TODO what to look at first.
    cost: 60   # about how many seconds it takes
    outcomes:
      - answer: TODO one thing that can be seen
        means: TODO what it means.
      - answer: TODO another thing that can be seen
        means: TODO what that means.
# side: your code   # {sides}
# retry:
#   helps: never   # {retries}
#   because: TODO why trying again helps, or does not.
# not_this: ["TODO what looks the same and is something else."]
# references: ["https://example.org/where-this-can-be-read"]
"""


def class_text(target: Target, asks: Asked, origin: str, certainty: float, clean: Callable[[str], str]) -> str:
    """The file, as ``playbooks validate`` takes it; ``clean`` takes secrets out of what stands in remarks."""
    head = _HEAD.format(origin=remark(clean(origin)), certainty=certainty)
    lines = (*_clauses(asks), *_hints(target, asks, clean))
    foot = _FOOT.format(sides=", ".join(SIDES), retries=", ".join(RETRIES))
    return head + "".join(f"    {line}\n" for line in lines) + foot


def _clauses(asks: Asked) -> Iterator[str]:
    if asks.exception:
        yield f"exception: [{scalar(asks.exception)}]"
    if asks.message:
        yield f"message: [{scalar(asks.message)}]"
    if asks.raised_in:
        yield f"raised_in: [{scalar(asks.raised_in)}]"
    if asks.chain:
        yield f"chain: [{', '.join(map(scalar, asks.chain))}]"


def _hints(target: Target, asks: Asked, clean: Callable[[str], str]) -> Iterator[str]:
    """What could be asked for besides, to be uncommented."""
    others = chain_of(target, clean)
    if others and not asks.chain:
        yield "# It came with other exceptions. Where it is this class only together with one of them:"
        yield f"# chain: [{', '.join(map(scalar, others))}]"
    place = place_of(target.frame, clean) if target.frame is not None else ""
    if place and not asks.raised_in:
        yield "# Your own code on the way. Where it is this class only when it comes from there:"
        yield f"# frame: [{scalar(place)}]"
