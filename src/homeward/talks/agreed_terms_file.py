"""Reading TERMS.toml, and TERMS.csv for terms that need no other steps. Keys: ``docs/reference/talks-claims.md``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from homeward.progress import Progress, silent
from homeward.talks import rows
from homeward.talks.agreed_terms import Step, StepKind, StepRefused, Term, TermKind, term_on
from homeward.talks.amounts import Bound
from homeward.talks.rows import CellError, Row
from homeward.talks.toml_reading import TomlReading
from homeward.words import Language

_TERM = ("id", "text", "owed_by")
_TERM_MORE = (
    "kind", "topic", "due", "after", "days", "zone", "in_force_from", "quantity", "unit", "bound", "step", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TermsFile:
    """One file of terms.

    Attributes:
        title: of the agreement, in four languages; in a table, its file name.
        signed: the day of the agreement, None where none is written.
        sides: the two, in the order of the file.
        terms: in the order of the file, which means nothing.
        sha256: digest of the file's bytes, hex.
    """

    title: Mapping[Language, str]
    signed: dt.date | None
    sides: tuple[str, str]
    terms: tuple[Term, ...]
    sha256: str


def read_terms(path: Path, progress: Progress = silent) -> TermsFile:
    """Read terms: TOML by the file's ending, a table otherwise.

    Raises:
        InputRefused: with every fault found, steps that no state allows among them.
    """
    return _from_toml(path) if path.suffix.casefold() == ".toml" else _from_table(path, progress)


def _from_toml(path: Path) -> TermsFile:
    reading = TomlReading(path)
    top = reading.table("", reading.tables, ("agreement", "term"), ("event",))
    head = reading.table("agreement", top.get("agreement"), ("title", "sides", "zone"), ("id", "signed", "note"))
    sides = reading.sides("agreement.sides", head.get("sides"))
    zone = _zone(reading, "agreement.zone", head.get("zone"))
    events = _events(reading, top.get("event", []))
    terms: dict[str, Term] = {}
    for place, found in enumerate(reading.tables_of("term", top.get("term")), 1):
        term = _term(reading, f"term {place}", found, zone, events)
        if term.term_id in terms:
            reading.fault(f"term {place}.id", f"“{term.term_id}” stands twice.", "Give each term an id of its own.")
        terms[term.term_id] = term
    title = reading.told("agreement.title", head.get("title"))
    signed = reading.day_or_none("agreement.signed", head.get("signed"))
    reading.refuse_if_any()
    for place, term in enumerate(terms.values(), 1):
        try:
            term_on(term, sides, dt.date.max)
        except StepRefused as refusal:
            reading.fault(f"term {place}.step", f"{refusal}.", "Mend the step or its day; initials of both come first.")
    reading.refuse_if_any()
    return TermsFile(title, signed, sides, tuple(terms.values()), reading.sha256)


def _events(reading: TomlReading, found: object) -> dict[str, dt.date | None]:
    events: dict[str, dt.date | None] = {}
    if not isinstance(found, list):
        reading.fault("event", "This is not a list of tables.", "Write each event as a table [[event]].")
        return events
    for place, row in enumerate(found, 1):
        table = reading.table(f"event {place}", row, ("id",), ("on", "text", "note"))
        events[reading.code(f"event {place}.id", table.get("id"))] = reading.day_or_none(
            f"event {place}.on", table.get("on")
        )
    return events


def _term(
    reading: TomlReading,
    key: str,
    found: object,
    zone: ZoneInfo,
    events: Mapping[str, dt.date | None],
) -> Term:
    row = reading.table(key, found, _TERM, _TERM_MORE)
    owed_by = reading.codes(f"{key}.owed_by", row.get("owed_by"))
    if "owed_by" in row and not owed_by:
        reading.fault(f"{key}.owed_by", "Nobody owes it.", "Write the codes of those who do.")
    due = reading.day_or_none(f"{key}.due", row.get("due"))
    after = reading.code(f"{key}.after", row.get("after"))
    days = reading.count(f"{key}.days", row.get("days"))
    if due is not None and after:
        reading.fault(f"{key}.after", "A day stands beside it.", "A term is due on a day or after an event: keep one.")
    if after and after not in events:
        reading.fault(f"{key}.after", f"There is no event “{after}”.", "Write it as a table [[event]] with its id.")
    happened = events.get(after) if after else None
    if "quantity" in row and "unit" not in row:
        reading.fault(f"{key}.unit", "This key is missing.", "Write what is counted.")
    return Term(
        term_id=reading.code(f"{key}.id", row.get("id")),
        text=reading.told(f"{key}.text", row.get("text")),
        kind=reading.word(f"{key}.kind", row.get("kind"), TermKind, TermKind.OBLIGATION),
        owed_by=owed_by,
        zone=_zone(reading, f"{key}.zone", row["zone"]) if "zone" in row else zone,
        due=due if happened is None else happened + dt.timedelta(days=days),
        after=after,
        days_after=days,
        in_force_from=reading.day_or_none(f"{key}.in_force_from", row.get("in_force_from")),
        steps=_steps(reading, key, row.get("step", [])),
        quantity=reading.count(f"{key}.quantity", row["quantity"]) if "quantity" in row else None,
        unit=reading.code(f"{key}.unit", row.get("unit")),
        bound=reading.word(f"{key}.bound", row.get("bound"), Bound, Bound.EXACTLY).value if "bound" in row else "",
    )


def _steps(reading: TomlReading, key: str, found: object) -> tuple[Step, ...]:
    if not isinstance(found, list):
        reading.fault(f"{key}.step", "This is not a list.", 'Write [{on = 2025-06-02, do = "initial", by = "A"}, …].')
        return ()
    return tuple(_step(reading, f"{key}.step {n}", step) for n, step in enumerate(found, 1))


def _step(reading: TomlReading, key: str, found: object) -> Step:
    row = reading.table(key, found, ("on", "do", "by"), ("evidence", "note"))
    return Step(
        on=reading.day(f"{key}.on", row.get("on")),
        kind=reading.word(f"{key}.do", row.get("do"), StepKind, StepKind.BRACKET),
        by=reading.code(f"{key}.by", row.get("by")),
        evidence=reading.codes(f"{key}.evidence", row.get("evidence")),
    )


def _zone(reading: TomlReading, key: str, found: object) -> ZoneInfo:
    zone = _known_zone(str(found))
    if zone is None and found is not None:
        reading.fault(key, f"“{found}” is no time zone.", "Write one of the tz database, such as Europe/Istanbul.")
    return zone or ZoneInfo("UTC")


def _known_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


NEEDED = ("term_id", "owed_by", "zone", "text_uk", "text_ru", "text_en", "text_tr")
#: In a table a term has the initials of either side and, once met, the days on which each side said so.
OPTIONAL = ("kind", "due", "quantity", "unit", "bound", "initialled", "met", "evidence")


def _from_table(path: Path, progress: Progress) -> TermsFile:
    found = rows.read_rows(path, _READERS, NEEDED, "term_id", progress)
    sides = tuple(sorted({by for row in found.rows for by, _on in (*(row["initialled"] or ()), *(row["met"] or ()))}))
    if found.rows and len(sides) != 2:
        named = ", ".join(sides) or "none"
        found.log.add(
            f"The columns of initials name {named}.",
            "Terms are between two sides: write each initial as SIDE day, both sides in some row.",
        )
    found.log.refuse_if_any()
    terms = []
    pair = (sides[0], sides[1])
    for row in found.rows:
        term = _row_term(row)
        try:
            term_on(term, pair, dt.date.max)
        except StepRefused as refusal:
            found.log.add(f"{refusal}.", "Mend the days; initials of both come first.", row=row.number)
        terms.append(term)
    found.log.refuse_if_any()
    return TermsFile(dict.fromkeys(Language, path.stem), None, pair, tuple(terms), found.sha256)


def _row_term(row: Row) -> Term:
    steps = [Step(on, StepKind.INITIAL, by) for by, on in row["initialled"] or ()]
    steps += [Step(on, StepKind.MET, by, row["evidence"] or ()) for by, on in row["met"] or ()]
    return Term(
        term_id=row["term_id"],
        text={language: row[f"text_{language.value}"] for language in Language},
        kind=row["kind"] or TermKind.OBLIGATION,
        owed_by=row["owed_by"],
        zone=row["zone"],
        due=row["due"],
        steps=tuple(steps),
        quantity=row["quantity"],
        unit=row["unit"] or "",
        bound=row["bound"] or "",
    )


def _signed(cell: str) -> tuple[tuple[str, dt.date], ...]:
    """``UA 2025-06-02; RU 2025-06-03``."""
    found = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        by, _space, on = part.partition(" ")
        found.append((rows.code(by), rows.day(on.strip())))
    return tuple(found)


def _zone_cell(cell: str) -> ZoneInfo:
    zone = _known_zone(cell) if cell else None
    if zone is None:
        raise CellError("Write a time zone of the tz database, such as Europe/Istanbul.")
    return zone


def _optional_count(cell: str) -> int | None:
    return rows.count(cell) if cell else None


_READERS: dict[str, Callable[[str], Any]] = {
    "term_id": rows.code,
    "owed_by": rows.some_codes,
    "zone": _zone_cell,
    "kind": lambda cell: rows.word(cell, TermKind, TermKind.OBLIGATION),
    "due": rows.day_or_none,
    "quantity": _optional_count,
    "unit": rows.text,
    "bound": lambda cell: rows.word(cell, Bound, Bound.EXACTLY).value if cell else "",
    "initialled": _signed,
    "met": _signed,
    "evidence": rows.codes,
    **{f"text_{language.value}": rows.some_text for language in Language},
}
