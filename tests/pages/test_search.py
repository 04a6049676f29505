"""The search that runs in the browser, run by Node: the same scripts and the same data."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import re2

from site_builder.search.asked import Answer, Question, answers, questions
from site_builder.search.rules import NotPortable, ported
from site_builder.search.words import words
from tests.corpus import known
from tests.pages.built import samples, site

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="the search is JavaScript: it needs Node")
CAMEL = "APITimeoutError: HTTPServer2Go x ctx_size=4096 --max-model-len"


@cache
def asked() -> list[Answer]:
    return answers(site()[0], questions(samples(), (playbook.id for playbook in known().playbooks))[::4])


def ask(*texts: str) -> list[Answer]:
    return answers(site()[0], [Question("", text, ()) for text in texts])


@pytest.mark.thorough
def test_a_pasted_message_finds_its_class() -> None:
    """For nine of ten samples the class stands among the first three, and for most at the top.

    Every fourth sample here; ``nox -s docs`` asks for all.
    """
    found = asked()

    assert len(found) > 100
    assert sum(answer.place is not None and answer.place < 3 for answer in found) >= 0.9 * len(found)
    assert sum(answer.place == 0 for answer in found) >= 0.85 * len(found)


def test_words_alone_find_a_page() -> None:
    """What quotes no error is found by what the pages say; a word may be unfinished."""
    wanted = {
        "conversation grows until the prompt is too long": "causes/unbounded-history/index.html",
        "gpu memory": "errors/cuda-oom/index.html",
        "notebook event loop nested": "causes/nested-event-loop/index.html",
        "speaker sele": "errors/speaker-selection/index.html",
    }

    found = ask(*wanted)

    assert [one.question.text for one in found if wanted[one.question.text] not in one.found[:3]] == []


def test_odd_texts_are_answered() -> None:
    """Nothing, names that mean something to JavaScript, a megabyte: an answer each, and soon."""
    empty, names, long, lines = ask(
        " \n", "__proto__ constructor toString hasOwnProperty", "a(" * 500_000, "x: y\n" * 200_000
    )

    assert empty.found == ()
    assert names.found == () or len(names.found) <= 10
    assert max(long.milliseconds, lines.milliseconds) < 3000


def test_an_error_at_the_end_of_a_long_log_is_found() -> None:
    """Of what is too long the end counts."""
    log = "step done, nothing to see\n" * 5000 + "openai.APITimeoutError: Request timed out."

    assert ask(log)[0].found[0] == "errors/timeout/index.html"


@pytest.mark.thorough
def test_patterns_mean_in_javascript_what_they_mean_to_re2() -> None:
    """Every pattern of a signature on messages of the samples: hit by the one, hit by the other."""
    conditions = [one.condition for playbook in known().playbooks for one in playbook.signatures]
    patterns = sorted({one for each in conditions for one in (*each.message, *each.line, *each.unless)})
    texts = [" ".join(answer.question.text.split()) for answer in asked()]
    script = (
        "const [patterns, texts] = JSON.parse(require('fs').readFileSync(0));"
        "const tried = ([source, flags]) => texts.map((text) => +new RegExp(source, flags).test(text));"
        "console.log(JSON.stringify(patterns.map(tried)))"
    )
    done = subprocess.run(
        ["node", "-e", script], input=json.dumps([[ported(one) for one in patterns], texts]), capture_output=True,
        text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    theirs = json.loads(done.stdout)
    options = re2.Options()
    options.log_errors = False
    ours = [[int(bool(re2.compile(one, options).search(text))) for text in texts] for one in patterns]

    assert len(patterns) > 400
    assert sum(map(sum, ours)) > 50
    assert [one for one, mine, other in zip(patterns, ours, theirs, strict=True) if mine != other] == []


def test_a_pattern_that_would_mean_something_else_is_refused() -> None:
    """Rather no rule than a wrong one."""
    for pattern in ("[[:alpha:]]", "a(?i)b", r"\Aa", "[]a]"):
        with pytest.raises(NotPortable):
            ported(pattern)
    assert ported(r"(?i)a (?P<model>\w+) \(?\[\^\]") == (r"a (?:\w+) \(?\[\^\]", "i")


def test_both_sides_see_the_same_words() -> None:
    """What the index holds is what the script looks for."""
    script = Path(site()[0] / "assets" / "search.js").read_text("utf-8")
    call = f"{script};console.log(JSON.stringify(globalThis.catalogueSearch.words({json.dumps(CAMEL)})))"
    done = subprocess.run(["node", "-e", call], capture_output=True, text=True, encoding="utf-8", check=True)

    assert json.loads(done.stdout) == words(CAMEL)
