"""The check ``servers``: which model servers answer on this machine, and how long a prompt they take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from diagnose.checks.addresses import Address, addresses
from diagnose.checks.asking import Answer, answer
from diagnose.checks.surroundings import Surroundings
from diagnose.checks.vendors import Model
from diagnose.model.checkup import Checked, State
from diagnose.quantities import count

_SMALL = 8192


def check(surroundings: Surroundings) -> tuple[Checked, ...]:
    """All that answer in one, with what they tell; then what is wrong with an address that was named."""
    places = addresses(surroundings)
    fit = [place for place in places if not place.unfit]
    with ThreadPoolExecutor(max_workers=max(1, len(fit))) as pool:
        answers = tuple(pool.map(lambda place: answer(place, surroundings.patience), fit))
    return (
        _overview(answers),
        *(_unfit(place) for place in places if place.unfit),
        *(one for answer in answers for one in _faults(answer)),
        *_proxied(fit, surroundings),
    )


def _overview(answers: tuple[Answer, ...]) -> Checked:
    title = "Model servers"
    there = [answer for answer in answers if answer.server or answer.locked]
    named = [answer for answer in answers if answer.address.named]
    findings: tuple[tuple[str, int | float], ...] = (("servers_answering", len(there)), *_windows("server", there))
    if named:
        answered = any(answer in there for answer in named)
        findings += (("base_url_answers", int(answered)), *_windows("base_url", named))
    if not there:
        asked = (("asked", ", ".join(str(answer.address) for answer in answers)),) if answers else ()
        summary = "No model server answers on this machine."
        return Checked("servers", title, State.NOT_CHECKED, summary, "", asked, findings)
    number = "One answers" if len(there) == 1 else f"{len(there)} answer"
    details = tuple(_detail(answer) for answer in there)
    return Checked("servers", title, State.PASS, f"{number} on this machine.", "", details, findings)


def _windows(whose: str, answers: Iterable[Answer]) -> Iterator[tuple[str, int | float]]:
    """The smallest window that these servers report, and its share of what the model could take."""
    models = [model for answer in answers if answer.server for model in answer.server.models if model.window]
    if models:
        smallest = min(models, key=lambda model: model.window or 0)
        yield f"{whose}_window_tokens", smallest.window or 0
        if smallest.trained:
            yield f"{whose}_window_share", round((smallest.window or 0) / smallest.trained, 4)


def _detail(answer: Answer) -> tuple[str, str]:
    server = answer.server
    if server is None:
        return "answers", f"{answer.address}, wants a key before it tells more; none was sent"
    version = f" {server.version}" if server.version else ""
    models = [_model(model) for model in server.models]
    more = [f"{server.number - len(models)} more"] if server.number > len(models) else []
    return server.kind, f"{answer.address}{version}: {'; '.join([*models, *more]) or 'no model'}"


def _model(model: Model) -> str:
    if model.window and model.trained:
        return f"{model.name}, window {count(model.window)} of {count(model.trained)} tokens"
    if model.window:
        return f"{model.name}, window {count(model.window)} tokens"
    return f"{model.name}, could take {count(model.trained)} tokens" if model.trained else model.name


def _unfit(address: Address) -> Checked:
    what = str(address) if address.host else f"What {address.named} names"
    return Checked("servers", "Named server", State.NOT_CHECKED, f"{what} {address.unfit}.")


def _faults(answer: Answer) -> Iterator[Checked]:
    address, named = answer.address, answer.address.named
    names = f"{named[:1].upper()}{named[1:]} names {address}"
    if named and answer.silent:
        title = "The named server does not answer"
        summary = f"{names}, and {answer.silent}."
        yield Checked("servers", title, State.PROBLEM, summary, f"Start the server, or correct {named}.")
    elif named and not answer.server and not answer.locked:
        summary = f"{names}; what answers there does not say which models it has."
        advice = "Look whether host, port and path are those of the model server."
        yield Checked("servers", "The named server lists no models", State.WARNING, summary, advice)
    elif named and answer.elsewhere and named != "OLLAMA_HOST":
        summary = f"{names} without /v1, and the server has its models under /v1."
        yield Checked("servers", "The path of the named server", State.WARNING, summary, f"End {named} with /v1.")
    if answer.server and answer.server.kind == "Ollama":
        yield from (_small(model) for model in answer.server.models if _is_small(model))


def _is_small(model: Model) -> bool:
    return bool(model.window and model.trained and model.window <= _SMALL and model.window * 2 <= model.trained)


def _small(model: Model) -> Checked:
    return Checked(
        "servers",
        "Ollama runs a model with a small window",
        State.WARNING,
        f"{model.name} takes {count(model.window or 0)} tokens and was trained for {count(model.trained or 0)}; "
        "what is longer is cut without an error.",
        "Start the server with OLLAMA_CONTEXT_LENGTH=32768, or set num_ctx for the model, if the memory allows it.",
    )


def _proxied(places: Iterable[Address], surroundings: Surroundings) -> Iterator[Checked]:
    """Python's HTTP clients send what is for this machine to a proxy as well, unless NO_PROXY names it."""
    named = next((place for place in places if place.named and place.named != "OLLAMA_HOST"), None)
    setting = surroundings.environment
    proxy = next((name for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy") if setting.get(name)), "")
    spared = [one.strip() for one in (setting.get("NO_PROXY") or setting.get("no_proxy") or "").split(",")]
    if named and proxy and not {"*", named.host, str(named)} & set(spared):
        yield Checked(
            "servers",
            "A proxy stands before this machine's server",
            State.WARNING,
            f"{proxy} is set and NO_PROXY does not name {named.host}, so Python's clients ask the proxy for {named}.",
            f"Add {named.host} to NO_PROXY.",
        )
