"""``autogen-doctor env``: what it prints, how it ends, and that nobody's secrets are in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import diagnose.checks.surroundings
import diagnose.render
from diagnose.checks.surroundings import Surroundings
from diagnose.version import __version__
from tests.checks.machine import machine, needs_scripts, program, python_that_says, write
from tests.checks.server import answer, serving
from tests.cli.program import Ended, call, call_inside

Capsys = pytest.CaptureFixture[str]
OWN = "autogen-doctor env"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    """A machine of the test's own in place of the real one; what is named on the command line is kept."""
    here = machine(tmp_path)
    program(tmp_path / "bin", "python3", python_that_says((3, 12, 4), "/usr", ("ag2", "0.9.9", True, "")))
    monkeypatch.setattr(
        diagnose.checks.surroundings,
        "here",
        lambda python, base_urls: replace(here, python=python, base_urls=base_urls),
    )
    return here


@needs_scripts
def test_no_problem_is_0(here: Surroundings, capsys: Capsys) -> None:
    """Each check in a paragraph, and how many stand how."""
    assert call_inside(capsys, "env", "--width", "80") == Ended(
        0,
        """\
✓ Python                                                                    pass
  Python 3.12.4 on Linux (x86_64).
  interpreter /usr/bin/python
  chosen      python3 on PATH, as no virtual environment is active; --python
              PATH looks at another
  keys        not set: OPENAI_API_KEY, AZURE_OPENAI_API_KEY, ANTHROPIC_API_KEY
  proxies     not set: HTTP_PROXY, HTTPS_PROXY, NO_PROXY

✓ Python packages                                                           pass
  AutoGen is installed.
  AutoGen     ag2 0.9.9

· Node                                                               not checked
  There is no node on PATH.

· Memory                                                             not checked
  Linux does not say how much memory there is.

· GPU                                                                not checked
  There is no nvidia-smi on PATH.

· Model servers                                                      not checked
  No model server answers on this machine.

2 in order, 4 not checked.
Nothing was changed, and nothing left this machine.
""",
        "",
    )
    assert here.folder.exists()


@needs_scripts
def test_problem_is_1(here: Surroundings, capsys: Capsys) -> None:
    """With the same answer in JSON; a warning alone is none."""
    write(here.folder / "autogen.py", "")
    ended = call_inside(capsys, "env", "--format", "json")
    states = [one["state"] for one in json.loads(ended.out)["checks"]]

    assert (ended.status, ended.err, states.count("problem")) == (1, "", 1)
    assert call_inside(capsys, "env", "--color", "never").status == 1


