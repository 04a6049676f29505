"""The data of the search as a script: a page opened from a disk may load a script, but no JSON."""

from __future__ import annotations

import json

from diagnose.model.playbook import PlaybookSet
from diagnose.render.safe import visible
from site_builder.addresses import cause_address, class_address
from site_builder.search.rules import rules_of
from site_builder.search.words import weights, words_of_cause, words_of_class


def data_script(known: PlaybookSet) -> str:
    """The script; all of the data is in one text, so that no name in it means anything to JavaScript."""
    text = json.dumps(_data(known), ensure_ascii=True, separators=(",", ":"))
    return f"globalThis.catalogueData = JSON.parse({json.dumps(text)});\n"


def _data(known: PlaybookSet) -> dict[str, object]:
    classes, causes = known.playbooks, known.causes
    numbers = {one.id: number for number, one in enumerate(classes)}
    behind = {one.id: number for number, one in enumerate(causes, len(classes))}
    pages: list[list[object]] = []
    for one in classes:
        priors = [(behind[ref.cause], ref.prior) for ref in one.causes if ref.cause in behind]
        pages.append([class_address(one.id), "error", visible(one.title), visible(one.summary), priors])
    pages += [[cause_address(one.id), "cause", visible(one.title), visible(one.statement)] for one in causes]
    documents = [*(words_of_class(one, known) for one in classes), *map(words_of_cause, causes)]
    return {"pages": pages, "rules": rules_of(known, numbers), "words": list(weights(documents).items())}
