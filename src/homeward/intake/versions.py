"""What changed between two versions of a list: which line continues which, and cell by cell what is different.

A line continues the line of the version before that it names (a list taken home and handed in again), the same line
word for word, or the only one with the same entry number and the same name or date of birth, or the only one with the
same name and date of birth. An entry number alone is not enough: lists are renumbered, and what was decided about one
person must not pass to another. What is left over, or could continue several, is new, or gone; the order of lines
decides nothing but which of several lines alike is meant.
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
    for alike in (_entry_number_name_and_birth, _entry_number_and_name, _entry_number_and_birth):
        _pair_the_only_ones(left.values(), list(open_lines.values()), alike, join)
    _pair_off(left.values(), list(open_lines.values()), _but_for_its_number, join)
    _pair_the_only_ones(left.values(), list(open_lines.values()), _name_and_birth, join)
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


def _pair_the_only_ones(
    before: Iterable[VersionLine],
    after: Iterable[VersionLine],
    key: Callable[[VersionLine], tuple[str, ...]],
    join: Join,
) -> None:
    """Join lines with the same key, no part of it empty, where there is one such line in each version."""
    earlier, later = ([(line, key(line)) for line in lines] for lines in (before, after))
    counts = [Counter(found for _line, found in lines) for lines in (earlier, later)]
    only = {found: line.number for line, found in earlier if counts[0][found] == 1 and all(found)}
    for line, found in later:
        if counts[1][found] == 1 and found in only:
            join(line, only[found])


def _entry_number_name_and_birth(line: VersionLine) -> tuple[str, ...]:
    return line.entry_number, line.name, line.birth


def _entry_number_and_name(line: VersionLine) -> tuple[str, ...]:
    return line.entry_number, line.name


def _entry_number_and_birth(line: VersionLine) -> tuple[str, ...]:
    return line.entry_number, line.birth


def _name_and_birth(line: VersionLine) -> tuple[str, ...]:
    return line.name, line.birth


def _but_for_its_number(line: VersionLine) -> Hashable:
    return frozenset((column, text) for column, text in line.content.items() if column != "rec_id")


def _cells_changed(before: VersionLine, after: VersionLine) -> tuple[CellChange, ...]:
    columns = dict.fromkeys([*before.content, *after.content])
    cells = ((column, before.content.get(column, ""), after.content.get(column, "")) for column in columns)
    return tuple(cell for cell in cells if cell[1] != cell[2])
