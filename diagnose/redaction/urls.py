"""Addresses that carry a secret: a password, a token, a signature, a webhook's path."""

from __future__ import annotations

from diagnose.lazy import regex
from diagnose.redaction.chance import looks_random
from diagnose.redaction.secret import Secret

_USER = regex(r":\\*/\\*/(?P<user>[^\s/\"'<>@:\\?#]{0,128})")
_PASSWORD = regex(r":(?P<password>[^\s\"'<>\\]{1,256}?)@(?=[A-Za-z0-9_\[.*{-])")
_TO_LAST_AT = regex(r"[^\s\"'<>\\/@]*@(?=[A-Za-z0-9_\[.-])")
_CUT = regex(r":(?P<password>[^\s\"'<>\\/@?#:]{4,256}?)(?:\.\.\.|…)?\Z")
_PORT = regex(r"[0-9]{0,5}(?:[/?#:]|\Z)")
_WEBHOOK = regex(
    r"(?i)(?:hooks\.slack\.com\\*/(?:services|workflows|triggers)\\*/|discord(?:app)?\.com\\*/api\\*/(?:v\d+\\*/)?webhooks\\*/"
    r"|webhook\.office\.com\\*/webhookb2\\*/)(?P<secret>[A-Za-z0-9_@*-]+(?:\\*/[A-Za-z0-9_@*-]+)*)"
)
_QUERY = regex(r"[?&](?P<name>key|code|sig)=(?P<secret>[A-Za-z0-9_%+/.~*-]{16,}=*)")


def address_at(text: str, start: int) -> Secret | None:
    """The password of ``://user:password@host``, or the token of ``://token@host``."""
    user = _USER.match(text, start)
    if user is None:
        return None
    at = user.end()
    if text.startswith("@", at):
        return Secret("url-token", (user.span("user"),)) if _is_token(user["user"]) else None
    hit = _PASSWORD.match(text, at)
    if hit is None:
        cut = _CUT.match(text, at, at + 300) if len(text) <= at + 300 else None
        password = cut["password"] if cut is not None else ""
        is_port = password.rstrip(";,.)]}").isdigit()
        known = cut is not None and not is_port and not password.startswith("[redacted")
        return Secret("password", (cut.span("password"),)) if cut is not None and known else None
    begin, stop = hit.span("password")
    while more := _TO_LAST_AT.match(text, stop + 1):
        stop = more.end() - 1
    held = text[begin:stop]
    if ("/" in held and _PORT.match(held)) or held.startswith(("[redacted", "//")) or held.strip("*$") == "":
        return None
    return Secret("password", ((begin, stop),))


def webhook_at(text: str, start: int) -> Secret | None:
    """The path of a webhook: whoever knows it may post."""
    hit = _WEBHOOK.match(text, start)
    return Secret("webhook", (hit.span("secret"),)) if hit is not None and len(hit["secret"]) >= 8 else None


def query_at(text: str, start: int) -> Secret | None:
    """``?key=…``, ``&code=…`` and ``&sig=…`` where a key stands there."""
    hit = _QUERY.match(text, start)
    if hit is None or not looks_random(hit["secret"]):
        return None
    kind = "signature" if hit["name"] == "sig" else "api-key"
    return Secret(kind, (hit.span("secret"),))


def _is_token(user: str) -> bool:
    return len(user) >= 16 and looks_random(user)
