"""From lists to records that can be compared: every distinct name, place, date and unit is understood once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.names.columns import parse_columns
from homeward.names.keys import Part
from homeward.progress import Progress, silent
from homeward.reconciliation.further import distinct_headings, further_cells, texts
from homeward.reconciliation.name_cells import read_name_columns
from homeward.reconciliation.records import Asides, Further, Ints, Numbers, Records, Rows, Vocabularies, Words
from homeward.reconciliation.understood import Understood, placed
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
#: Between words, and between the surname, the further words and the call signs of a name, which are one value.
_BAR, _BESIDE = "\x1f", "\x1e"


class Gathered(NamedTuple):
    """The entries of all lists, one list after the other.

    Attributes:
        entries: as in ``PersonList``, with a column ``further 0``, ``further 1`` … for each of ``headings``.
        headings: further columns to compare, in an order of their own.
        order: which entry comes first, second and so on as a record: ordered by entry number and, where numbers are
            equal, by what the entry says. That order knows neither the order of the lists nor their labels nor that
            of their rows, so nothing computed from it can favour a side.
        lists, numbers: for each entry the number of its list, and its own in that list.
    """

    entries: pa.Table
    headings: list[str]
    order: Ints
    lists: Ints
    numbers: Ints


def make_records(lists: Sequence[PersonList], progress: Progress = silent, also: Sequence[str] = ()) -> Records:
    """Understand every entry of every list.

    Args:
        lists: all of them.
        progress: told of each step.
        also: headings of further columns to compare.

    Returns:
        one record per entry, in the order of ``Gathered``.
    """
    gathered = gather_entries(lists, also)
    said = understand(gathered.entries, gathered.headings, progress)
    return records_of(gathered, said, gathered.order)


def gather_entries(lists: Sequence[PersonList], also: Sequence[str]) -> Gathered:
    """Bring all entries together."""
    entries = pa.concat_tables([SCHEMA.empty_table(), *(one.entries for one in lists)])
    headings = distinct_headings(also)
    for place, heading in enumerate(headings):
        entries = entries.append_column(f"further {place}", further_cells(lists, heading))
    sizes = [len(one) for one in lists]
    numbers = np.concatenate([np.zeros(0, np.int64), *map(np.arange, sizes)])
    return Gathered(entries, headings, _neutral_order(entries), np.repeat(np.arange(len(lists)), sizes), numbers)


def understand(entries: pa.Table, headings: Sequence[str], progress: Progress = silent) -> Understood:
    """What each entry says; what an entry is understood as depends on nothing but its own cells.

    Args:
        entries, headings: as in ``Gathered``.
        progress: told of each step.
    """
    progress("understanding names", 0, 3)
    cells, signs, tags = read_name_columns(_said_once(entries))
    names = parse_columns(*cells)
    surname, (surname_words, asides) = _surnames(names, signs)
    tag = digest_column(tags)
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
    further = [
        Further(heading, *vocabulary(entries[f"further {place}"], texts)) for place, heading in enumerate(headings)
    ]
    progress("understanding names", 3, 3)
    return Understood(
        Rows(surname, given, patronymic, surname, birth, birth_place, seen_place, event, unit, tag, sex, rank),
        Vocabularies(
            surname_words,
            given_words,
            patronymic_words,
            asides,
            birth_dates,
            birth_places,
            seen_places,
            event_dates,
            known_units,
        ),
        tuple(further),
    )


def records_of(gathered: Gathered, said: Understood, at: Ints) -> Records:
    """All records: what each says stands in ``said`` at the places ``at``, shape (records,)."""
    return Records(gathered.lists[gathered.order], gathered.numbers[gathered.order], *placed(said, at))


def _neutral_order(entries: pa.Table) -> Ints:
    """The order of ``Gathered``."""
    numbers = entries["rec_id"]
    columns = ["rec_id"]
    if len(pc.unique(numbers)) < len(numbers):
        columns = [*COLUMNS, *(name for name in entries.column_names if name not in SCHEMA.names)]
    order = pc.sort_indices(entries, [(column, "ascending") for column in columns])
    return np.asarray(order.to_numpy().astype(np.int64))


def _said_once(entries: pa.Table) -> list[pa.ChunkedArray]:
    """The columns of names; words of the full name that stand in a part as well are taken out of the full name."""
    parts, whole = [entries[column] for column in _NAME_COLUMNS[:3]], entries["full_name"]
    beside = pc.binary_join_element_wise(*parts, " ")
    both = pc.and_(pc.not_equal(whole, ""), pc.not_equal(pc.utf8_trim_whitespace(beside), ""))
    if not pc.any(both).as_py():
        return [*parts, whole]
    left = [
        " ".join(word for word in text.split() if _bare(word) not in said)
        for text, said in zip(
            whole.filter(both).to_pylist(),
            ({_bare(word) for word in text.split()} for text in beside.filter(both).to_pylist()),
            strict=True,
        )
    ]
    return [*parts, pc.replace_with_mask(whole.combine_chunks(), both.combine_chunks(), pa.array(left, pa.string()))]


def _bare(word: str) -> str:
    return word.casefold().strip(",;.")


def _surnames(names: pa.Table, signs: pa.ListArray) -> tuple[Numbers, tuple[Words, Asides]]:
    """Surnames with the words and call signs beside them; a name that has none of these has no row."""
    others = pc.binary_join(names["others"].combine_chunks(), _BAR)
    whole = pc.binary_join_element_wise(names["surname"].combine_chunks(), others, pc.binary_join(signs, _BAR), _BESIDE)
    whole = pc.if_else(pc.equal(whole, _BESIDE + _BESIDE), "", whole)

    def understand(distinct: pa.Array) -> tuple[Words, Asides]:
        parts = pc.split_pattern(distinct, _BESIDE)
        words = [pc.list_element(parts, place) for place in range(3)]
        return surnames(words[0], *(_words_of(text) for text in words[1:]))

    return vocabulary(whole, understand)


def _words_of(texts: pa.Array) -> pa.ListArray:
    """The words between bars; none in an empty text."""
    words = pc.split_pattern(texts, _BAR)
    return pc.if_else(pc.equal(texts, ""), pa.scalar([], words.type), words)
