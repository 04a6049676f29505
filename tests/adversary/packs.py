"""Packs of playbooks that a stranger made to harm: how each is written, and what must be said of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

CLASS = """\
title: {title}
summary: {summary}
severity: error
advice: ["{advice}"]
signatures:
  - name: blimp
    certainty: 0.9
    exception: zlorp.Blimp
{more}
"""
_DEFAULTS = {"title": "The zlorp gave way", "summary": "It holds little.", "advice": "Mend it.", "more": ""}


def class_of(**texts: str) -> str:
    """A sound class, but for these texts."""
    return CLASS.format(**{**_DEFAULTS, **texts})


def _pattern(pattern: str) -> str:
    return class_of(more=f"    message: ['{pattern}']")


def _advice(template: str) -> str:
    return class_of(advice=template)


def _sign(sign: str) -> str:
    return class_of(more="causes:\n  - cause: rate-limit\n    prior: 0.5\n    signs: [" + sign + "]\n")


def _laughs() -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(rows) + "\n"


SENTENCES: dict[str, tuple[str | bytes, str]] = {
    "laughs": (_laughs(), "z.yaml:1: anchors and aliases"),
    "cycle": ("a: &a\n  b: *a\n", "z.yaml:1: anchors and aliases"),
    "merge": (class_of(more="<<: {title: x}"), "unknown key"),
    "python object": ("title: !!python/object/apply:os.system ['touch evil']\n", "z.yaml:1: tags are not allowed"),
    "python name": ("!!python/name:os.system ''\n", "z.yaml:1: tags are not allowed"),
    "own tag": ("!evil {a: b}\n", "z.yaml:1: tags are not allowed"),
    "deep lists": ("a: " + "[" * 100_000, "z.yaml:1: nested more than 30 deep"),
    "deep tables": ("".join(f"{' ' * n}a:\n" for n in range(1000)), "nested more than 30 deep"),
    "wide": ("a:\n" + "- x\n" * 300_000, "z.yaml:1: the file is larger than 1 MiB"),
    "many values": ("a:\n" + "- x\n" * 100_000, "more than 20000 values in one file"),
    "many keys": ("".join(f"k{n}: 1\n" for n in range(9000)), "z.yaml:1: k0: unknown key"),
    "twice": (class_of(more="title: again"), "stands twice, first in line 1"),
    "two documents": (class_of() + "---\n" + class_of(), "a second document begins"),
    "NUL": (class_of(title="a\0b"), "a control character stands in it"),
    "escape": (class_of(title='"a\\e]52;c;ZXZpbA==\\ab"'), "z.yaml:1: title: has the character U+001B, which cannot"),
    "8 bit": (class_of(summary='"a\\x9b31m"'), "z.yaml:2: summary: has the character U+009B"),
    "direction": (class_of(title="a\u202eb"), "z.yaml:1: title: has the character U+202E"),
    "tag characters": (class_of(title="a\U000e0041b"), "z.yaml:1: title: has the character U+E0041"),
    "line separator": (class_of(title='"a\\Lb"'), "z.yaml:1: title: has the character U+2028"),
    "utf-16": (class_of().encode("utf-16"), "z.yaml:1: is not UTF-8 text"),
    "latin-1": (class_of(title="zerst\u00f6rt").encode("latin-1"), "z.yaml:1: is not UTF-8 text"),
    "binary": (bytes(range(256)) * 40, "z.yaml:"),
    "repeated repeats": (_pattern("(a{1000}){1000}"), "z.yaml:9: signatures[0].message[0]: not a pattern"),
    "large class repeated": (_pattern(r"(?i)\pL{900}"), "not a pattern of RE2: pattern too large"),
    "large program": (_pattern(r"[^x]{1000}[^y]{900}"), "the pattern is too large when compiled"),
    "back-reference": (_pattern(r"(a+)\1"), "RE2 has no back-references"),
    "look-around": (_pattern("(?=a)(a+)+b"), "RE2 has no look-around"),
    "catastrophic": (_pattern("(a+)+(b|c|d)*e(x+x+)+y"), ""),
    "nested groups": (_pattern("(" * 450 + "a" + ")" * 450), ""),
    "huge literal": (_pattern("a" * 900), ""),
    "longer literal": (_pattern("a" * 100_000), "has 100000 characters, at most 1000 are allowed"),
    "empty pattern": (_pattern("a*"), "matches the empty text"),
    "code by RE2": (_pattern("(?{ system(1) })"), "not a pattern of RE2"),
    "thousands of patterns": (
        class_of(more="    message:\n" + "".join(f"      - '[ab]*a[ab]{{900}}{n}'\n" for n in range(5000))),
        "the patterns of the pack are too large in all",
    ),
    "thousands too large": (
        class_of(more="    message:\n" + "".join(f"      - '(?i)\\pL{{{n}}}'\n" for n in range(100, 900))),
        "the patterns of the pack are too large in all",
    ),
    "attribute": (_advice("{{ ''.__class__ }}"), "z.yaml:4: advice[0]: Getattr is not allowed"),
    "item": (_advice("{{ used_tokens['__class__'] }}"), "Getitem is not allowed"),
    "call": (_advice("{{ range(10**9) }}"), "is not allowed"),
    "loop": (_advice("{% for x in y %}{% endfor %}"), "For is not allowed"),
    "include": (_advice("{% include '/etc/passwd' %}"), "Include is not allowed"),
    "import": (_advice("{% import 'os' as os %}"), "Import is not allowed"),
    "set": (_advice("{% set x = 1 %}"), "Assign is not allowed"),
    "macro": (_advice("{% macro x() %}{% endmacro %}"), "Macro is not allowed"),
    "power": (_advice("{{ 9 ** 9 ** 9 }}"), "Pow is not allowed"),
    "filter": (_advice("{{ 'x' | center(1000000000) }}"), "filter 'center' is not one of"),
    "format": (_advice("{{ '%1000000000d' | format(1) }}"), "filter 'format' is not one of"),
    "list": (_advice("{{ [1, 2] }}"), "List is not allowed"),
    "unknown name": (_advice("{{ lipsum }}"), "'lipsum' is not a fact or an observation"),
    "deep template": (_advice("{{ " + "(" * 480 + "1" + ")" * 480 + " }}"), "advice[0]: is nested too deeply"),
    "unclosed": (_advice("{{ 1"), "does not compile"),
    "long template": (_advice("{{ 1 }}" * 200), "has 1400 characters, at most 1000 are allowed"),
    "prior 1e308": (_sign("").replace("0.5", "1e308"), "must be a number above 0 and at most 1, not 1e308"),
    "prior nan": (_sign("").replace("0.5", ".nan"), "must be a number above 0 and at most 1, not '.nan'"),
    "negative": (_sign("").replace("0.5", "-0.5"), "must be a number above 0 and at most 1, not -0.5"),
    "infinite": (_sign("").replace("0.5", "1e999"), "must be a number above 0 and at most 1, not '1e999'"),
    "many digits": (_sign("").replace("0.5", "9" * 5000), "must be a number above 0 and at most 1"),
    "ratio": (_sign("{say: x, ratio: 1e9, line: [x]}"), "must be a number above 0 and at most 1000, not 1e9"),
    "unknown fact": (_sign("{say: x, ratio: 2, facts: {evil: {at_least: 1}}}"), "'evil' is not a fact"),
    "unknown check": (
        class_of(more="steps: [{id: x, say: y, cost: -5, check: rm, outcomes: [{answer: a, means: b, "
                      "found: {evil: {at_least: 1}}}, {answer: c, means: d}]}]"),
        "'rm' is not one of",
    ),
    "negative cost": (
        class_of(more="steps: [{id: x, say: y, cost: -5, outcomes: [{answer: a, means: b}, {answer: c, means: d}]}]"),
        "must be a number above 0 and at most 86400, not -5",
    ),
    "probabilities": (
        class_of(more="steps: [{id: x, say: y, cost: 5, outcomes: [{answer: a, means: b, likely: {other: 0.9, "
                      + ", ".join(f"c{n}: 0.9" for n in range(8000)) + "}}, {answer: c, means: d, "
                      "likely: {other: 0.9}}, {answer: e, means: f}]}]"),
        "the probabilities with other sum to 1.8; at most 1 is left",
    ),
    "thousands of unknown causes": (
        class_of(more="causes:\n" + "".join(f"  - {{cause: x{n}, prior: 0.0001}}\n" for n in range(3000))),
        "there is no causes/x0.yaml",
    ),
    "harmless": (class_of(), ""),
}  # fmt: skip
"""By what it tries: the file ``classes/z.yaml``, and a part of the sentence, empty where nothing need be said."""


def _device(place: Path) -> None:
    (place / "classes" / "z.yaml").symlink_to("/dev/zero")


def _pipe(place: Path) -> None:
    os.mkfifo(place / "classes" / "z.yaml")


def _loop(place: Path) -> None:
    (place / "classes" / "z.yaml").symlink_to("z.yaml")


def _folder(place: Path) -> None:
    (place / "classes" / "z.yaml").mkdir()


def _outside(place: Path) -> None:
    (place / "classes" / "z.yaml").symlink_to("/etc/hostname")


def _nowhere(place: Path) -> None:
    (place / "classes" / "z.yaml").symlink_to("nowhere")


def _up(place: Path) -> None:
    (place / "classes").rmdir()
    (place / "classes").symlink_to("..")


def _large(place: Path) -> None:
    with (place / "classes" / "z.yaml").open("wb") as file:
        file.truncate(10 << 30)


def _crowd(place: Path) -> None:
    for number in range(3000):
        (place / "classes" / f"c{number}.yaml").touch()


def _heavy(place: Path) -> None:
    for number in range(40):
        with (place / "classes" / f"c{number}.yaml").open("wb") as file:
            file.truncate(1 << 20)


def _name(place: Path) -> None:
    (place / "classes" / "\x1b]0;evil\x07\n.yaml").write_text(class_of())


FOLDERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "device": (_device, "classes/z.yaml:1: is no ordinary file"),
    "pipe": (_pipe, "classes/z.yaml:1: is no ordinary file"),
    "link to itself": (_loop, "classes/z.yaml:1: cannot be read: Too many levels of symbolic links"),
    "folder": (_folder, "classes/z.yaml:1: is no ordinary file"),
    "outside": (_outside, "classes/z.yaml:1: "),
    "nowhere": (_nowhere, "classes/z.yaml:1: cannot be read: No such file or directory"),
    "up": (_up, ""),
    "large": (_large, "classes/z.yaml:1: the file is larger than 1 MiB"),
    "crowd": (_crowd, "the folder holds more than 2000 files"),
    "heavy": (_heavy, "the folder holds more than 32 MiB"),
    "name": (_name, "the file's name must be lower-case words"),
}
"""By what stands there instead of a file, with a part of the sentence."""


def write(kind: str, place: Path) -> str:
    """Make the pack of this kind; a part of the sentence that must be said of it."""
    (place / "classes").mkdir(parents=True)
    if kind in FOLDERS:
        make, sentence = FOLDERS[kind]
        make(place)
        return sentence
    text, sentence = SENTENCES[kind]
    (place / "classes" / "z.yaml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return sentence
