"""Lists of persons as a side handed them in: each line as written, beside the values read from it.

A list is kept by columns (Arrow), because a million lines are read, compared and shown by columns. What a cell said
stays beside what was read from it; nothing is corrected here. Lists are made by ``intake.reading`` and compared by
``reconciliation``, which do not know each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from homeward.words import _

#: The columns of a list under their canonical names, with the words a heading or a report shows for them.
COLUMNS: dict[str, str] = {
    "rec_id": _("entry number"),
    "surname": _("surname"),
    "given_name": _("given name"),
    "patronymic": _("patronymic"),
    "full_name": _("full name"),
    "sex": _("sex"),
    "birth_date": _("date of birth"),
    "birth_place": _("place of birth"),
    "last_seen_place": _("place last seen"),
    "event_date": _("date of the event"),
    "unit": _("unit"),
    "rank": _("rank"),
    "health_note": _("note on health"),
}

#: Columns whose cells are read into a canonical value, kept under ``<column>_read``.
READ_COLUMNS: tuple[str, ...] = ("sex", "birth_date", "event_date", "rank")

SCHEMA = pa.schema(
    [("row", pa.int32())]
    + [(name, pa.string()) for name in COLUMNS]
    + [(f"{name}_read", pa.string()) for name in READ_COLUMNS]
)


@dataclass(frozen=True, slots=True)
class PersonList:
    """One list as handed in.

    Attributes:
        label: what it is called everywhere: its file name without ending.
        entries: one line per entry, schema ``SCHEMA``; no nulls, an empty cell is "". ``row`` is the row in the
            file, its heading being row 1. ``rec_id`` is unique; where the list has none it is the row number.
            ``sex_read`` is ``m``, ``f`` or ""; ``birth_date_read`` and ``event_date_read`` are EDTF or "";
            ``rank_read`` is a code of ``intake.ranks`` or "".
        unknown: columns that are none of ours, as written, by heading; same number of lines.
        sha256: digest of the file, hex.
    """

    label: str
    entries: pa.Table
    unknown: pa.Table
    sha256: str

    def __len__(self) -> int:
        return int(self.entries.num_rows)
