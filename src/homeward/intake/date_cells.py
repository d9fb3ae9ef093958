"""Date columns: each distinct cell read once, the writer's order of day and month told from the column as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import pyarrow as pa

from homeward.intake import limits
from homeward.intake.cell_columns import Column
from homeward.intake.dates import Age, Customs, DateError, month_first_separators, quotable, read_date
from homeward.intake.faults import FaultLog, quoted
from homeward.register.dates import parse_edtf
from homeward.words import _

BORN_IN_FUTURE: Final = _("The date of birth lies in the future. Write the year with four figures.")
EVENT_IN_FUTURE: Final = _("The date lies in the future. Write the year with four figures.")
EVENT_IS_AGE: Final = _("An age stands where a date is wanted. Write the date, or leave the cell empty.")
MONTH_FIRST: Final = _("The month stands before the day in this column. It was read so.")
AGE_WITHOUT_DATE: Final = _("An age without a date of the event gives no date of birth. It was kept as written.")


def read_event_dates(column: Column, day_zero: dt.date, today: dt.date, log: FaultLog) -> pa.Array:
    """EDTF or "" for each row; cells that are no dates go to ``log``."""
    dates, wrong = _read_values(column, day_zero, today, EVENT_IN_FUTURE, log)
    wrong |= {place: EVENT_IS_AGE for place, date in enumerate(dates) if isinstance(date, Age)}
    column.report(wrong, log, lambda value: quoted(quotable(value)))
    return column.spread([date if isinstance(date, str) else "" for date in dates])


def read_birth_dates(
    column: Column, events: pa.Array | None, day_zero: dt.date, today: dt.date, log: FaultLog
) -> pa.Array:
    """EDTF or "" for each row; an age becomes the span of birth dates it leaves on the date of the row's event."""
    dates, wrong = _read_values(column, day_zero, today, BORN_IN_FUTURE, log)
    column.report(wrong, log, lambda value: quoted(quotable(value)))
    read = column.spread([date if isinstance(date, str) else "" for date in dates])
    ages = {place: date for place, date in enumerate(dates) if isinstance(date, Age)}
    if not ages:
        return read
    cells, without_date = read.to_pylist(), 0
    for row in np.flatnonzero(np.isin(column.index, list(ages))).tolist():
        event = events[row].as_py() if events is not None else ""
        without_date += not event
        cells[row] = ages[int(column.index[row])].born(event) if event else ""
    if without_date:
        log.note(AGE_WITHOUT_DATE, column=column.heading, count=without_date)
    return pa.array(cells, pa.string())


def _read_values(
    column: Column, day_zero: dt.date, today: dt.date, in_future: str, log: FaultLog
) -> tuple[list[str | Age], dict[int, str]]:
    """What each value says, and the advice for those that are no dates or lie in the future."""
    customs = Customs(month_first_separators(column.values), day_zero, today)
    if customs.month_first:
        log.note(MONTH_FIRST, column=column.heading)
    dates: list[str | Age] = []
    wrong: dict[int, str] = {}
    last = _tomorrow(today)
    for place, value in enumerate(column.values):
        if len(wrong) > limits.FAULTS_LISTED:  # the list is refused, and more could not be listed
            log.add_more(0, at_least=True)
            return [*dates, *[""] * (len(column.values) - place)], wrong
        try:
            date = read_date(value, customs)
        except DateError as refused:
            date, wrong[place] = "", refused.advice
        if isinstance(date, str) and date and parse_edtf(date).earliest > last:
            wrong[place] = in_future
        dates.append(date)
    return dates, wrong


def _tomorrow(today: dt.date) -> dt.date:
    """The day it already is somewhere east of here."""
    return today + dt.timedelta(days=1)
