"""The expected outputs: which files there are, and how each is made."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from diagnose import diagnose_text
from diagnose.model import Report
from diagnose.model.triage import Triage
from diagnose.render import checkup, json, terminal, triage
from diagnose.render.catalogue import catalogue
from diagnose.render.explanation import explain_cause, explain_class
from diagnose.render.view import View
from diagnose.walkthrough.console import documents, result
from diagnose.walkthrough.console.result import Result
from diagnose.walkthrough.console.screens import Screens
from tests.golden import flow
from tests.render import canned, canned_checkup
from tests.triage import rows
from tests.walkthrough import played

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "golden"
SAMPLE = "sample_traces/context-length/autogen02-history-openai-old.log"
COMMAND = f"autogen-doctor diagnose {SAMPLE}"

PICTURE = "docs/screen.svg"
_COLUMNS = 100
FLOW = "docs/fix.svg"
_FLOW_COLUMNS = 80
README_BLOCK = re.compile(r"(?<=<!-- screen -->\n\n```text\n).*?(?=```\n)", re.DOTALL)
WALK_BLOCK = re.compile(r"(?<=<!-- walk -->\n\n```text\n).*?(?=```\n)", re.DOTALL)
FLOW_BLOCK = re.compile(r"(?<=<!-- fix -->\n\n```text\n).*?(?=```\n)", re.DOTALL)
WALKED = "sample_traces/context-length/autogen07-roundrobin.log"


@lru_cache(maxsize=1)
def sample_report() -> Report:
    """The report on the README's sample."""
    return diagnose_text((ROOT / SAMPLE).read_text(encoding="utf-8"), source=SAMPLE)


@dataclass(frozen=True)
class Expected:
    """One expected file, relative to the repository, and what makes its text from what it was before."""

    path: str
    make: Callable[[str], str]


def _screen(name: str, text: Callable[[], str]) -> Expected:
    return Expected(f"tests/golden/{name}", lambda _: text())


def _canned(name: str, report: Report, view: View) -> Expected:
    return _screen(name, lambda: terminal.render(report, view))


def _checkup(name: str, view: View) -> Expected:
    return _screen(name, lambda: checkup.terminal(canned_checkup.CHECKED, view))


def _triage(name: str, table: Triage, view: View) -> Expected:
    form = {"json": "json", "md": "markdown"}.get(name.rpartition(".")[2], "terminal")
    return _screen(name, lambda: triage.render(table, form, view))


def _cause(name: str, view: View) -> Expected:
    fixes = list(enumerate(canned.CAUSE.remedies, 1))
    return _screen(name, lambda: explain_cause(canned.CAUSE, canned.KNOWN, view, fixes, canned.RUNS))


def talked(view: View) -> str:
    """All that a walkthrough shows, with every key used once."""
    talk, shown = played.played(*played.EVERY_KEY, view=view)
    return (
        Screens(canned.DIAGNOSIS, view).opening()
        + shown
        + result.terminal(Result(canned.DIAGNOSIS, talk.session), view)
    )


