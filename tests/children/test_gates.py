"""The gates to travel read like the rules: each closed alone, with its reason and its source."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cases_of_children import ALL_CHECKS, AUNT, BEFORE, DAY, MOTHER, PANEL, READY, SIDES

from homeward.children.gates import is_of_age, readiness
from homeward.children.reasons import ReasonKey
from homeward.children.terms import (
    Case,
    Check,
    Claim,
    ClaimDecision,
    Consent,
    Evidence,
    Gate,
    GateState,
    Measure,
    Member,
    Outcome,
    Paper,
    Route,
    Urgent,
    View,
)
from homeward.register.dates import Truth, parse_edtf
from homeward.words import Language


def found(case: Case, gate: Gate, day: dt.date = DAY) -> tuple[GateState, set[ReasonKey]]:
    [one] = readiness([case], SIDES, day)
    finding = one.gate(gate)
    assert one.may_travel == (not one.outside and all(each.state is GateState.OPEN for each in one.gates))
    return finding.state, {why.key for why in finding.missing}


def test_a_child_travels_when_every_gate_is_open() -> None:
    [one] = readiness([READY], SIDES, DAY)
    assert one.may_travel
    assert [gate.gate for gate in one.gates] == list(Gate)
    assert all(gate.missing == () for gate in one.gates)


# Identity: GC IV 50, IAGP 2004


@pytest.mark.parametrize(
    ("evidence", "state", "key"),
    [
        ((), GateState.UNKNOWN, ReasonKey.NO_EVIDENCE),
        ((Evidence("witness", 3),), GateState.UNKNOWN, ReasonKey.WEAK_EVIDENCE),
        ((Evidence("witness", 3), Evidence("witness", 3)), GateState.UNKNOWN, ReasonKey.WEAK_EVIDENCE),
        ((Evidence("witness", 3), Evidence("school", 3)), GateState.OPEN, None),
        ((Evidence("school", 2),), GateState.OPEN, None),
        (
            (Evidence("birth_record", 1), Evidence("dna", 1, supports=False)),
            GateState.CLOSED,
            ReasonKey.EVIDENCE_AGAINST,
        ),
    ],
)
def test_identity_needs_a_document_or_two_kinds_and_nothing_against(
    evidence: tuple[Evidence, ...], state: GateState, key: ReasonKey | None
) -> None:
    assert found(replace(READY, evidence=evidence), Gate.IDENTITY) == (state, {key} - {None})


@pytest.mark.parametrize("side", SIDES)
def test_identity_is_confirmed_by_both_sides(side: str) -> None:
    assert found(replace(READY, confirmed_by=(side,)), Gate.IDENTITY) == (GateState.UNKNOWN, {ReasonKey.NOT_CONFIRMED})


# Guardian: AP I 74, IAGP 2004


def test_nobody_asked_for_the_child() -> None:
    assert found(replace(READY, claims=()), Gate.GUARDIAN) == (GateState.UNKNOWN, {ReasonKey.NO_CLAIM})


def test_two_claims_that_stand_close_the_gate_however_well_one_is_proved() -> None:
    weak = Claim("G9", AUNT.capacity)
    assert found(replace(READY, claims=(MOTHER, weak)), Gate.GUARDIAN) == (GateState.CLOSED, {ReasonKey.COMPETING})


def test_a_claim_refused_competes_no_more() -> None:
    refused = replace(AUNT, decision=ClaimDecision.REFUSED)
    assert found(replace(READY, claims=(MOTHER, refused)), Gate.GUARDIAN) == (GateState.OPEN, set())


def test_a_claim_is_verified_by_both_sides_or_not() -> None:
    one_side = replace(READY, claims=(replace(MOTHER, decided_by=("X",)),))
    assert found(one_side, Gate.GUARDIAN) == (GateState.UNKNOWN, {ReasonKey.DECIDED_BY_TOO_FEW})


def test_a_decision_of_tomorrow_opens_nothing_today() -> None:
    tomorrow = replace(READY, claims=(replace(MOTHER, decided_on=DAY + dt.timedelta(days=1)),))
    assert found(tomorrow, Gate.GUARDIAN) == (GateState.UNKNOWN, {ReasonKey.NONE_VERIFIED})


def test_a_decision_cannot_stand_in_for_a_check() -> None:
    unchecked = replace(MOTHER, checks={**ALL_CHECKS, "safety": Check.UNKNOWN})
    assert found(replace(READY, claims=(unchecked,)), Gate.GUARDIAN) == (GateState.UNKNOWN, {ReasonKey.CHECK_MISSING})


# Best interests: CRC 3(1), 9(1), UNHCR BIP 2021


def test_every_child_has_an_assessment() -> None:
    assert found(replace(READY, assessment=None), Gate.BEST_INTERESTS) == (GateState.UNKNOWN, {ReasonKey.NO_ASSESSMENT})


def with_aunt(**changes: object) -> Case:
    consents = (Consent("G2", BEFORE),)
    return replace(READY, claims=(AUNT,), consents=consents, **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    "case",
    [
        with_aunt(),
        replace(READY, custody_contested=True),
        replace(READY, assessment=replace(READY.assessment, recommends=Outcome.STAYS)),
        replace(READY, view=replace(READY.view, view=View.DOES_NOT_WISH)),
    ],
)
def test_a_panel_determines_where_more_than_a_parent_s_return_is_at_stake(case: Case) -> None:
    assert found(case, Gate.BEST_INTERESTS) == (GateState.UNKNOWN, {ReasonKey.NO_DETERMINATION})


def test_a_determination_opens_the_gate_to_the_claim_it_names_and_to_no_other() -> None:
    assert found(with_aunt(determination=replace(PANEL, claim="G2")), Gate.BEST_INTERESTS)[0] is GateState.OPEN
    assert found(with_aunt(determination=PANEL), Gate.BEST_INTERESTS) == (GateState.CLOSED, {ReasonKey.OTHER_CLAIM})


def test_a_panel_that_decides_otherwise_closes_the_gate() -> None:
    stays = replace(
        PANEL, decided=Outcome.STAYS, members=tuple(replace(one, vote=Outcome.STAYS) for one in PANEL.members)
    )
    state, keys = found(replace(READY, determination=stays), Gate.BEST_INTERESTS)
    assert (state, keys) == (GateState.CLOSED, {ReasonKey.DETERMINED_OTHERWISE})


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ((*PANEL.members[:2], replace(PANEL.members[2], vote=None)), ReasonKey.PARTY_ABSENT),
        ((*PANEL.members[1:], Member("M9", "N", "law", Outcome.GOES)), ReasonKey.PARTY_ABSENT),
        (tuple(replace(one, discipline="law") for one in PANEL.members), ReasonKey.NO_CHILD_PROTECTION),
        ((*PANEL.members, Member("W1", "N", "social_work", Outcome.GOES)), ReasonKey.CASE_WORKER_SITS),
        ((*PANEL.members, Member("M4", "N", "law", Outcome.STAYS)), ReasonKey.DISSENT_MISSING),
        (
            (*PANEL.members[:2], *(Member(f"M{n}", "N", "child_protection", Outcome.STAYS, "why") for n in (3, 4))),
            ReasonKey.NO_MAJORITY,
        ),
    ],
)
def test_a_panel_without_quorum_majority_or_recorded_dissent_determines_nothing(
    members: tuple[Member, ...], key: ReasonKey
) -> None:
    state, keys = found(replace(READY, determination=replace(PANEL, members=members)), Gate.BEST_INTERESTS)
    assert state is GateState.UNKNOWN
    assert key in keys


def test_dissent_with_reasons_is_recorded_and_stops_nothing() -> None:
    dissent = (*PANEL.members, Member("M4", "N", "law", Outcome.STAYS, "the school year should end first"))
    assert (
        found(replace(READY, determination=replace(PANEL, members=dissent)), Gate.BEST_INTERESTS)[0] is GateState.OPEN
    )


def test_a_determination_lapses_on_its_day_of_review_and_after_a_year_at_latest() -> None:
    due = replace(PANEL, review=DAY - dt.timedelta(days=1))
    assert found(replace(READY, determination=due), Gate.BEST_INTERESTS) == (GateState.UNKNOWN, {ReasonKey.REVIEW_DUE})
    old = replace(PANEL, on=DAY - dt.timedelta(days=400), review=DAY + dt.timedelta(days=400))
    assert found(replace(READY, determination=old), Gate.BEST_INTERESTS) == (GateState.UNKNOWN, {ReasonKey.REVIEW_DUE})


# The child's view: CRC 12(1)


def view(view: View, born: str, **changes: object) -> Case:
    return replace(READY, born=parse_edtf(born), view=replace(READY.view, view=view), **changes)  # type: ignore[arg-type]  # fields by name


def test_a_child_not_heard_does_not_travel() -> None:
    assert found(replace(READY, view=None), Gate.VIEW) == (GateState.UNKNOWN, {ReasonKey.NOT_HEARD})


@pytest.mark.parametrize("heard_by", SIDES)
def test_a_child_is_heard_in_private_and_not_by_a_side(heard_by: str) -> None:
    heard = replace(READY.view, heard_by=heard_by)
    assert found(replace(READY, view=heard), Gate.VIEW) == (GateState.UNKNOWN, {ReasonKey.NOT_PRIVATE})
    heard = replace(READY.view, private=False)
    assert found(replace(READY, view=heard), Gate.VIEW) == (GateState.UNKNOWN, {ReasonKey.NOT_PRIVATE})


WEIGHED = replace(PANEL, view_considered=True)


@pytest.mark.parametrize(
    ("born", "state"),
    [
        ("2014-05-17", GateState.OPEN),
        ("2013-06-30", GateState.CLOSED),
        ("2013", GateState.CLOSED),
        ("2014?", GateState.CLOSED),
    ],
)
def test_a_panel_weighs_the_view_of_a_younger_child_and_nobody_overrules_one_of_twelve(
    born: str, state: GateState
) -> None:
    assert found(view(View.DOES_NOT_WISH, born, determination=WEIGHED), Gate.VIEW)[0] is state


def test_an_ordinary_determination_does_not_overrule_a_child() -> None:
    against = view(View.DOES_NOT_WISH, "2016", determination=PANEL)
    assert found(against, Gate.VIEW) == (GateState.CLOSED, {ReasonKey.VIEW_AGAINST})


def test_only_a_small_child_may_be_unable_to_form_a_view() -> None:
    assert found(view(View.CANNOT_FORM, "2021"), Gate.VIEW) == (GateState.OPEN, set())
    assert found(view(View.CANNOT_FORM, "2017"), Gate.VIEW) == (GateState.UNKNOWN, {ReasonKey.VIEW_TOO_OLD})
    assert found(view(View.CANNOT_FORM, "201X"), Gate.VIEW) == (GateState.UNKNOWN, {ReasonKey.VIEW_TOO_OLD})


# Consent: AP I 78(1)


def test_consent_is_written_and_of_the_guardian_verified() -> None:
    for consents in ((), (Consent("G1", BEFORE, written=False),), (Consent("", BEFORE),)):
        assert found(replace(READY, consents=consents), Gate.CONSENT) == (GateState.UNKNOWN, {ReasonKey.NO_CONSENT})


def test_those_responsible_by_custom_consent_only_where_parents_cannot_be_found() -> None:
    by_custom = replace(READY, consents=(Consent("", BEFORE),), parents_sought_in_vain=True)
    assert found(by_custom, Gate.CONSENT) == (GateState.OPEN, set())


def test_consent_withdrawn_closes_the_gate_from_that_day() -> None:
    withdrawn = replace(READY, consents=(Consent("G1", BEFORE, withdrawn=DAY),))
    assert found(withdrawn, Gate.CONSENT) == (GateState.CLOSED, {ReasonKey.CONSENT_WITHDRAWN})
    assert found(withdrawn, Gate.CONSENT, DAY - dt.timedelta(days=1)) == (GateState.OPEN, set())


# Papers, route, brothers and sisters: rules of the commission, CRC 9


@pytest.mark.parametrize("paper", [paper for paper in Paper if paper is not Paper.GUARDIANSHIP_ACT])
def test_each_paper_is_needed(paper: Paper) -> None:
    assert found(replace(READY, papers={**READY.papers, paper: Check.NO}), Gate.PAPERS)[0] is GateState.CLOSED
    assert found(replace(READY, papers={**READY.papers, paper: Check.UNKNOWN}), Gate.PAPERS)[0] is GateState.UNKNOWN


def test_an_act_of_guardianship_is_needed_unless_a_parent_receives_the_child() -> None:
    papers = {**READY.papers, Paper.GUARDIANSHIP_ACT: Check.NO}
    assert found(replace(READY, papers=papers), Gate.PAPERS)[0] is GateState.OPEN
    assert found(with_aunt(papers=papers), Gate.PAPERS)[0] is GateState.CLOSED


@pytest.mark.parametrize("missing", ["X", "Y", "N"])
def test_a_route_is_confirmed_by_both_sides_and_the_neutral(missing: str) -> None:
    confirmed = tuple(party for party in ("X", "Y", "N") if party != missing)
    state, keys = found(replace(READY, route=replace(READY.route, confirmed_by=confirmed)), Gate.ROUTE)
    assert (state, keys) == (GateState.UNKNOWN, {ReasonKey.NOT_CONFIRMED})
    assert found(replace(READY, route=Route()), Gate.ROUTE)[0] is GateState.UNKNOWN


def test_brothers_and_sisters_go_together_unless_a_panel_dealt_with_parting_them() -> None:
    sister = replace(READY, case_id="CH-2", siblings="S1")
    brother = replace(READY, siblings="S1")
    assert all(one.may_travel for one in readiness([brother, sister], SIDES, DAY))
    waiting = replace(sister, consents=())
    mine, _hers = readiness([brother, waiting], SIDES, DAY)
    assert not mine.may_travel
    assert {why.key for why in mine.gate(Gate.ROUTE).missing} == {ReasonKey.SIBLINGS_WAIT}
    parted = replace(brother, determination=replace(PANEL, siblings_considered=True))
    mine, hers = readiness([parted, waiting], SIDES, DAY)
    assert (mine.may_travel, hers.may_travel) == (True, False)


# Age: CRC 1


@pytest.mark.parametrize(
    ("born", "truth"),
    [
        ("2007-07-01", Truth.TRUE),
        ("2007-07-02", Truth.FALSE),
        ("2007", Truth.UNDETERMINED),
        ("2006", Truth.TRUE),
        ("2008", Truth.FALSE),
        ("2000?", Truth.UNDETERMINED),
    ],
)
def test_of_age_on_the_day_is_said_only_where_the_date_of_birth_says_it(born: str, truth: Truth) -> None:
    case = replace(READY, born=parse_edtf(born))
    assert is_of_age(case, DAY) is truth
    [one] = readiness([case], SIDES, DAY)
    assert bool(one.outside) == (truth is Truth.TRUE), "who may still be a child keeps a child's protection"


def test_whoever_is_back_or_dead_is_no_case_for_travel() -> None:
    for case in (replace(READY, returned=True), replace(READY, dead=True)):
        assert not readiness([case], SIDES, DAY)[0].may_travel


def test_urgent_protection_waits_for_no_gate_and_opens_none() -> None:
    """UNHCR BIP 2021: a pending determination must not stop urgent protection; it is no travel."""
    pending = replace(with_aunt(), urgent=(Urgent(Measure.SAFE_PLACE, BEFORE, DAY),))
    plain = replace(pending, urgent=())
    [one], [other] = readiness([pending], SIDES, DAY), readiness([plain], SIDES, DAY)
    assert one.gates == other.gates
    assert not one.may_travel


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_a_sentence_and_a_source(language: Language) -> None:
    bare = Case("CH-9", "X")
    [one] = readiness([bare], SIDES, DAY)
    reasons = [why for gate in one.gates for why in gate.missing]
    assert reasons
    assert all(why.text(language) and why.source_text(language) for why in reasons)