@needs_scripts
def test_json_is_one_document(here: Surroundings, capsys: Capsys) -> None:
    """Its whole shape, on a machine that has nothing but a Python."""
    ended = call_inside(capsys, "env", "-f", "json", "--python", "python3")
    document = json.loads(ended.out)
    schema = (Path(diagnose.render.__file__).parent / "checkup.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(schema)).validate(document)
    nothing = {"advice": "", "details": [], "findings": {}, "state": "not checked"}

    assert (ended.status, ended.err, ended.out.isascii()) == (0, "", True)
    assert document == {
        "schema_version": 1,
        "tool": {"name": "autogen-doctor", "version": __version__},
        "checks": [
            {
                "check": "python",
                "title": "Python",
                "state": "pass",
                "summary": "Python 3.12.4 on Linux (x86_64).",
                "advice": "",
                "details": [
                    {"label": "interpreter", "value": "/usr/bin/python"},
                    {"label": "chosen", "value": "named with --python"},
                    {"label": "keys", "value": "not set: OPENAI_API_KEY, AZURE_OPENAI_API_KEY, ANTHROPIC_API_KEY"},
                    {"label": "proxies", "value": "not set: HTTP_PROXY, HTTPS_PROXY, NO_PROXY"},
                ],
                "findings": {"system": "Linux", "python_minor": 12},
            },
            {
                "check": "packages",
                "title": "Python packages",
                "state": "pass",
                "summary": "AutoGen is installed.",
                "advice": "",
                "details": [{"label": "AutoGen", "value": "ag2 0.9.9"}],
                "findings": {
                    "autogen_providers": 1, "autogen_versions": 0, "package_conflicts": 0,
                },
            },
            {**nothing, "check": "node", "title": "Node", "summary": "There is no node on PATH."},
            {
                **nothing,
                "check": "memory",
                "title": "Memory",
                "summary": "Linux does not say how much memory there is.",
            },
            {**nothing, "check": "gpu", "title": "GPU", "summary": "There is no nvidia-smi on PATH."},
            {
                **nothing,
                "check": "servers",
                "title": "Model servers",
                "summary": "No model server answers on this machine.",
                "findings": {"servers_answering": 0},
            },
        ],
    }  # fmt: skip
    assert here.python is None


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["--python", "nowhere"], "there is no Python 'nowhere': name the one that runs your program"),
        (["--python", "\x1b[31m"], "there is no Python '\\x1b[31m': name the one that runs your program"),
        (["--format", "xml"], None),
        (["now"], None),
    ],
)
def test_wrong_usage_is_2(arguments: list[str], last: str | None, capsys: Capsys) -> None:
    """One sentence on stderr that says what to do, nothing on stdout."""
    ended = call_inside(capsys, "env", *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert last is None or ended.err == f"autogen-doctor: {last}\n"


def test_help_says_how_it_ends(capsys: Capsys) -> None:
    """The exit statuses stand in --help."""
    ended = call_inside(capsys, "env", "--help")

    assert "Exit status: 0 no problem, 1 at least one problem, 2 wrong usage." in " ".join(ended.out.split())


@needs_scripts
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_no_secret_and_no_name_in_the_report(form: str, tmp_path: Path) -> None:
    """As a user runs it, away from the checkout: no value of a setting, no key, no password, no name, no home folder.

    Nor does any of it reach the server that is asked; and nothing is written.
    """
    home = tmp_path / "janedoe"
    work = home / "project"
    work.mkdir(parents=True)
    program(home / "bin", "python3", python_that_says((3, 12, 4), f"{home}/.venv"))
    program(home / "bin", "node", "echo v20.1.0")
    leak = f"cannot read {home}/.nv, OPENAI_API_KEY=sk-proj-hunter2hunter2aA1"
    program(home / "bin", "nvidia-smi", f"echo '{leak}'; exit 1")
    before = sorted(tmp_path.rglob("*"))
    leaky = {"data": [{"id": f"{home}/hunter2-is-not-here", "max_model_len": 5}]}
    with serving({"GET /prefix/v1/models": answer(leaky)}) as asked:
        base = f"http://hunter2user:hunter2pass@127.0.0.1:{asked.port}/prefix/v1?api_key=hunter2query"
        settings = {
            "OPENAI_API_KEY": "sk-proj-hunter2hunter2aA1",
            "AZURE_OPENAI_API_KEY": "hunter2azure",
            "ANTHROPIC_API_KEY": "sk-ant-hunter2hunter2",
            "OPENAI_BASE_URL": base,
            "OPENAI_API_BASE": "https://hunter2user:hunter2pass@api.example.com/hunter2path/v1?key=hunter2query",
            "OLLAMA_HOST": "http://hunter2user:hunter2/pass@localhost",
            "HTTPS_PROXY": "http://hunter2user:hunter2pass@hunter2proxy:3128",
            "http_proxy": "http://hunter2user:hunter2pass@hunter2proxy:3128",
            "NO_PROXY": "hunter2internal,127.0.0.1",
            "DATABASE_PASSWORD": "hunter2",
            "HOME": str(home),
            "USER": "janedoe",
            "LOGNAME": "janedoe",
            "PATH": f"{home}/bin:/usr/bin:/bin",
            "VIRTUAL_ENV": f"{home}/gone",
            "CONDA_PREFIX": "",
        }
        ended = call("env", "--format", form, stdin=b"", cwd=work, **settings)
    report = ended.out.replace("hunter2-is-not-here", "")

    assert ended.status in (0, 1), ended.err
    assert ended.err == ""
    assert [word for word in ("hunter2", "janedoe", str(home), "prefix/v1") if word in report] == []
    assert f"127.0.0.1:{asked.port}" in report
    assert [line for line in asked.lines if not line.endswith("/models")] == []
    assert "hunter2" not in "".join(asked.requests)
    assert sorted(tmp_path.rglob("*")) == before
