"""Terms: by which steps one comes into force, when it is late, what meets it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from claimed import EXAMPLE
from hypothesis import given
from hypothesis import strategies as st

from homeward.errors import InputRefused
from homeward.talks.agreed_terms import Step, StepKind, StepRefused, Term, TermKind, TermState, term_on
from homeward.talks.agreed_terms_file import read_terms
from homeward.words import Language

SIDES = ("A", "B")
DAY = dt.date(2030, 6, 16)
ISTANBUL, KYIV = ZoneInfo("Europe/Istanbul"), ZoneInfo("Europe/Kyiv")


def june(day: int) -> dt.date:
    return dt.date(2030, 6, day)


def step(day: int, kind: str, by: str, *evidence: str) -> Step:
    return Step(june(day), StepKind(kind), by, evidence)


BOTH = (step(1, "initial", "A"), step(2, "initial", "B"))


def term(*steps: Step, due: dt.date | None = DAY, zone: ZoneInfo = ISTANBUL) -> Term:
    return Term("T1", dict.fromkeys(Language, "x"), TermKind.OBLIGATION, ("A",), zone, due, steps=steps)


def state(*steps: Step, on: int) -> TermState:
    return term_on(term(*steps), SIDES, june(on)).state


def test_from_draft_to_late() -> None:
    bracketed = (step(1, "bracket", "A"), step(3, "initial", "B"), step(4, "initial", "A"))
    said = {day: state(*bracketed, on=day) for day in (1, 3, 4, 9, 16, 17)}
    assert state(on=1) is TermState.DRAFT
    assert said == {
        1: TermState.BRACKETED,
        3: TermState.INITIALLED,
        4: TermState.IN_FORCE,
        9: TermState.DUE,  # seven days before its day
        16: TermState.DUE,  # until the end of it
        17: TermState.LATE,
    }


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(StepKind)), max_size=8), st.sampled_from(SIDES))
def test_initialled_by_one_side_alone_a_term_is_never_in_force(steps: list[tuple[int, StepKind]], side: str) -> None:
    """Whatever one side does, on whichever days, and however long one waits."""
    alone = term(*(Step(june(day), kind, side, ("A-1",)) for day, kind in steps))
    for day in (1, 15, 28, 30):
        try:
            found = term_on(alone, SIDES, june(day)).state
        except StepRefused:
            continue
        assert found in (TermState.DRAFT, TermState.BRACKETED, TermState.INITIALLED)


def test_brackets_put_back_take_the_initials_away() -> None:
    steps = (step(1, "initial", "A"), step(2, "bracket", "B"), step(3, "initial", "B"))
    found = term_on(term(*steps), SIDES, june(5))
    assert (found.state, found.initialled_by) == (TermState.INITIALLED, ("B",))


def test_met_needs_both_sides_and_evidence() -> None:
    one = step(15, "met", "A", "AC-1")
    assert state(*BOTH, one, on=17) is TermState.LATE
    assert term_on(term(*BOTH, one), SIDES, june(17)).said_met_by == ("A",)
    met = term_on(term(*BOTH, one, step(18, "met", "B")), SIDES, june(20))
    assert (met.state, met.met_on, met.days) == (TermState.MET, june(18), None)
    with pytest.raises(StepRefused, match="names no evidence"):
        state(*BOTH, step(15, "met", "A"), on=17)


def test_either_side_disputes_and_only_both_settle() -> None:
    disputed = (*BOTH, step(10, "dispute", "B"))
    assert state(*disputed, step(11, "settle", "A"), on=20) is TermState.DISPUTED
    assert state(*disputed, step(11, "settle", "A"), step(12, "settle", "B"), on=20) is TermState.LATE


def test_only_both_end_a_term_and_nothing_follows() -> None:
    assert state(*BOTH, step(10, "end", "A"), on=12) is TermState.DUE
    ended = (*BOTH, step(10, "end", "A"), step(11, "end", "B"))
    assert state(*ended, on=20) is TermState.ENDED
    with pytest.raises(StepRefused, match="after the term has ended"):
        state(*ended, step(12, "met", "A", "AC-1"), on=20)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((step(1, "met", "A", "AC-1"),), "before both sides"),
        ((*BOTH, step(3, "bracket", "A")), "after both sides have initialled"),
        ((step(1, "initial", "A"), step(2, "initial", "A")), "second of one side"),
        ((step(1, "initial", "C"),), "neither side"),
        ((*BOTH, step(3, "settle", "A")), "without a dispute"),
    ],
)
def test_steps_that_no_state_allows(steps: tuple[Step, ...], words: str) -> None:
    with pytest.raises(StepRefused, match=words):
        state(*steps, on=20)


def test_a_step_of_a_later_day_has_not_been_taken() -> None:
    assert state(*BOTH, step(18, "dispute", "A"), on=17) is TermState.LATE


def test_a_day_ends_at_midnight_of_the_zone_that_the_term_names() -> None:
    """16 June 2030 ends in Istanbul and in Kyiv at 21:00 UTC, in New York at 04:00 UTC of the 17th."""
    before, at = (dt.datetime(2030, 6, 16, hour, minute, tzinfo=dt.UTC) for hour, minute in ((20, 59), (21, 0)))
    owed = term(*BOTH)
    assert term_on(owed, SIDES, before).state is TermState.DUE
    assert term_on(owed, SIDES, at).state is TermState.LATE
    elsewhere = replace(owed, zone=ZoneInfo("America/New_York"))
    assert term_on(elsewhere, SIDES, at).state is TermState.DUE
    assert term_on(elsewhere, SIDES, dt.datetime(2030, 6, 17, 4, tzinfo=dt.UTC)).state is TermState.LATE
    winter = replace(owed, zone=KYIV, due=dt.date(2030, 12, 16))  # Kyiv keeps winter time, Istanbul does not
    assert winter.ends_at == dt.datetime(2030, 12, 16, 22, tzinfo=dt.UTC)


def test_a_term_due_after_an_event_waits_for_it() -> None:
    terms = {one.term_id: one for one in read_terms(EXAMPLE / "terms.toml").terms}
    assert terms["T5"].due == dt.date(2025, 6, 9) + dt.timedelta(days=14)
    assert terms["T7"].due is None
    assert term_on(terms["T7"], ("UA", "RU"), dt.date(2030, 1, 1)).state is TermState.IN_FORCE


BAD = """
[agreement]
title = {uk = "а", ru = "а", en = "a"}
sides = ["A", "A"]
zone = "Europe/Atlantis"
[[term]]
id = "T1"
text = {uk = "а", ru = "а", en = "a", tr = "a"}
owed_by = []
due = 2030-06-31
step = [{on = 2030-06-01, do = "sign", by = "A"}]
[[term]]
id = "T1"
text = {uk = "а", ru = "а", en = "a", tr = "a"}
owed_by = ["A"]
after = "never"
dew = 2030-06-30
"""


def test_every_fault_of_a_file_is_listed(tmp_path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(BAD.replace("2030-06-31", '"2030-06-31"'), encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read_terms(path)
    assert {fault.column for fault in refusal.value.faults} == {
        "agreement.title", "agreement.sides", "agreement.zone", "term 1.owed_by", "term 1.due", "term 1.step 1.do",
        "term 2.id", "term 2.after", "term 2.dew",
    }  # fmt: skip


TABLE = (
    "term_id,owed_by,zone,due,initialled,met,evidence,text_uk,text_ru,text_en,text_tr\n"
    "T1,A,Europe/Istanbul,2030-06-16,A 2030-06-01; B 2030-06-02,A 2030-06-15; B 2030-06-15,AC-1,а,а,a,a\n"
    "T2,A;B,Europe/Kyiv,2030-06-20,B 2030-06-02,,,а,а,a,a\n"
)


def test_terms_as_a_table(tmp_path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(TABLE, encoding="utf-8")
    read = read_terms(path)
    assert [term_on(one, read.sides, june(30)).state for one in read.terms] == [TermState.MET, TermState.INITIALLED]
    path.write_text(TABLE.replace("Europe/Kyiv", "Kyiv time"), encoding="utf-8")
    with pytest.raises(InputRefused, match="row 3, column zone"):
        read_terms(path)
