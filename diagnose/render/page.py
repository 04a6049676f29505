"""A page of text for a terminal, laid out by Rich; every text that is put on it is plain, never markup."""

from __future__ import annotations

import io

from rich.console import Console
from rich.text import Text

from diagnose.render.view import View
from diagnose.render.words import ASCII, UNICODE, ascii_only, percent

_LABEL = 12
_BAR = 10


class Page:
    """Lines of a given width, built from the top."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lines: list[Text] = []
        self.signs = UNICODE if view.unicode else ASCII
        self._console = Console(
            file=io.StringIO(), width=view.width, force_terminal=view.color, no_color=not view.color,
            color_system="standard" if view.color else None, highlight=False, markup=False, emoji=False,
            legacy_windows=False,
        )  # fmt: skip

    def text(self) -> str:
        """The page, each line ended, no trailing blanks."""
        out = self._console.file
        assert isinstance(out, io.StringIO)
        for line in self._lines:
            self._console.print(line, soft_wrap=True)
        self._lines = []
        return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())

    def line(self, text: str, style: str = "") -> None:
        """One line as it is."""
        self._lines.append(Text(self._fit(text), style))

    def gap(self) -> None:
        """An empty line, never two, never at the top."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def title(self, left: str, right: str, style: str) -> None:
        """A head line, what stands on its right pushed to the margin; two lines where it does not fit into one."""
        left, right = self._fit(left), self._fit(right)
        room = self._view.width - len(left) - len(right)
        if right and room >= 2:
            self._lines.append(Text.assemble((left, style), " " * room, (right, "dim")))
            return
        self.paragraph(left, hang=2, style=style)
        if right:
            self.paragraph(right, indent=2, style="dim")

    def heading(self, text: str) -> None:
        """The name of a section."""
        self.gap()
        self.line(text, "bold")

    def note(self, text: str, indent: int = 0) -> None:
        """A remark."""
        self.paragraph(text, indent=indent, style="dim")

    def fact(self, label: str, text: str, style: str = "", most: int = 4) -> None:
        """A labelled value; a long label gets its own line, a long value at most so many lines."""
        label = self._fit(label)
        indent = 2 + _LABEL
        if len(label) >= _LABEL:
            self._lines.append(Text(f"  {label}", "cyan"))
            label = ""
            indent = 4
        rows = self._wrapped(text, self._view.width - indent, most)
        for number, row in enumerate(rows):
            head = f"  {label:<{indent - 2}}" if number == 0 and label else " " * indent
            self._lines.append(Text.assemble((head, "cyan"), (row, style)))

    def paragraph(self, text: str, indent: int = 2, hang: int = 0, style: str = "") -> None:
        """Wrapped text; lines after the first are indented by ``hang`` more."""
        indent = min(indent, self._view.width // 3)
        rows = self._wrapped(text, self._view.width - indent - hang, 400)
        for number, row in enumerate(rows):
            self._lines.append(Text(" " * (indent + (hang if number else 0)) + row, style))

    def command(self, text: str) -> None:
        """A command to copy: never wrapped."""
        self._lines.append(Text(f"     $ {self._fit(text)}", "cyan"))

    def bar(self, rank: int, share: float, text: str, bold: bool = False) -> None:
        """A ranked cause with its confidence drawn."""
        full = round(share * _BAR)
        drawn = self.signs.full * full + self.signs.empty * (_BAR - full)
        rows = self._wrapped(text, self._view.width - 21, 3)
        style = "bold" if bold else ""
        head = Text.assemble(
            (f"{rank:>3}  ", style), (drawn, "green" if bold else "dim"), (f" {percent(share):>4} ", style)
        )
        self._lines.append(Text.assemble(head, (rows[0], style)))
        self._lines.extend(Text(" " * 21 + row, style) for row in rows[1:])

    def code(self, number_sign: str, text: str, style: str) -> None:
        """A line of code: never wrapped, never touched."""
        self._lines.append(Text.assemble((f"  {self.signs.bar}", "dim"), (f"{number_sign} {self._fit(text)}", style)))

    def _fit(self, text: str) -> str:
        return text if self._view.unicode else ascii_only(text)

    def _wrapped(self, text: str, width: int, most: int) -> list[str]:
        width = max(12, width)
        lines = Text(self._fit(text)).wrap(self._console, width)
        rows = [line.plain.rstrip() for line in lines] or [""]
        if len(rows) > most:
            rows = rows[:most]
            rows[-1] = rows[-1][: width - len(self.signs.dots)] + self.signs.dots
        return rows
