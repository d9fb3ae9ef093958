"""Two rows that somebody tries: weighed by themselves, with their reasons and what would settle them, ready to show."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.names.latin_names import latin_names
from homeward.reconciliation.explaining import explain
from homeward.reconciliation.shown_pairs import ShownPair, Side, shown_pair
from homeward.reconciliation.terms import EntryRef, Pair
from homeward.reconciliation.turning_points import TurningPoint, turning_points
from homeward.reconciliation.turning_words import turning_words
from homeward.reconciliation.two_rows import BEFORE, table_frequencies, weigh_rows
from homeward.register.entries import COLUMNS, PersonList
from homeward.words import Language, _, say

#: What the two rows are called as lists, in this order: the first stands left.
LABELS = ("1", "2")
ROWS: dict[str, str] = {"1": _("the first row"), "2": _("the second row")}


@dataclass(frozen=True, slots=True)
class TriedRows:
    """What two rows came to: log2 odds before comparing, the pair with its reasons, what would settle it."""

    prior: float
    pair: Pair
    turning: tuple[TurningPoint, ...]


def try_rows(first: PersonList, second: PersonList) -> TriedRows:
    """Weigh two rows, lists of one entry each that bear ``LABELS``."""
    result = weigh_rows(first, second)
    (pair,) = explain(result, [0])
    in_order = [result.lists[number] for number in result.records.lists]
    (turning,) = turning_points(result, [0], table_frequencies(in_order))
    return TriedRows(result.weighed.prior, pair, turning)


def shown_rows(first: PersonList, second: PersonList, tried: TriedRows, language: Language) -> ShownPair:
    """The two rows as a page shows a pair."""
    names = [_name(one) for one in (first, second)]
    latin = latin_names(names)
    one, other = (
        Side(
            party=say(ROWS[label], language),
            alias="",
            where=0,
            title=name,
            latin=in_latin,
            cells={column: cell for column in COLUMNS if column != "rec_id" and (cell := _cell(row, column))},
            seen=COLUMNS,
        )
        for label, row, name, in_latin in zip(LABELS, (first, second), names, latin, strict=True)
    )
    return shown_pair(
        (one, other),
        [(reason.feature, reason.outcome, reason.weight) for reason in tried.pair.reasons],
        language=language,
        prior=tried.prior,
        probability=tried.pair.probability,
        decision=tried.pair.decision or "",
        verdict=tried.pair.verdict,
        before=BEFORE,
        turning=turning_words(tried.turning, lambda ref: called(ref, language), language),
    )


def called(ref: EntryRef, language: Language) -> str:
    """``the first row``."""
    return say(ROWS[ref.list_label], language)


def _cell(row: PersonList, column: str) -> str:
    return str(row.entries[column][0].as_py())


def _name(row: PersonList) -> str:
    parts = [cell for part in ("surname", "given_name", "patronymic") if (cell := _cell(row, part))]
    return " ".join(parts) or _cell(row, "full_name")
