"""Which figures of a communiqué may be told: small numbers are held back, and what would give them away with them.

A total is told beside its categories and beside stages, and after earlier totals, so that a small number could be
worked out by subtraction. Three kinds of tables are held against ``homeward.small_cells``:

1. a figure with its categories, and what no category covers;
2. a total with the stages told of it, now or earlier, and what no stage covers;
3. a total with an earlier total, the stages told since, and what no stage covers.

A figure held back in one table is held back everywhere; the tables are then gone through again until nobody could work
out a small number from any of them. Where that does not come to rest otherwise, the whole table is held back.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.small_cells import Cells, Name, could_tell, held_back
from homeward.talks.communique_terms import Draft, Figure

FORMAT = "homeward-communique/1"
_ROW, _ALL, _REST = "told", "all", "rest"


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """A figure as an earlier communiqué told it; None where it was held back.

    Attributes:
        matter: measure, unit and way, as one text.
        since, until: the days it covers.
        category_id: a code, "" for all.
        count: as told.
    """

    matter: str
    since: dt.date | None
    until: dt.date
    category_id: str
    count: int | None


def read_before(path: Path) -> list[ToldBefore]:
    """Read the figures of an earlier communiqué from its ``communique.json``.

    Raises:
        InputRefused: it is no such file.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            raise ValueError
        return [_before(one) for one in document["figures"]]
    except OSError as trouble:
        raise InputRefused([Fault(path.name, "", 0, "", f"{trouble.strerror}.", "Check its name and place.")]) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        advice = "Give the communique.json that an earlier run wrote."
        raise InputRefused([Fault(path.name, "", 0, "", "This is no earlier communiqué.", advice)]) from None


def _before(one: Mapping[str, Any]) -> ToldBefore:
    count = one["count"]
    if count is not None and not isinstance(count, int):
        raise TypeError
    return ToldBefore(
        f"{one['measure']}|{one['unit']}|{one['direction']}",
        None if one["since"] is None else dt.date.fromisoformat(one["since"]),
        dt.date.fromisoformat(one["until"]),
        one["category"] or "",
        count,
    )


