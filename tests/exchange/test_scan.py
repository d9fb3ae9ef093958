"""Numbers and scan: two solvers agree or nothing is planned, and no guess on the way changes a plan."""

from __future__ import annotations

import random

import pytest
from rounds import HEAD, person, round_of, write_round

from homeward.errors import OwnFailure
from homeward.exchange import counting
from homeward.exchange.counting import Completion, largest_numbers
from homeward.exchange.plan_file import plan_bytes
from homeward.exchange.planning import make_plan
from homeward.exchange.problem import Problem, Row, refutes
from homeward.exchange.terms import Capacity
from homeward.exchange.units import UnitType

TERMS = (
    '[[term]]\nid = "first"\nrule = "all_for_all"\ncategory = "medical_urgency == 1"\n'
    '[[term]]\nid = "second"\nrule = "equal_numbers"\ncategory = "all"\norder = ["held_since"]\n'
)


def problem(available: tuple[int, ...], seats: tuple[int, ...] = (7, 7)) -> Problem:
    """Families of three and pairs on X, single persons on Y, one term of equal numbers."""
    return Problem(
        sides=("X", "Y"),
        types=(UnitType("X", (2,), 2, 0), UnitType("X", (3,), 3, 0), UnitType("Y", (1,), 1, 0)),
        available=available,
        capacity={side: tuple(Capacity(places, 0) for places in seats) for side in ("X", "Y")},
        equal=(True,),
        most=({"X": None, "Y": None},),
    )


def test_the_numbers_are_the_greatest_that_whole_units_allow():
    assert largest_numbers(problem((9, 9, 99))) == (28,)  # 2 + 2 + 3 seats in each stage, and as many of Y
    assert largest_numbers(problem((9, 0, 99))) == (24,)  # pairs leave one seat of seven empty
    assert largest_numbers(problem((0, 9, 5))) == (6,)  # of five on Y only three can be matched


def test_solvers_that_disagree_make_no_plan(monkeypatch):
    monkeypatch.setattr(counting._HighsModel, "maximise", lambda *_: (27, None))
    with pytest.raises(OwnFailure, match="disagree"):
        largest_numbers(problem((9, 9, 99)))


def test_numbers_out_of_reach_cannot_be_completed():
    nothing = [[0, 0], [0, 0], [0, 0]]
    one = problem((9, 0, 99))
    assert Completion(one, (24,)).possible((0, 0, 0), one.available, nothing)
    assert not Completion(one, (25,)).possible((0, 0, 0), one.available, nothing)
    assert not Completion(one, (24,)).possible((7, 0, 0), one.available, nothing)
    assert not Completion(one, (24,)).possible((0, 0, 0), one.available, [[4, 0], [0, 0], [0, 0]])


def test_a_refutation_is_proved_in_whole_numbers():
    rows = [Row({(0, 0): 1, (0, 1): 1}, 5, None), Row({(0, 0): 1}, None, 2)]
    assert refutes(rows, [1.0, -1.0], [[0, 0]], [[9, 2]])  # 5 - 2 > 2
    assert not refutes(rows, [1.0, -1.0], [[0, 0]], [[9, 3]])
    assert not refutes(rows, [1.0, 1.0], [[0, 0]], [[9, 9]])
    assert not refutes(rows, [0.0, 0.0], [[0, 0]], [[0, 0]])
    assert not refutes(rows, [float("nan"), 1.0], [[0, 0]], [[0, 0]])


def made(seed: int) -> tuple[str, list[dict[str, str]]]:
    chance = random.Random(f"guesses {seed}")
    persons = []
    for unit in range(30):
        side, size = chance.choice("XY"), chance.choice([1, 2, 3, 4])
        persons += [
            person(
                f"p{unit}-{n}",
                side=side,
                medical_urgency=chance.choice("0001"),
                held_since=f"202{chance.randint(1, 4)}",
                stretcher=chance.choice(["no", "no", "yes"]),
                family_group=f"g{unit}" if size > 1 else "",
            )
            for n in range(size)
        ]
    return HEAD + TERMS + round_of(3, ([7, 5, 6], 3), (6, [1, 4, 2])), persons


@pytest.mark.parametrize("guess", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_a_wrong_guess_changes_nothing(tmp_path, monkeypatch, seed, guess):
    files = write_round(tmp_path, *made(seed))
    expected = plan_bytes(make_plan(*files, "00"))
    monkeypatch.setattr(Completion, "promising", lambda *_: guess)
    assert plan_bytes(make_plan(*files, "00")) == expected
