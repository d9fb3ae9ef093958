"""Medical decisions: the criteria of GC III Annex I, what each carries, and the times of Annex II."""

from __future__ import annotations

import datetime as dt

import pytest

from homeward.exchange import medical
from homeward.exchange.medical import CRITERIA, objections
from homeward.exchange.terms import MedicalDecision

A, B = MedicalDecision.DIRECT_REPATRIATION, MedicalDecision.NEUTRAL_COUNTRY
NC, REJ, MANIFEST = MedicalDecision.LATER_EXAMINATION, MedicalDecision.REJECTED, MedicalDecision.MANIFEST


def said(decision, *codes, records=True):
    return {(one.sentence, one.code) for one in objections(decision, codes, records_named=records)}


def test_the_list_is_that_of_the_annex():
    letters = {
        "A1": "abcd",
        "A2": "abcdefghi",
        "A3": "abcdefghiklmnopqrst",  # there is no (j)
    }
    expected = {f"{group}{letter}" for group, of in letters.items() for letter in of}
    expected |= {f"B{n}" for n in range(1, 8)} | {f"EXCL{n}" for n in range(1, 4)}
    expected |= {"ART110.1", "ART110.2", "ART110.3", "N1", "N2", "MANIFEST"}
    assert set(CRITERIA) == expected
    assert CRITERIA["A2h"].source == "GC III Annex I, I.A(2)(h)"


def test_the_footnote_marks_six_cases():
    assert {code for code, ground in CRITERIA.items() if ground.records_decide} == {
        "A3c",
        "A3d",
        "A3e",
        "A3g",
        "A3i",
        "A3k",
    }


@pytest.mark.parametrize("code", ["A1a", "A2g", "A3r", "ART110.2"])
def test_grounds_of_direct_repatriation_carry_it_and_a_manifest_case(code):
    assert said(A, code) == said(MANIFEST, code) == set()
    assert (medical.NOT_CARRIED, "") in said(B, code)


@pytest.mark.parametrize("code", ["B1", "B7", "N1", "N2"])
def test_grounds_of_a_neutral_country_do_not_carry_direct_repatriation(code):
    assert said(B, code) == set()
    assert said(A, code) == {(medical.NOT_CARRIED, "")}


def test_manifest_is_a_ground_without_a_commission_only():
    assert said(MANIFEST, "MANIFEST") == set()
    assert said(A, "MANIFEST") == {(medical.NOT_CARRIED, "")}


def test_an_exclusion_bars_the_neutral_country_and_nothing_else():
    assert said(B, "B2", "EXCL1") == {(medical.BARS_NEUTRAL_COUNTRY, "EXCL1")}
    assert said(A, "A3g", "EXCL1") == set()
    assert said(REJ, "EXCL1") == set()


def test_a_rejection_carries_no_ground_that_entitles():
    assert said(REJ) == set()
    assert said(REJ, "A1a") == {(medical.MUST_NOT_REJECT, "A1a")}


def test_a_later_examination_needs_no_ground():
    assert said(NC) == said(NC, "A1a") == set()


def test_marked_cases_name_their_records():
    assert said(A, "A3k", records=False) == {(medical.RECORDS_NEEDED, "A3k")}
    assert said(A, "A1a", records=False) == set()


def test_several_wounds_are_judged_together():
    assert said(A, "B1", "A1d") == set()


def test_an_unknown_code_is_named():
    assert said(A, "A3j", "A1a") == {(medical.UNKNOWN_CODE, "A3j")}


def test_the_parties_may_agree_on_another_list():
    agreed = {"Z": medical.Ground("Z", "Agreement, annex", "Agreed case", frozenset({A}))}
    assert objections(A, ["Z"], records_named=True, criteria=agreed) == ()
    assert objections(A, ["A1a"], records_named=True, criteria=agreed)[0].code == "A1a"


def test_times_of_annex_ii():
    visit = dt.date(2025, 1, 31)
    assert medical.told_by(visit) == dt.date(2025, 2, 28)
    assert medical.carried_out_by(dt.date(2025, 11, 30)) == dt.date(2026, 2, 28)
    assert medical.next_visit_by(dt.date(2025, 8, 31)) == dt.date(2026, 2, 28)
