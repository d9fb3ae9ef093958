"""A replay of what went wrong elsewhere, from its files: refused, contradicted three times, revoked by a return alive.

One parent's sample, a report of 99.9999 %, a person buried as somebody else and later seen alive
(field notes §2.4, §3.2).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from commands import EXAMPLES

from homeward.remains.case_files import CaseFiles, read_case_files
from homeward.remains.consequences import Step
from homeward.remains.identification import Key, Rule
from homeward.remains.review import review
from homeward.remains.terms import Act, Status


@cache
def told() -> CaseFiles:
    return read_case_files(EXAMPLES / "remains" / "known_failure")


def until(day: str) -> CaseFiles:
    """What was known at the end of a day."""
    last = dt.date.fromisoformat(day)
    whole = told()
    return replace(
        whole,
        events=tuple(one for one in whole.events if one.on <= last),
        decisions=tuple(one for one in whole.decisions if one.on <= last),
        facts=tuple(one for one in whole.facts if one.known_on <= last),
    )


def test_before_any_board_the_pair_may_not_go_to_it():
    [one] = review(until("2025-09-02")).identifications
    assert one.status is Status.NONE
    assert not one.may_go_to_board
    refusing = {outcome.rule for outcome in one.outcomes if not outcome.holds}
    assert refusing == {Rule.TWO_LINES, Rule.WEIGHT}


def test_one_parents_sample_is_refused_by_the_two_line_rule_however_high_the_ratio():
    for log10_lr in (6.0, 9.0, 40.0):
        surer = tuple(replace(one, log10_lr=log10_lr) for one in told().comparisons)
        [one] = review(replace(until("2025-09-02"), comparisons=surer)).identifications
        [lines] = [outcome for outcome in one.outcomes if outcome.rule is Rule.TWO_LINES]
        assert [reason.key for reason in lines.reasons] == [Key.ONE_RELATIVE]
        assert not one.may_go_to_board


def test_the_confirmation_is_found_to_break_the_rule():
    found = review(until("2025-09-15"))
    confirmation = next(one for one in found.judged if one.decision.act is Act.CONFIRM)
    assert {one.rule for one in confirmation.outcomes if not one.holds} == {Rule.TWO_LINES, Rule.WEIGHT}


def test_each_of_three_sightings_says_that_it_must_be_reopened():
    for day, count in (("2025-10-04", 1), ("2025-12-01", 2), ("2026-02-08", 3)):
        [one] = review(until(day)).identifications
        [again] = [outcome for outcome in one.outcomes if outcome.rule is Rule.STILL_HOLDS]
        assert not again.holds
        assert [reason.key for reason in again.reasons] == [Key.REOPEN] * count


def test_the_return_alive_revokes_and_what_follows_is_listed():
    [one] = review(told()).identifications
    assert one.status is Status.REVOKED
    due = {step.step for step in one.consequences if not step.done_by}
    assert due == {Step.REOPEN_PERSON, Step.REOPEN_CASE, Step.TELL_BUREAU, Step.WITHDRAW_CERTIFICATE, Step.BRING_BACK}
    waited = [dict(reason.values)["days"] for reason in one.outcomes[0].reasons]
    assert waited == [129, 71, 2]  # 4 October, 1 December and 8 February to 10 February


def test_nobody_could_have_set_the_return_aside():
    again = replace(told().decisions[0], id="D-8", on=dt.date(2026, 4, 1))
    stubborn = replace(told().decisions[1], id="D-9", on=dt.date(2026, 4, 2), set_aside=("R-1", "S-1", "S-2", "S-3"))
    found = review(replace(told(), decisions=(*told().decisions, again, stubborn)))
    [rule] = [outcome for outcome in found.judged[-1].outcomes if outcome.rule is Rule.NO_CONTRADICTION]
    assert not rule.holds
    assert Key.NEVER_SET_ASIDE in {reason.key for reason in rule.reasons}
