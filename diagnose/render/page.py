"""A page of text for a terminal; every text that is put on it is plain, never markup."""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.render.rows import Piece, Row, cell_len, cut, stripped, wrapped, written
from diagnose.render.safe import visible
from diagnose.render.view import View
from diagnose.render.words import ASCII, UNICODE, ascii_only, percent

_LABEL = 12
_BAR = 10
_SHORT_BAR = 4
"""On a page that is narrow."""
_BELOW_BAR = 5
"""Where the lines under a ranked cause begin."""


class Page:
    """Lines of a given width, built from the top. Whatever is put on it, no character of it acts on the terminal,
    and no secret is left in it."""

    def __init__(self, view: View) -> None:
        self._width = view.width
        self._unicode = view.unicode
        self._redactor = view.redactor
        self._color = view.color
        self._lines: list[Row] = []
        self.signs = UNICODE if view.unicode else ASCII

    def text(self) -> str:
        """The page, each line ended, no trailing blanks but those of a program."""
        rows, self._lines = self._lines, []
        return "".join(f"{written(row, self._color)}\n" for row in rows)

    def line(self, text: str, style: str = "") -> None:
        """One line as it is."""
        self._add((self._fit(text), style))

    def styled(self, *pieces: Piece) -> None:
        """One line of texts as they are, each in its own style."""
        self._add(*((self._fit(text), style) for text, style in pieces))

    def gap(self) -> None:
        """An empty line, never two, never at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append(())

    def title(self, left: str, right: str, style: str) -> None:
        """A head line, what stands on its right pushed to the margin; two lines where it does not fit into one."""
        left, right = self._fit(left), self._fit(right)
        room = self._width - cell_len(left) - cell_len(right)
        if right and room >= 2:
            self._add((left, style), (" " * room, ""), (right, "dim"))
            return
        self.paragraph(left, indent=0, hang=2, style=style)
        if right:
            self.paragraph(right, indent=2, style="dim")

    def rule(self) -> None:
        """A line across."""
        self._lines.append(((self.signs.rule * self._width, "dim"),))

    def heading(self, text: str) -> None:
        """The name of a section."""
        self.gap()
        self.paragraph(text, indent=0, hang=2, style="bold")

    def note(self, text: str, indent: int = 2) -> None:
        """A remark."""
        self.paragraph(text, indent=indent, style="dim")

    def fact(self, label: str, text: str, style: str = "", most: int = 4) -> None:
        """A labelled value; a long label gets its own line, a long value at most so many lines."""
        label = self._fit(label)
        indent = 2 + _LABEL
        if cell_len(label) >= _LABEL or self._width < 60:
            if label:
                self.paragraph(label, indent=2, hang=2, style="cyan", most=4)
            label = ""
            indent = 4
        rows = self._wrapped(text, self._width - indent, most)
        for number, row in enumerate(rows):
            head = f"  {label:<{indent - 2}}" if number == 0 and label else " " * indent
            self._add((head, "cyan"), (row, style))

    def entry(self, name: str, text: str, column: int, indent: int = 0, style: str = "", most: int = 4) -> None:
        """A name and, from ``column`` on, what it means in at most so many lines; below each other on a narrow page."""
        name = self._fit(name)
        if self._width - column < 30:
            self.paragraph(name, indent=indent, style=style)
            self.paragraph(text, indent=indent + 4)
            return
        rows = self._wrapped(text, self._width - column, most)
        head = " " * indent + name
        self._add((head, style), (" " * max(1, column - cell_len(head)) + rows[0], ""))
        for row in rows[1:]:
            self._add((" " * column + row, ""))

    def paragraph(self, text: str, indent: int = 2, hang: int = 0, style: str = "", most: int = 60) -> None:
        """Wrapped text, at most so many lines; those after the first are indented by ``hang`` more."""
        rows = self._wrapped(text, self._width - indent - hang, most)
        for number, row in enumerate(rows):
            self._add((" " * (indent + (hang if number else 0)), ""), (row, style))

    def command(self, text: str, indent: int = 5) -> None:
        """A command to copy: never wrapped."""
        self._add((f"{' ' * indent}$ {self._fit(text)}", "cyan"))

    def bar(self, rank: int, share: float, text: str, bold: bool = False, moved: str | None = None) -> None:
        """A ranked cause with its confidence drawn, and by how much that has moved where it is known."""
        width = _BAR if self._width >= 60 else _SHORT_BAR
        drawn = min(width, max(0, round(share * width)))
        bars = self.signs.full * drawn + self.signs.empty * (width - drawn)
        style = "bold" if bold else ""
        head = f"{rank:>3}  "
        tail = f" {percent(share):>4}  " if moved is None else f" {percent(share):>4} {moved:>3}  "
        indent = len(head) + width + len(tail)
        rows = self._wrapped(text, self._width - indent, 3)
        self._add((head, style), (bars, "green" if bold else "dim"), (tail, style), (rows[0], style))
        for row in rows[1:]:
            self._add((" " * indent + row, style))

    def below_bar(self, sign: str, text: str, style: str = "") -> None:
        """What stands under a ranked cause: a piece of evidence, a sentence."""
        head = f"{sign} " if sign else ""
        self.paragraph(head + text, indent=_BELOW_BAR, hang=len(head), style=style)

    def code(self, sign: str, text: str, style: str) -> None:
        """A line of code: never wrapped."""
        self._add((f"  {self.signs.bar}", "dim"), (f"{sign} {self._fit(text)}", style))

    def context(self, text: str) -> None:
        """A line of code that only shows where others stand: cut at the margin."""
        self.code(" ", cut(self._fit(text), self._width - 5, self.signs.dots), "")

    def program(self, lines: Iterable[tuple[str, str]]) -> None:
        """Lines to copy, each with its style: from column 0, as wide as they are, between two rules.

        What would act on the terminal, or is more than its encoding carries, is still replaced; a tab is four blanks.
        """
        rule = ((self.signs.rule * self._width, "dim"),)
        self._lines += [rule, *(((self._fit(text), style),) for text, style in lines), rule]

    def _add(self, *pieces: Piece) -> None:
        self._lines.append(stripped(pieces))

    def _fit(self, text: str) -> str:
        text = visible(self._redactor.text(text))
        return text if self._unicode else ascii_only(text)

    def _wrapped(self, text: str, width: int, most: int) -> list[str]:
        width = max(12, width)
        text = self._redactor.text(text)  # before it is cut: of a half nobody can tell what it was
        enough = text[: 2 * width * (most + 1)]  # a line of a log can be a megabyte long
        rows = wrapped(self._fit(enough), width)
        if len(rows) > most:
            rows = rows[:most]
            rows[-1] = rows[-1][: width - len(self.signs.dots)] + self.signs.dots
        return rows
