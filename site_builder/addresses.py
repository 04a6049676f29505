"""Where the pages lie. The addresses of classes and causes are promised: others link to them."""

from __future__ import annotations

import posixpath

from diagnose.playbook.texts import is_id

HOME = "index.html"
PROOFS = "proofs/index.html"


def class_address(name: str) -> str:
    """The page of a class: ``errors/<id>/``, written with the file's name so that it opens from a disk too."""
    return f"errors/{_checked(name)}/index.html"


def cause_address(name: str) -> str:
    """The page of a cause: ``causes/<id>/``."""
    return f"causes/{_checked(name)}/index.html"


def between(page: str, target: str) -> str:
    """The link from one page to another, relative, so that the site may lie anywhere."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def _checked(name: str) -> str:
    if not is_id(name):
        raise ValueError(f"{name!r} is no id, and would be no safe name of a folder")
    return name
