"""Decisions judged by what was known on their day, and every identification asked again for ever after."""

from __future__ import annotations

from cases import act, case, compared, confirmed, fact, files, happened, named, opened, part, person

from homeward.remains.consequences import Step
from homeward.remains.identification import Key, Rule
from homeward.remains.individuals import Bone
from homeward.remains.review import review
from homeward.remains.terms import Act, BodySide, Element, EventKind, FactKind, Status

SEEN = fact("S-1", person(), FactKind.ALIVE, "2025-08-17", known_on="2025-09-01")


def broken(found):
    """Rules broken by acts and standing identifications."""
    return [
        (getattr(one, "decision", one) and outcome.rule)
        for one in (*found.judged, *found.identifications)
        for outcome in one.outcomes
        if not outcome.holds
    ]


def test_a_right_identification_breaks_nothing():
    found = review(files([*opened(), named()], [compared()], confirmed()))
    assert found.broken == 0
    assert [one.status for one in found.identifications] == [Status.CONFIRMED]


def test_a_pair_that_passes_every_rule_may_go_to_the_board_and_is_nobody_until_then():
    found = review(files(opened(), [compared()]))
    [one] = found.identifications
    assert one.may_go_to_board
    assert found.totals.persons.number == 0


def test_a_contradiction_known_at_the_decision_makes_it_wrong():
    found = review(files([*opened(), named()], [compared()], confirmed(), [SEEN]))
    assert broken(found) == [Rule.NO_CONTRADICTION, Rule.NO_CONTRADICTION]  # proposed and confirmed against it
    assert not review(files(opened(), [compared()], facts=[SEEN])).identifications[0].may_go_to_board


def test_what_becomes_known_later_reopens_it_for_ever_after():
    later = fact("S-1", person(), FactKind.ALIVE, "2025-08-17", known_on="2031-01-01")
    found = review(files([*opened(), named()], [compared()], confirmed(), [later]))
    assert broken(found) == [Rule.STILL_HOLDS]
    [told] = found.identifications[0].outcomes[0].reasons
    assert told.key is Key.REOPEN
    assert dict(told.values)["on"] == "2031-01-01"


def test_a_board_may_set_a_sighting_aside_with_reasons_but_never_a_return():
    def with_fact(known):
        acts = [
            act("D-1", Act.PROPOSE, set_aside=(known.id,)),
            act("D-2", Act.CONFIRM, "2025-09-15", set_aside=(known.id,)),
        ]
        return review(files([*opened(), named()], [compared()], acts, [known]))

    assert with_fact(SEEN).broken == 0
    returned = fact("R-1", person(), FactKind.RETURNED, "2025-08-17", known_on="2025-09-01")
    assert broken(with_fact(returned)) == [Rule.NO_CONTRADICTION] * 2


def test_a_suspension_answers_a_later_fact_and_the_days_it_took_are_told():
    acts = [*confirmed(), act("D-3", Act.SUSPEND, "2025-12-20")]
    later = fact("S-1", person(), FactKind.ALIVE, "2025-08-17", known_on="2025-12-10")
    found = review(files([*opened(), named()], [compared()], acts, [later]))
    assert found.broken == 0
    [told] = found.identifications[0].outcomes[0].reasons
    assert (told.key, dict(told.values)["days"]) == (Key.STOOD_AGAINST, 10)


def test_what_is_reported_after_a_decision_does_not_bear_it():
    late = compared(on=confirmed()[1].on.replace(year=2026))
    found = review(files([*opened(), named()], [late], confirmed()))
    assert Rule.TWO_LINES in broken(found)


def test_a_case_that_holds_two_left_femora_is_not_proposed():
    bones = [Bone(part(), Element.FEMUR, BodySide.LEFT), Bone(part(2), Element.FEMUR, BodySide.LEFT)]
    join = happened(EventKind.JOIN, "2025-06-25", case=case(), parts=(part(2),), decision="J-1")
    found = review(files([*opened(), *opened(2), join], [compared()], bones=bones))
    assert found.least["cases"][case()].number == 2
    assert not found.identifications[0].may_go_to_board
    assert found.least["consignments"]["C-1"].number == 2


def test_two_cases_of_one_person_are_joined_or_parted():
    def two(*bones):
        acts = [*confirmed(), *confirmed(of=2, id_="E-2", on="2025-09-20")]
        return review(
            files(
                [*opened(), *opened(2), named(), named(of=2, decision="E-2", on="2025-09-20")],
                [compared(), compared("K-2", of=2)],
                acts,
                bones=bones,
            )
        )

    upper, lower = Bone(part(), Element.CRANIUM), Bone(part(2), Element.FEMUR, BodySide.LEFT)
    sentences = [reason.text() for one in two(upper, lower).judged for out in one.outcomes for reason in out.reasons]
    assert any("a decision must join them or separate one" in one for one in sentences)
    both = two(upper, Bone(part(2), Element.CRANIUM))
    sentences = [reason.text() for one in both.identifications for out in one.outcomes for reason in out.reasons]
    assert any("cannot be of one individual" in one for one in sentences)


