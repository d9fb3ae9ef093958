"""Which columns of an entry may be shown to the other side at all; a rule of both sides chooses among them.

Never shared: the number in a side's own list and its rows, which tell how long the list is; the note on health, which
is for doctors; the unit, which tells of a side's own forces; headings that are none of ours.
"""

from __future__ import annotations

SHAREABLE: tuple[str, ...] = (
    "surname",
    "given_name",
    "patronymic",
    "full_name",
    "sex",
    "birth_date",
    "birth_place",
    "last_seen_place",
    "event_date",
    "rank",
)

#: What is proposed unless somebody chooses otherwise: what names a person (Geneva Convention III, art. 17).
USUAL: tuple[str, ...] = ("surname", "given_name", "patronymic", "full_name", "sex", "birth_date", "birth_place")
