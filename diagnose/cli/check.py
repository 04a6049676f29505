"""``autogen-doctor check``: the code patterns of the causes over a project, as a linter."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import typer

from diagnose.cli.options import COLOR, NO_REDACT, PLAYBOOKS, WIDTH, Color
from diagnose.cli.redacting import show_secrets
from diagnose.cli.status import CLEAN, FINDINGS
from diagnose.errors import DoctorError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(str, Enum):
    """Output formats."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    markdown = "markdown"


class Output(str, Enum):
    """How much the text shows of a finding."""

    full = "full"
    concise = "concise"


@app.command()
def check(
    paths: list[str] = typer.Argument(
        None, metavar="[PATH]...", help="Files and folders; the current folder where none is named.", show_default=False
    ),
    form: Format = typer.Option(Format.text, "--format", "-f", help="Output format."),
    output: Output = typer.Option(Output.full, "--output", help="With the code, or a line for each finding."),
    fix: bool = typer.Option(False, "--fix", help="Write the fixes that are labelled safe."),
    diff: bool = typer.Option(False, "--diff", help="Print these fixes as a diff and write nothing."),
    select: list[str] = typer.Option(
        [], "--select", metavar="NAMES", help="Only these patterns: ids, ids of causes, globs; separated by commas."
    ),
    ignore: list[str] = typer.Option([], "--ignore", metavar="NAMES", help="All but these patterns."),
    listed: bool = typer.Option(False, "--list", help="List the patterns."),
    explain: str = typer.Option(None, "--explain", metavar="ID", help="Explain a pattern."),
    stdin_filename: Path = typer.Option(
        None, "--stdin-filename", metavar="FILE", help="Check standard input as the content of this file."
    ),
    jobs: int = typer.Option(0, "--jobs", "-j", min=0, help="Processes to use at most; 0 takes all cores."),
    width: int = WIDTH,
    color: Color = COLOR,
    playbooks: list[Path] = PLAYBOOKS,
    no_redact: bool = NO_REDACT,
) -> int:
    """Find in source code what makes agents fail, before they do.

    Only code that belongs to agents is judged: Python, TypeScript and JavaScript files, and cells of
    notebooks, that import an agent framework, and functions of other files that their agents call.
    Of manifests and lock files, packages are found that do not fit together. What .gitignore leaves
    out is left out of folders.

    A comment '# autogen-doctor: ignore[id] reason' on the line or above it silences a finding,
    'ignore-file[id]' in the whole file. [tool.autogen-doctor.check] of pyproject.toml may have select,
    ignore, exclude and per-file-ignores.

    Exit status: 0 no findings, 1 findings, 2 wrong usage or settings.
    """
    from diagnose.cli.checking import Call, run
    from diagnose.cli.known import known_playbooks
    from diagnose.cli.screen import view_of, write
    from diagnose.lint.plan import rules_of
    from diagnose.render.check.rules import catalogue, explanation

    show_secrets(no_redact)
    rules = rules_of(known_playbooks(playbooks).causes)
    view = view_of(width=width, color=color.value, verbose=output is Output.full)
    if listed or explain:
        write(explanation(explain, rules, view) if explain else catalogue(rules, view))
        return CLEAN
    if stdin_filename is not None and (fix or diff):
        raise DoctorError("--fix and --diff are for files: name them instead of --stdin-filename")
    if not paths or paths == ["-"]:
        if paths and stdin_filename is None:
            raise DoctorError("'-' needs --stdin-filename: the name tells the language and the settings")
        paths = ["."]
    call = Call(rules, tuple(paths), tuple(select), tuple(ignore), jobs, stdin_filename, fix, diff)
    return FINDINGS if run(call, form.value, view) else CLEAN
