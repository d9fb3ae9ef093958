"""Container, part, case, person: what events may do, and that nothing is lost or made by any sequence of them."""

from __future__ import annotations

import copy
import datetime as dt
import random
from dataclasses import FrozenInstanceError

import pytest
from cases import case, container, happened, opened, part, person
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.remains.graph import Event, EventRefused, GraphRule, State, apply, fold, totals
from homeward.remains.terms import EventKind
from homeward.remains.units import Cases, Containers, Parts, Persons

RECEIVE, CLEAR, OPEN = EventKind.RECEIVE, EventKind.CLEAR, EventKind.OPEN


def refused(events):
    """Rules of the events that were not accepted."""
    return [one.rule for one in fold(events)[1]]


def test_nothing_is_opened_before_it_is_cleared():
    received = happened(RECEIVE, container=container())
    opening = happened(OPEN, container=container(), parts=(part(),))
    assert refused([received, opening]) == [GraphRule.NOT_CLEARED]
    found = happened(EventKind.ITEM_FOUND, container=container())
    cleared = happened(CLEAR, container=container())
    assert refused([received, found, opening]) == [GraphRule.NOT_CLEARED]
    assert refused([received, cleared, found, opening]) == [GraphRule.NOT_CLEARED]
    assert refused([received, found, cleared, opening]) == []


def test_a_number_is_given_once_and_never_again():
    again = happened(OPEN, container=container(2), parts=(part(1),))
    events = [*opened(1), *opened(2)[:2], again]
    assert refused(events) == [GraphRule.NUMBER_TAKEN]
    split = happened(EventKind.SPLIT, part=part(1), parts=(part(7), part(8)))
    reused = happened(EventKind.SPLIT, part=part(7), parts=(part(1), part(9)))
    assert refused([*opened(1), split, reused]) == [GraphRule.NUMBER_TAKEN]


def test_parts_are_joined_by_a_decision_alone():
    joined = {"case": case(1), "parts": (part(2),)}
    assert refused([*opened(1), *opened(2), happened(EventKind.JOIN, **joined)]) == [GraphRule.NO_DECISION]
    state, none = fold([*opened(1), *opened(2), happened(EventKind.JOIN, **joined, decision="J-1")])
    assert none == ()
    assert state.cases == {case(1): {part(1), part(2)}, case(2): set()}
    assert totals(state).cases == Cases(1)
    assert totals(state).parts == Parts(2)


def test_separating_undoes_a_join_and_both_stay_told():
    join = happened(EventKind.JOIN, case=case(1), parts=(part(2),), decision="J-1")
    separate = happened(EventKind.SEPARATE, undoes="J-1", decision="J-2")
    before, _none = fold([*opened(1), *opened(2)])
    after, none = fold([*opened(1), *opened(2), join, separate])
    assert none == ()
    assert (after.cases, after.case_of) == (before.cases, before.case_of)
    assert after.undone["J-1"].came_from == {part(2): case(2)}
    assert refused([*opened(1), *opened(2), join, separate, separate]) == [GraphRule.UNKNOWN]


def test_what_was_divided_after_the_join_goes_back_whole():
    join = happened(EventKind.JOIN, case=case(1), parts=(part(2),), decision="J-1")
    split = happened(EventKind.SPLIT, part=part(2), parts=(part(21), part(22)))
    separate = happened(EventKind.SEPARATE, undoes="J-1", decision="J-2")
    state, none = fold([*opened(1), *opened(2), join, split, separate])
    assert none == ()
    assert state.cases == {case(1): {part(1)}, case(2): {part(21), part(22)}}


def test_of_joins_that_moved_one_part_the_last_is_undone_first():
    joins = [
        happened(EventKind.JOIN, case=case(1), parts=(part(3),), decision="J-1"),
        happened(EventKind.JOIN, case=case(2), parts=(part(3),), decision="J-2"),
        happened(EventKind.JOIN, case=case(1), parts=(part(3),), decision="J-3"),
    ]
    events = [*opened(1), *opened(2), *opened(3), *joins]
    first = happened(EventKind.SEPARATE, undoes="J-1", decision="U-1")
    assert refused([*events, first]) == [GraphRule.LATER_JOIN]
    back = [happened(EventKind.SEPARATE, undoes=f"J-{n}", decision=f"U-{n}") for n in (3, 2, 1)]
    state, none = fold([*events, *back])
    assert none == ()
    assert state.case_of[part(3)] == case(3)


def test_what_is_handed_over_or_buried_is_out_of_reach_until_taken_back():
    gone = happened(EventKind.BURY, case=case(1), to="row 4, number 17")
    join = happened(EventKind.JOIN, case=case(2), parts=(part(1),), decision="J-1")
    back = happened(EventKind.TAKE_BACK, case=case(1))
    assert refused([*opened(1), *opened(2), gone, join]) == [GraphRule.GONE]
    assert refused([*opened(1), *opened(2), gone, back, join]) == []
    assert refused([*opened(1), back]) == [GraphRule.NOT_GONE]


def test_a_container_is_handed_over_closed_or_not_at_all():
    over = happened(EventKind.HAND_OVER, container=container(1), to="other side")
    assert refused([*opened(1), over]) == [GraphRule.OPENED_ALREADY]
    state, none = fold([*opened(1)[:2], over])
    assert none == ()
    assert totals(state).containers_gone == Containers(1)


