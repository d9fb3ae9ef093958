"""Queries disclose what was agreed and nothing else; answers stand verbatim; corrections stand beside them."""

import datetime as dt

import pytest
from desk import Desk
from django.core.exceptions import PermissionDenied
from paired import Paired

from homeward.access.doors import NotThere
from homeward.access.terms import Role
from homeward.desk.workbook_out import table_csv, workbook
from homeward.errors import InputRefused
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL
from homeward.progress import silent
from homeward.reconciliation import gate
from homeward.reconciliation.actions import (
    Given,
    answer_queries,
    ask,
    question_about_entry,
    withdraw_consent,
    withdraw_query,
)
from homeward.reconciliation.answer_workbook import HEADINGS, read_answers
from homeward.reconciliation.models import Answer
from homeward.reconciliation.query_words import SOON, AnswerWord, QueryKind, QueryState, state_of
from homeward.register.models import Disclosure, ListedEntry
from homeward.words import Language, say

TODAY = dt.date(2025, 6, 10)


@pytest.fixture
def paired(desk: Desk) -> Paired:
    found = Paired(desk)
    found.agree_on_sharing()
    return found


@pytest.fixture
def quick(quick_desk: Desk) -> Paired:
    found = Paired(quick_desk)
    found.agree_on_sharing()
    return found


def own(paired: Paired, side: str = "UA", place: int = 0) -> ListedEntry:
    return ListedEntry.objects.filter(party=side).order_by("row")[place]


def asked(paired: Paired, side: str = "UA", place: int = 0):
    by = paired.liaisons[side]
    question = question_about_entry(by=by, alias=own(paired, side, place).alias)
    return ask(by=by, question=question, kind=QueryKind.HELD)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, QueryState.LATE),
        (0, QueryState.DUE_SOON),
        (SOON, QueryState.DUE_SOON),
        (SOON + 1, QueryState.WAITING),
    ],
)
def test_how_a_query_stands_by_its_day(days: int, state: QueryState) -> None:
    due = TODAY + dt.timedelta(days=days)
    assert state_of("", due, TODAY) is state
    assert state_of("held", due, TODAY) is QueryState.ANSWERED
    assert state_of("", due, TODAY, is_withdrawn=True) is QueryState.WITHDRAWN


def test_a_query_discloses_what_was_agreed(paired: Paired) -> None:
    entry = own(paired)
    ListedEntry.objects.filter(pk=entry.pk).update(known={**entry.known, "unit": "CANARY"})
    query = asked(paired)
    assert "unit" not in query.disclosed
    assert query.disclosed["surname"] == entry.known["surname"]
    assert Disclosure.objects.get().entry == entry.alias
    assert gate.query_for(paired.liaisons["RU"], query.number).disclosed == query.disclosed


def test_nothing_is_asked_of_the_other_side_without_a_rule(quick: Paired) -> None:
    rule = gate.rule_in_force(quick.desk.viewer(Role.SECRETARY, NEUTRAL).sides)
    assert rule is not None
    withdraw_consent(by=quick.liaisons["RU"], rule=rule.number)
    with pytest.raises(InputRefused):
        question_about_entry(by=quick.liaisons["UA"], alias=own(quick).alias)


def test_nobody_asks_about_an_entry_of_another(quick: Paired) -> None:
    for by in (quick.liaisons["RU"], quick.secretary):
        with pytest.raises(NotThere):
            question_about_entry(by=by, alias=own(quick).alias)
    with pytest.raises(PermissionDenied):
        question_about_entry(by=quick.desk.viewer(Role.AUDITOR, "UA"), alias=own(quick).alias)


def test_answers_stand_verbatim_and_a_correction_beside_them(paired: Paired) -> None:
    query = asked(paired)
    by = paired.liaisons["RU"]
    answer_queries(by=by, answers=[Given(query.number, AnswerWord.NOT_HELD, "  as written ", "2025-06")])
    answer_queries(by=by, answers=[Given(query.number, AnswerWord.HELD)])
    first, second = gate.answers_for(paired.liaisons["UA"], query)
    assert (first.answer, first.evidence, first.as_of) == ("not_held", "  as written ", "2025-06")
    assert second.supersedes == first.number
    assert gate.query_for(by, query.number).answer == "held"
    check(silent)


def test_only_whoever_is_asked_answers(quick: Paired) -> None:
    query = asked(quick)
    for by in (quick.liaisons["UA"], quick.secretary):
        with pytest.raises(InputRefused):
            answer_queries(by=by, answers=[Given(query.number, AnswerWord.HELD)])
    assert not Answer.objects.exists()


def test_every_fault_of_many_answers_and_then_nothing(quick: Paired) -> None:
    queries = [asked(quick, place=place).number for place in range(3)]
    answers = [
        Given(queries[0], AnswerWord.HELD),
        Given(queries[1], AnswerWord.DIED),
        Given(queries[2], AnswerWord.HELD, "", "next week"),
        Given("QU-00000000-0", AnswerWord.HELD),
    ]
    with pytest.raises(InputRefused) as refused:
        answer_queries(by=quick.liaisons["RU"], answers=answers)
    assert [fault.row for fault in refused.value.faults] == [2, 3, 4]
    assert not Answer.objects.exists()


def test_a_query_that_was_withdrawn(quick: Paired) -> None:
    query = asked(quick)
    withdraw_query(by=quick.liaisons["UA"], query=query.number)
    with pytest.raises(InputRefused):
        answer_queries(by=quick.liaisons["RU"], answers=[Given(query.number, AnswerWord.HELD)])
    with pytest.raises(NotThere):
        withdraw_query(by=quick.liaisons["RU"], query=asked(quick, place=1).number)


def test_the_day_it_is_due(quick: Paired) -> None:
    by = quick.liaisons["UA"]
    question = question_about_entry(by=by, alias=own(quick).alias)
    for day in (gate.today() - dt.timedelta(days=1), gate.today() + dt.timedelta(days=400)):
        with pytest.raises(InputRefused):
            ask(by=by, question=question, kind=QueryKind.HELD, due_on=day)
    assert ask(by=by, question=question, kind=QueryKind.HELD).due_on == gate.today() + dt.timedelta(days=10)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("form", [workbook, table_csv])
def test_a_workbook_comes_back_in_any_language(language: Language, form) -> None:
    headings = [say(heading, language) for heading in HEADINGS]
    rows = [("QU-1", "", "", "", "", say(word.label, language), "=1+1", "2025-06") for word in AnswerWord] + [
        ("QU-2", "", "", "", "", "", "", "")
    ]
    data = form(headings, rows, "queries") if form is workbook else form(headings, rows)
    found = read_answers(data, "answers.xlsx")
    assert [answer for _row, _number, answer, _evidence, _as_of in found] == list(AnswerWord)
    assert {evidence for *_rest, evidence, _as_of in found} == {"=1+1"}
    assert [row for row, *_rest in found] == list(range(2, len(AnswerWord) + 2))


def test_a_workbook_with_faults_names_their_rows() -> None:
    headings = list(HEADINGS)
    rows = [
        ("QU-1", *[""] * 4, "held", "", ""),
        ("QU-2", *[""] * 4, "perhaps", "", ""),
        ("", *[""] * 4, "held", "", ""),
    ]
    with pytest.raises(InputRefused) as refused:
        read_answers(workbook(headings, rows, "queries"), "answers.xlsx")
    assert [fault.row for fault in refused.value.faults] == [3, 4]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04nothing", b"\xff\xfe\x00", b"a,b\n1,2\n", b"x" * 9_000_000])
def test_what_is_no_answered_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read_answers(data, "answers.xlsx")
