"""From lists to records that can be compared: every distinct name, place, date and unit is understood once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.names.keys import Part
from homeward.progress import Progress, silent
from homeward.reconciliation.names_tmp import parse_columns
from homeward.reconciliation.records import Ints, Numbers, Records, Rows, Vocabularies, Words
from homeward.reconciliation.vocabularies import (
    births,
    digest_column,
    events,
    first_names,
    places,
    surnames,
    units,
    vocabulary,
)
from homeward.register.entries import COLUMNS, SCHEMA, PersonList

_NAME_COLUMNS = ("surname", "given_name", "patronymic", "full_name")
#: Between the words of a name whose surname and further words are one value.
_BAR = "\x1f"


def make_records(lists: Sequence[PersonList], progress: Progress = silent) -> Records:
    """Understand every entry of every list.

    Returns:
        one record per entry, in the order of ``in_neutral_order``.
    """
    entries, order, of_list, of_entry = in_neutral_order(lists)
    rows, vocabularies = understand(entries, progress)
    return Records(of_list[order], of_entry[order], Rows._make(column[order] for column in rows), vocabularies)


def in_neutral_order(lists: Sequence[PersonList]) -> tuple[pa.Table, Ints, Ints, Ints]:
    """All entries, and the order of their records.

    Returns:
        the entries of one list after the other; which of them comes first, second and so on, ordered by entry number
        and, where numbers are equal, by what the entry says: an order that knows neither the order of the lists nor
        their labels nor that of their rows, so that nothing computed from it can favour a side; and for each entry
        the number of its list and its number in it.
    """
    entries = pa.concat_tables([SCHEMA.empty_table(), *(one.entries for one in lists)])
    sizes = [len(one) for one in lists]
    of_list = np.repeat(np.arange(len(lists)), sizes)
    return entries, _neutral_order(entries), of_list, np.concatenate([np.zeros(0, np.int64), *map(np.arange, sizes)])


def understand(entries: pa.Table, progress: Progress = silent) -> tuple[Rows, Vocabularies]:
    """What each entry says, as rows of the vocabularies, and the vocabularies."""
    progress("understanding names", 0, 3)
    names = parse_columns(*(entries[column] for column in _NAME_COLUMNS))
    surname, surname_words = _surnames(names)
    given, given_words = vocabulary(names["given"], lambda words: first_names(words, Part.GIVEN))
    patronymic, patronymic_words = vocabulary(names["patronymic"], lambda words: first_names(words, Part.PATRONYMIC))
    progress("understanding names", 1, 3)
    birth_place, birth_places = vocabulary(entries["birth_place"], places)
    seen_place, seen_places = vocabulary(entries["last_seen_place"], places)
    progress("understanding names", 2, 3)
    birth, birth_dates = vocabulary(entries["birth_date_read"], births)
    event, event_dates = vocabulary(entries["event_date_read"], events)
    unit, known_units = vocabulary(entries["unit"], units)
    sex, rank = (digest_column(entries[column]) for column in ("sex_read", "rank_read"))
    progress("understanding names", 3, 3)
    return (
        Rows(surname, given, patronymic, birth, birth_place, seen_place, event, unit, sex, rank),
        Vocabularies(
            surname_words,
            given_words,
            patronymic_words,
            birth_dates,
            birth_places,
            seen_places,
            event_dates,
            known_units,
        ),
    )


def _neutral_order(entries: pa.Table) -> Ints:
    """The order of ``in_neutral_order``."""
    numbers = entries["rec_id"]
    columns = ["rec_id"] if len(pc.unique(numbers)) == len(numbers) else list(COLUMNS)
    order = pc.sort_indices(entries, [(column, "ascending") for column in columns])
    return np.asarray(order.to_numpy().astype(np.int64))


def _surnames(names: pa.Table) -> tuple[Numbers, Words]:
    """Surnames with the words beside them; a name that has neither has no row."""
    whole = pc.binary_join_element_wise(names["surname"], pc.binary_join(names["others"], _BAR), _BAR)
    whole = pc.if_else(pc.equal(whole, _BAR), "", whole)

    def understand(distinct: pa.Array) -> Words:
        words = pc.split_pattern(distinct, _BAR)
        return surnames(pc.list_element(words, 0), pc.list_slice(words, 1))

    return vocabulary(whole, understand)
