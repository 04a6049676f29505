"""What happens to a prompt that does not fit the window: some servers refuse it, some cut it and say nothing."""

from __future__ import annotations

from dataclasses import replace

from proofs.server.ask import Ask
from proofs.server.problems import TooLong
from proofs.server.wordings.wording import Wording


def too_long(ask: Ask, window: int, wording: Wording) -> TooLong | None:
    """Why the request is refused for its length, or None; `window` is the server's, 0 for no limit."""
    limit = ask.window or window
    budget = ask.budget if wording.counts_budget else 0
    if not limit or ask.widest + budget <= limit or (wording.cuts and ask.cuttable):
        return None
    over = ask.widest > limit
    messages = ask.widest - ask.function_tokens
    return TooLong(messages=messages, functions=ask.function_tokens, budget=0 if over else budget, limit=limit)


def cut(ask: Ask, window: int, wording: Wording) -> Ask:
    """The request with what is left of its prompt: system messages and the newest others, as far as they fit.

    The last message stays whatever its size; its beginning is lost, which only the count of its tokens shows.
    """
    limit = ask.window or window
    if not wording.cuts or not limit or ask.widest <= limit:
        return ask
    if ask.separate:
        return replace(ask, turns=tuple(replace(turn, tokens=min(turn.tokens, limit)) for turn in ask.turns))
    turns = list(ask.turns)
    droppable = [turn for turn in turns[:-1] if turn.role != "system"]
    for turn in droppable:
        if replace(ask, turns=tuple(turns)).prompt_tokens <= limit:
            break
        turns.remove(turn)
    left = replace(ask, turns=tuple(turns))
    if left.prompt_tokens <= limit:
        return left
    last = replace(turns[-1], tokens=max(0, turns[-1].tokens - (left.prompt_tokens - limit)))
    return replace(left, turns=(*turns[:-1], last))
