"""Rules and findings that are made up."""

from __future__ import annotations

from diagnose.model.code import CodeFix, CodePattern
from diagnose.model.findings import Finding, Findings, Rule
from diagnose.model.lines import Skipped


def rule(name: str, cause: str = "some-cause", language: str = "python", label: str = "") -> Rule:
    fix = CodeFix(label, "Do it in another way.") if label else None
    pattern = CodePattern(name, f"Title of {name}", language, "said", 2.0, "{}", fix=fix)
    return Rule(pattern, cause, "Title", "A statement.", "Because it is so.")


RULES = (
    rule("growing-history", "unbounded-history", label="review"),
    rule("growing-list", "unbounded-history"),
    rule("no-timeout", "missing-timeout", label="safe"),
)


def finding(
    line: int = 1, column: int = 1, name: str = "no-timeout", cell: int | None = None, path: str = "app.py"
) -> Finding:
    return Finding(path, line, column, line, column + 3, name, f"Title of {name}", "missing-timeout", cell=cell)


HOSTILE = "\x1b[31mred\x1b]0;t\x07 [b]x[/b] <b>|`y`\n::error::z\r\u202e%0A \udc80 @me a,b:c"
"""Text as a file's name or a line of code may have it."""

FULL = Findings(
    findings=(
        Finding(
            "app/batches.py", 31, 13, 31, 56, "growing-history", "One growing list goes whole into each request",
            "unbounded-history", "the whole list messages goes into generate_reply", "review", "Send the last ones.",
            "    reply = assistant.generate_reply(messages=messages)", (12, 55),
        ),
        Finding(
            "app/tools.py", 7, 12, 9, 6, "no-timeout", "A request of a tool has no timeout", "missing-timeout",
            "requests.get waits for ever", "safe", "Give it a timeout.", "    return requests.get(", (11, 24),
        ),
        Finding(
            "notes.ipynb", 5, 1, 5, 18, "no-timeout", "A request of a tool has no timeout", "missing-timeout",
            source="requests.get(url)", marked=(0, 17), cell=3,
        ),
        Finding("old.py", 2, 7, 2, 40, "unused-suppression", "Nothing to suppress: no-timeout is not found here"),
    ),
    rules=RULES,
    judged=12,
    others=1988,
    unread=(Skipped("broken.py", "broken.py is no text in its encoding."),),
    suppressed=2,
)  # fmt: skip
