"""How many tokens the messages and tools of a chat weigh."""

from __future__ import annotations

from proofs.server.ask import Turn
from proofs.server.reading import Json, dumped, items, objects, text
from proofs.server.tokens import count

PER_MESSAGE = 3
PER_NAME = 1
PRIMING = 3
"""The framing that OpenAI's cookbook gives: per message, per name, and once for the start of the answer."""
IMAGE = 765
"""What OpenAI charges for an image of 1024 x 1024 in high detail; here every image weighs so much."""
_IMAGES = ("image_url", "input_image", "image")


def chat_turn(message: Json) -> Turn:
    """A message of chat completions: framing, role, name, content and tool calls."""
    named = PER_NAME + count(text(message["name"])) if message.get("name") else 0
    calls = message.get("tool_calls") or message.get("function_call")
    called = count(dumped(calls)) if calls else 0
    content = message.get("content")
    weight = PER_MESSAGE + 1 + named + content_tokens(content) + called
    return Turn(role=text(message.get("role")), text=plain(content), tokens=weight)


def turn(role: str, content: object, more: int = 0) -> Turn:
    """A message of any other API; `more` is what it weighs beyond its content."""
    return Turn(role=role, text=plain(content), tokens=PER_MESSAGE + 1 + content_tokens(content) + more)


def content_tokens(content: object) -> int:
    """Tokens of a message's content: a text, or parts of text, images and whatever else, which counts as JSON."""
    if isinstance(content, str):
        return count(content)
    return sum(_part_tokens(part) for part in objects(content))


def _part_tokens(part: Json) -> int:
    if text(part.get("type")) in _IMAGES:
        return IMAGE
    said = part.get("text")
    return count(said) if isinstance(said, str) else count(dumped(part))


def tool_tokens(tools: object) -> int:
    """Tokens of tool definitions, counted from their JSON."""
    return count(dumped(tools)) if tools else 0


def plain(content: object) -> str:
    """The text of a message's content, its parts joined by blanks."""
    if isinstance(content, str):
        return content
    return " ".join(said for part in objects(content) if (said := text(part.get("text"))))


def texts(given: object) -> tuple[Turn, ...]:
    """The prompts of an API without messages: a text, a list of texts, or numbers of tokens in place of a text."""
    several = items(given)
    if isinstance(given, str) or (several and isinstance(several[0], int)):
        several = (given,)
    return tuple(map(_text, several))


def _text(given: object) -> Turn:
    if isinstance(given, str):
        return Turn(role="user", text=given, tokens=count(given))
    return Turn(role="user", text=str(given), tokens=len(items(given)))
