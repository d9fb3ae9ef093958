"""What changed between two versions of a list: which line continues which, and cell by cell what is different.

A line continues the line of the version before that it names (a list taken home and handed in again), the same line
word for word, or the one with the same entry number and the same name or date of birth, or the only one with the same
name and date of birth. An entry number alone is not enough: lists are renumbered, and what was decided about one
person must not pass to another. What is left over is new, or gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.intake.folding import fold_tightly

#: A column by its meaning, what stood there, what stands there now.
CellChange = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of one version.

    Attributes:
        number: by which the line is known in its version.
        content: filled cells by canonical column, or by heading where the column is none of ours.
        says: number of the line of the version before that it names, or "".
    """

    number: str
    content: Mapping[str, str]
    says: str = ""

    @property
    def entry_number(self) -> str:
        """The entry number as written, or ""."""
        return self.content.get("rec_id", "")

    @property
    def name(self) -> str:
        """The name folded, for telling whether it is the same as written."""
        cells = self.content
        parts = [cells.get(part, "") for part in ("full_name", "surname", "given_name", "patronymic")]
        return fold_tightly(" ".join(parts))

    @property
    def birth(self) -> str:
        """The date of birth as written, without spaces."""
        return "".join(self.content.get("birth_date", "").split())


@dataclass(frozen=True, slots=True)
class Follow:
    """How the lines of a version follow those of the version before.

    Attributes:
        before_of: number of a line to the number of the line that it continues.
        changed: number of a line to what is different, for lines that continue one and differ from it.
        new: numbers of lines that continue none, in their order.
        gone: numbers of lines of the version before that none continues, in their order.
    """

    before_of: dict[str, str]
    changed: dict[str, tuple[CellChange, ...]]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def same(self) -> int:
        """How many lines stand as they stood."""
        return len(self.before_of) - len(self.changed)


def content_of(cells: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    """Cells by what their columns mean; ``columns`` is heading to canonical column or ""."""
    return {columns.get(heading) or heading: text for heading, text in cells.items()}


def follow(before: Sequence[VersionLine], after: Sequence[VersionLine]) -> Follow:
    """Find which line of ``after`` continues which line of ``before``."""
    left = {line.number: line for line in before}
    open_lines = {line.number: line for line in after}
    before_of: dict[str, str] = {}

    def join(line: VersionLine, earlier: str) -> None:
        before_of[line.number] = earlier
        del left[earlier], open_lines[line.number]

    for line in after:
        if line.says in left:
            join(line, line.says)
    _pair_off(left.values(), list(open_lines.values()), lambda line: frozenset(line.content.items()), join)
    by_entry_number = {line.entry_number: line for line in left.values() if line.entry_number}
    for line in list(open_lines.values()):
        earlier = by_entry_number.get(line.entry_number)
        if earlier is not None and earlier.number in left and _is_alike(line, earlier):
            join(line, earlier.number)
    _pair_off(left.values(), list(open_lines.values()), _but_for_its_number, join)
    _pair_the_only_ones(left.values(), list(open_lines.values()), join)
    earlier_lines = {line.number: line for line in before}
    changed = {
        line.number: cells
        for line in after
        if line.number in before_of and (cells := _cells_changed(earlier_lines[before_of[line.number]], line))
    }
    return Follow(before_of, changed, tuple(open_lines), tuple(left))


Join = Callable[[VersionLine, str], None]


def _pair_off(
    before: Iterable[VersionLine], after: Iterable[VersionLine], key: Callable[[VersionLine], Hashable], join: Join
) -> None:
    """Join lines with the same key, the first with the first."""
    waiting: dict[Hashable, list[str]] = defaultdict(list)
    for line in before:
        waiting[key(line)].append(line.number)
    for numbers in waiting.values():
        numbers.reverse()
    for line in after:
        if numbers := waiting.get(key(line), []):
            join(line, numbers.pop())


def _pair_the_only_ones(before: Iterable[VersionLine], after: Iterable[VersionLine], join: Join) -> None:
    """Join lines with the same name and date of birth where there is one such line in each version."""
    earlier, later = ([(line, (line.name, line.birth)) for line in lines] for lines in (before, after))
    counts = [Counter(key for _line, key in lines) for lines in (earlier, later)]
    only = {key: line.number for line, key in earlier if counts[0][key] == 1 and all(key)}
    for line, key in later:
        if counts[1][key] == 1 and key in only:
            join(line, only[key])


def _but_for_its_number(line: VersionLine) -> Hashable:
    return frozenset((column, text) for column, text in line.content.items() if column != "rec_id")


def _is_alike(line: VersionLine, earlier: VersionLine) -> bool:
    return line.name == earlier.name or (bool(line.birth) and line.birth == earlier.birth)


def _cells_changed(before: VersionLine, after: VersionLine) -> tuple[CellChange, ...]:
    columns = dict.fromkeys([*before.content, *after.content])
    cells = ((column, before.content.get(column, ""), after.content.get(column, "")) for column in columns)
    return tuple(cell for cell in cells if cell[1] != cell[2])
