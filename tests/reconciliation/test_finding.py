"""People decide pairs: two of the neutral, then two of each side; nothing is merged by itself."""

from dataclasses import replace

import pytest
from desk import Desk
from django.core.exceptions import PermissionDenied
from paired import Paired, another

from homeward.access.doors import NotThere
from homeward.access.terms import Role
from homeward.errors import InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.ledger.live import check
from homeward.ledger.terms import NEUTRAL
from homeward.progress import silent
from homeward.reconciliation import gate
from homeward.reconciliation.actions import (
    consent_to_rule,
    find_pairs,
    propose_rule,
    put_pairs,
    retract_finding,
    second_findings,
    withdraw_consent,
)
from homeward.reconciliation.gate import Filter
from homeward.reconciliation.models import Finding, PutPair, QueueLine, Tally
from homeward.reconciliation.shared_columns import USUAL
from homeward.reconciliation.states import Ground, PairState, Said
from homeward.register.models import Judgement, Membership


def decide(viewer, pair: str, said: Said = Said.SAME) -> None:
    """Two persons of a party say the same."""
    find_pairs(by=viewer, pairs=[pair], said=said, grounds=[Ground.ENTRIES])
    second_findings(by=another(viewer), pairs=[pair])


def state(viewer, pair: str) -> str:
    return gate.line_for(viewer, pair).state


@pytest.fixture
def paired(desk: Desk) -> Paired:
    return Paired(desk)


@pytest.fixture
def quick(quick_desk: Desk) -> Paired:
    return Paired(quick_desk)


def test_from_the_queue_to_one_person(paired: Paired) -> None:
    pair = paired.pairs[0]
    paired.agree_on_sharing()
    assert state(paired.secretary, pair) == PairState.WAITING
    decide(paired.secretary, pair)
    assert state(paired.secretary, pair) == PairState.PUT
    assert gate.line_for(paired.secretary, pair).waiting_for == "RU UA"
    decide(paired.liaisons["UA"], pair)
    assert gate.line_for(paired.secretary, pair).waiting_for == "RU"
    assert not Membership.objects.exists()
    decide(paired.liaisons["RU"], pair)
    for viewer in (paired.secretary, *paired.liaisons.values()):
        assert state(viewer, pair) == PairState.AGREED_SAME
    assert Membership.objects.count() == 2
    assert Membership.objects.values("person").distinct().count() == 1
    check(silent)


def test_a_side_sees_no_pair_before_it_is_put(quick: Paired) -> None:
    quick.agree_on_sharing()
    find_pairs(by=quick.secretary, pairs=[quick.pairs[0]], said=Said.SAME, grounds=[Ground.ENTRIES])
    for liaison in quick.liaisons.values():
        assert not gate.queue_for(liaison).exists()
        assert not gate.counts_for(liaison, Filter()).states
        with pytest.raises(NotThere):
            gate.line_for(liaison, quick.pairs[0])
        with pytest.raises(InputRefused):
            find_pairs(by=liaison, pairs=[quick.pairs[0]], said=Said.SAME, grounds=[Ground.ENTRIES])


def test_nothing_is_put_before_both_sides_agree_on_what_is_shown(paired: Paired) -> None:
    pair = paired.pairs[0]
    decide(paired.secretary, pair)
    assert state(paired.secretary, pair) == PairState.FOUND
    rule = propose_rule(by=paired.liaisons["UA"], columns=USUAL).number
    for side, left in (("UA", 0), ("RU", 1)):
        consent_to_rule(by=paired.liaisons[side], rule=rule)
        assert put_pairs(by=paired.secretary) == left
    assert state(paired.liaisons["UA"], pair) == PairState.WAITING
    withdraw_consent(by=paired.liaisons["RU"], rule=rule)
    decide(paired.secretary, paired.pairs[1])
    assert PutPair.objects.count() == 1
    assert state(paired.liaisons["UA"], pair) == PairState.WAITING, "what was shown stays so"


def test_one_person_never_decides_alone(paired: Paired) -> None:
    pair = paired.pairs[0]
    find_pairs(by=paired.secretary, pairs=[pair], said=Said.SAME, grounds=[Ground.ENTRIES])
    assert state(paired.secretary, pair) == PairState.SECOND
    with pytest.raises(InputRefused):
        second_findings(by=paired.secretary, pairs=[pair])
    with pytest.raises(InputRefused):
        second_findings(by=replace(paired.secretary, role=Role.SECRETARY), pairs=[pair])
    assert state(paired.secretary, pair) == PairState.SECOND


def test_a_second_person_of_another_party_is_none(quick: Paired) -> None:
    quick.agree_on_sharing()
    decide(quick.secretary, quick.pairs[0])
    find_pairs(by=quick.liaisons["UA"], pairs=[quick.pairs[0]], said=Said.SAME, grounds=[Ground.ENTRIES])
    with pytest.raises(InputRefused):
        second_findings(by=quick.liaisons["RU"], pairs=[quick.pairs[0]])
    with pytest.raises(InputRefused):
        second_findings(by=another(quick.secretary), pairs=[quick.pairs[0]])


