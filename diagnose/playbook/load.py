"""From folders of YAML to a PlaybookSet, with everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diagnose.model.playbook import Cause, ExceptionType, FactPatterns, Playbook, PlaybookSet
from diagnose.playbook.build import build_cause, build_class, build_exceptions, build_fact_patterns
from diagnose.playbook.check import faults_of
from diagnose.playbook.locate import SHIPPED, shipped_folder
from diagnose.playbook.marks import LARGEST_FILE, Fault, Table, Unreadable, parse
from diagnose.playbook.texts import is_id, nearest


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the folders hold. A file in ``faults`` is left out; ``remarks`` are worth knowing and stop nothing."""

    playbooks: PlaybookSet
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()


def load(folders: Sequence[Path] = ()) -> Loaded:
    """The shipped playbooks and, over them, those of the folders in order.

    A folder may hold ``classes/``, ``causes/``, ``exceptions.yaml`` and ``facts.yaml``, each of them optional. A class,
    a cause or an exception type of an id that is there already replaces it; fact patterns are added, tried first.
    """
    gathering = _Gathering()
    gathering.add(shipped_folder(), SHIPPED, proven=True)
    for folder in folders:
        gathering.add(folder, folder.as_posix())
    return gathering.result()


def load_from(folders: Sequence[tuple[Path, str]]) -> Loaded:
    """The playbooks of these folders alone, each with the name that faults and paths show."""
    gathering = _Gathering()
    for folder, label in folders:
        gathering.add(folder, label)
    return gathering.result()


class _Gathering:
    """What has been read so far."""

    def __init__(self) -> None:
        self.classes: dict[str, Playbook] = {}
        self.causes: dict[str, Cause] = {}
        self.exceptions: dict[str, ExceptionType] = {}
        self.facts = FactPatterns()
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []
        self._proven = False
        self._broken_causes: set[str] = set()
        self._mentions: dict[str, dict[str, int]] = {}

    def add(self, folder: Path, label: str, proven: bool = False) -> None:
        """Read a folder. ``proven`` files were checked by our tests; compiling their patterns again costs a start."""
        self._proven = proven
        if not folder.is_dir():
            self.faults.append(Fault(label, 1, "", "is not a folder; name one that holds classes/ or causes/"))
            return
        found = False
        for path, shown in _files(folder / "causes", f"{label}/causes"):
            found = True
            self._add_cause(path, shown)
        for path, shown in _files(folder / "classes", f"{label}/classes"):
            found = True
            self._add_class(path, shown)
        for name in ("exceptions", "facts"):
            path = folder / f"{name}.yaml"
            if path.is_file():
                found = True
                self._add_shared(path, f"{label}/{path.name}", name)
        if not found:
            self.remarks.append(Fault(label, 1, "", "holds no playbooks: no classes/*.yaml, causes/*.yaml or *s.yaml"))

    def result(self) -> Loaded:
        classes = tuple(self._with_known_causes(self.classes[name]) for name in sorted(self.classes))
        causes = tuple(self.causes[name] for name in sorted(self.causes))
        known = PlaybookSet(classes, causes, tuple(self.exceptions.values()), self.facts)
        return Loaded(known, tuple(self.faults), tuple(self.remarks))

    def _add_class(self, path: Path, shown: str) -> None:
        node = self._read(path, shown, "class")
        if node is not None:
            self._remark_override(self.classes.get(path.stem), shown, "class")
            self.classes[path.stem] = build_class(node, path.stem, shown)
            self._mentions[path.stem] = dict(_mentions(node))

    def _add_cause(self, path: Path, shown: str) -> None:
        node = self._read(path, shown, "cause")
        if node is None:
            self._broken_causes.add(path.stem)
            return
        self._remark_override(self.causes.get(path.stem), shown, "cause")
        self.causes[path.stem] = build_cause(node, path.stem, shown)

    def _add_shared(self, path: Path, shown: str, record: str) -> None:
        node = self._read(path, shown, record)
        if node is None:
            return
        if record == "exceptions":
            self.exceptions.update({entry.name: entry for entry in build_exceptions(node)})
            return
        facts = node.get("facts")
        if isinstance(facts, Table):
            new, old = build_fact_patterns(facts), self.facts
            self.facts = FactPatterns(new.message + old.message, new.log + old.log, new.code + old.code)

    def _remark_override(self, replaced: Playbook | Cause | None, shown: str, what: str) -> None:
        if replaced is not None:
            self.remarks.append(Fault(shown, 1, "", f"replaces the {what} {replaced.id} of {replaced.path}"))

    def _read(self, path: Path, shown: str, record: str) -> Table | None:
        """The file's checked root, None where it has faults; those are kept."""
        faults: list[Fault] = []
        node = None
        if record in ("class", "cause") and not is_id(path.stem):
            faults.append(Fault(shown, 1, "", "the file's name must be lower-case words joined with hyphens"))
        try:
            node = parse(_text(path))
            if not self._proven:
                faults += faults_of(node, record, shown)
        except Unreadable as unreadable:
            faults.append(Fault(shown, unreadable.line, "", unreadable.reason))
        self.faults += faults
        return node if isinstance(node, Table) and not faults else None

    def _with_known_causes(self, playbook: Playbook) -> Playbook:
        """The class without the causes that no sound file explains; only one without any file is a fault."""
        lines = self._mentions[playbook.id]
        for ref in playbook.causes:
            if ref.cause not in self.causes and ref.cause not in self._broken_causes:
                known = nearest(ref.cause, self.causes)
                wrong = f"there is no causes/{ref.cause}.yaml{known}"
                self.faults.append(Fault(playbook.path, lines.get(ref.cause, 1), "causes", wrong))
        kept = tuple(ref for ref in playbook.causes if ref.cause in self.causes)
        return playbook if len(kept) == len(playbook.causes) else replace(playbook, causes=kept)


def _files(folder: Path, label: str) -> Iterator[tuple[Path, str]]:
    """The YAML files right in the folder, sorted by name, with the names that faults show."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and path.is_file():
                yield path, f"{label}/{path.name}"


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(1, f"the file is larger than {LARGEST_FILE >> 20} MiB")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(error.object.count(b"\n", 0, error.start) + 1, "is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise Unreadable(1, f"cannot be read: {error.strerror or error}") from None


def _mentions(node: Table) -> Iterator[tuple[str, int]]:
    """The causes that a class mentions, and in which lines."""
    from diagnose.playbook.marks import Items, Scalar

    causes = node.get("causes")
    for mention in causes.nodes if isinstance(causes, Items) else []:
        cause = mention.get("cause") if isinstance(mention, Table) else None
        if isinstance(cause, Scalar):
            yield cause.text, cause.line
