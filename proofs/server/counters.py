"""What happened at the server: a frozen snapshot for whoever asks, and the running count behind it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["answered", "refused", "rate_limited", "failed", "broken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """The requests for an answer since the last `set`; each that is over has exactly one outcome.

    When nothing is in flight: requests == answered + refused + rate_limited + failed + broken.
    """

    requests: int = 0
    """POSTs to an endpoint that answers (chat, completions, responses, embeddings, messages, native ones)."""
    answered: int = 0
    """Whole answers with status 200."""
    refused: int = 0
    """Answers with a 4xx other than 429: context, order of messages, key, model, malformed."""
    rate_limited: int = 0
    """Answers with 429."""
    failed: int = 0
    """Answers with a 5xx."""
    broken: int = 0
    """No whole answer: the client went away, or the server cut the connection."""
    in_flight_peak: int = 0
    """Most requests at one time between their arrival and the last byte of their answer."""
    prompt_tokens: tuple[int, ...] = ()
    """Tokens of every request's prompt in order of arrival, refused ones too."""
    prompt_tokens_peak: int = 0
    """Largest prompt of a request that the server accepted."""
    refused_tokens: tuple[tuple[int, int], ...] = ()
    """Of every refusal for the context: tokens used (with the completion budget where that was the reason), limit."""

    @property
    def prompt_growth(self) -> float:
        """Mean of the tokens by which each prompt exceeds the one before it; 0.0 for fewer than two requests."""
        if len(self.prompt_tokens) < 2:
            return 0.0
        return (self.prompt_tokens[-1] - self.prompt_tokens[0]) / (len(self.prompt_tokens) - 1)


@dataclass(slots=True)
class Tally:
    """The count as it runs; every method may be called from any thread."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    requests: int = 0
    in_flight: int = 0
    in_flight_peak: int = 0
    prompt_tokens: list[int] = field(default_factory=list)
    peak: int = 0
    refused_tokens: list[tuple[int, int]] = field(default_factory=list)

    def arrive(self, tokens: int) -> tuple[int, int]:
        """Note a request; its number (from 1) and how many are in flight with it."""
        with self.lock:
            self.requests += 1
            self.in_flight += 1
            self.in_flight_peak = max(self.in_flight_peak, self.in_flight)
            self.prompt_tokens.append(tokens)
            return self.requests, self.in_flight

    def leave(self, outcome: Outcome) -> None:
        """Note how a request ended; called before the last byte is sent, so that its reader finds it counted."""
        with self.lock:
            self.in_flight -= 1
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def correct(self, was: Outcome, outcome: Outcome) -> None:
        """Note that a request that was counted as `was` ended as `outcome` after all."""
        with self.lock:
            self.outcomes[was] -= 1
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def accept(self, tokens: int) -> None:
        """Note the prompt of a request that passed all checks."""
        with self.lock:
            self.peak = max(self.peak, tokens)

    def overflow(self, used: int, limit: int) -> None:
        """Note a refusal for the context."""
        with self.lock:
            self.refused_tokens.append((used, limit))

    def snapshot(self) -> Counters:
        """All numbers as they are now, taken at one moment."""
        with self.lock:
            return Counters(
                requests=self.requests,
                **self.outcomes,
                in_flight_peak=self.in_flight_peak,
                prompt_tokens=tuple(self.prompt_tokens),
                prompt_tokens_peak=self.peak,
                refused_tokens=tuple(self.refused_tokens),
            )
