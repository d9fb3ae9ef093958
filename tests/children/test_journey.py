"""No path to travel with a gate not satisfied: random sequences of events, and an oracle of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from cases_of_children import ALL_CHECKS, AUNT, BEFORE, DAY, MOTHER, PANEL, READY, SIDES
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.children.gates import readiness
from homeward.children.journey import (
    GateNotOpen,
    Journey,
    Stage,
    arrive,
    close,
    depart,
    follow_up_days,
    protect,
    stage,
    visit,
)
from homeward.children.terms import Case, Check, ClaimDecision, Measure, Paper, Route, View

BARE = Case("CH-1", "X", born=READY.born)

EVENTS: dict[str, Callable[[Case], Case]] = {
    "evidence": lambda case: replace(case, evidence=READY.evidence),
    "evidence against": lambda case: replace(case, evidence=(replace(READY.evidence[0], supports=False),)),
    "confirmed by both": lambda case: replace(case, confirmed_by=SIDES),
    "confirmed by one": lambda case: replace(case, confirmed_by=SIDES[:1]),
    "mother verified": lambda case: replace(case, claims=(MOTHER,)),
    "mother asks": lambda case: replace(case, claims=(replace(MOTHER, decision=ClaimDecision.OPEN, decided_by=()),)),
    "aunt asks too": lambda case: replace(case, claims=(*case.claims[:1], replace(AUNT, decision=ClaimDecision.OPEN))),
    "check fails": lambda case: replace(case, claims=(replace(MOTHER, checks={**ALL_CHECKS, "safety": Check.NO}),)),
    "assessed": lambda case: replace(case, assessment=READY.assessment),
    "contested": lambda case: replace(case, custody_contested=True),
    "panel": lambda case: replace(case, determination=PANEL),
    "panel too small": lambda case: replace(case, determination=replace(PANEL, members=PANEL.members[:2])),
    "wishes": lambda case: replace(case, view=READY.view),
    "does not wish": lambda case: replace(case, view=replace(READY.view, view=View.DOES_NOT_WISH)),
    "consent": lambda case: replace(case, consents=READY.consents),
    "withdrawn": lambda case: replace(case, consents=(replace(READY.consents[0], withdrawn=BEFORE),)),
    "papers": lambda case: replace(case, papers=READY.papers),
    "paper lost": lambda case: replace(case, papers={**READY.papers, Paper.TRAVEL_PAPER: Check.NO}),
    "route": lambda case: replace(case, route=READY.route),
    "route lost": lambda case: replace(case, route=Route()),
    "urgent": lambda case: protect(Journey(case), Measure.MEDICAL_TREATMENT, BEFORE, DAY).case,
}


def satisfied(case: Case) -> bool:
    """What must hold, told once more in the plainest way."""
    contested = case.custody_contested
    panel = case.determination == PANEL
    return (
        case.evidence == READY.evidence
        and set(SIDES) <= set(case.confirmed_by)
        and case.claims == (MOTHER,)
        and case.assessment is not None
        and (case.determination is None or panel)
        and (panel or not contested)
        and case.view == READY.view
        and case.consents == READY.consents
        and case.papers == READY.papers
        and case.route == READY.route
    )


HELPING = [name for name in EVENTS if EVENTS[name](READY) == READY]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from([*EVENTS, *HELPING * 3]), max_size=40))
def test_no_path_to_travel_with_a_gate_not_satisfied(events: list[str]) -> None:
    case = BARE
    for event in events:
        case = EVENTS[event](case)
        waiting = Journey(case, located=True)
        if not satisfied(case):
            with pytest.raises(GateNotOpen) as refusal:
                depart(waiting, (), SIDES, DAY)
            assert refusal.value.missing, "a refusal says what is missing"
        else:
            assert stage(depart(waiting, (), SIDES, DAY), readiness([case], SIDES, DAY)[0]) is Stage.IN_TRANSFER


def test_the_stage_goes_up_gate_by_gate_and_falls_back_by_itself() -> None:
    case, reached = BARE, []
    for event in (
        "evidence",
        "confirmed by both",
        "mother verified",
        "assessed",
        "wishes",
        "consent",
        "papers",
        "route",
    ):
        case = EVENTS[event](case)
        reached.append(stage(Journey(case, located=True), readiness([case], SIDES, DAY)[0]))
    assert reached[1:] == [
        Stage.IDENTITY_VERIFIED,
        Stage.GUARDIAN_VERIFIED,
        Stage.BEST_INTERESTS_SETTLED,
        Stage.BEST_INTERESTS_SETTLED,
        Stage.CONSENTED,
        Stage.PAPERS_READY,
        Stage.READY,
    ]
    case = EVENTS["aunt asks too"](case)
    assert stage(Journey(case, located=True), readiness([case], SIDES, DAY)[0]) is Stage.IDENTITY_VERIFIED
    assert stage(Journey(case), readiness([case], SIDES, DAY)[0]) is Stage.REGISTERED


def test_a_brother_does_not_depart_while_his_sister_waits() -> None:
    sister = replace(READY, case_id="CH-2", siblings="S", consents=())
    with pytest.raises(GateNotOpen):
        depart(Journey(replace(READY, siblings="S")), (sister,), SIDES, DAY)


def test_after_the_return_follow_up_comes_before_closing() -> None:
    """IAGP 2004: follow-up; visits after 1, 3, 6 and 12 months."""
    home = arrive(depart(Journey(READY, located=True), (), SIDES, DAY), DAY)
    found = readiness([home.case], SIDES, DAY)[0]
    assert stage(home, found) is Stage.RETURNED
    with pytest.raises(ValueError, match="follow-up"):
        close(home, DAY)
    for day in follow_up_days(DAY):
        home = visit(home, day)
    assert stage(home, found) is Stage.FOLLOW_UP
    assert follow_up_days(DAY)[-1] == dt.date(2026, 7, 1)
    assert stage(close(home, dt.date(2026, 7, 2)), found) is Stage.CLOSED
    with pytest.raises(ValueError, match="departed"):
        depart(home, (), SIDES, DAY)


def test_nobody_arrives_who_did_not_depart() -> None:
    with pytest.raises(ValueError, match="departed"):
        arrive(Journey(READY), DAY)
