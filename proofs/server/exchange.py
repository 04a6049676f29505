"""One request from its arrival to its outcome: what is checked, in the order in which the real services check."""

from __future__ import annotations

from proofs.server import wordings
from proofs.server.answers import Answer
from proofs.server.ask import Ask
from proofs.server.counters import Outcome
from proofs.server.endpoints.endpoint import Endpoint, Stream
from proofs.server.problems import (
    Filtered,
    Forbidden,
    Malformed,
    Overloaded,
    Problem,
    Spent,
    Status,
    UnknownModel,
    WrongKey,
)
from proofs.server.reply import Headers, Reply, as_json
from proofs.server.round import Round
from proofs.server.rules import refusal
from proofs.server.window import cut, too_long
from proofs.server.wire import Gone, Wire


class Exchange:
    """A request and its answer; `run` raises `Gone` where the connection must be closed afterwards."""

    def __init__(self, under: Round, endpoint: Endpoint, read: Ask | Malformed, key: str, wire: Wire) -> None:
        self._round = under
        self._endpoint = endpoint
        self._malformed = read if isinstance(read, Malformed) else None
        self._ask = Ask(model="") if isinstance(read, Malformed) else read
        self._key = key
        self._wire = wire
        self._wording = wordings.find(under.faults.wording, endpoint.surface)
        self._left: Outcome | None = None

    def run(self) -> None:
        """Answer the request; whatever happens, it is counted once."""
        tally = self._round.tally
        number, in_flight = tally.arrive(self._ask.prompt_tokens)
        outcome: Outcome = "failed"
        try:
            self._serve(number, in_flight)
        except Gone:
            outcome = "broken"
            raise
        finally:
            if self._left is None:
                tally.leave(outcome)
            elif outcome == "broken":
                tally.correct(self._left, outcome)

    def _serve(self, number: int, in_flight: int) -> None:
        faults = self._round.faults
        if number <= faults.hang_first:
            self._wire.hold(faults.hang)
            raise Gone
        if problem := self._at_the_door(number, in_flight):
            self._refuse(problem)
            return
        with self._round.slots.place(lambda: self._wire.hold(0)):
            self._wire.hold(faults.latency)
            if broken := refusal(self._ask, faults):
                self._send_refusal(broken)
                return
            if problem := self._in_the_prompt():
                self._refuse(problem)
                return
            self._round.tally.accept(self._ask.prompt_tokens)
            self._ask = cut(self._ask, self._round.faults.window, self._wording)
            self._answer(number)

    def _at_the_door(self, number: int, in_flight: int) -> Problem | None:
        """What is wrong before anything is computed: load, status, key, model, body, rate."""
        faults, ask = self._round.faults, self._ask
        if 0 < faults.overload < in_flight:
            return Overloaded()
        if faults.refuse and (not faults.refuse_first or number <= faults.refuse_first):
            return Status(status=faults.refuse, model=ask.model)
        if faults.key and self._key != faults.key:
            return WrongKey(given=self._key)
        if faults.spent and self._key == faults.spent:
            return Spent()
        if self._malformed:
            return self._malformed
        if ask.model in faults.forbidden:
            return Forbidden(model=ask.model)
        if faults.models and ask.model not in faults.models:
            return UnknownModel(model=ask.model)
        budget = ask.budget if self._wording.rates_budget else 0
        return self._round.limiter.admit(ask.prompt_tokens + budget, ask.model)

    def _in_the_prompt(self) -> Problem | None:
        """What is wrong with the messages: their words, their order, or their length."""
        faults, ask = self._round.faults, self._ask
        found = [turn.role for turn in ask.turns if any(text in turn.text for text in faults.banned)]
        if found:
            return Filtered(attack="system" in found)
        if faults.strict and self._wording.checks_order and ask.disorder:
            return ask.disorder
        long = too_long(ask, faults.window, self._wording)
        if long:
            self._round.tally.overflow(long.used, long.limit)
        return long

    def _refuse(self, problem: Problem) -> None:
        self._send_refusal(self._wording.refusal(problem, self._endpoint.surface))

    def _send_refusal(self, said: Reply) -> None:
        limited: Outcome = "rate_limited" if said.status == 429 else "refused"
        self._leave("failed" if said.status >= 500 else limited)
        self._wire.send(said, self._rate())

    def _answer(self, number: int) -> None:
        speaks = self._endpoint.speaks
        answer = self._round.answer(self._ask, number) if speaks else Answer(serial=number)
        if self._ask.stream:
            self._stream(self._endpoint.stream(self._ask, answer))
            return
        whole = as_json(200, self._endpoint.whole(self._ask, answer))
        self._leave("answered")
        self._wire.send(whole, self._rate())

    def _stream(self, stream: Stream) -> None:
        faults = self._round.faults
        self._wire.begin(stream.content_type, self._rate())
        self._wire.chunk(stream.opening)
        for said, piece in enumerate(stream.pieces, 1):
            if said > 1:
                self._wire.hold(faults.chunk_pause)
            self._wire.chunk(piece)
            if said == faults.stall_after:
                self._wire.hold(faults.hang)
            if said in (faults.break_after, faults.stall_after):
                raise Gone
        closing = stream.closing()
        self._leave("answered")
        self._wire.chunk(closing, last=True)

    def _rate(self) -> Headers:
        return self._wording.rate_headers(self._round.faults, self._round.limiter.remaining())

    def _leave(self, outcome: Outcome) -> None:
        """Count the request before its last byte is sent: whoever has read the answer finds it counted."""
        self._left = outcome
        self._round.tally.leave(outcome)
