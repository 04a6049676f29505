"""Who the user is does not stand in a report."""

from __future__ import annotations

import pytest

from diagnose.checks.anonymous import Mask
from diagnose.model.checkup import Checked, State

JANE = {"HOME": "/home/jane", "USER": "jane"}
WINDOWS = {"USERPROFILE": "C:\\Users\\Jane Doe", "USERNAME": "jdoe"}


@pytest.mark.parametrize(
    ("environment", "text", "masked"),
    [
        (JANE, "/home/jane/app/.venv/bin/python", "~/app/.venv/bin/python"),
        (JANE, "Rename /home/jane, or /home/jane.", "Rename ~, or ~."),
        (JANE, "/home/janet/x and /data/jane/x", "/home/[user]/x and /data/[user]/x"),
        (JANE, "/opt/jane-env/bin /venvs/Jane/bin", "/opt/[user]-env/bin /venvs/[user]/bin"),
        (JANE, "jane reads jane's words", "jane reads jane's words"),
        (JANE, "/var/janeiro/x", "/var/janeiro/x"),
        (JANE, "/mnt/c/Users/jdoe/x /Users/other/y", "/mnt/c/Users/[user]/x /Users/[user]/y"),
        (WINDOWS, r"C:\Users\Jane Doe\app\python.exe", r"~\app\python.exe"),
        (WINDOWS, r"D:\work\jdoe\python.exe C:\Users\other\x", r"D:\work\[user]\python.exe C:\Users\[user]\x"),
        ({"HOME": "/root", "USER": "root"}, "/root/x /rootfs/x /data/root/x", "~/x /rootfs/x /data/root/x"),
        ({"HOME": "/", "USER": "u"}, "/usr/bin/u", "/usr/bin/u"),
        ({}, "/usr/bin/python3", "/usr/bin/python3"),
        ({"HOME": "/home/node", "USER": "node"}, "/usr/local/bin/node /home/node/x", "/usr/local/bin/node ~/x"),
        ({"HOME": "/data/j.(d)", "USER": "j.(d)"}, "/data/j.(d)/x /x/j.(d)/y", "~/x /x/[user]/y"),
    ],
)
def test_texts(environment: dict[str, str], text: str, masked: str) -> None:
    """The home folder is ~; a user's name in a path is taken out; words and other folders are left."""
    assert Mask(environment).text(text) == masked


def test_every_text_of_a_value() -> None:
    """None is forgotten."""
    path, masked = "/home/jane/x", "~/x"
    one = Checked("python", path, State.PASS, path, path, ((path, path),), (("system", path), ("python_minor", 3)))

    assert Mask(JANE).checked(one) == Checked(
        "python", masked, State.PASS, masked, masked, ((masked, masked),), (("system", masked), ("python_minor", 3))
    )
