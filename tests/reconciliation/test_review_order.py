"""The order of review: what an answer is worth, what it settles, and what follows from it."""

import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from desk import Desk
from hypothesis import given
from hypothesis import strategies as st
from paired import another, compared, listed, person, weighed

from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation import gate
from homeward.reconciliation.actions import (
    consent_to_rule,
    find_pairs,
    propose_rule,
    retract_finding,
    second_findings,
)
from homeward.reconciliation.gate import Filter
from homeward.reconciliation.models import Pair, QueueLine
from homeward.reconciliation.review_order import LEAST, Claims, claims, heard, rank, settles, worth
from homeward.reconciliation.shared_columns import USUAL
from homeward.reconciliation.states import Ground, Said
from homeward.reconciliation.weighed_pairs import Claim, in_review

MATCH = 0.7
A1, A2, B1, B2, C1, C2 = range(6)
LISTS = np.array([0, 0, 1, 1, 2, 2])


def claimed(pairs: Mapping[tuple[int, int], float], lists: np.ndarray = LISTS) -> Claims:
    left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    probability = np.array(list(pairs.values()))
    return claims(left, right, probability, probability >= MATCH, lists)


def worths(pairs: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    return dict(zip(pairs, worth(claimed(pairs)).tolist(), strict=True))


def after(pairs: Mapping[tuple[int, int], float], said: Mapping[tuple[int, int], bool]) -> dict[tuple[int, int], float]:
    held = claimed(pairs)
    by_position = {list(pairs).index(pair): answer for pair, answer in said.items()}
    found = heard(held, by_position, MATCH)
    ends = zip(found.left.tolist(), found.right.tolist(), strict=True)
    return dict(zip(ends, found.probability.tolist(), strict=False))


def test_a_pair_by_itself_is_worth_how_probably_it_stands_wrong() -> None:
    assert worths({(A1, B1): 0.6, (A2, B2): 0.9}) == pytest.approx({(A1, B1): 0.6, (A2, B2): 0.1})


def test_an_answer_that_tells_of_a_rival_is_worth_both_doubts() -> None:
    """Of two counterparts as probable as one another, either answer to the one answers the other."""
    found = worths({(A1, B1): 0.5, (A1, B2): 0.5, (A2, C1): 0.5})
    assert found[A1, B1] == found[A1, B2] == pytest.approx(1.0 - 2 * LEAST)
    assert found[A2, C1] == 0.5


def test_a_counterpart_confirmed_refutes_its_rival_and_one_refuted_raises_it() -> None:
    rivals = {(A1, B1): 0.5, (A1, B2): 0.3}
    assert after(rivals, {(A1, B1): True})[A1, B2] < 0.01
    assert after(rivals, {(A1, B1): False})[A1, B2] == pytest.approx(0.3 / 0.5, abs=0.01)


def test_a_chain_of_claims_is_followed_to_its_end() -> None:
    chain = {(A1, B1): 0.5, (A2, B1): 0.5, (A2, B2): 0.5}
    found = after(chain, {(A1, B1): True})
    assert found[A2, B1] < 0.01
    assert found[A2, B2] > 0.99


def test_two_confirmed_pairs_make_the_third_even_if_nobody_found_it() -> None:
    pairs = {(A1, B1): 0.6, (B1, C1): 0.9}
    assert after(pairs, {(A1, B1): True, (B1, C1): True})[A1, C1] == 1.0
    assert after(pairs, {(A1, B1): False, (B1, C1): True})[A1, C1] == 0.0


def test_of_a_pair_of_three_one_refuted_takes_two_that_stood_together_apart() -> None:
    found = after({(A1, B1): 0.8, (B1, C1): 0.8, (A1, C1): 0.7}, {(A1, C1): False})
    assert found[A1, B1] + found[B1, C1] <= 1.0 + 1e-9


def test_what_two_joined_pairs_make_of_the_third() -> None:
    held = claimed({(A1, B1): 0.9, (B1, C1): 0.95, (A1, C1): 0.2})
    assert held.probability[2] == pytest.approx(0.85)


def test_how_many_pairs_an_answer_settles() -> None:
    pairs = {(A1, B1): 0.5, (A1, B2): 0.3, (A2, B1): 0.2, (A2, C2): 0.5}
    assert dict(zip(pairs, settles(claimed(pairs)).tolist(), strict=True)) == {
        (A1, B1): 2,
        (A1, B2): 1,
        (A2, B1): 2,
        (A2, C2): 1,
    }


probabilities = st.floats(0.01, 0.99)
fives = st.fixed_dictionaries(
    dict.fromkeys([(A1, B1), (A1, B2), (A2, B1), (A2, C1), (B1, C1), (A1, A2)], probabilities)
)


@given(fives, st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_the_mirror(pairs: dict[tuple[int, int], float], renumbered: list[int], turned: list[bool]) -> None:
    """Other numbers for entries and lists, and the ends of pairs exchanged: every pair is worth the same."""
    lists = np.zeros(6, dtype=np.int64)
    lists[renumbered] = 2 - LISTS
    there = {}
    for (one, other), turn in zip(pairs, turned, strict=True):
        ends = renumbered[one], renumbered[other]
        there[ends[::-1] if turn else ends] = pairs[one, other]
    np.testing.assert_allclose(worth(claimed(there, lists)), worth(claimed(pairs)), atol=1e-12)
    assert settles(claimed(there, lists)).tolist() == settles(claimed(pairs)).tolist()


@given(fives, st.data())
def test_what_was_said_stands_in_whatever_sequence(pairs: dict[tuple[int, int], float], data: st.DataObject) -> None:
    said = data.draw(st.dictionaries(st.integers(0, 5), st.booleans()))
    held = claimed(pairs)
    found = heard(held, said, MATCH)
    again = heard(held, dict(reversed(said.items())), MATCH)
    assert {place: bool(found.probability[place]) for place in said} == said
    assert np.array_equal(found.probability, again.probability)
    assert ((found.probability >= 0) & (found.probability <= 1)).all()


@given(fives)
def test_no_answer_is_worth_less_than_its_own_doubt(pairs: dict[tuple[int, int], float]) -> None:
    held = claimed(pairs)
    own = np.where(held.joined, 1 - held.probability, held.probability)[: held.given]
    assert (worth(held) >= own).all()


def test_rank_falls_as_worth_rises() -> None:
    values = (4.0, 1.0, 0.999, 0.5, 0.01, 1e-9, 0.0)
    assert [rank(value) for value in values] == sorted(rank(value) for value in values)
    assert rank(0.0) > rank(0.01) > rank(1.0) >= 0


def test_the_order_of_pairs_kept_at_the_desk() -> None:
    """What is proposed and all but certain comes last; of pairs to be looked at, the likeliest to be missed first."""
    chances = (0.65, 0.5, 0.2, 0.9, 0.999)
    found = in_review([Claim(f"a/{n}", f"b/{n}", "a", "b", p, p >= MATCH) for n, p in enumerate(chances)])
    assert [one.rank for one in found] == sorted(one.rank for one in found)
    assert in_review([]) == []


SIDES = ("UA", "RU")


def rivals_at_the_desk(desk: Desk) -> tuple[dict[str, Pair], dict[str, str]]:
    """One entry of a side with two counterparts, and a pair that has nothing to do with them."""
    lists = {side: listed(desk, side, [person(number) for number in range(3)]) for side in SIDES}
    one, other = lists.values()
    found = {"right": (2, 2, 0.5), "rival": (2, 3, 0.4), "apart": (4, 4, 0.6)}
    compared(
        desk,
        {number: side for side, number in lists.items()},
        [weighed(f"{one}/{a}", f"{other}/{b}", p) for a, b, p in found.values()],
    )
    rows = {pair.probability: pair for pair in Pair.objects.all()}
    return {name: rows[p] for name, (*_, p) in found.items()}, lists


def put_to_the_sides(desk: Desk, pairs: list[Pair]) -> None:
    """Two persons of the neutral find them to be one person, and the sides have agreed on what is shown."""
    secretary, numbers = desk.viewer(Role.SECRETARY, NEUTRAL), [pair.number for pair in pairs]
    rule = propose_rule(by=desk.viewer(Role.LIAISON, SIDES[0]), columns=USUAL)
    for side in SIDES:
        consent_to_rule(by=desk.viewer(Role.LIAISON, side), rule=rule.number)
    find_pairs(by=secretary, pairs=numbers, said=Said.SAME, grounds=[Ground.ENTRIES])
    second_findings(by=another(secretary), pairs=numbers)


def ranks() -> dict[str, int]:
    return dict(QueueLine.objects.filter(party=NEUTRAL).values_list("pair_id", "rank"))


def test_at_the_desk_a_decision_moves_the_pairs_that_hang_on_it(desk: Desk) -> None:
    pairs, _ = rivals_at_the_desk(desk)
    secretary = desk.viewer(Role.SECRETARY, NEUTRAL)
    waiting = list(gate.filtered(secretary, Filter(state="waiting")).order_by("rank"))
    assert waiting[-1].pair_id == pairs["apart"].number
    assert {name: pair.settles for name, pair in pairs.items()} == {"right": 1, "rival": 1, "apart": 0}
    before = ranks()
    find_pairs(by=secretary, pairs=[pairs["right"].number], said=Said.SAME, grounds=[Ground.ENTRIES])
    then = ranks()
    assert then[pairs["rival"].number] > then[pairs["apart"].number]  # refuted, as good as
    assert then[pairs["apart"].number] == before[pairs["apart"].number]
    assert then[pairs["right"].number] == before[pairs["right"].number]
    retract_finding(by=secretary, pair=pairs["right"].number)
    assert ranks() == before
    find_pairs(by=secretary, pairs=[pairs["right"].number], said=Said.DIFFERENT, grounds=[Ground.BIRTH])
    assert ranks()[pairs["rival"].number] < then[pairs["rival"].number]  # raised


def test_the_queue_tells_the_neutral_alone_how_many_pairs_an_answer_settles(desk: Desk) -> None:
    pairs, _ = rivals_at_the_desk(desk)
    told = "an answer settles up to 1 other pair"
    secretary = desk.client(Role.SECRETARY, NEUTRAL)
    assert secretary.get("/reconcile/").content.decode().count(told) == 2
    put_to_the_sides(desk, [pairs["right"]])
    assert told not in secretary.get("/reconcile/").content.decode()  # the rival is as good as refuted
    for side in SIDES:
        page = desk.client(Role.LIAISON, side).get("/reconcile/").content.decode()
        assert pairs["right"].number in page
        assert "settles" not in page


def test_nothing_a_side_says_moves_the_other_sides_order(desk: Desk) -> None:
    pairs, _ = rivals_at_the_desk(desk)
    put_to_the_sides(desk, list(pairs.values()))

    def order_of(side: str) -> list[tuple[str, int]]:
        return sorted(QueueLine.objects.filter(party=side).values_list("pair_id", "rank"))

    for side, other in itertools.permutations(SIDES):
        before = order_of(other)
        liaison = desk.viewer(Role.LIAISON, side)
        find_pairs(by=liaison, pairs=[pairs["right"].number], said=Said.SAME, grounds=[Ground.ENTRIES])
        second_findings(by=another(liaison), pairs=[pairs["right"].number])
        assert order_of(other) == before
