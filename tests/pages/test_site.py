"""The published catalogue: all that the playbooks know, at addresses that stay, on pages that are sound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from diagnose.model.playbook import Cause, Playbook, Step
from diagnose.render.runs import runs_of, versions_in_words
from site_builder.build import build
from site_builder.check import faults
from tests.corpus import known
from tests.pages.built import runs, samples, site

PROMISED = Path(__file__).with_name("addresses.txt")
COLOURS = ("text", "quiet", "link", "warn", "good", "k", "s", "n", "c", "f", "b")
GROUNDS = ("ground", "raised", "new")


def plain(address: str) -> str:
    """The text of a page, without tags, white space folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", site()[1][address])).split())


def folded(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def test_every_class_and_cause_has_its_address() -> None:
    """A page for each id, and no other but the home page and the proofs."""
    wanted = {f"errors/{one.id}/index.html" for one in known().playbooks}
    wanted |= {f"causes/{one.id}/index.html" for one in known().causes}

    assert {name for name in site()[1] if name.endswith(".html")} == wanted | {"index.html", "proofs/index.html"}


def test_addresses_once_promised_stay() -> None:
    """Others link to them. Add the new ones of a release to the list; none may be taken from it."""
    promised = PROMISED.read_text("utf-8").split()

    assert len(promised) > 60
    assert [name for name in promised if f"{name}index.html" not in site()[1]] == []


def test_pages_keep_their_promises() -> None:
    """No dead link or place, tags that close, nothing inline, nothing loaded from elsewhere, every name there."""
    assert faults(site()[1], strict=False) == []


def test_a_parser_of_html_finds_nothing() -> None:
    """Home, proofs, the longest class and the longest cause; ``nox -s docs`` has all pages parsed."""
    pages = {name: text for name, text in site()[1].items() if name.endswith(".html")}
    longest = [max((name for name in pages if name.startswith(kind)), key=lambda name: len(pages[name]))
               for kind in ("errors/", "causes/")]  # fmt: skip
    chosen = {name: pages[name] for name in ("proofs/index.html", *longest)}

    assert [fault for fault in faults(chosen) if "sound HTML" in fault] == []


def test_classes_are_shown_whole() -> None:
    """Their words, causes from the most to the least probable, steps with outcomes, what they are mistaken for."""
    assert {one.id: lack for one in known().playbooks if (lack := _lacking_of_class(one))} == {}


def _lacking_of_class(playbook: Playbook) -> list[str]:
    text = plain(f"errors/{playbook.id}/index.html")
    causes = {cause.id: cause for cause in known().causes}
    said = [playbook.title, playbook.summary, *playbook.not_this, *playbook.prevention, *_words_of(playbook.steps)]
    said += [step.run for step in playbook.steps if step.run] + [one.name for one in playbook.settings]
    said += [playbook.retry.because[1:]] if playbook.retry else []
    ranked = [causes[ref.cause].title for ref in sorted(playbook.causes, key=lambda ref: -float(ref.prior))]
    listed = text.partition("In the order of their probability")[2]
    places = [listed.find(folded(title)) for title in ranked]
    lacking = [part for part in said if folded(part) not in text]
    lacking += ["the order of causes"] if places != sorted(places) or -1 in places else []
    sampled = any(sample.label == playbook.id for sample in samples())
    return lacking + (["a sample"] if sampled and "he sample trace" not in text else [])


def test_causes_are_shown_whole() -> None:
    """Their words, steps, each fix with both programs to the letter and what proves it or why nothing does."""
    assert {one.id: lack for one in known().causes if (lack := _lacking_of_cause(one))} == {}


def _lacking_of_cause(cause: Cause) -> list[str]:
    page = site()[1][f"causes/{cause.id}/index.html"]
    text = plain(f"causes/{cause.id}/index.html")
    said = [cause.title, cause.statement, cause.why, cause.separates or "", *cause.prevention, *cause.verify]
    said += _words_of(cause.steps)
    for fix in cause.remedies:
        verified = runs_of(fix, runs().get(cause.id, {}))
        said += [fix.summary, versions_in_words(verified) or fix.illustrative or "no recorded run is of this code"]
    programs = [unescape(re.sub(r"<[^>]*>", "", one)) for one in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)]
    code = [part.removesuffix("\n") for fix in cause.remedies for part in (fix.before, fix.after) if part]
    lacking = [part for part in said if folded(part) not in text] + [one for one in code if one not in programs]
    return lacking + [one for one in cause.references if one.startswith("http") and f'href="{one}"' not in page]


def _words_of(steps: Iterable[Step]) -> list[str]:
    return [part for step in steps for one in step.outcomes for part in (step.say, one.answer, one.means)]


def test_what_has_no_proof_says_why() -> None:
    """Every class stands on the page of proofs, and every reason why a fix was not run."""
    text = plain("proofs/index.html")
    named = {ref.cause for playbook in known().playbooks for ref in playbook.causes}
    causes = [cause for cause in known().causes if cause.id in named]
    reasons = [fix.illustrative for cause in causes for fix in cause.remedies if fix.illustrative]

    assert [one.title for one in known().playbooks if one.title not in text] == []
    assert [reason for reason in reasons if folded(reason) not in text] == []


def test_colours_can_be_read() -> None:
    """Contrast of at least 4.5 for every colour of text on every ground, by day and by night."""
    style = site()[1]["assets/site.css"]
    parts = re.findall(r"color-scheme: \w+;([^}]*)}", style)
    schemes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in parts]
    weak = [
        (number, colour, ground)
        for number, scheme in enumerate(schemes)
        for colour in COLOURS
        for ground in GROUNDS
        if _contrast(scheme[colour], scheme[ground]) < 4.5
    ]

    assert len(schemes) == 3
    assert schemes[1] == schemes[2], "dark by choice is dark by the system's setting"
    assert weak == []


def test_the_same_playbooks_make_the_same_bytes(tmp_path: Path) -> None:
    """Over an older site of ours, too; what is not ours is left alone."""
    folder = tmp_path / "site"
    some = replace(known(), playbooks=known().playbooks[:3], causes=known().causes[:5])
    (folder / "old").mkdir(parents=True)
    with pytest.raises(SystemExit, match="holds something else"):
        build(some, runs(), samples(), folder)
    (folder / "old").rmdir()

    first = build(some, runs(), samples(), folder)
    (folder / "causes" / "gone").mkdir()

    assert build(some, runs(), samples(), folder) == first
    assert {name: (folder / name).read_text("utf-8") for name in first} == first
    assert not (folder / "causes" / "gone").exists()


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