def test_a_case_is_of_one_person_and_named_by_decision():
    name = {"case": case(1), "person": person(1)}
    other = happened(EventKind.IDENTIFY, case=case(1), person=person(2), decision="D-2")
    first = happened(EventKind.IDENTIFY, **name, decision="D-1")
    assert refused([*opened(1), happened(EventKind.IDENTIFY, **name)]) == [GraphRule.NO_DECISION]
    assert refused([*opened(1), first, other]) == [GraphRule.NAMED]
    revoked = happened(EventKind.REVOKE, **name, decision="D-3")
    assert refused([*opened(1), first, revoked, other]) == []
    assert refused([*opened(1), revoked]) == [GraphRule.NOT_NAMED]


def test_a_person_of_two_cases_is_one_person():
    names = [happened(EventKind.IDENTIFY, case=case(n), person=person(1), decision=f"D-{n}") for n in (1, 2)]
    state, _none = fold([*opened(1), *opened(2), *names])
    assert totals(state).persons == Persons(1)
    assert totals(state).cases == Cases(2)


def test_an_event_is_never_altered():
    with pytest.raises(FrozenInstanceError):
        opened()[0].container = container(2)  # type: ignore[misc]  # what the test is about


def _any_event(chance: random.Random, n: int, state: State) -> Event:
    """Something that could be written down, lawful or not; of numbers that mostly exist, so that events meet."""

    def one_of(known, new: str) -> str:
        known = sorted(known)
        return chance.choice(known) if known and chance.random() < 0.85 else new

    rare = (EventKind.HAND_OVER, EventKind.BURY, EventKind.ITEM_FOUND)
    kind = chance.choices(list(EventKind), [1 if one in rare else 4 for one in EventKind])[0]
    fresh = kind in (OPEN, EventKind.SPLIT)
    several = range(1 if kind is EventKind.CASE else chance.randint(1, 3))
    parts = tuple(f"P{n}.{i}" if fresh else one_of(state.container_of, f"P{n}") for i in several)
    name = one_of(state.person_of, f"K{n}") if kind is EventKind.REVOKE else one_of(state.cases, f"K{n}")
    told = state.person_of.get(name, (f"M{chance.randrange(9)}",))[0]
    return Event(
        f"E{n}",
        dt.date(2025, 6, 20),
        kind,
        container=f"C{n}" if kind is RECEIVE and chance.random() < 0.9 else one_of(state.cleared, ""),
        part=one_of(state.container_of, "P"),
        case=f"K{n}" if kind is EventKind.CASE else name if chance.random() < 0.8 else "",
        person=told,
        parts=parts,
        decision=f"D{n}" if chance.random() < 0.9 else "",
        undoes=one_of(state.joins, "D"),
        to="somewhere",
    )


def _conserved(state: State, accepted: list[Event]) -> None:
    """What is true of any state: counts of each unit, by themselves, from events alone."""
    count = totals(state)
    of = {kind: [event for event in accepted if event.kind is kind] for kind in EventKind}
    made = sum(len(event.parts) for event in of[OPEN])
    made += sum(len(event.parts) - 1 for event in of[EventKind.SPLIT])
    assert count.containers == Containers(len(of[RECEIVE]))
    assert count.opened == Containers(len(of[OPEN]))
    assert count.parts == Parts(made) == count.parts_in_cases + count.parts_alone
    assert len(state.cases) == len(of[EventKind.CASE])
    assert len(state.person_of) == len(of[EventKind.IDENTIFY]) - len(of[EventKind.REVOKE])
    assert len(state.joins) + len(state.undone) == len(of[EventKind.JOIN])
    assert len(state.undone) == len(of[EventKind.SEPARATE])
    left = len(of[EventKind.HAND_OVER]) + len(of[EventKind.BURY]) - len(of[EventKind.TAKE_BACK])
    assert count.containers_gone.number + count.cases_gone.number == left
    # each part has one container, which was cleared and opened, and stands in one case at most
    assert {state.container_of[one] for one in state.parts} <= state.opened
    assert all(state.cleared[one] for one in state.opened)
    inside = [one for parts in state.cases.values() for one in parts]
    assert sorted(inside) == sorted(state.case_of)
    assert set(inside) <= set(state.parts)
    assert all(state.cases[one] for one in state.person_of)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32))
def test_a_thousand_random_operations_lose_nothing_and_make_nothing(seed):
    chance = random.Random(seed)
    state, accepted, events = State(), [], []
    while len(accepted) < 1000:
        event = _any_event(chance, len(events), state)
        events.append(event)
        before = copy.deepcopy(state) if len(events) % 10 == 0 else None
        try:
            apply(state, event)
        except EventRefused:
            assert before in (None, state)
        else:
            accepted.append(event)
            if len(accepted) % 20 == 0:
                _conserved(state, accepted)
    assert fold(events)[0] == state == fold(accepted)[0]
    assert len({event.kind for event in accepted}) >= 10  # the sequence did something


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_undoing_all_joins_backwards_gives_back_every_part_to_where_it_was(seed):
    chance = random.Random(seed)
    state, _none = fold([event for n in range(1, 9) for event in opened(n)])
    homes = copy.deepcopy(state.cases)
    joined = []
    for n in range(20):
        parts = tuple(part(i) for i in chance.sample(range(1, 9), chance.randint(1, 3)))
        try:
            target = case(chance.randint(1, 8))
            apply(state, happened(EventKind.JOIN, case=target, parts=parts, decision=f"J-{n}"))
            joined.append(f"J-{n}")
        except EventRefused:
            continue
    for decision in reversed(joined):
        apply(state, happened(EventKind.SEPARATE, undoes=decision, decision=f"U-{decision}"))
    assert joined
    assert state.cases == homes
