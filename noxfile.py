"""What CI runs beside the tests, and what rewrites generated files.

The sessions use the environment that nox itself stands in: the development set of requirements/dev.txt, installed by
the README's second command. ``nox`` runs all that CI runs; ``nox -l`` lists the rest.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = [
    "lint", "wheel", "docs", "roundtrip", "calibrate", "simulate", "benchmarks_quick", "security", "fuzz", "proofs",
]  # fmt: skip
nox.options.stop_on_first_error = True

ROOT = Path(__file__).resolve().parent
TOOLS = Path(sys.executable).parent
SAMPLE = "sample_traces/context-length/autogen02-history-openai-old.log"
GRAPHS = "10000"


def tool(session: nox.Session, name: str, *arguments: str) -> None:
    """Run a tool of the development set, wherever PATH points."""
    session.run(str(TOOLS / name), *arguments, external=True)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, types, and the direction of imports."""
    tool(session, "ruff", "check", ".")
    tool(session, "ruff", "format", "--check", ".")
    tool(session, "mypy")
    tool(session, "lint-imports", "--no-logo")


@nox.session
def wheel(session: nox.Session) -> None:
    """The built distributions work away from the checkout: installed from the wheel, and built from the sdist."""
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = Path(folder)
        tool(session, "hatchling", "build", "-d", str(elsewhere / "dist"))
        built = next((elsewhere / "dist").glob("*.whl"))
        packed = next((elsewhere / "dist").glob("*.tar.gz"))
        _use_wheel(session, built, elsewhere)
        _use_sdist(session, packed, elsewhere)


def _use_wheel(session: nox.Session, built: Path, elsewhere: Path) -> None:
    python = _fresh(session, elsewhere / "wheel")
    pins = str(ROOT / "requirements" / "dev.txt")
    session.run(python, "-m", "pip", "install", "-q", "-c", pins, str(built), external=True)
    log = elsewhere / "trace.log"
    log.write_bytes((ROOT / SAMPLE).read_bytes())
    command = str(Path(python).parent / "autogen-doctor")
    with session.chdir(elsewhere):
        screen = _output([command, "diagnose", "trace.log"])
        document = _output([python, "-m", "diagnose", "diagnose", "--format", "json", "trace.log"])
        _output([command, "playbooks", "show", "context-length"])
    here = _output([sys.executable, "-m", "diagnose", "diagnose", SAMPLE])
    if screen != here:
        session.error(f"the installed wheel does not print what the checkout does:\n{screen}\n--- checkout ---\n{here}")
    _is_ready(session, python, elsewhere)
    _says_the_same(session, command)
    _takes_packs(session, python, elsewhere)
    classes = [diagnosis["class"] for diagnosis in json.loads(document)["diagnoses"]]
    if classes[:1] != ["context-length"]:
        session.error(f"the installed wheel sees {classes} in a context-length sample")
    print(screen)


READY = ("diagnose/playbooks/compiled.index", "diagnose/guarded.py", "diagnose/model/written_inits.py")
LATE = ("yaml", "jinja2", "typer", "pydantic", "rich.console", "diagnose.playbook.marks", "diagnose.playbook.cache")


def _is_ready(session: nox.Session, python: str, elsewhere: Path) -> None:
    """What the build worked out is installed, and a diagnosis by it loads nothing that it should not need."""
    place = Path(_output([python, "-I", "-c", "import diagnose; print(diagnose.__file__)"]).strip()).parent.parent
    missing = [name for name in READY if not (place / name).is_file()]
    if missing:
        session.error(f"the wheel lacks {', '.join(missing)}: see hatch_build.py")
    script = "import sys; from diagnose.cli.boundary import run; run(['diagnose', sys.argv[1]]); print(*sys.modules)"
    log = str(elsewhere / "trace.log")
    loaded = set(_output([python, "-I", "-c", script, log]).splitlines()[-1].split())
    if loaded.intersection(LATE) or "diagnose.guarded" not in loaded:
        session.error(f"a diagnosis loads {sorted(loaded.intersection(LATE))}, or not what the build worked out")