def may_be_told(draft: Draft, before: Sequence[ToldBefore], file: str) -> set[str]:
    """Ids of the figures that may be told.

    Args:
        draft: all figures.
        before: what was told already.
        file: its name, for faults.

    Raises:
        InputRefused: parts exceed their whole, or a figure contradicts one already told for the same days.
    """
    tables = _tables(draft, before, file)
    held: set[str] = set()
    for one in tables:
        try:
            told = held_back(one.cells, before=one.before)
        except ValueError as error:
            advice = "Have the earlier communiqué corrected by both sides first, or mend the figure."
            raise InputRefused([Fault(file, "", 0, one.what, f"{error}.", advice)]) from None
        held |= {one.ids[name] for name, count in told.named().items() if count is None and name in one.ids}
    moved = True
    while moved:
        moved = False
        for one in tables:
            ids = set(one.ids.values())
            if ids <= held or not _gives_away(one, held):
                continue
            held |= ids
            moved = True
    return {one.figure_id for one in draft.figures} - held


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells, the ids of the figures in them, cells known only while all others are told, and what was told before."""

    what: str
    cells: Cells
    ids: Mapping[Name, str]
    never: frozenset[Name]
    before: tuple[Cells, ...]


def _gives_away(table: _Table, held: set[str]) -> bool:
    """Whether what is told of a table lets a small number be worked out that saying nothing would not."""
    hidden = {name for name, id_ in table.ids.items() if id_ in held}
    hidden |= table.never if hidden else set()
    silent = set(table.ids) | table.never
    told = could_tell(table.cells.without(hidden), before=table.before)
    return bool(set(told) - set(could_tell(table.cells.without(silent), before=table.before)))


def _matter(one: Figure) -> str:
    return f"{one.measure}|{one.unit}|{one.direction.ways[0]}"


def _tables(draft: Draft, before: Sequence[ToldBefore], file: str) -> list[_Table]:
    groups: dict[tuple[str, dt.date | None, dt.date], list[Figure]] = {}
    for one in draft.figures:
        groups.setdefault((_matter(one), one.since, one.until), []).append(one)
    tables = []
    for (matter, since, until), several in groups.items():
        earlier = [one for one in before if one.matter == matter]
        whole = next((one for one in several if not one.category_id), None)
        parts = {one.category_id: one.count for one in several if one.category_id}
        ids = {one.category_id: one.figure_id for one in several if one.category_id}
        about = f"{matter}|{since or ''}|{until}" if since else matter
        same = [one for one in earlier if (one.since is None) == (since is None) and (not since or one.until == until)]
        cells = tuple(_told_cells(about, same))
        tables.append(_table(about, until, whole, parts, ids, cells, file))
        if whole is not None and since is None:
            stages = [one for one in draft.figures if _matter(one) == matter and one.since and not one.category_id]
            tables += _stage_tables(whole, stages, earlier, file)
    return tables


def _table(
    about: str,
    until: dt.date,
    whole: Figure | None,
    parts: Mapping[str, int],
    ids: Mapping[str, str],
    before: tuple[Cells, ...],
    file: str,
    public: int = 0,
) -> _Table:
    """One row: the parts, what none of them covers, and the whole; all without what is public already."""
    counts = dict(parts)
    never: set[Name] = set()
    if whole is not None:
        rest = whole.count - public - sum(parts.values())
        if rest < 0:
            told = f"The parts count {public + sum(parts.values())}, the whole {whole.count}."
            raise InputRefused([Fault(file, "", 0, f"figure {whole.figure_id}", told, "Mend the one or the others.")])
        name = _rest(parts)
        counts[name] = rest
        if parts and rest:  # a zero is told
            never |= _cell(name)
    cells = _one_row(counts, sum(counts.values()), about, until)
    places = {name: id_ for part, id_ in ids.items() for name in _cell(part)}
    if whole is None:
        never |= _cell(None)
    else:
        places |= {name: whole.figure_id for part in (None, *([] if parts else [_ALL])) for name in _cell(part)}
    what = f"figure {whole.figure_id}" if whole is not None else f"figure {next(iter(ids.values()))}"
    return _Table(what, cells, places, frozenset(never), before)


def _one_row(counts: Mapping[str, int | None], whole: int | None, about: str, day: dt.date) -> Cells:
    """A table of one row: the totals of its columns are its cells again."""
    cells = tuple(counts.values())
    return Cells((_ROW,), tuple(counts), (cells,), (whole,), cells, whole, about, day.isoformat())


def _cell(part: str | None) -> set[Name]:
    """The names under which a part stands in a table of one row; None is the whole."""
    return {(_ROW, part), (None, part)}


def _rest(parts: Iterable[str]) -> str:
    """The name of what no part covers; of a whole without parts, it is all."""
    named = sorted(parts)
    return f"{_REST} beside {', '.join(named)}" if named else _ALL


def _told_cells(about: str, told: Sequence[ToldBefore]) -> list[Cells]:
    """What earlier communiqués told of the same matter, a table for each day."""
    days: dict[dt.date, dict[str, int | None]] = {}
    for one in told:
        days.setdefault(one.until, {})[one.category_id] = one.count
    found = []
    for day, counts in sorted(days.items()):
        parts = {name: count for name, count in counts.items() if name}
        whole = counts.get("")
        columns = dict(parts) if parts else {_ALL: whole}
        if parts and "" in counts:
            columns[_rest(parts)] = None
        found.append(_one_row(columns, whole, about, day))
    return found


def _stage_tables(whole: Figure, stages: Sequence[Figure], earlier: Sequence[ToldBefore], file: str) -> list[_Table]:
    """A total beside the stages told of it; and beside each earlier total with the stages told since."""
    known: dict[tuple[dt.date, dt.date], tuple[int, str]] = {}
    for one in earlier:
        if one.since is not None and not one.category_id and one.count is not None and one.until <= whole.until:
            known[one.since, one.until] = (one.count, "")
    for stage in stages:
        if stage.since is not None and stage.until <= whole.until:
            known[stage.since, stage.until] = (stage.count, stage.figure_id)
    begins: list[tuple[dt.date | None, int]] = [(None, 0)]
    begins += sorted(
        {(one.until, one.count) for one in earlier if not one.since and not one.category_id and one.count is not None},
        key=str,
    )
    tables = []
    for day, before_count in begins:
        if day is not None and day >= whole.until:
            continue
        since = _apart({span: told for span, told in known.items() if day is None or span[0] > day})
        if day is None and not since:
            continue
        parts = {f"{first}/{last}": count for (first, last), (count, id_) in since.items() if id_}
        ids = {f"{first}/{last}": id_ for (first, last), (_count, id_) in since.items() if id_}
        public = before_count + sum(count for count, id_ in since.values() if not id_)
        about = f"stages of {whole.figure_id} since {day or ''}"
        tables.append(_table(about, whole.until, whole, parts, ids, (), file, public))
    return tables


def _apart(spans: Mapping[tuple[dt.date, dt.date], tuple[int, str]]) -> dict[tuple[dt.date, dt.date], tuple[int, str]]:
    """Spans that do not overlap, the earliest end first."""
    chosen: dict[tuple[dt.date, dt.date], tuple[int, str]] = {}
    end = dt.date.min
    for span in sorted(spans, key=lambda span: (span[1], span[0])):
        if span[0] > end:
            chosen[span] = spans[span]
            end = span[1]
    return chosen
