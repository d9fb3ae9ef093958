"""Joint identification against all assignments written out: sums, posteriors, GLR, order; and its bounds hold."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from homeward.kinship.together.components import Effort
from homeward.kinship.together.fillings import Filling
from homeward.kinship.together.frontier import Frontier
from homeward.kinship.together.joint import NOBODY, Joint, solve
from homeward.kinship.together.matchings import count
from homeward.kinship.together.symmetry import symmetric_sets
from homeward.kinship.together.thinning import thinned

Families = list[list[Filling]]
SMALL = Effort(exact=0, bounded=150, drawn=400, draws=12)


def event(draw: random.Random, remains: int, shape: Sequence[int], spread: float) -> tuple[list[str], Families]:
    """Families that miss as many as ``shape`` says; some pairings cannot be, some not together; equals occur."""
    families, missing = [], 0
    for size in shape:
        ids = [f"M{missing + at}" for at in range(size)]
        missing += size
        may = {(m, v): draw.random() < 0.8 for m in ids for v in range(remains)}
        ways = []
        for several in range(1, size + 1):
            for persons in itertools.combinations(ids, several):
                for rows in itertools.permutations(range(remains), several):
                    pairs = list(zip(persons, rows, strict=True))
                    if all(may[pair] for pair in pairs) and (several == 1 or draw.random() < 0.8):
                        log_ratio = draw.choice([0.0, round(draw.gauss(0, spread), 6), draw.gauss(0, spread)])
                        ways.append(Filling({m: f"V{v}" for m, v in pairs}, log_ratio))
        families.append(ways)
    return [f"M{at}" for at in range(missing)], families


def possible(remains: Sequence[str], missing: Sequence[str], families: Families) -> NDArray[np.bool_]:
    pairs = {(v, m) for ways in families for one in ways if len(one.of) == 1 for m, v in one.of.items()}
    return np.array([[(v, m) in pairs for m in missing] for v in remains], dtype=bool).reshape(
        len(remains), len(missing)
    )


def written_out(
    remains: Sequence[str], missing: Sequence[str], families: Families
) -> list[tuple[float, tuple[str, ...]]]:
    """Every assignment of pairings that could be, with ln of its likelihood: nothing but definitions."""
    may = possible(remains, missing, families)
    ratio = [{frozenset(one.of.items()): one.log_ratio for one in ways} | {frozenset(): 0.0} for ways in families]
    own = [{m for one in ways for m in one.of} for ways in families]

    def assignments(at: int, used: frozenset[str]) -> Iterator[tuple[str, ...]]:
        if at == len(remains):
            yield ()
            return
        for column, m in enumerate((*missing, NOBODY)):
            if m == NOBODY or (may[at, column] and m not in used):
                for rest in assignments(at + 1, used | {m} - {NOBODY}):
                    yield m, *rest

    found = []
    for of in assignments(0, frozenset()):
        pairs = [(m, v) for v, m in zip(remains, of, strict=True) if m != NOBODY]
        log = sum(
            ratios.get(frozenset((m, v) for m, v in pairs if m in persons), -math.inf)
            for ratios, persons in zip(ratio, own, strict=True)
        )
        found.append((log, of))
    return found


def solution(remains: Sequence[str], missing: Sequence[str], families: Families, effort: Effort | None = None) -> Joint:
    return solve(
        remains,
        missing,
        families,
        possible(remains, missing, families),
        0.0,
        50,
        **({"effort": effort} if effort else {}),
    )


def shares(
    remains: Sequence[str], missing: Sequence[str], all_: list[tuple[float, tuple[str, ...]]]
) -> NDArray[np.float64]:
    total = np.logaddexp.reduce([log for log, _of in all_])
    return np.array(
        [
            [sum(math.exp(log - total) for log, of in all_ if of[at] == m) for m in (*missing, NOBODY)]
            for at in range(len(remains))
        ]
    )


def glr(at: int, m: str, all_: list[tuple[float, tuple[str, ...]]]) -> float:
    having = max((log for log, of in all_ if of[at] == m), default=-math.inf)
    return having - max(log for log, of in all_ if of[at] != m)


SHAPES = [(1,), (1, 1, 1), (2,), (2, 1), (1, 2, 1), (3, 1), (2, 2)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_as_all_assignments_written_out_say(shape: tuple[int, ...], seed: int) -> None:
    draw = random.Random(seed)
    remains = [f"V{at}" for at in range(draw.randint(2, 5))]
    missing, families = event(draw, len(remains), shape, 3.0)
    all_ = written_out(remains, missing, families)
    found = solution(remains, missing, families)
    assert found.count == len(all_)
    assert found.log_sum == pytest.approx(np.logaddexp.reduce([log for log, _of in all_]), abs=1e-9)
    np.testing.assert_allclose(found.posterior, shares(remains, missing, all_), rtol=1e-9, atol=1e-12)
    at_least, at_most = found.log_glrs()
    for at, column in itertools.product(range(len(remains)), range(len(missing))):
        if found.can_be[at, column]:
            assert (
                at_least[at, column] == at_most[at, column] == pytest.approx(glr(at, missing[column], all_), abs=1e-9)
            )
        else:
            assert glr(at, missing[column], all_) == -math.inf
    order = {m: at for at, m in enumerate((*missing, NOBODY))}
    falling = sorted(all_, key=lambda one: (-round(one[0], 7), [order[m] for m in one[1]]))[:50]
    assert [tuple(one.of.values()) for one in found.best] == [of for _log, of in falling]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_remains_missing_persons_and_families_changes_only_the_order_of_the_answer(seed: int) -> None:
    draw = random.Random(seed)
    remains = [f"V{at}" for at in range(5)]
    missing, families = event(draw, 5, (1, 2, 1, 1), 4.0)
    rows, columns = draw.sample(range(5), 5), draw.sample(range(5), 5)
    mixed = [draw.sample(ways, len(ways)) for ways in draw.sample(families, len(families))]
    for effort in (None, SMALL):
        one = solution(remains, missing, families, effort)
        other = solution([remains[at] for at in rows], [missing[at] for at in columns], mixed, effort)
        assert other.log_sum == pytest.approx(one.log_sum, abs=1e-9)
        np.testing.assert_allclose(other.posterior, one.posterior[np.ix_(rows, [*columns, 5])], rtol=1e-9, atol=1e-12)
        for mine, theirs in zip(one.log_glrs(), other.log_glrs(), strict=True):
            np.testing.assert_allclose(theirs, mine[np.ix_(rows, columns)], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", range(25))
def test_what_is_told_of_the_error_holds(seed: int) -> None:
    """Forced to leave out and to draw: the true values lie within what is told."""
    draw = random.Random(seed)
    remains = [f"V{at}" for at in range(5)]
    missing, families = event(draw, 5, draw.choice([(1, 1, 1, 1), (1, 2, 1), (2, 2)]), draw.choice([1.0, 6.0]))
    all_ = written_out(remains, missing, families)
    true, log_sum = shares(remains, missing, all_), np.logaddexp.reduce([log for log, _of in all_])
    found = solution(remains, missing, families, SMALL)
    place = {v: at for at, v in enumerate(remains)}
    for one in found.components:
        off = np.abs(found.posterior - true)[[place[v] for v in one.remains]].max()
        assert off <= (6 * one.standard_error + 1e-6 if one.standard_error else one.error + 1e-12)
    if not any(one.standard_error for one in found.components):
        most = found.log_sum - sum(math.log1p(-one.error) for one in found.components)
        assert found.log_sum - 1e-9 <= log_sum <= most + 1e-9
    top = max(log for log, _of in all_)
    gap = sum(one.log_gap for one in found.components)
    assert found.best[0].log_likelihood - 1e-9 <= top <= found.best[0].log_likelihood + gap + 1e-9
    at_least, at_most = found.log_glrs()
    for at, column in zip(*np.nonzero(found.can_be), strict=True):
        assert at_least[at, column] - 1e-8 <= glr(int(at), missing[column], all_) <= at_most[at, column] + 1e-8


@pytest.mark.parametrize("states", [4, 30])
@pytest.mark.parametrize("seed", range(6))
def test_the_bound_of_the_weightiest_states_holds_however_few_they_are(seed: int, states: int) -> None:
    draw = random.Random(seed)
    _missing, families = event(draw, 5, (1, 2, 1, 1), 2.0)
    frontier = Frontier(families)
    exact, bounded = frontier.exact(1, 100_000), frontier.bounded(1, states)
    assert exact is not None
    assert bounded.log_sum <= exact.log_sum + 1e-9
    assert exact.log_sum <= np.logaddexp(bounded.log_sum, bounded.log_lost) + 1e-9
    assert exact.log_most <= max(bounded.log_most, bounded.log_missed) + 1e-9
    error = math.exp(bounded.log_lost - np.logaddexp(bounded.log_sum, bounded.log_lost))
    for pair, (log, _most) in exact.pairings.items():
        told = math.exp(bounded.pairings[pair][0] - bounded.log_sum)
        assert abs(told - math.exp(log - exact.log_sum)) <= error + 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_draws_are_right_in_the_mean(seed: int) -> None:
    draw = random.Random(seed)
    _missing, families = event(draw, 5, (1, 2, 1, 1), 2.0)
    frontier = Frontier(families)
    exact = frontier.exact(1, 100_000)
    assert exact is not None
    ratios = np.exp([frontier.drawn(60, np.random.default_rng(n)).log_sum - exact.log_sum for n in range(150)])
    assert abs(ratios.mean() - 1) <= 5 * ratios.std() / math.sqrt(len(ratios)) + 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_what_is_left_out_weighs_no_more_than_its_bound(seed: int) -> None:
    draw = random.Random(seed)
    remains = [f"V{at}" for at in range(4)]
    missing, families = event(draw, 4, draw.choice([(1, 1, 1), (2, 1), (1, 2)]), 5.0)
    all_ = written_out(remains, missing, families)
    total, top = np.logaddexp.reduce([log for log, _of in all_]), max(log for log, _of in all_)
    left_out = thinned(families, share=0.5).left_out
    own = {m: {n for one in ways for n in one.of} for ways in families for one in ways for m in one.of}
    for filling, bound in left_out:
        family = own[next(iter(filling.of))]
        having = [
            log
            for log, of in all_
            if {(m, v) for v, m in zip(remains, of, strict=True) if m in family} == {*filling.of.items()}
        ]
        assert np.logaddexp.reduce(having) - total <= bound + 1e-9
        assert max(having) - top <= bound + 1e-9
    assert left_out or seed


def test_sixty_remains_of_sixty_families_with_relatives_among_them() -> None:
    """Each family has its own remains, those of a relative, and weak ratios with everybody: one component."""
    draw = random.Random(1)
    families = [
        [
            Filling({f"M{at}": f"V{v}"}, 25.0 if v == at else 9.0 if v == (at + 1) % 60 else draw.gauss(-12, 4))
            for v in range(60)
        ]
        for at in range(60)
    ]
    remains, missing = [f"V{at}" for at in range(60)], [f"M{at}" for at in range(60)]
    found = solution(remains, missing, families)
    (one,) = {(one.error <= 1e-6, one.standard_error) for one in found.components}
    assert one == (True, 0.0)
    # of n alike, Σ k! (n choose k)² ways to pair
    assert found.count == sum(math.comb(60, k) ** 2 * math.factorial(k) for k in range(61))
    assert (found.posterior.argmax(axis=1) == np.arange(60)).all()
    at_least, at_most = found.log_glrs()
    np.testing.assert_allclose(at_least, at_most, atol=1e-8)  # one missing person a family: exact at any size
    assert found.best[0].of == dict(zip(remains, missing, strict=True))


def test_the_best_of_a_large_event_is_that_of_the_assignment_problem() -> None:
    """Ratios with everybody, none of them light: sums are drawn, the likeliest and all GLR are exact."""
    draw = random.Random(2)
    size = 9
    weights = np.array([[draw.gauss(1, 2) for _v in range(size)] for _m in range(size)])
    families = [[Filling({f"M{m}": f"V{v}"}, weights[m, v]) for v in range(size)] for m in range(size)]
    remains, missing = [f"V{at}" for at in range(size)], [f"M{at}" for at in range(size)]
    exact = solution(remains, missing, families)
    forced = solution(remains, missing, families, Effort(exact=0, bounded=500, drawn=2000, draws=8))
    assert forced.best[0].of == exact.best[0].of
    for mine, theirs in zip(exact.log_glrs(), forced.log_glrs(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-8)
    (one,) = forced.components
    assert np.isnan(one.error)
    assert np.abs(forced.posterior - exact.posterior).max() <= 6 * one.standard_error


def test_a_chain_of_a_hundred_families_is_exact() -> None:
    """Each remains could be of two neighbours: few are open at a time, and the sum is that of a recurrence."""
    families = [[Filling({f"M{at}": f"V{at}"}, 1.0), Filling({f"M{at}": f"V{at + 1}"}, -0.5)] for at in range(100)]
    remains, missing = [f"V{at}" for at in range(101)], [f"M{at}" for at in range(100)]
    found = solution(remains, missing, families)
    taken, free = 0.0, 1.0  # of assignments so far, with the next remains taken or not
    for _family in families:
        taken, free = (taken + free) * math.exp(-0.5), taken + free + free * math.e
    (one,) = found.components
    assert (one.error, one.standard_error) == (0.0, 0.0)
    assert found.log_sum == pytest.approx(math.log(taken + free), abs=1e-9)


def test_counting_knows_when_it_would_take_too_long() -> None:
    draw = random.Random(0)
    sparse = np.array([[draw.random() < 0.5 for _m in range(45)] for _v in range(45)])
    assert count(sparse) is None
    assert count(np.ones((100, 120), dtype=bool)) == sum(
        math.comb(100, k) * math.comb(120, k) * math.factorial(k) for k in range(101)
    )


def test_two_brothers_are_a_set_and_their_sister_is_not() -> None:
    both = {("M1", "M2"): 9.0, ("M2", "M1"): 9.0}
    family = [
        *(Filling({m: v}, ratio) for m in ("M1", "M2") for v, ratio in (("V1", 2.0), ("V2", 3.0))),
        *(Filling({one: "V1", other: "V2"}, ratio) for (one, other), ratio in both.items()),
        Filling({"M3": "V3"}, 1.0),
        *(Filling({m: v, "M3": "V3"}, ratio + 1.5) for m in ("M1", "M2") for v, ratio in (("V1", 2.0), ("V2", 3.0))),
        *(Filling({one: "V1", other: "V2", "M3": "V3"}, 11.0) for one, other in both),
    ]
    assert symmetric_sets([family], ["M1", "M2", "M3"]) == [("M1", "M2")]
    found = solution(["V1", "V2", "V3"], ["M1", "M2", "M3"], [family])
    assert found.log_glrs()[0][0, 0] == pytest.approx(0.0)  # which of the two: nobody knows
    assert found.log_glr([0, 1], [0, 1])[0] == pytest.approx(11.0 - (3.0 + 1.5))  # that they are the two: without doubt
