"""Which line of a version continues which line of the version before."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.intake.checks import Marked, check_lines
from homeward.intake.terms import Mark
from homeward.intake.versions import VersionLine, follow


def line(number: str, says: str = "", **cells: str) -> VersionLine:
    return VersionLine(number, cells, says)


IVAN = {"rec_id": "5", "surname": "Зразків", "given_name": "Іван", "birth_date": "01.02.1980"}
PETRO = {"rec_id": "6", "surname": "Взірець", "given_name": "Петро", "birth_date": "03.04.1990"}


def test_a_line_that_names_the_one_it_continues_continues_it_whatever_changed() -> None:
    found = follow([line("a", **IVAN)], [line("2", "a", surname="Зовсім", birth_date="інша")])
    assert found.before_of == {"2": "a"}
    assert set(found.changed["2"]) == {
        ("rec_id", "5", ""),
        ("surname", "Зразків", "Зовсім"),
        ("given_name", "Іван", ""),
        ("birth_date", "01.02.1980", "інша"),
    }


def test_a_copied_line_continues_once_and_is_new_the_second_time() -> None:
    found = follow([line("a", **IVAN)], [line("2", "a", **IVAN), line("3", "a", **IVAN)])
    assert found.before_of == {"2": "a"}
    assert found.new == ("3",)


def test_a_renumbered_list_passes_nobodys_judgements_to_somebody_else() -> None:
    found = follow(
        [line("a", **IVAN), line("b", **PETRO)],
        [line("2", **{**PETRO, "rec_id": "5"}), line("3", surname="Новий", rec_id="6", birth_date="2001")],
    )
    assert found.before_of == {"2": "b"}
    assert found.new == ("3",)
    assert found.gone == ("a",)


@pytest.mark.parametrize("changed", [{"surname": "Зразкiв-Новий"}, {"birth_date": "02.01.1980"}])
def test_the_same_number_with_the_same_name_or_birth_is_the_same_line(changed: dict[str, str]) -> None:
    found = follow([line("a", **IVAN)], [line("2", **{**IVAN, **changed})])
    assert found.before_of == {"2": "a"}
    assert [column for column, _was, _now in found.changed["2"]] == list(changed)


def test_where_an_entry_number_stands_twice_the_order_of_lines_does_not_decide_whom_it_means() -> None:
    before = [line("a", **IVAN), line("b", **{**IVAN, "birth_date": "05.06.1985"})]
    after = [line("2", **{**IVAN, "unit": "1"}), line("3", **{**IVAN, "birth_date": "07.08.1991"})]
    for lines in (after, after[::-1]):
        assert follow(before, lines).before_of == {"2": "a", "3": "b"}


def test_namesakes_are_not_joined_by_name_alone() -> None:
    namesakes = [{"surname": "Двійник", "given_name": "Ян", "unit": unit} for unit in ("1", "2", "3", "4")]
    found = follow(
        [line("a", **namesakes[0]), line("b", **namesakes[1])], [line("2", **namesakes[2]), line("3", **namesakes[3])]
    )
    assert not found.before_of
    assert (found.new, found.gone) == (("2", "3"), ("a", "b"))


CELLS = st.fixed_dictionaries(
    {
        "surname": st.sampled_from(["Зразків", "Взірець", "Приміренко"]),
        "birth_date": st.sampled_from(["1980", "1990", ""]),
    },
    optional={"rec_id": st.sampled_from(["1", "2", "3"]), "unit": st.sampled_from(["A", "B"])},
)


@given(st.lists(CELLS, max_size=6), st.lists(CELLS, max_size=6), st.randoms(use_true_random=False))
def test_every_line_is_accounted_for_and_the_order_of_rows_changes_nothing(before, after, random) -> None:  # type: ignore[no-untyped-def]
    earlier = [VersionLine(f"b{at}", cells) for at, cells in enumerate(before)]
    later = [VersionLine(str(at), cells) for at, cells in enumerate(after)]
    found = follow(earlier, later)
    assert sorted([*found.before_of, *found.new]) == sorted(one.number for one in later)
    assert sorted([*found.before_of.values(), *found.gone]) == sorted(one.number for one in earlier)
    for number in found.before_of:
        was, now = earlier[int(found.before_of[number][1:])].content, later[int(number)].content
        assert (number in found.changed) == ({k: v for k, v in was.items() if v} != {k: v for k, v in now.items() if v})
    shuffled = list(later)
    random.shuffle(shuffled)
    again = follow(earlier, shuffled)
    count = lambda one: (len(one.before_of), one.same, len(one.new), len(one.gone))  # noqa: E731
    assert count(again) == count(found)


TODAY = dt.date(2026, 1, 1)


def test_checks_mark_what_somebody_should_look_at() -> None:
    lines = [
        (2, {"surname": "Зразків", "given_name": "Іван", "birth_date_read": "1980-02-01", "unit": "A"}),
        (3, {"surname": "ЗРАЗКІВ", "given_name": "Іван", "birth_date_read": "1980-02-01", "unit": "B"}),
        (4, {"surname": "Зразків", "given_name": "Іван", "birth_date_read": "1980", "unit": "A"}),
        (5, {"full_name": "Взірець Петро", "rec_id": "7"}),
        (6, {"surname": "А", "birth_date_read": "2024-05", "event_date_read": "2023-01-01"}),
        (7, {"surname": "Б", "birth_date_read": "1890", "unit": "A"}),
    ]
    assert list(check_lines(lines, TODAY)) == [
        Marked(Mark.DUPLICATE_IN_LIST, 3, "2"),
        Marked(Mark.NAME_ONLY, 5),
        Marked(Mark.DOB_IMPOSSIBLE, 6),
        Marked(Mark.DOB_IMPOSSIBLE, 7),
    ]


def test_a_date_that_may_be_possible_is_not_called_impossible() -> None:
    lines = [(2, {"surname": "В", "birth_date_read": "2023", "event_date_read": "2023-01-01", "unit": "A"})]
    assert not list(check_lines(lines, TODAY))
