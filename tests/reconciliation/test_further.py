"""Further columns: what counts as the same under a heading that is none of ours, and what it says of a pair."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from homeward.intake.reading import read_lists
from homeward.reconciliation.blocking import FURTHER_RULES, RULES_BY_NAME, key_tables, rules_for
from homeward.reconciliation.compared import compare
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.comparisons import COMPARISONS, further_comparison, further_heading
from homeward.reconciliation.explaining import explain
from homeward.reconciliation.features import make_records
from homeward.reconciliation.frequencies import name_frequencies
from homeward.reconciliation.further import distinct_headings, further_cells, further_levels, headings_of, texts
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.outcomes import reason_words
from homeward.register.entries import PersonList

CASES = [
    ("СН 123456", "сн123456", "same"),  # a document in Cyrillic letters, large and small
    ("СН123456", "CH 123456", "same"),  # and typed with Latin ones that look alike
    ("вул. Садова, 12", "Вул Садова 12", "same"),
    ("Київ", "Kyiv", "sounds_same"),
    ("пекар", "pekar", "sounds_same"),
    ("СН123456", "СН123457", "one_slip"),
    ("1861-01-01", "1861-10-01", "one_slip"),
    ("СН123456", "СН193756", "two_slips"),
    ("вул. Садова, буд. 12", "буд. 12, вул. Садова", "alike"),
    ("Садова 12, квартира 3", "Садова 12", "alike"),
    ("вчитель", "пекар", "other"),
    ("СН123456", "ВК907010", "other"),
    ("7", "8", "other"),  # one sign of one is no slip
]


def level(one: str, other: str) -> int:
    left, right = np.array([0], np.int32), np.array([1], np.int32)
    return int(further_levels(texts(pa.array([one, other])), left, right)[0])


@pytest.mark.parametrize(("one", "other", "code"), CASES)
def test_two_cells_come_out_the_same_in_both_directions(one: str, other: str, code: str) -> None:
    codes = further_comparison("any").codes
    assert codes[level(one, other)] == code
    assert level(other, one) == level(one, other)


def test_a_cell_of_signs_alone_says_nothing() -> None:
    assert level("–", "…") == ABSENT
    assert level("–", "7") == ABSENT


def lists_of(folder: Path, tables: dict[str, Sequence[str]]) -> list[PersonList]:
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return list(read_lists([folder / f"{name}.csv" for name in tables]))


@pytest.fixture
def two(tmp_path: Path) -> list[PersonList]:
    return lists_of(
        tmp_path,
        {
            "one": ("ПІБ,Паспорт", "Ткаченко Роман,СН123456", "Бондар Ірина,", "Лисенко Олег,ВК100200"),
            "two": (
                "ПІБ,Дім,паспорт ",
                "Ткаченко Роман,5,CH 123456",
                "Бондар Ірина,6,КМ555555",
                "Гончар Петро,7,ВК100200",
            ),
            "three": ("ПІБ,Дім", "Ткаченко Роман,5", "Мороз Юрій,9"),
        },
    )


def test_a_heading_is_found_whatever_its_case_and_spaces(two: list[PersonList]) -> None:
    assert headings_of(two, " паспорт") == ["Паспорт", "паспорт", ""]
    assert distinct_headings(["паспорт", "Дім", "ПАСПОРТ "]) == ["Дім", "паспорт"]


def test_a_list_without_the_column_has_empty_cells(two: list[PersonList]) -> None:
    cells = further_cells(two, "паспорт").to_pylist()
    assert cells == ["СН123456", "", "ВК100200", "CH 123456", "КМ555555", "ВК100200", "", ""]


def test_an_empty_cell_says_nothing(two: list[PersonList]) -> None:
    records = make_records(two, also=["паспорт"])
    left, right = np.triu_indices(len(records), 1)
    found = compare(records, left, right)
    filled = records.further[0].rows >= 0
    assert ((found.levels[-1] == ABSENT) == ~(filled[found.left] & filled[found.right])).all()


def test_without_further_columns_nothing_is_compared_besides(two: list[PersonList]) -> None:
    records = make_records(two)
    assert records.comparisons == COMPARISONS
    assert rules_for(records) == RULES_BY_NAME
    assert key_tables(records)["further"].num_rows == 0


def test_a_value_is_a_key_of_its_own_column_only(two: list[PersonList]) -> None:
    two[2] = PersonList("three", two[2].entries, pa.table({"Дім": ["ВК100200", "5"]}), "")
    records = make_records(two, also=["паспорт", "Дім"])
    keys = key_tables(records)["further"]
    assert len(set(keys["word"].to_pylist())) == 3 + 4  # three documents; 5, 6, 7 and a house written like a document
    assert {rule.name for rule in FURTHER_RULES} <= set(rules_for(records))


def test_a_value_that_many_share_says_less(tmp_path: Path) -> None:
    rows = [f"Ткаченко Роман,{'Київ' if number else 'Канів'}" for number in range(40)]
    (one,) = lists_of(tmp_path, {"one": ("ПІБ,місто", *rows)})
    records = make_records([one], also=["місто"])
    frequency = name_frequencies(records, "also:місто")
    common, rare = frequency.max(), frequency.min()
    assert common == pytest.approx((39 - 2 + 0.5) / (40 - 2 + 1))
    assert rare == pytest.approx(0.5 / (40 - 2 + 1))


def test_a_document_that_agrees_speaks_for_a_pair_and_the_reasons_add_up(two: list[PersonList]) -> None:
    without, with_it = reconcile(two), reconcile(two, also=["паспорт"])
    pairs = {
        (pair.left.list_label, pair.left.rec_id, pair.right.list_label, pair.right.rec_id): pair
        for pair in explain(with_it, np.arange(len(with_it.weighed.evidence)))
    }
    pair = pairs["one", "2", "two", "2"]
    (reason,) = [reason for reason in pair.reasons if further_heading(reason.feature) == "паспорт"]
    assert (reason.outcome, reason.left, reason.right) == ("same", "СН123456", "CH 123456")
    assert reason.weight > 2
    assert reason_words(reason.feature, reason.outcome) == ("паспорт", "the same")
    for each in pairs.values():
        bits = with_it.weighed.prior + sum(reason.weight for reason in each.reasons)
        assert 1 / (1 + 2**-bits) == pytest.approx(each.probability, abs=1e-6)
    assert all("also:" not in reason.feature for pair in explain(without, np.array([0])) for reason in pair.reasons)


def test_a_woman_who_took_another_name_is_found_by_her_document(tmp_path: Path) -> None:
    one, other = lists_of(
        tmp_path,
        {"one": ("ПІБ,паспорт", "Лисенко Олена,ВК100200"), "other": ("ПІБ,паспорт", "Гончар Олена,ВК100200")},
    )
    assert len(reconcile([one, other]).weighed.evidence) == 0
    assert len(reconcile([one, other], also=["паспорт"]).weighed.evidence) == 1


def test_a_name_in_parts_and_whole_is_one_name(tmp_path: Path) -> None:
    (one,) = lists_of(
        tmp_path,
        {
            "one": (
                "surname,given_name,full_name",
                "Smith,,Smith",
                "Smith,John,John Smith",
                "Smith,John,John Carter Smith",
            )
        },
    )
    records = make_records([one])
    lone, twice, middle = np.argsort(records.entries)
    assert records.rows.given[lone] < 0
    assert records.rows.surname[twice] == records.rows.surname[lone]
    assert records.rows.patronymic[twice] < 0 <= max(records.rows.patronymic[middle], 0)
