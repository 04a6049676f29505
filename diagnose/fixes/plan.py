"""Which fixes a file can have together, and the file as it is with those that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from diagnose.fixes.making import Fix, Rescan, composed, fix_of, patterns_of, prove, stretch, written
from diagnose.fixes.patch import hunks_of
from diagnose.fixes.splice import Unfit, clash
from diagnose.fixes.words import advice
from diagnose.model.change import FileChange, Left, weakest
from diagnose.model.dataclass import dataclass
from diagnose.patterns import Hit
from diagnose.sources import Source


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A file, the fixes that it can have, each by itself or all together, and what is left."""

    path: str
    fixes: tuple[Fix, ...]
    left: tuple[Left, ...]

    def change(self, chosen: Sequence[Fix] | None = None) -> FileChange | None:
        """The file with these of its fixes, or with all; None where there are none."""
        fixes = self.fixes if chosen is None else chosen
        if not fixes:
            return None
        before, after = fixes[0].hit.source.data, _written(fixes)
        return FileChange(
            path=self.path,
            before=before,
            after=after,
            hunks=hunks_of(before, after),
            label=weakest([fix.label for fix in fixes]),
            patterns=tuple(dict.fromkeys(fix.hit.pattern.id for fix in fixes)),
            say=tuple(dict.fromkeys(fix.say for fix in fixes)),
            encoding=fixes[0].hit.source.encoding,
        )


def plans_for(hits: Iterable[Hit], rescan: Rescan, labels: Sequence[str]) -> tuple[FilePlan, ...]:
    """For each file the fixes of its hits that have one of these labels, in the order of the hits in the file."""
    ordered = sorted({hit.key: hit for hit in hits}.values(), key=_place)
    return tuple(_plan(path, list(group), rescan, labels) for path, group in groupby(ordered, key=_path))


def _plan(path: str, hits: list[Hit], rescan: Rescan, labels: Sequence[str]) -> FilePlan:
    fixes: list[Fix] = []
    left: list[Left] = []
    for _, group in groupby(hits, key=_cell):
        of_cell = list(group)
        made = _Together(of_cell[0].source, rescan, labels)
        reasons = made.take(of_cell)
        fixes += made.fixes
        left += [Left(path, line_of(hit), hit.pattern.id, why, advice(hit)) for hit, why in reasons]
    return FilePlan(path, tuple(fixes), tuple(left))


class _Together:
    """The fixes of one source that go together."""

    def __init__(self, source: Source, rescan: Rescan, labels: Sequence[str]) -> None:
        self.fixes: list[Fix] = []
        self._source, self._rescan, self._labels = source, rescan, labels
        self._before = _counting(source, rescan)

    def take(self, hits: Sequence[Hit]) -> list[tuple[Hit, str]]:
        """Take the fixes of these hits. Which were not taken, and why.

        All are proven at once, which nearly always holds; where it does not, one after the other.
        """
        left = self._each(hits, proven=False)
        try:
            if self.fixes:
                self._prove(self.fixes)
        except Unfit:
            self.fixes = []
            return self._each(hits, proven=True)
        return left

    def _each(self, hits: Sequence[Hit], proven: bool) -> list[tuple[Hit, str]]:
        left: list[tuple[Hit, str]] = []
        for hit in hits:
            try:
                fix = self._fitting(hit)
                if proven:
                    self._prove([fix])
                    self._prove([*self.fixes, fix])
                self.fixes.append(fix)
            except Unfit as why:
                left.append((hit, str(why)))
        return left

    def _fitting(self, hit: Hit) -> Fix:
        fix = fix_of(hit)
        if fix.label not in self._labels:
            raise Unfit(f"its fix is for {fix.label}")
        if clash([splice for other in self.fixes for splice in other.splices], fix.splices):
            raise Unfit("another fix changes the same place: apply that, then run it again")
        return fix

    def _prove(self, fixes: Sequence[Fix]) -> None:
        prove(self._source, fixes, self._rescan, self._before)


def _counting(source: Source, rescan: Rescan) -> Callable[[Hit], int]:
    known: dict[str, int] = {}

    def count(hit: Hit) -> int:
        name = hit.pattern.id
        if name not in known:
            known[name] = sum(one.pattern.id == name for one in rescan(source, patterns_of([hit])))
        return known[name]

    return count


def _written(fixes: Sequence[Fix]) -> bytes:
    """The whole file with these fixes, which are of one file."""
    changed: list[tuple[Source, str]] = []
    for _, group in groupby(sorted(fixes, key=lambda fix: _place(fix.hit)), key=lambda fix: _cell(fix.hit)):
        of_cell = list(group)
        source = of_cell[0].hit.source
        changed.append((source, composed(source, of_cell).text))
    return written(changed)


def line_of(hit: Hit) -> int:
    """The line of the file on which the hit begins."""
    return hit.source.line_in_file(hit.source.text.count("\n", 0, stretch(hit)[0]) + 1)


def _place(hit: Hit) -> tuple[str, int, int, int]:
    return (_path(hit), _cell(hit), *stretch(hit))


def _path(hit: Hit) -> str:
    return hit.source.path


def _cell(hit: Hit) -> int:
    return -1 if hit.source.cell is None else hit.source.cell.index
