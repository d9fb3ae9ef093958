"""Guardians are verified by checks, not by scores; between two that stand a court decides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases_of_children import ALL_CHECKS, AUNT, MOTHER, READY, SIDES

from homeward.children.guardians import CHECKS, OF_MEMORY, examine, verified_claim
from homeward.children.reasons import ReasonKey
from homeward.children.terms import Capacity, Check, Claim, ClaimDecision


def proposal(claim: Claim, *others: Claim, small: bool = False) -> tuple[ClaimDecision, set[ReasonKey]]:
    case = replace(READY, claims=(claim, *others), small_when_separated=small)
    [found] = [one for one in examine(case) if one.claim_id == claim.claim_id]
    assert (found.proposal is ClaimDecision.VERIFIED) == (found.reasons == ())
    return found.proposal, {why.key for why in found.reasons}


def test_all_checks_made_and_a_paper_propose_to_verify() -> None:
    assert proposal(MOTHER) == (ClaimDecision.VERIFIED, set())


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_that_was_not_made_leaves_the_claim_open(check: str) -> None:
    unmade = replace(MOTHER, checks={**ALL_CHECKS, check: Check.UNKNOWN})
    assert proposal(unmade) == (ClaimDecision.OPEN, {ReasonKey.CHECK_MISSING})


@pytest.mark.parametrize("check", [check for check in CHECKS if check != "child_willing"])
def test_a_check_that_failed_refuses_the_claim_whatever_else_holds(check: str) -> None:
    failed = replace(MOTHER, checks={**ALL_CHECKS, check: Check.NO})
    assert proposal(failed) == (ClaimDecision.REFUSED, {ReasonKey.CHECK_FAILED})


def test_what_the_child_wishes_is_heard_at_its_own_gate_and_refuses_no_parent() -> None:
    unwilling = replace(MOTHER, checks={**ALL_CHECKS, "child_willing": Check.NO})
    assert proposal(unwilling) == (ClaimDecision.VERIFIED, set())


@pytest.mark.parametrize("check", ["identity", "safety", "adult_willing"])
def test_identity_safety_and_willingness_are_never_waived(check: str) -> None:
    waived = replace(MOTHER, checks={**ALL_CHECKS, check: Check.NOT_APPLICABLE})
    assert proposal(waived, small=True) == (ClaimDecision.OPEN, {ReasonKey.CHECK_MISSING})


@pytest.mark.parametrize("check", sorted(OF_MEMORY))
def test_a_child_who_was_too_small_need_not_remember(check: str) -> None:
    waived = replace(MOTHER, checks={**ALL_CHECKS, check: Check.NOT_APPLICABLE})
    assert proposal(waived, small=True) == (ClaimDecision.VERIFIED, set())
    assert proposal(waived, small=False) == (ClaimDecision.OPEN, {ReasonKey.CHECK_MISSING})


@pytest.mark.parametrize("capacity", list(Capacity))
def test_no_capacity_is_believed_without_its_paper(capacity: Capacity) -> None:
    bare = replace(MOTHER, capacity=capacity, document=Check.UNKNOWN)
    institution = capacity in (Capacity.INSTITUTION, Capacity.AUTHORITY)
    key = ReasonKey.NOT_FAMILY if institution else ReasonKey.NO_DOCUMENT
    assert proposal(bare) == (ClaimDecision.OPEN, {key})


def test_competing_claims_go_to_a_court_and_are_never_weighed() -> None:
    """A mother with every check and an aunt with every check, or with none: neither is preferred."""
    for aunt in (AUNT, replace(AUNT, checks={}), replace(AUNT, document=Check.UNKNOWN)):
        assert proposal(MOTHER, aunt) == (ClaimDecision.NEEDS_COURT, {ReasonKey.COMPETING})
        assert proposal(aunt, MOTHER)[0] is ClaimDecision.NEEDS_COURT
        assert verified_claim(replace(READY, claims=(MOTHER, aunt)), SIDES) is None
        assert verified_claim(replace(READY, claims=(aunt, MOTHER)), SIDES) is None


def test_a_claim_that_failed_competes_with_nobody_but_is_refused_by_people() -> None:
    failed = replace(AUNT, checks={**ALL_CHECKS, "safety": Check.NO})
    assert proposal(MOTHER, failed)[0] is ClaimDecision.VERIFIED
    assert verified_claim(replace(READY, claims=(MOTHER, failed)), SIDES) is None
    refused = replace(failed, decision=ClaimDecision.REFUSED)
    assert verified_claim(replace(READY, claims=(MOTHER, refused)), SIDES) == MOTHER
