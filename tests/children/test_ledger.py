"""A name is worked through when each side has answered it with evidence."""

from __future__ import annotations

import datetime as dt

import pytest
from cases_of_children import SIDES

from homeward.children.answers import LEADS_TO, Answer, Given, Step, step
from homeward.children.ledger import Ledger, Standing, Told, ledger, weeks
from homeward.children.ledger_files import told_months

JUNE, JULY, AUGUST = (dt.date(2025, month, 1) for month in (6, 7, 8))


def given(entry: str, side: str, answer: Answer, evidence: str = "DOC-1", on: dt.date = JUNE) -> Given:
    return Given(entry, side, on, answer, evidence)


def standing(*answers: Given, day: dt.date = AUGUST) -> Standing:
    return ledger(["1"], answers, SIDES, [day]).lines[0].standing


def test_a_name_without_an_answer_is_unanswered() -> None:
    assert standing() is Standing.UNANSWERED


def test_an_answer_without_evidence_works_nothing_through() -> None:
    bare = [given("1", side, Answer.LOCATED_CONFIRMED, "") for side in SIDES]
    assert standing(*bare) is Standing.WITHOUT_EVIDENCE
    assert standing(bare[0], given("1", "Y", Answer.NOT_FOUND)) is Standing.ONE_SIDE


def test_no_information_answers_nothing_even_on_paper() -> None:
    assert standing(*(given("1", side, Answer.NO_INFORMATION) for side in SIDES)) is Standing.WITHOUT_EVIDENCE


def test_both_sides_with_evidence_work_a_name_through_whether_they_agree_or_not() -> None:
    same = [given("1", side, Answer.TURNED_18) for side in SIDES]
    assert standing(*same) is Standing.AGREED
    assert standing(same[0], given("1", "Y", Answer.NOT_THE_CHILD)) is Standing.DIFFERS
    said = given("1", "X", Answer.LOCATED_REPORTED), given("1", "Y", Answer.LOCATED_CONFIRMED)
    assert standing(*said) is Standing.AGREED


def test_the_last_answer_of_a_side_stands_and_the_earlier_one_is_kept_as_corrected() -> None:
    answers = [
        given("1", "X", Answer.DEAD),
        given("1", "X", Answer.LOCATED_CONFIRMED, on=JULY),
        given("1", "Y", Answer.LOCATED_CONFIRMED),
    ]
    [line] = ledger(["1"], answers, SIDES, [AUGUST]).lines
    assert line.last["X"].answer is Answer.LOCATED_CONFIRMED
    assert line.standing is Standing.AGREED
    assert [one.on for one in line.corrections] == [JULY]


def test_an_answer_of_later_does_not_count_before_its_day() -> None:
    later = [given("1", side, Answer.NOT_FOUND, on=JULY) for side in SIDES]
    assert standing(*later, day=JUNE) is Standing.UNANSWERED
    assert standing(*later, day=JULY) is Standing.AGREED


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, Answer.NO_INFORMATION, Step.FIRST),
        (Answer.NO_INFORMATION, Answer.NOT_FOUND, Step.FURTHER),
        (Answer.LOCATED_REPORTED, Answer.LOCATED_CONFIRMED, Step.FURTHER),
        (Answer.LOCATED_CONFIRMED, Answer.ALREADY_WITH_FAMILY, Step.FURTHER),
        (Answer.LOCATED_CONFIRMED, Answer.LOCATED_REPORTED, Step.CORRECTION),
        (Answer.DEAD, Answer.LOCATED_CONFIRMED, Step.CORRECTION),
        (Answer.TURNED_18, Answer.TURNED_18, Step.REPEATED),
    ],
)
def test_what_follows_what(before: Answer | None, after: Answer, expected: Step) -> None:
    assert step(before, after) is expected


def test_nothing_follows_a_death_but_a_correction_and_no_answer_leads_back_to_ignorance() -> None:
    assert LEADS_TO[Answer.DEAD] == frozenset()
    assert all(Answer.NO_INFORMATION not in leads for leads in LEADS_TO.values())
    assert set(LEADS_TO) == set(Answer)


def batch(size: int, total: int, day: dt.date, side: str) -> list[Given]:
    return [given(str(n), side, Answer.NOT_FOUND, on=day) for n in range(total - size, total)]


def worked() -> Ledger:
    answers = [*batch(60, 60, JUNE, "X"), *batch(25, 60, JULY, "Y"), *batch(32, 60, dt.date(2025, 7, 29), "Y")]
    return ledger([str(n) for n in range(100)], answers, SIDES, weeks(JUNE, dt.date(2025, 7, 29)))


def test_every_week_counts_every_name_once() -> None:
    found = worked()
    assert all(sum(counts.values()) == 100 for counts in found.counts)
    assert found.worked_through == 32
    assert found.days[-1] == dt.date(2025, 7, 29)
    assert found.days[0] >= JUNE


def test_a_change_of_seven_names_between_two_publications_is_not_told() -> None:
    told = list(told_months(worked(), "list").values())
    assert told[-2][Told.BOTH] == 25
    assert told[-1][Told.BOTH] is None, "32 less 25 would be seven"