def test_offices_that_may_not_decide(quick: Paired) -> None:
    for role in (Role.AUDITOR, Role.OBSERVER, Role.MEDICAL_MEMBER):
        with pytest.raises(PermissionDenied):
            find_pairs(by=quick.desk.viewer(role, NEUTRAL), pairs=quick.pairs, said=Said.SAME, grounds=[Ground.ENTRIES])


def test_no_decision_without_a_ground(quick: Paired) -> None:
    with pytest.raises(InputRefused):
        find_pairs(by=quick.secretary, pairs=quick.pairs, said=Said.SAME, grounds=[])


def test_two_first_persons_at_once(paired: Paired) -> None:
    pair = paired.pairs[0]
    find_pairs(by=paired.secretary, pairs=[pair], said=Said.SAME, grounds=[Ground.ENTRIES])
    with pytest.raises(InputRefused):
        find_pairs(by=another(paired.secretary), pairs=[pair], said=Said.DIFFERENT, grounds=[Ground.BIRTH])
    assert Finding.objects.get().said == Said.SAME


def test_the_same_form_sent_twice_decides_once(paired: Paired) -> None:
    for _time in range(2):
        try:
            find_pairs(
                by=paired.secretary, pairs=paired.pairs[:1], said=Said.SAME, grounds=[Ground.ENTRIES], request="form-1"
            )
        except AlreadyRecorded:
            continue
    assert Finding.objects.count() == 1


def test_undo_before_a_second_person_has_joined(paired: Paired) -> None:
    pair = paired.pairs[0]
    find_pairs(by=paired.secretary, pairs=[pair], said=Said.DIFFERENT, grounds=[Ground.BIRTH])
    retract_finding(by=paired.secretary, pair=pair)
    assert state(paired.secretary, pair) == PairState.WAITING
    assert Finding.objects.get().retracted_at is not None, "taken back, never deleted"
    decide(paired.secretary, pair)


def test_afterwards_only_with_a_reason_and_never_once_it_was_put(quick: Paired) -> None:
    decide(quick.secretary, quick.pairs[0], Said.DIFFERENT)
    with pytest.raises(InputRefused):
        retract_finding(by=quick.secretary, pair=quick.pairs[0])
    retract_finding(by=quick.secretary, pair=quick.pairs[0], because="the wrong row was meant")
    quick.agree_on_sharing()
    decide(quick.secretary, quick.pairs[0])
    with pytest.raises(InputRefused):
        retract_finding(by=quick.secretary, pair=quick.pairs[0], because="the wrong row was meant")


def test_a_side_that_takes_its_word_back_takes_the_person_apart(paired: Paired) -> None:
    pair = paired.pairs[0]
    paired.agree_on_sharing()
    for viewer in (paired.secretary, *paired.liaisons.values()):
        decide(viewer, pair)
    retract_finding(by=paired.liaisons["RU"], pair=pair, because="a document came in that says otherwise")
    assert not Membership.objects.filter(until=None).exists()
    assert state(paired.liaisons["RU"], pair) == PairState.WAITING
    assert state(paired.liaisons["UA"], pair) == PairState.DECIDED
    assert Judgement.objects.filter(retracted_at=None).count() == 1
    check(silent)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ((Said.SAME, Said.SAME), PairState.AGREED_SAME),
        ((Said.DIFFERENT, Said.DIFFERENT), PairState.AGREED_DIFFERENT),
        ((Said.SAME, Said.DIFFERENT), PairState.DIFFER),
        ((Said.SAME, Said.UNSURE), PairState.UNCLEAR),
    ],
)
def test_what_comes_of_it(quick: Paired, said: tuple[Said, Said], result: PairState) -> None:
    quick.agree_on_sharing()
    decide(quick.secretary, quick.pairs[0])
    for liaison, word in zip(quick.liaisons.values(), said, strict=True):
        decide(liaison, quick.pairs[0], word)
    assert {line.state for line in QueueLine.objects.filter(pair=quick.pairs[0])} == {result.value}


def test_many_at_once(paired: Paired) -> None:
    paired.agree_on_sharing()
    find_pairs(by=paired.secretary, pairs=paired.pairs, said=Said.SAME, grounds=[Ground.ENTRIES])
    second_findings(by=another(paired.secretary), pairs=paired.pairs)
    counts = gate.counts_for(paired.secretary, Filter())
    assert counts.states[PairState.PUT] == len(paired.pairs)
    assert counts.waiting_for == {"UA": len(paired.pairs), "RU": len(paired.pairs)}


def test_counts_are_those_of_the_lines(paired: Paired) -> None:
    paired.agree_on_sharing()
    decide(paired.secretary, paired.pairs[0])
    decide(paired.secretary, paired.pairs[1], Said.DIFFERENT)
    find_pairs(by=paired.liaisons["UA"], pairs=[paired.pairs[0]], said=Said.SAME, grounds=[Ground.ENTRIES])
    counted = {}
    for line in QueueLine.objects.all():
        key = (line.party, line.state, line.waiting_for, line.lists, line.against, line.is_inside)
        counted[key] = counted.get(key, 0) + 1
    kept = {
        (one.party, one.state, one.waiting_for, one.lists, one.against, one.is_inside): one.count
        for one in Tally.objects.exclude(count=0)
    }
    assert kept == counted
