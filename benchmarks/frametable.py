"""Writes ``playbooks/frames.json``: on which lines the functions that traces show stand, in which version.

    python -m benchmarks.frametable WHEELS --pip /path/of/python3.11/bin/pip

WHEELS is a folder with one of a package's name for each package, which holds its wheels; ``pip download --no-deps``
fetches those that are missing, of the versions that PyPI lists. Of each the functions of ``FUNCTIONS`` are read. Of
openai, whose versions are many, the first and the last of each minor one are read; what lies between counts as unknown,
so that a range that is told is never too narrow.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a script
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.framefunctions import FUNCTIONS, PRODUCTS, Product
from diagnose.model.frametable import mark_of
from diagnose.model.versions import numbers

TABLE = Path(__file__).resolve().parents[1] / "playbooks" / "frames.json"

Body = tuple[tuple[int, str], ...]
"""Lines of a function, from its ``def`` on, and the marks of their texts."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch what is missing, read all, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels", type=Path, metavar="WHEELS")
    parser.add_argument(
        "--pip", default="pip", metavar="PROGRAM", help="pip of a Python that all versions run on: 3.11"
    )
    chosen = parser.parse_args(arguments)
    document = {product.name: _product(product, chosen.pip, chosen.wheels) for product in PRODUCTS}
    TABLE.write_text(json.dumps(document, separators=(",", ":")).replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")
    return 0


def _product(product: Product, pip: str, folder: Path) -> dict[str, object]:
    """The part of the table that is about one product."""
    listed = sorted(
        (numbers(version), version, package)
        for package in product.packages
        for version in _listed(pip, package)
        if product.has(package, numbers(version))
    )
    wanted = _ends([release for release, _, _ in listed]) if product.ends_only else range(len(listed))
    read = {at: wheel for at in wanted if (wheel := _wheel(pip, folder, listed[at][2], listed[at][1]))}
    print(f"{product.name}: {len(read)} of {len(listed)} versions read")
    order = sorted(read)
    rows: dict[str, dict[str, object]] = {}
    sources = [zipfile.ZipFile(read[index]) for index in order]
    for path, names in FUNCTIONS.items():
        if path.split("/")[0] not in product.modules:
            continue
        found = [_functions(source, path, names) for source in sources]
        for name in sorted({name for one in found for name in one}):
            rows.setdefault(path, {})[name] = _runs([one.get(name) for one in found])
    return {
        "versions": " ".join(version for _, version, _ in listed),
        "read": order if len(order) < len(listed) else [],
        "files": rows,
    }


def _listed(pip: str, package: str) -> list[str]:
    """The versions of a package that PyPI has for the Python of this pip."""
    command = [pip, "index", "versions", package, "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("Available versions:"))
    return line.partition(":")[2].replace(",", " ").split()


def _ends(releases: Sequence[tuple[int, ...]]) -> list[int]:
    """The places of the first and the last of each minor version."""
    minors = [release[:2] for release in releases]
    last = len(minors) - 1
    return [
        at for at, minor in enumerate(minors) if at in (0, last) or minors[at - 1] != minor or minors[at + 1] != minor
    ]


def _wheel(pip: str, folder: Path, package: str, version: str) -> Path | None:
    """The wheel of a version, fetched where it is not there yet; None where there is none."""
    place = folder / package
    stem = f"{package.replace('-', '_')}-{version}-"
    if not any(place.glob(f"{stem}*.whl")):
        place.mkdir(parents=True, exist_ok=True)
        command = [pip, "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(place), f"{package}=={version}"]
        subprocess.run(command, check=False)
    return next(iter(place.glob(f"{stem}*.whl")), None)


def _functions(source: zipfile.ZipFile, path: str, names: Sequence[str]) -> Mapping[str, tuple[int, Body]]:
    """Where the functions of a file begin, and the lines at which a call of theirs may stand."""
    try:
        text = source.read(path).decode("utf-8")
    except KeyError:
        return {}
    lines = text.splitlines()
    found: dict[str, tuple[int, Body]] = {}
    for node in _in_order(ast.parse(text)):
        if node.name in names:
            count = sum(1 for name in found if name.partition("#")[0] == node.name)
            body = tuple((at - node.lineno, mark_of(lines[at - 1])) for at in sorted(_calls(node)))
            if body:
                found[f"{node.name}#{count}" if count else node.name] = (node.lineno, body)
    return found


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _in_order(tree: ast.AST) -> list[_Function]:
    functions = [node for node in ast.walk(tree) if isinstance(node, _Function)]
    return sorted(functions, key=lambda node: node.lineno)


def _calls(function: _Function) -> Iterator[int]:
    """The lines of a function, not of those within it, on which something may be raised."""
    pending: list[ast.AST] = list(function.body)
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if isinstance(node, (*_Function.__args__, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(
            node, (ast.Call, ast.Raise, ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield, ast.For, ast.With)
        ):
            seen.add(node.lineno)
        pending.extend(ast.iter_child_nodes(node))
    return iter(seen)


def _runs(found: Sequence[tuple[int, Body] | None]) -> dict[str, object]:
    """The different bodies, and from which version on the function begins where, with which of them."""
    bodies: list[Body] = []
    runs: list[int] = []
    last: tuple[int, int] | None = None
    for index, one in enumerate(found):
        if one is not None and one[1] not in bodies:
            bodies.append(one[1])
        now = (one[0], bodies.index(one[1])) if one is not None else (0, 0)
        if now != last:
            runs += [index, *now]
            last = now
    return {"runs": runs, "bodies": [_written(body) for body in bodies]}


def _written(body: Body) -> str:
    """How far each line stands below the one before, and its mark: ``5Ab12Cd``."""
    before = (0, *(below for below, _ in body))
    return "".join(f"{below - last}{mark}" for last, (below, mark) in zip(before, body, strict=False))


if __name__ == "__main__":
    sys.exit(main())