def test_one_case_is_of_one_person():
    acts = [*confirmed(), *confirmed(whom=2, id_="E-2", on="2025-09-20")]
    found = review(files([*opened(), named()], [compared(), compared("K-2", whom=2)], acts))
    assert Rule.NO_CONTRADICTION in broken(found)
    assert Rule.STILL_HOLDS in broken(found)
    assert Rule.GRAPH_AGREES in broken(found)


def test_what_is_suspended_is_not_handed_over():
    acts = [*confirmed(), act("D-3", Act.SUSPEND, "2025-12-10")]
    over = happened(EventKind.HAND_OVER, "2025-12-15", case=case(), to="family")
    assert broken(review(files([*opened(), named(), over], [compared()], acts))) == [Rule.SUSPENSION_HOLDS]
    early = happened(EventKind.HAND_OVER, "2025-12-01", case=case(), to="family")
    assert broken(review(files([*opened(), named(), early], [compared()], acts))) == []


def steps(found):
    return {one.step: one.done_by for one in found.identifications[0].consequences}


def test_a_suspension_holds_the_remains_and_tells_a_family_that_was_told():
    acts = [*confirmed(), act("D-3", Act.SUSPEND, "2025-12-10")]
    told = fact("T-1", "D-2", FactKind.FAMILY_TOLD, known_on="2025-09-20")
    found = review(files([*opened(), named()], [compared()], acts, [told]))
    assert steps(found) == {Step.HOLD: "", Step.TELL_FAMILY: ""}


def test_everything_that_follows_from_a_revocation_is_due_until_somebody_did_it():
    join = happened(EventKind.JOIN, "2025-09-16", case=case(), parts=(part(2),), decision="D-2")
    over = happened(EventKind.BURY, "2025-10-01", case=case(), to="row 4, number 17")
    revoke = happened(EventKind.REVOKE, "2026-03-06", case=case(), person=person(), decision="D-4")
    events = [*opened(), *opened(2), named(), join, over, revoke]
    acts = [*confirmed(), act("D-3", Act.SUSPEND, "2026-02-01"), act("D-4", Act.REVOKE, "2026-03-05")]
    facts = [
        fact("T-1", "D-2", FactKind.FAMILY_TOLD, known_on="2025-09-20"),
        fact("T-2", "D-2", FactKind.CERTIFICATE_ISSUED, known_on="2025-09-21"),
    ]
    of_brother = compared("K-2", of=3, whom=3)  # rests on the same relatives' samples
    more = [*opened(3), named(3, 3, "B-2", "2025-09-18")]
    whole = ([*events, *more], [compared(), of_brother], [*acts, *confirmed(3, 3, "B-2", "2025-09-18")])
    due = review(files(*whole, facts))
    expected = {
        Step.REOPEN_PERSON, Step.REOPEN_CASE, Step.TELL_FAMILY, Step.TELL_BUREAU, Step.WITHDRAW_CERTIFICATE,
        Step.BRING_BACK, Step.SEPARATE, Step.LOOK_AT_FAMILY,
    }  # fmt: skip
    assert steps(due) == dict.fromkeys(expected, "")
    assert due.broken == 0

    back = happened(EventKind.TAKE_BACK, "2026-04-01", case=case())
    apart = happened(EventKind.SEPARATE, "2026-04-02", undoes="D-2", decision="J-9")
    kinds = (
        FactKind.FAMILY_TOLD_AGAIN, FactKind.CERTIFICATE_WITHDRAWN, FactKind.BUREAU_TOLD_AGAIN,
        FactKind.SEARCH_REOPENED, FactKind.CASE_REOPENED,
    )  # fmt: skip
    done = [fact(f"X-{n}", "D-2", kind, known_on="2026-04-05") for n, kind in enumerate(kinds)]
    found = review(files([*whole[0], back, apart], *whole[1:], [*facts, *done]))
    assert {step for step, by in steps(found).items() if not by} == {Step.HOLD, Step.LOOK_AT_FAMILY}
    assert steps(found)[Step.BRING_BACK] == back.id


def test_the_order_of_rows_changes_nothing():
    events, acts = [*opened(), named()], confirmed()
    facts = [SEEN, fact("A", case(), FactKind.SEX, value="M"), fact("B", person(), FactKind.SEX, value="F")]
    comparisons = [compared(), compared("K-2", whom=2)]
    one = review(files(events, comparisons, acts, facts))
    other = review(files(events, comparisons[::-1], acts[::-1], facts[::-1]))
    assert one.identifications == other.identifications
    assert [judged.outcomes for judged in one.judged] == [judged.outcomes for judged in other.judged]