def _says_the_same(session: nox.Session, command: str) -> None:
    """With what the build worked out the answers are those of the checkout, which works it out as it goes."""
    samples = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "sample_traces").rglob("*.log"))[::8]]
    asked = ["diagnose", "--format", "json", *samples]
    with session.chdir(ROOT):
        if _output([command, *asked]) != _output([sys.executable, "-m", "diagnose", *asked]):
            session.error("the installed wheel does not say of the sample traces what the checkout says")


def _takes_packs(session: nox.Session, python: str, elsewhere: Path) -> None:
    """The pack of docs/playbooks.md, built and installed as the page says, is in use."""
    from tests.docs.follow import File, steps

    place = elsewhere / "page"
    for step in steps((ROOT / "docs" / "playbooks.md").read_text(encoding="utf-8")):
        if isinstance(step, File):
            (place / step.name).parent.mkdir(parents=True, exist_ok=True)
            (place / step.name).write_text(step.text, encoding="utf-8")
    shutil.copytree(place / "acme", place / "shipped" / "acme_playbooks")
    with session.chdir(place / "shipped"):
        tool(session, "hatchling", "build", "-t", "wheel")
        built = str(next(Path("dist").glob("*.whl")))
        session.run(python, "-m", "pip", "install", "-q", "--no-deps", built, external=True)
    with session.chdir(elsewhere):
        listed = _output([python, "-m", "diagnose", "playbooks", "list"])
        answered = _output([python, "-m", "diagnose", "diagnose", str(place / "trace.log")])
    if "installed: acme-playbooks 1.0" not in listed or "store-quota" not in answered:
        session.error(f"an installed pack is not in use:\n{listed}\n{answered}")


def _use_sdist(session: nox.Session, packed: Path, elsewhere: Path) -> None:
    """The README's first command, in what the sdist holds and nothing else."""
    with tarfile.open(packed) as archive:
        if sys.version_info >= (3, 12):
            archive.extractall(elsewhere / "sdist", filter="data")
        else:
            archive.extractall(elsewhere / "sdist")
    (root,) = (elsewhere / "sdist").iterdir()
    first = next(line for line in (root / "README.md").read_text(encoding="utf-8").splitlines() if "-m venv" in line)
    with session.chdir(root):
        session.run("bash", "-c", first, external=True)


def _fresh(session: nox.Session, folder: Path) -> str:
    session.run(sys.executable, "-m", "venv", str(folder), external=True)
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def _output(command: list[str]) -> str:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8")
    return done.stdout


@nox.session
def roundtrip(session: nox.Session) -> None:
    """Random exceptions, printed by each formatter and each Python there is, come back whole from their text."""
    from tests.tracebacks.formatters import FORMATTERS

    script = ["tests/tracebacks/roundtrip.py", "--examples", *(session.posargs[:1] or [GRAPHS])]
    environment = {"PYTHONPATH": str(ROOT)}
    for name in ("cpython", *(name for name in FORMATTERS if name != "cpython")):
        session.run(sys.executable, *script, "--formatter", name, env=environment, external=True)
    for python in _other_pythons():
        session.run(python, *script, env=environment, external=True)