EXPECTED = (
    _canned("whole-80.txt", canned.WHOLE, View()),
    _canned("whole-40.txt", canned.WHOLE, View(width=40)),
    _canned("whole-ascii.txt", canned.WHOLE, View(unicode=False)),
    _canned("whole-color.txt", canned.WHOLE, View(color=True)),
    _canned("whole-verbose.txt", canned.WHOLE, View(width=100, verbose=True)),
    _canned("two-sources.txt", canned.TWO_SOURCES, View()),
    _canned("unrecognised.txt", canned.ONLY_UNKNOWN, View()),
    _canned("no-likely-cause.txt", canned.NO_LIKELY_CAUSE, View()),
    _canned("clean.txt", canned.CLEAN, View()),
    _screen("whole.json", lambda: json.render(canned.WHOLE, View())),
    _screen("class.txt", lambda: explain_class(canned.PLAYBOOK, canned.KNOWN, View())),
    _cause("cause.txt", View()),
    _cause("cause-color.txt", View(width=60, color=True)),
    _screen("walk-80.txt", lambda: talked(View())),
    _screen("walk-40-ascii.txt", lambda: talked(View(width=40, unicode=False))),
    _screen("walk-color.txt", lambda: talked(View(color=True))),
    _screen("walk-end.txt", lambda: result.terminal(played.confirmed(), View())),
    _screen("walk-end-undecided.txt", lambda: result.terminal(played.undecided(), View(width=60))),
    _screen("walk.json", lambda: documents.json(played.confirmed())),
    _screen("walk.md", lambda: documents.markdown(played.confirmed())),
    _screen("walk-transcript.md", lambda: documents.transcript(played.contradicted())),
    _screen("catalogue.txt", lambda: catalogue(canned.KNOWN, View())),
    _checkup("checkup.txt", View()),
    _checkup("checkup-40.txt", View(width=40)),
    _checkup("checkup-ascii.txt", View(unicode=False)),
    _checkup("checkup-color.txt", View(color=True)),
    _triage("triage.txt", rows.WHOLE, View()),
    _triage("triage-40-ascii.txt", rows.WHOLE, View(width=40, unicode=False)),
    _triage("triage-color.txt", rows.WHOLE, View(width=120, color=True)),
    _triage("triage-new.txt", rows.NEW, View()),
    _triage("triage-none.txt", rows.NOTHING_NEW, View()),
    _triage("triage.json", rows.WHOLE, View()),
    _triage("triage.md", rows.WHOLE, View()),
    _screen("checkup.json", lambda: checkup.json(canned_checkup.CHECKED)),
    Expected(PICTURE, lambda _: picture(sample_screen(), "screen", _COLUMNS)),
    Expected(FLOW, lambda _: picture(flow.shown(_FLOW_COLUMNS), "fix", _FLOW_COLUMNS)),
    Expected("README.md", lambda readme: with_screens(readme)),
)


def with_screens(readme: str) -> str:
    """The README with what the program shows today."""
    readme = README_BLOCK.sub(lambda _: terminal.render(sample_report(), View()), readme, 1)
    readme = FLOW_BLOCK.sub(lambda _: flow.plain(flow.shown(_FLOW_COLUMNS)), readme, 1)
    return readme if sys.platform == "win32" else WALK_BLOCK.sub(lambda _: walked(), readme, 1)


def walked() -> str:
    """What stands on a real terminal when the first question of a walkthrough has been answered."""
    from tests.cli.screens import walkthrough

    with tempfile.TemporaryDirectory() as state:
        screen = walkthrough(WALKED, state=Path(state), rows=50)
        screen.wait(") I cannot tell")
        screen.press("1", "Enter")
        screen.wait("Step 2 ")
        screen.wait(") I cannot tell")
        shown = screen.lines()
        screen.press("Ctrl-C")
        screen.end()
    return "".join(f"{line}\n" for line in shown)


def sample_screen() -> str:
    """The README's sample as it is diagnosed on a terminal with colours, the command above it."""
    return f"$ {COMMAND}\n{terminal.render(sample_report(), View(_COLUMNS, color=True))}"


def picture(screen: str, name: str, columns: int) -> str:
    """A drawing of a terminal that shows the screen; no font is fetched from anywhere."""
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.text import Text

    lines = Text.from_ansi(screen).split("\n")
    rows = [row for line in lines for row in line.divide(range(columns, len(line), columns))]
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text("\n").join(rows), soft_wrap=True)
    template = re.sub(r"\n *@font-face \{\{.*?\n *\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    drawn = console.export_svg(title="autogen-doctor", unique_id=name, code_format=template)
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def rewrite() -> list[str]:
    """Write every expected file anew; the paths of those that changed."""
    changed = []
    for expected in EXPECTED:
        path = ROOT / expected.path
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = expected.make(old)
        if new != old:
            path.parent.mkdir(exist_ok=True)
            path.write_text(new, encoding="utf-8", newline="\n")
            changed.append(expected.path)
    return changed


if __name__ == "__main__":
    print("\n".join(rewrite()) or "nothing changed")
