"""Forms of errors and headers that several providers share."""

from __future__ import annotations

import math
from http import HTTPStatus

from proofs.server.limits import Remaining
from proofs.server.problems import RateHit
from proofs.server.reply import Headers, Reply, as_json
from proofs.server.settings import Faults


def error(
    status: int,
    message: str,
    kind: str | None,
    *,
    param: str | None = None,
    code: str | int | None = None,
    headers: Headers = (),
) -> Reply:
    """OpenAI's form of an error, which most others have copied."""
    return as_json(status, {"error": {"message": message, "type": kind, "param": param, "code": code}}, headers)


def gateway_page(status: int, headers: Headers = ()) -> Reply:
    """The HTML page of an nginx in front, where the server behind it does not answer or may not be asked."""
    named = {504: "Gateway Time-out", 503: "Service Temporarily Unavailable"}.get(status) or phrase(status)
    page = (
        f"<html>\r\n<head><title>{status} {named}</title></head>\r\n<body>\r\n"
        f"<center><h1>{status} {named}</h1></center>\r\n<hr><center>nginx/1.25.3</center>\r\n</body>\r\n</html>\r\n"
    )
    return Reply(status, page.encode(), "text/html", headers)


def phrase(status: int) -> str:
    """The name of a status, also of one that no standard knows."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def retry_after(hit: RateHit) -> Headers:
    """When to come again, in whole seconds; nothing where waiting cannot help."""
    return () if hit.hopeless else (("retry-after", str(seconds(hit.wait))),)


def seconds(wait: float) -> int:
    """A wait in whole seconds that are enough, at least one."""
    return max(1, math.ceil(wait))


def no_rate_headers(faults: Faults, remaining: Remaining) -> Headers:
    """Nothing: a server that runs a model itself knows no allowance."""
    del faults, remaining
    return ()


def openai_rate_headers(faults: Faults, remaining: Remaining) -> Headers:
    """How much of a minute is left, as OpenAI tells with every answer; nothing of what is not limited."""
    reset = span(remaining.reset) if remaining.reset else "0s"
    headers: list[tuple[str, str]] = []
    for name, limit, left in (
        ("requests", faults.requests_per_minute, remaining.requests),
        ("tokens", faults.tokens_per_minute, remaining.tokens),
    ):
        if limit:
            headers += [(f"x-ratelimit-limit-{name}", str(limit)), (f"x-ratelimit-remaining-{name}", str(left))]
            headers += [(f"x-ratelimit-reset-{name}", reset)]
    return tuple(headers)


def span(seconds: float) -> str:
    """A wait as OpenAI writes it: `6ms`, `2.5s`, `1m20s`."""
    if seconds < 1:
        return f"{max(1, math.ceil(seconds * 1000))}ms"
    minutes, rest = divmod(round(seconds, 3), 60)
    shown = f"{rest:.3f}".rstrip("0").rstrip(".")
    return f"{int(minutes)}m{shown}s" if minutes else f"{shown}s"
