"""What a list is looked through for before it is handed in (schema §4, ``checks``). A check refuses nothing.

The checks that need other lists or the register, such as persons known as dead or returned, are contradictions there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from homeward.intake.folding import fold_tightly
from homeward.intake.terms import Mark
from homeward.register.dates import PartialDate, parse_edtf

#: Nobody on a list of this commission is older: the oldest human being whose age was verified reached 122.
_GREATEST_AGE: Final = 115
_SAYS_NO_MORE_THAN_A_NAME: Final = frozenset({"rec_id", "surname", "given_name", "full_name", "patronymic", "sex"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of one line.

    Attributes:
        mark: which.
        row: of the line.
        other: number of the line of the version before, or of the line that it doubles; "" where there is none.
    """

    mark: Mark
    row: int
    other: str = ""


def check_lines(lines: Iterable[tuple[int, Mapping[str, str]]], today: dt.date) -> Iterator[Marked]:
    """Look through all lines of a list.

    Args:
        lines: row, and what is known by canonical column, with what was read under ``<column>_read``.
        today: the day of the check.
    """
    first: dict[Hashable, int] = {}
    for row, known in lines:
        if (earlier := first.setdefault(_identity(row, known), row)) != row:
            yield Marked(Mark.DUPLICATE_IN_LIST, row, str(earlier))
        if all(column.removesuffix("_read") in _SAYS_NO_MORE_THAN_A_NAME for column, text in known.items() if text):
            yield Marked(Mark.NAME_ONLY, row)
        if _is_impossible(known.get("birth_date_read", ""), known.get("event_date_read", ""), today):
            yield Marked(Mark.DOB_IMPOSSIBLE, row)


def _identity(row: int, known: Mapping[str, str]) -> Hashable:
    """What two lines about one person share: name and day of birth, or all that is said where the day is not known."""
    name = fold_tightly(" ".join(known.get(part, "") for part in ("full_name", "surname", "given_name", "patronymic")))
    if not name:
        return row
    born = _date(known.get("birth_date_read", ""))
    if born is not None and born.is_day:
        return name, born.earliest
    return frozenset((column, text) for column, text in known.items() if column != "rec_id")


def _is_impossible(birth: str, event: str, today: dt.date) -> bool:
    """Whether somebody was born after the event of the line, or would have been older than people get."""
    born, happened = _date(birth), _date(event)
    if born is None:
        return False
    on = happened or PartialDate("", today, today)
    return born.earliest > on.latest or on.earliest.year - born.latest.year > _GREATEST_AGE


@lru_cache(maxsize=1 << 16)
def _date(text: str) -> PartialDate | None:
    return parse_edtf(text) if text else None
