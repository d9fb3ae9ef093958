"""Units are not mixed: neither added, nor compared, nor subtracted."""

from __future__ import annotations

from itertools import permutations

import pytest

from homeward.remains.counting import summed
from homeward.remains.units import COUNTS, Bodies, Containers, Parts, Persons, Unit


@pytest.mark.parametrize(("one", "other"), list(permutations(COUNTS.values(), 2)))
def test_counts_of_two_units_are_neither_added_nor_compared(one, other):
    with pytest.raises(TypeError):
        one(3) + other(2)
    with pytest.raises(TypeError):
        one(3).gap(other(2))
    with pytest.raises(TypeError):
        assert one(3) < other(4)
    assert one(3) != other(3)


def test_a_bare_number_is_no_count():
    with pytest.raises(TypeError):
        Bodies(3) + 2  # type: ignore[operator]  # what the test is about
    with pytest.raises(TypeError):
        sum([Parts(1), Parts(2)])  # begins at 0, which has no unit


def test_counts_of_one_unit_add_up():
    assert summed([Containers(300), Containers(27)]) == Containers(327)
    assert Persons(5).gap(Persons(8)) == Persons(8).gap(Persons(5)) == 3


def test_nothing_is_counted_below_zero():
    with pytest.raises(ValueError, match="-1"):
        Bodies(-1)


def test_every_unit_has_counts_of_its_own():
    assert set(COUNTS) == set(Unit)
    assert len(set(COUNTS.values())) == len(Unit)
