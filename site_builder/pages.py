"""The pages of the catalogue, as text, by their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from diagnose.model.playbook import Cause, Playbook, PlaybookSet, Retry, Sign
from diagnose.model.verified import Runs
from diagnose.render.words import FRAMEWORKS, in_words, percent, side
from site_builder import texts
from site_builder.addresses import HOME, PROOFS, between, cause_address, class_address
from site_builder.excerpts import Labelled, excerpt_of
from site_builder.fixes import groups_of
from site_builder.forms import forms_of
from site_builder.pointing import points_to
from site_builder.proven import proven

_RETRIES = {"never": "Does not help", "later": "Helps after a wait", "sometimes": "May help", "always": "Helps"}
TEMPLATES = Path(__file__).resolve().parent / "templates"


def pages(
    known: PlaybookSet, runs: Mapping[str, Runs], samples: tuple[Labelled, ...], start: str
) -> Iterator[tuple[str, str]]:
    """Every page with its address. ``runs`` is what is recorded of the fixes, ``start`` the command that installs."""
    show = _Templates(known)
    yield HOME, show("home.html", HOME, start=start, classes=sorted(known.playbooks, key=_title))
    yield PROOFS, show("proofs.html", PROOFS, families=proven(known, runs))
    for playbook in known.playbooks:
        yield show.class_page(playbook, samples)
    for cause in known.causes:
        yield show.cause_page(cause, runs.get(cause.id, {}))


class _Templates:
    """The templates, with what all of them share."""

    def __init__(self, known: PlaybookSet) -> None:
        self._known = known
        self._classes = {playbook.id: playbook for playbook in known.playbooks}
        self._causes = {cause.id: cause for cause in known.causes}
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, finalize=texts.shown,
        )  # fmt: skip
        self._environment.filters.update(
            prose=texts.prose, percent=percent, short_address=texts.short_address, side=side, retrying=_retrying
        )
        self._environment.tests["web_address"] = texts.is_web_address
        self._environment.globals.update(
            classes_by_id=self._classes, causes_by_id=self._causes, points_to=points_to, in_words=in_words,
            framework_names=FRAMEWORKS,
        )  # fmt: skip

    def __call__(self, template: str, address: str, **values: object) -> str:
        def to(target: str) -> str:
            return between(address, target)

        links = {
            "to": to,
            "to_class": lambda name: to(class_address(name)),
            "to_cause": lambda name: to(cause_address(name)),
        }
        causes = sorted(self._known.causes, key=_title)
        return self._environment.get_template(template).render(**links, causes=causes, **values)

    def class_page(self, playbook: Playbook, samples: tuple[Labelled, ...]) -> tuple[str, str]:
        """The page of a class."""
        address = class_address(playbook.id)
        listed = [(ref, self._causes[ref.cause]) for ref in playbook.causes if ref.cause in self._causes]
        page = self(
            "class.html",
            address,
            playbook=playbook,
            forms=forms_of(playbook),
            excerpt=excerpt_of(playbook.id, _types(playbook), samples),
            listed=sorted(listed, key=lambda one: -float(one[0].prior)),
            advice=[] if listed else _plain(playbook.advice),
        )
        return address, page

    def cause_page(self, cause: Cause, runs: Runs) -> tuple[str, str]:
        """The page of a cause."""
        address = cause_address(cause.id)
        seen = [
            (playbook, ref)
            for playbook in self._known.playbooks
            for ref in playbook.causes
            if ref.cause == cause.id
        ]  # fmt: skip
        signs: list[tuple[Sign, Playbook | None]] = [(sign, None) for sign in cause.signs]
        signs += [(sign, playbook) for playbook, ref in seen for sign in ref.signs]
        page = self(
            "cause.html",
            address,
            cause=cause,
            seen=sorted(seen, key=lambda one: -float(one[1].prior)),
            supporting=list(_said(signs, True)),
            opposing=list(_said(signs, False)),
            groups=groups_of(cause, runs),
        )
        return address, page


def _retrying(retry: Retry) -> str:
    return f"{_RETRIES.get(retry.helps, retry.helps)}: {retry.because[:1].lower()}{retry.because[1:]}"


def _said(signs: list[tuple[Sign, Playbook | None]], supporting: bool) -> Iterator[tuple[object, str, object]]:
    """The sentences of the signs for or against, the strongest first, with how much each weighs and for which class."""
    wanted = [(sign, playbook) for sign, playbook in signs if sign.supports is supporting]
    wanted.sort(key=lambda one: -_weight(one[0]))
    for sign, playbook in wanted:
        said = texts.sentence(sign.say)
        if said is not None:
            yield said, f"{_weight(sign):.2g}" if _weight(sign) < 10 else f"{_weight(sign):.0f}", playbook


def _weight(sign: Sign) -> float:
    ratio = float(sign.ratio)
    return ratio if ratio >= 1 else 1 / max(ratio, 0.001)


def _types(playbook: Playbook) -> list[str]:
    return [name for one in playbook.signatures for name in one.condition.exception]


def _plain(advice: tuple[str, ...]) -> list[str]:
    return [text for text in advice if "{{" not in text and "{%" not in text]


def _title(one: Playbook | Cause) -> str:
    return one.title.casefold()
