"""Experts report, a board decides: quorum, majority, dissent, and the steps that can follow each other."""

from __future__ import annotations

import pytest
from cases import FOR, act, compared

from homeward.remains.board import STEPS, VOTED, Vote, decided, status_after, step
from homeward.remains.identification import Key, Rule
from homeward.remains.terms import Act, Status


def outcome(rule, decision, comparisons=(), quorum=3):
    return next(one for one in decided(decision, comparisons, quorum) if one.rule is rule)


def confirm(**votes):
    return act("D-1", Act.CONFIRM, votes={who.replace("_", "-"): Vote(vote) for who, vote in votes.items()})


def test_who_compared_does_not_decide():
    for role in ("expert", "second_reader"):
        found = outcome(Rule.EXPERT_DECIDES_NOT, act("D-1", Act.CONFIRM), [compared(**{role: "M-2"})])
        assert [one.key for one in found.reasons] == [Key.BOTH_ROLES]
        assert dict(found.reasons[0].values) == {"persons": "M-2"}
    assert outcome(Rule.EXPERT_DECIDES_NOT, act("D-1", Act.CONFIRM), [compared()]).holds


def test_fewer_than_the_quorum_decide_nothing():
    assert not outcome(Rule.QUORUM, confirm(M_1="for", M_2="for")).holds
    assert outcome(Rule.QUORUM, confirm(M_1="for", M_2="for", M_3="for")).holds
    assert not outcome(Rule.QUORUM, act("D-1", Act.CONFIRM, votes=FOR), quorum=5).holds


def test_the_majority_is_of_all_who_vote_and_who_abstains_is_not_for():
    assert outcome(Rule.QUORUM, confirm(M_1="for", M_2="for", M_3="abstain")).holds
    assert not outcome(Rule.QUORUM, confirm(M_1="for", M_2="for", M_3="abstain", M_4="against")).holds


def test_a_vote_against_is_written_down_with_its_reasons():
    votes = FOR | {"M-4": Vote.AGAINST}
    assert not outcome(Rule.DISSENT, act("D-1", Act.CONFIRM, votes=votes)).holds
    assert outcome(Rule.DISSENT, act("D-1", Act.CONFIRM, votes=votes, dissent="paper 7")).holds


def test_no_reason_no_decision():
    assert not outcome(Rule.REASONS, act("D-1", Act.SUSPEND, reasons="")).holds


def test_anybody_may_halt_and_a_board_alone_goes_on():
    assert {one.rule for one in decided(act("D-1", Act.SUSPEND), ())} == {Rule.REASONS}
    assert {Act.CONFIRM, Act.REJECT, Act.REINSTATE, Act.REVOKE} == VOTED


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("what", list(Act))
def test_a_step_follows_from_where_the_identification_stood_or_is_told(status, what):
    assert step(status, what).holds == ((status, what) in STEPS)


def test_nothing_is_confirmed_that_was_not_proposed_and_nothing_revoked_that_was_not_confirmed():
    assert not step(Status.NONE, Act.CONFIRM).holds
    assert not step(Status.PROPOSED, Act.REVOKE).holds
    assert not step(Status.REVOKED, Act.REINSTATE).holds  # what is revoked begins anew
    acts = [act("1", Act.PROPOSE), act("2", Act.CONFIRM), act("3", Act.SUSPEND), act("4", Act.REVOKE)]
    assert status_after(acts) is Status.REVOKED
    assert status_after([*acts, act("5", Act.CONFIRM)]) is Status.REVOKED
    assert status_after([*acts, act("5", Act.PROPOSE)]) is Status.PROPOSED
