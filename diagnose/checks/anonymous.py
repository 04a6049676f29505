"""Who the user is, taken out of what was found: reports are pasted where everybody reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PureWindowsPath

from diagnose.lazy import regex
from diagnose.model.checkup import Checked

_HOMES = ("HOME", "USERPROFILE")
_NAMES = ("USER", "LOGNAME", "USERNAME", "LNAME")
_NOBODY = frozenset(
    (
        "admin", "app", "appuser", "autogen", "coder", "codespace", "developer", "docker", "ec2-user", "jenkins",
        "node", "nobody", "python", "root", "runner", "ubuntu", "user", "users", "vagrant", "vscode", "work",
    )
)  # fmt: skip
"""Accounts that name no person, and may be words of any path."""
_PATH = regex(r"(?<!\S)[^\s/\\]*[/\\]\S*")
_HOME_OF = regex(r"([/\\](?:home|Users)[/\\])[^/\\\s\"',;:]+", re.IGNORECASE)
_SOMEBODY = "[user]"


class Mask:
    """Writes the home folder as ``~``, and no user's name in a path."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        homes = {environment.get(name, "").rstrip("/\\") for name in _HOMES}
        homes |= {str(_real(home)) for home in homes if home}
        self._homes = [_whole(home) for home in sorted(homes, key=len, reverse=True) if len(home) > 2]
        names = {environment.get(name, "") for name in _NAMES} | {PureWindowsPath(home).name for home in homes}
        self._names = [_whole(name) for name in names if len(name) > 1 and name.lower() not in _NOBODY]

    def text(self, text: str) -> str:
        """The text without them."""
        for home in self._homes:
            text = home.sub("~", text)
        text = _HOME_OF.sub(rf"\1{_SOMEBODY}", text)
        for name in self._names:
            text = _PATH.sub(lambda hit, name=name: name.sub(_SOMEBODY, hit[0]), text)  # type: ignore[misc]
        return text

    def checked(self, one: Checked) -> Checked:
        """The same, without them in any of its texts."""
        return replace(
            one,
            title=self.text(one.title),
            summary=self.text(one.summary),
            advice=self.text(one.advice),
            details=tuple((self.text(label), self.text(value)) for label, value in one.details),
            findings=tuple((name, self.text(v) if isinstance(v, str) else v) for name, v in one.findings),
        )


def _whole(word: str) -> re.Pattern[str]:
    """The word where no letter or digit stands beside it."""
    return re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", re.IGNORECASE)


def _real(home: str) -> Path:
    try:
        return Path(home).resolve()
    except (OSError, RuntimeError):
        return Path(home)
