"""SHA-256 without OpenSSL, as the standard library's ``random`` takes it: loading ``hashlib`` loads OpenSSL too."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256 as sha256
else:
    for _name in ("_sha2", "_sha256", "hashlib"):  # Python 3.12 and later, those before, any other
        try:
            sha256 = import_module(_name).sha256
        except (ImportError, AttributeError):
            continue
        break
