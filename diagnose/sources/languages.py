"""Which files are source code, and in which language."""

from __future__ import annotations

from pathlib import PurePosixPath

NOTEBOOK = ".ipynb"
_PYTHON = ("python", "python")
_TYPESCRIPT = ("typescript", "typescript")
_JAVASCRIPT = ("typescript", "javascript")
_DIALECTS = {
    ".py": _PYTHON,
    ".pyw": _PYTHON,
    ".ts": _TYPESCRIPT,
    ".mts": _TYPESCRIPT,
    ".cts": _TYPESCRIPT,
    ".tsx": ("typescript", "tsx"),
    ".js": _JAVASCRIPT,
    ".mjs": _JAVASCRIPT,
    ".cjs": _JAVASCRIPT,
    ".jsx": _JAVASCRIPT,
}
"""What a suffix says: the language of playbooks, and ast-grep's."""
_WITHOUT_CODE = (".d.ts", ".d.mts", ".d.cts", ".min.js", ".min.mjs", ".min.cjs")
SCRIPT_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")


def dialect_of(path: str) -> tuple[str, str] | None:
    """The language and the dialect of a file by its name, None for a notebook and for what is no source code."""
    return _DIALECTS.get(PurePosixPath(path).suffix.lower())


def language_named(name: str) -> tuple[str, str] | None:
    """The language and the dialect that a notebook's kernel names."""
    return {"python": _PYTHON, "typescript": _TYPESCRIPT, "javascript": _JAVASCRIPT}.get(
        name.lower().rstrip("0123456789.")
    )


def dialect_of_script(first_line: str) -> tuple[str, str] | None:
    """The language of a file without a suffix, by the interpreter that its first line names."""
    if not first_line.startswith("#!"):
        return None
    if "python" in first_line:
        return _PYTHON
    return _JAVASCRIPT if any(name in first_line for name in ("node", "deno", "bun")) else None


def is_source(name: str) -> bool:
    """Whether a walk over the project takes a file of this name; declarations and minified code hold nothing to see."""
    lowered = name.lower()
    at = lowered.rfind(".")
    return at > 0 and (lowered[at:] in _DIALECTS or lowered[at:] == NOTEBOOK) and not lowered.endswith(_WITHOUT_CODE)
