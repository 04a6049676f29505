"""What a wording is: a provider's words, and the habits that come with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proofs.server.limits import Remaining
from proofs.server.problems import Problem, Surface
from proofs.server.reply import Headers, Reply
from proofs.server.settings import Faults
from proofs.server.wordings.shape import no_rate_headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A provider."""

    refusal: Callable[[Problem, Surface], Reply]
    """Says a problem, to a caller of this API."""
    rate_headers: Callable[[Faults, Remaining], Headers] = no_rate_headers
    """What is left of a minute's allowance, told with every answer."""
    checks_order: bool = False
    """Whether a tool call without its answer is refused; servers that run a model themselves do not look."""
    counts_budget: bool = True
    """Whether a completion budget that does not fit beside the prompt is refused."""
    rates_budget: bool = True
    """Whether the completion budget counts into the tokens per minute, whether it is used up or not."""
    cuts: bool = False
    """Whether a prompt that does not fit is cut without a word."""
