"""Questions as a menu on a terminal: arrow keys, typed keys, Enter. Imported only where there is a terminal."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.input import create_input
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from diagnose.render.safe import visible
from diagnose.render.words import ascii_only
from diagnose.walkthrough.console.questions import CONTROLS, HELP, Question
from diagnose.walkthrough.console.terminal import Terminal, TerminalGone

if TYPE_CHECKING:
    from diagnose.render.view import View

_STYLE = questionary.Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "bold"),
        ("selected", "noreverse"),
        ("instruction", "noinherit"),
        ("answer", "fg:ansicyan"),
    ]
)


class MenuAsker:
    """Asks with questionary. Numbers and letters that are typed move to a choice or act at once."""

    def __init__(self, terminal: Terminal, view: View) -> None:
        self._terminal = terminal
        self._view = view

    def ask(self, question: Question) -> str:
        """The chosen key. Raises KeyboardInterrupt at Ctrl-C, EOFError at Ctrl-D or where the terminal is gone."""
        choices = [
            questionary.Choice(self._shown(label), value=key, shortcut_key=key) for key, label in question.choices
        ]
        self._say_long(question)
        asked = questionary.select(
            self._shown(question.text),
            choices=choices,
            style=_STYLE,
            qmark="?",
            pointer=">" if not self._view.unicode else "»",
            instruction=self._instruction(question),
            use_shortcuts=True,
            use_arrow_keys=True,
            use_jk_keys=False,
            input=create_input(self._terminal.reader),
            output=self._output(),
            color_depth=None if self._view.color else ColorDepth.DEPTH_1_BIT,
        )
        self._bind(asked.application.key_bindings, question)
        try:
            return str(asked.unsafe_ask())
        except OSError:
            raise TerminalGone from None

    def _say_long(self, question: Question) -> None:
        """The choices in full above the menu, where the terminal is too narrow: a menu cuts its lines."""
        room = self._view.width - len(" » 1) ")
        if all(len(label) <= room for _, label in question.choices):
            return
        for key, label in question.choices:
            text = self._shown(f"{key}) {label}")
            self._terminal.say(fill(text, self._view.width - 1, initial_indent="  ", subsequent_indent="     ") + "\n")

    def _shown(self, text: str) -> str:
        text = visible(text)
        return text if self._view.unicode else ascii_only(text)

    def _instruction(self, question: Question) -> str:
        """Which keys act, as far as they fit into the line."""
        if HELP not in question.controls:
            return "(arrows or a key, then Enter)"
        if len(question.choices) == 1:
            return "(Enter; ? help)"
        own = {key for key, _ in question.choices}
        names = [f"{key} {CONTROLS[key][0]}" for key in question.controls if key in CONTROLS and key not in own]
        room = self._view.width - len(question.text) - 5
        text = f"({', '.join(['? help', *names])})"
        return text if len(text) <= room else "(arrows or number, Enter; ? help)"

    def _output(self) -> Output:
        """Output to the terminal that never asks it where the cursor is: an answer would mix with what is typed."""
        output = create_output(self._terminal.writer)
        if isinstance(output, Vt100_Output):
            output.enable_cpr = False
        return output

    def _bind(self, bindings: Any, question: Question) -> None:
        own = {key for key, _ in question.choices}
        for key in question.controls:
            if key not in own:
                bindings.add(key, eager=True)(_ends_with(key))

        @bindings.add(Keys.ControlD, eager=True)  # type: ignore[untyped-decorator]
        def _end(event: Any) -> None:
            event.app.exit(exception=EOFError)


def _ends_with(key: str) -> Callable[[Any], None]:
    def act(event: Any) -> None:
        event.app.exit(result=key)

    return act