def _other_pythons() -> Iterator[str]:
    """One interpreter of each supported version but this one, from PATH and from pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in range(10, 15):
        if minor == sys.version_info.minor:
            continue
        name = f"python3.{minor}"
        for candidate in (name, *map(str, sorted(pyenv.glob(f"3.{minor}.*/bin/{name}")))):
            if _runs(candidate):
                yield candidate
                break
        else:
            print(f"no {name} here")


def _runs(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@nox.session
def calibrate(session: nox.Session) -> None:
    """Whether causes with a confidence of 70 % are right in 70 % of the samples."""
    session.run(sys.executable, "-m", "benchmarks.calibration", *session.posargs, external=True)


@nox.session
def simulate(session: nox.Session) -> None:
    """Whether the walkthrough brings simulated users to the true cause, and sooner than the guides' fixed order."""
    session.run(sys.executable, "-m", "benchmarks.walkthrough", "--check", *session.posargs, external=True)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Speed and memory on long logs and at the start, beside what was asked; ``-- sparse dense`` only these parts."""
    session.run(sys.executable, "-m", "benchmarks.speed", *session.posargs, external=True)


@nox.session
def benchmarks_quick(session: nox.Session) -> None:
    """The same with small logs: fails where an answer is wrong, or a figure is twice as bad as asked."""
    session.run(sys.executable, "-m", "benchmarks.speed", "--quick", *session.posargs, external=True)


@nox.session
def security(session: nox.Session) -> None:
    """The tests that are left out every day: more hostile text in more places, more bad input."""
    tool(session, "pytest", "-q", "-m", "thorough", *session.posargs)


FUZZED = ROOT / ".nox" / "fuzz"
LONG = 1_000_000


@nox.session
def fuzz(session: nox.Session) -> None:
    """Damaged and hostile logs, for three minutes; ``-- --long`` a million of them, from where the last run ended.

    What breaks a promise is made small and kept in fuzz-crashes/.
    """
    jobs = str(os.cpu_count() or 1)
    FUZZED.mkdir(parents=True, exist_ok=True)
    driver = [sys.executable, "-m", "tests.fuzz", "--jobs", jobs]
    if "--long" in session.posargs:
        rest = [option for option in session.posargs if option != "--long"]
        kept = ["--state", str(FUZZED / "state.json"), "--go-on"]
        session.run(*driver, "--inputs", str(LONG), *kept, *rest, external=True)
        return
    session.run(*driver, "--seconds", "40", "--inputs", str(LONG), *session.posargs, external=True)
    session.run(*driver, "--seconds", "25", "--inputs", str(LONG), "--target", "reading", external=True)
    for target in ("growth", "patterns"):
        session.run(*driver, "--target", target, external=True)
    _guided(session, seconds=40)


def _guided(session: nox.Session, seconds: int) -> None:
    """The same promises under atheris, in a folder of its own; not where there is no wheel of it."""
    place = FUZZED / f"atheris-{sys.version_info.major}.{sys.version_info.minor}"
    if not (place / "atheris").is_dir():
        wanted = ["--only-binary", ":all:", "--target", str(place), "-r", str(ROOT / "requirements" / "fuzz.txt")]
        installed = subprocess.run([sys.executable, "-m", "pip", "install", "-q", *wanted], check=False)
        if installed.returncode:
            print("no atheris for this Python and platform: nothing was guided")
            return
    session.run(
        sys.executable, "-m", "tests.fuzz.guided", "--seconds", str(seconds), str(FUZZED / "inputs"),
        env={"PYTHONPATH": str(place)}, external=True,
    )  # fmt: skip


@nox.session
def proofs(session: nox.Session) -> None:
    """The code that the playbooks show, run against the real frameworks: before fails, after holds.

    ``-- CAUSE`` proves one; ``-- --write`` also writes the record of versions and the sample traces."""
    session.run(sys.executable, "-m", "proofs", *session.posargs, external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the published catalogue into site/ and hold it to its promises: sound pages, no dead link, a search that
    finds the class of the samples' messages (where there is Node); ``-- FOLDER`` builds it elsewhere."""
    session.run(sys.executable, "-m", "site_builder", *(session.posargs or ["site"]), external=True)


@nox.session
def golden(session: nox.Session) -> None:
    """Write the expected outputs, the README's picture and its text anew. Look at them before you commit."""
    session.run(sys.executable, "-m", "tests.golden.screens", external=True)


@nox.session
def lock(session: nox.Session) -> None:
    """Pin the development set anew, for every supported Python; needs uv."""
    session.run(
        "uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--python-version", "3.10",
        "--no-annotate", "--custom-compile-command", "nox -s lock", "--upgrade", "--quiet",
        "-o", "requirements/dev.txt", external=True,
    )  # fmt: skip
    for wanted in sorted((ROOT / "proofs" / "environments").glob("*.in")):
        session.run(
            "uv", "pip", "compile", str(wanted.relative_to(ROOT)), "--universal", "--python-version", "3.11",
            "--no-annotate", "--custom-compile-command", "nox -s lock", "--upgrade", "--quiet",
            "-o", str(wanted.with_suffix(".txt").relative_to(ROOT)), external=True,
        )  # fmt: skip
