"""Reading FIGURES.toml, or FIGURES.csv: what is to be told. Keys and columns: ``docs/reference/talks-claims.md``.

A figure without an act, or without the approval of both sides, is refused: with what to do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.progress import Progress, silent
from homeward.talks import rows
from homeward.talks.claim_terms import Act
from homeward.talks.communique_terms import Draft, Figure, Measure, Unit
from homeward.talks.directions import Direction, Spread, direction
from homeward.talks.stage_gaps import way_of
from homeward.talks.toml_reading import TomlReading
from homeward.words import Language

_FIGURE = ("id", "measure", "unit", "direction", "count", "until", "acts", "approved_by")
_FIGURE_MORE = ("since", "category", "category_text", "note")
NO_ACT = "Name the acts that it rests on; a figure that no signed act bears out is not told."
NOT_APPROVED = "Have it approved by {missing} and write it here; nothing is told that one side has not approved."


def read_figures(path: Path, progress: Progress = silent) -> Draft:
    """Read what a communiqué is to tell: TOML by the file's ending, a table otherwise.

    Raises:
        InputRefused: with every fault found.
    """
    return _from_toml(path) if path.suffix.casefold() == ".toml" else _from_table(path, progress)


def _from_toml(path: Path) -> Draft:
    reading = TomlReading(path)
    top = reading.table("", reading.tables, ("communique", "figure"))
    head = reading.table("communique", top.get("communique"), ("id", "day", "sides", "names"), ("place", "lot", "note"))
    sides = reading.sides("communique.sides", head.get("sides"))
    named = reading.table("communique.names", head.get("names"), sides)
    figures = [
        _figure(reading, f"figure {n}", one, sides)
        for n, one in enumerate(reading.tables_of("figure", top.get("figure")), 1)
    ]
    lot = reading.code("communique.lot", head.get("lot"))
    if lot and not all(sign in "0123456789abcdef" for sign in lot):
        reading.fault("communique.lot", "This is no lot.", "Write it in hex, small letters.")
    draft = Draft(
        document_id=reading.code("communique.id", head.get("id")),
        day=reading.day("communique.day", head.get("day")),
        place=reading.told("communique.place", head.get("place")),
        sides=sides,
        names={side: reading.told(f"communique.names.{side}", named.get(side)) for side in sides},
        figures=tuple(figures),
        lot=lot,
        sha256=reading.sha256,
    )
    for place, one in enumerate(figures, 1):
        for key, found, advice in _wrong(one, sides, draft.day, figures[: place - 1]):
            reading.fault(f"figure {place}.{key}", found, advice)
    reading.refuse_if_any()
    return draft


def _figure(reading: TomlReading, key: str, found: object, sides: tuple[str, str]) -> Figure:
    row = reading.table(key, found, _FIGURE, _FIGURE_MORE)
    category = reading.code(f"{key}.category", row.get("category"))
    if category and "category_text" not in row:
        reading.fault(f"{key}.category_text", "This key is missing.", "Say the category in uk, ru, en and tr.")
    return Figure(
        figure_id=reading.code(f"{key}.id", row.get("id")),
        measure=reading.word(f"{key}.measure", row.get("measure"), Measure, Measure.HANDED_OVER),
        unit=reading.word(f"{key}.unit", row.get("unit"), Unit, Unit.PERSON),
        direction=_between(reading, f"{key}.direction", row.get("direction"), sides),
        count=reading.count(f"{key}.count", row.get("count")),
        since=reading.day_or_none(f"{key}.since", row.get("since")),
        until=reading.day(f"{key}.until", row.get("until")),
        acts=reading.codes(f"{key}.acts", row.get("acts")),
        approved_by=reading.codes(f"{key}.approved_by", row.get("approved_by")),
        category_id=category,
        category=reading.told(f"{key}.category_text", row.get("category_text")),
    )


def _between(reading: TomlReading, key: str, found: object, sides: Sequence[str]) -> Direction:
    told = direction(str(found))
    if found is not None and not _joins(told, sides):
        reading.fault(
            key, f"“{found}” is no way between the two.", f"Write {sides[0]}→{sides[1]} or {sides[1]}→{sides[0]}."
        )
    return told


def _joins(told: Direction, sides: Sequence[str]) -> bool:
    return told.spread is Spread.ONE_WAY and {told.ways[0].giver, told.ways[0].taker} == set(sides)


def _wrong(one: Figure, sides: Sequence[str], day: dt.date, earlier: Sequence[Figure]) -> list[tuple[str, str, str]]:
    """What keeps a figure from being told: the key, what was found, what to do."""
    faults = []
    if not one.acts:
        faults.append(("acts", "No act is named.", NO_ACT))
    missing = [side for side in sides if side not in one.approved_by]
    if missing:
        found = f"Approved by {', '.join(one.approved_by) or 'nobody'}."
        faults.append(("approved_by", found, NOT_APPROVED.format(missing=" and ".join(sorted(missing)))))
    if one.since is not None and one.since > one.until:
        faults.append(("since", f"{one.since} lies after {one.until}.", "Write the first day and the last."))
    if one.until > day:
        faults.append(("until", f"{one.until} lies after the communiqué.", "Tell what was done up to its day."))
    if any(other.figure_id == one.figure_id for other in earlier):
        faults.append(("id", f"“{one.figure_id}” stands twice.", "Give each figure an id of its own."))
    if any(_cell(other) == _cell(one) for other in earlier):
        faults.append(("category", "The same figure is told twice.", "Keep one of the two."))
    return faults


def _cell(one: Figure) -> tuple[object, ...]:
    return one.measure, one.unit, one.direction.ways, one.since, one.until, one.category_id


NEEDED = (
    "figure_id", "measure", "unit", "direction", "count", "until", "acts", "approved_by", "document", "day",
)  # fmt: skip
#: In a table each row repeats the document's number and day; sides are called by their codes.
OPTIONAL = ("since", "category", "category_uk", "category_ru", "category_en", "category_tr")


def _from_table(path: Path, progress: Progress) -> Draft:
    found = rows.read_rows(path, _READERS, NEEDED, "figure_id", progress)
    log = found.log
    ways = [row["direction"] for row in found.rows if row["direction"].spread is Spread.ONE_WAY]
    sides = tuple(sorted({side for told in ways for way in told.ways for side in (way.giver, way.taker)}))
    documents = {(row["document"], row["day"]) for row in found.rows}
    if found.rows and len(sides) != 2:
        log.add(
            f"The directions name {', '.join(sides) or 'nobody'}.", "A communiqué is of two sides.", column="direction"
        )
    if len(documents) > 1:
        log.add("The rows name several documents.", "Write the same number and day in each row.", column="document")
    log.refuse_if_any()
    figures: list[Figure] = []
    for row in found.rows:
        one = _row_figure(row)
        if not _joins(one.direction, sides):
            log.add("This is no way between the two.", "Write one way.", row=row.number, column="direction")
        if one.category_id and not all(one.category.values()):
            log.add("The category lacks words.", "Say it in uk, ru, en and tr.", row=row.number, column="category")
        for key, what, advice in _wrong(one, sides, row["day"], figures):
            log.add(what, advice, row=row.number, column="figure_id" if key == "id" else key)
        figures.append(one)
    log.refuse_if_any()
    document, day = documents.pop()
    pair = (sides[0], sides[1])
    none = dict.fromkeys(Language, "")
    names = {side: dict.fromkeys(Language, side) for side in pair}
    return Draft(document, day, none, pair, names, tuple(figures), "", found.sha256)


def _row_figure(row: rows.Row) -> Figure:
    return Figure(
        figure_id=row["figure_id"],
        measure=row["measure"],
        unit=row["unit"],
        direction=row["direction"],
        count=row["count"],
        since=row["since"],
        until=row["until"],
        acts=row["acts"],
        approved_by=row["approved_by"],
        category_id=row["category"] or "",
        category={language: row[f"category_{language.value}"] or "" for language in Language},
    )


_READERS: dict[str, Callable[[str], Any]] = {
    "figure_id": rows.code,
    "measure": lambda cell: rows.word(cell, Measure),
    "unit": lambda cell: rows.word(cell, Unit),
    "direction": direction,
    "count": rows.count,
    "since": rows.day_or_none,
    "until": rows.day,
    "acts": rows.codes,
    "approved_by": rows.codes,
    "document": rows.code,
    "day": rows.day,
    "category": rows.text,
    **{f"category_{language.value}": rows.text for language in Language},
}


def check_acts(draft: Draft, acts: Sequence[Act], file: str, acts_file: str) -> None:
    """Hold every figure against the acts that it names: they are there, joint, of its unit, way and days, and add up.

    Args:
        draft: the figures.
        acts: all that were given.
        file, acts_file: names for faults.

    Raises:
        InputRefused: with every fault found.
    """
    known: Mapping[str, Act] = {act.act_id: act for act in acts}
    faults = []
    for one in draft.figures:
        key = f"figure {one.figure_id}"
        lacking = [act for act in one.acts if act not in known]
        found = [known[act] for act in one.acts if act in known]
        if lacking:
            faults.append(Fault(file, "", 0, key, f"{', '.join(lacking)} is not in {acts_file}.", NO_ACT))
        for act in found:
            faults += [Fault(file, "", 0, key, f"{act.act_id} {told}.", advice) for told, advice in _unfit(one, act)]
        added = sum(act.quantity for act in found)
        if not lacking and not one.category_id and added != one.count:
            told = f"The acts named count {added}, the figure is {one.count}."
            faults.append(Fault(file, "", 0, key, told, "Name all acts and no others, or mend the figure."))
    if faults:
        raise InputRefused(faults)


def _unfit(one: Figure, act: Act) -> list[tuple[str, str]]:
    reasons = []
    if not act.is_joint:
        reasons.append(("is signed by one side alone", "Have it signed by both; a joint figure rests on joint acts."))
    if act.unit != one.unit:
        reasons.append((f"counts another unit, {act.unit}", "Units are not mixed: name acts of the figure's unit."))
    if way_of(act) != str(one.direction.ways[0]):
        reasons.append(("goes another way", "Name acts of the figure's direction."))
    if act.day > one.until or (one.since is not None and act.day < one.since):
        reasons.append((f"is of {act.day}, outside the figure's days", "Name acts of those days."))
    return reasons
