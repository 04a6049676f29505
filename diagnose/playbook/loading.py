"""From folders of YAML to a PlaybookSet, with everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from diagnose.model.playbook import Cause, ExceptionType, FactPatterns, Playbook, PlaybookSet
from diagnose.playbook.build import build_cause, build_class, build_exceptions, build_fact_patterns
from diagnose.playbook.check import MOST_FAULTS, faults_of
from diagnose.playbook.loaded import Fault, Loaded
from diagnose.playbook.locate import SHIPPED, shipped_folder
from diagnose.playbook.marks import Table, Unreadable, parse
from diagnose.playbook.packs import Pack, PackFile, read_pack
from diagnose.playbook.texts import Room, is_id, nearest


def load(folders: Sequence[Path] = ()) -> Loaded:
    """The shipped playbooks and, over them, those of the folders in order, read from their YAML.

    A folder may hold ``classes/``, ``causes/``, ``exceptions.yaml`` and ``facts.yaml``, each of them optional. A class,
    a cause or an exception type of an id that is there already replaces it; fact patterns are added, tried first.
    """
    packs = [read_pack(folder, folder.as_posix()) for folder in folders]
    return load_packs(read_pack(shipped_folder(), SHIPPED), packs)


def load_packs(shipped: Pack, packs: Sequence[Pack]) -> Loaded:
    """The same of folders that were read already."""
    gathering = _Gathering()
    gathering.add(shipped, proven=True)
    for pack in packs:
        gathering.add(pack)
    return gathering.result()


def load_from(folders: Sequence[tuple[Path, str]]) -> Loaded:
    """The playbooks of these folders alone, each with the name that faults and paths show."""
    gathering = _Gathering()
    for folder, label in folders:
        gathering.add(read_pack(folder, label))
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
        self._proven, self._room = False, Room()
        self._broken_causes: set[str] = set()
        self._patterns: dict[str, str] = {}
        self._mentions: dict[str, dict[str, int]] = {}

    def add(self, pack: Pack, proven: bool = False) -> None:
        """Take in a folder. ``proven`` files were checked by our tests; checking them again costs a start."""
        self._proven, self._room = proven, Room()
        if not pack.is_folder:
            wrong = "is not a folder; name one that holds classes/ or causes/"
            self.faults.append(Fault(pack.label, 1, "", wrong))
            return
        for file in pack.files:
            {"cause": self._add_cause, "class": self._add_class}.get(file.record, self._add_shared)(file)
        if not pack.files:
            wrong = "holds no playbooks: no classes/*.yaml, causes/*.yaml or *s.yaml"
            self.remarks.append(Fault(pack.label, 1, "", wrong))

    def result(self) -> Loaded:
        classes = tuple(self._with_known_causes(self.classes[name]) for name in sorted(self.classes))
        causes = tuple(self.causes[name] for name in sorted(self.causes))
        known = PlaybookSet(classes, causes, tuple(self.exceptions.values()), self.facts)
        return Loaded(known, tuple(self.faults), tuple(self.remarks))

    def _add_class(self, file: PackFile) -> None:
        node = self._read(file)
        if node is not None:
            self._remark_override(self.classes.get(file.stem), file)
            self.classes[file.stem] = build_class(node, file.stem, file.path)
            self._mentions[file.stem] = dict(_mentions(node))

    def _add_cause(self, file: PackFile) -> None:
        node = self._read(file)
        if node is None:
            self._broken_causes.add(file.stem)
            return
        self._remark_override(self.causes.get(file.stem), file)
        self.causes[file.stem] = self._with_own_patterns(build_cause(node, file.stem, file.path), node)

    def _with_own_patterns(self, cause: Cause, node: Table) -> Cause:
        """The cause without the code patterns whose ids another cause has taken."""
        taken = {name for name, owner in self._patterns.items() if owner != cause.id}
        for name, line in _pattern_ids(node):
            if name in taken:
                wrong = f"{name} is a pattern of the cause {self._patterns[name]} already; take another id"
                self.faults.append(Fault(cause.path, line, "code", wrong))
            self._patterns.setdefault(name, cause.id)
        kept = tuple(pattern for pattern in cause.code if pattern.id not in taken)
        return cause if len(kept) == len(cause.code) else replace(cause, code=kept)

    def _add_shared(self, file: PackFile) -> None:
        node = self._read(file)
        if node is None:
            return
        if file.record == "exceptions":
            self.exceptions.update({entry.name: entry for entry in build_exceptions(node)})
            return
        facts = node.get("facts")
        if isinstance(facts, Table):
            new, old = build_fact_patterns(facts), self.facts
            self.facts = FactPatterns(new.message + old.message, new.log + old.log, new.code + old.code)

    def _remark_override(self, replaced: Playbook | Cause | None, file: PackFile) -> None:
        if replaced is not None:
            wrong = f"replaces the {file.record} {replaced.id} of {replaced.path}"
            self.remarks.append(Fault(file.path, 1, "", wrong))

    def _read(self, file: PackFile) -> Table | None:
        """The file's checked root, None where it has faults; those are kept."""
        faults: list[Fault] = []
        node = None
        if file.record in ("class", "cause") and not is_id(file.stem):
            faults.append(Fault(file.path, 1, "", "the file's name must be lower-case words joined with hyphens"))
        try:
            node = parse(_text(file))
            if not self._proven:
                faults += faults_of(node, file.record, file.path, self._room)
        except Unreadable as unreadable:
            faults.append(Fault(file.path, unreadable.line, "", unreadable.reason))
        self.faults += faults
        return node if isinstance(node, Table) and not faults else None

    def _with_known_causes(self, playbook: Playbook) -> Playbook:
        """The class without the causes that no sound file explains; only one without any file is a fault."""
        lines = self._mentions[playbook.id]
        for ref in playbook.causes:
            if ref.cause not in self.causes and ref.cause not in self._broken_causes:
                known = nearest(ref.cause, self.causes) if len(self.faults) < MOST_FAULTS else ""
                wrong = f"there is no causes/{ref.cause}.yaml{known}"
                self.faults.append(Fault(playbook.path, lines.get(ref.cause, 1), "causes", wrong))
        kept = tuple(ref for ref in playbook.causes if ref.cause in self.causes)
        return playbook if len(kept) == len(playbook.causes) else replace(playbook, causes=kept)


def _text(file: PackFile) -> str:
    if file.unread:
        raise Unreadable(1, file.unread)
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(error.object.count(b"\n", 0, error.start) + 1, "is not UTF-8 text; save it as UTF-8") from None


def _pattern_ids(node: Table) -> Iterator[tuple[str, int]]:
    """The ids of a cause's code patterns, and in which lines."""
    from diagnose.playbook.marks import Items, Scalar

    code = node.get("code")
    for pattern in code.nodes if isinstance(code, Items) else []:
        name = pattern.get("id") if isinstance(pattern, Table) else None
        if isinstance(name, Scalar):
            yield name.text, name.line


def _mentions(node: Table) -> Iterator[tuple[str, int]]:
    """The causes that a class mentions, and in which lines."""
    from diagnose.playbook.marks import Items, Scalar

    causes = node.get("causes")
    for mention in causes.nodes if isinstance(causes, Items) else []:
        cause = mention.get("cause") if isinstance(mention, Table) else None
        if isinstance(cause, Scalar):
            yield cause.text, cause.line
