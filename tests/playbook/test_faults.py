"""What is wrong in a playbook file is said at once, with its place and what would be right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose.playbook.check import faults_of
from diagnose.playbook.loaded import Fault, Loaded
from diagnose.playbook.loading import load_from
from diagnose.playbook.marks import Unreadable, parse
from diagnose.playbook.schema import FILES, RECORDS

HERE = Path(__file__).parent
EXPECTED = HERE / "broken.expected.txt"


def _broken() -> Loaded:
    return load_from([(HERE / "broken", "broken")])


def test_every_fault_of_every_broken_file_is_reported() -> None:
    """All faults of all files stand in one list, in the order of files and lines; the expected list is a real file."""
    got = "".join(f"{fault}\n" for fault in _broken().faults)
    if os.environ.get("UPDATE_GOLDEN"):
        EXPECTED.write_text(got, encoding="utf-8")
    assert got == EXPECTED.read_text(encoding="utf-8")


def test_a_broken_file_does_not_stop_the_others() -> None:
    """Sound files among broken ones are loaded; a class only loses the causes that no sound file explains."""
    known = _broken().playbooks
    assert [cause.id for cause in known.causes] == ["sound"]
    assert [(playbook.id, [ref.cause for ref in playbook.causes]) for playbook in known.playbooks] == [
        ("unknown-cause", ["sound"])
    ]


def test_a_folder_that_is_none_is_a_fault() -> None:
    """A pack that does not exist is reported, not raised."""
    assert load_from([(HERE / "nowhere", "nowhere")]).faults == (
        Fault("nowhere", 1, "", "is not a folder; name one that holds classes/ or causes/"),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 5000, 1),
        ("{a: " * 5000, 1),
        ("- " * 4000 + "x", 1),
        ("- a\n" * 30_000, 20_000),
        ("x" * (2 << 20), 1),
        ("? [a]\n: b\n", 1),
        ("a: &x 1\n", 1),
        ("a: !!binary aGk=\n", 1),
    ],
)
def test_bombs_are_refused(text: str, line: int) -> None:
    """Deep, huge, aliased or tagged YAML is refused with its line, and quickly, whatever it would become."""
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert refused.value.line == line


_ODD = ["used_tokens", "python", "(", "{{ x", "{{ 1 }}", "a", "", "~", "1", "-0.5", "true", "1e999", ".inf", "=", "<<"]
_words = st.sampled_from([*sorted({field.name for record in RECORDS.values() for field in record.fields}), *_ODD])
_trees = st.recursive(
    _words | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=6),
    max_leaves=30,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_trees, st.sampled_from(sorted(FILES)))
def test_random_values_never_raise(tree: object, record: str) -> None:
    """Whatever YAML says, the answer is a list of faults."""
    text = yaml.safe_dump(tree, sort_keys=False)
    try:
        node = parse(text)
    except Unreadable as refused:
        faults: tuple[Fault, ...] = (Fault("x.yaml", refused.line, "", refused.reason),)
    else:
        faults = faults_of(node, record, "x.yaml")
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in faults)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:- \n\t'\"[]{}&*!|>%@`#,?~\x00\x85\u2028é\ud800"), max_size=60))
def test_random_text_never_raises(text: str) -> None:
    """Text that is hardly YAML is a fault of its own or a checked file, nothing else."""
    try:
        node = parse(text)
    except Unreadable as refused:
        faults: tuple[Fault, ...] = (Fault("x.yaml", refused.line, "", refused.reason),)
    else:
        faults = faults_of(node, "class", "x.yaml")
    assert faults
    assert all(fault.line >= 1 for fault in faults)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_random_bytes_never_raise(tmp_path: Path, content: bytes) -> None:
    """A file of any bytes is a fault, and the loader goes on."""
    (tmp_path / "classes").mkdir(exist_ok=True)
    (tmp_path / "classes" / "random.yaml").write_bytes(content)
    assert load_from([(tmp_path, "pack")]).faults
