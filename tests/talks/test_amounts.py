"""What a qualified number leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.talks.amounts import Bound, amount, exactly, plain
from homeward.talks.directions import Spread, direction

BOUNDS = st.sampled_from([bound for bound in Bound if bound is not Bound.ALL])
COUNTS = st.integers(0, 60)
FIGURES = st.builds(lambda n, bound: amount(Decimal(n), bound), COUNTS, BOUNDS)


@given(FIGURES, FIGURES)
def test_two_figures_meet_when_one_whole_number_is_possible_for_both(one, other) -> None:
    """Brute force over all numbers that could matter."""
    both = any(one.holds(n) and other.holds(n) for n in range(200))
    assert one.meets(other) == other.meets(one) == both


@given(FIGURES, FIGURES)
def test_the_gap_is_the_least_difference_of_two_possible_numbers(one, other) -> None:
    least = min(abs(a - b) for a in range(200) if one.holds(a) for b in range(200) if other.holds(b))
    assert one.gap(other) == other.gap(one) == least


@given(COUNTS, BOUNDS)
def test_every_figure_leaves_something_possible(n: int, bound: Bound) -> None:
    assert any(amount(Decimal(n), bound).holds(k) for k in range(200))


def test_a_share_is_no_whole_number() -> None:
    fifth = amount(Decimal("0.2"), Bound.LESS_THAN)
    assert fifth.holds(Decimal("0.199"))
    assert not fifth.holds(Decimal("0.2"))
    assert not fifth.meets(exactly(Decimal("0.2")))
    assert plain(Decimal("0.20")) == "0.2"


@pytest.mark.parametrize(
    ("written", "spread", "ways"),
    [
        ("UA→RU", Spread.ONE_WAY, ["UA→RU"]),
        ("A -> B", Spread.ONE_WAY, ["A→B"]),
        ("UA→RU and RU→UA", Spread.EACH_WAY, ["UA→RU", "RU→UA"]),
        ("each side", Spread.EACH_WAY, []),
        ("both", Spread.TOGETHER, []),
        ("given sectors", Spread.OTHER, []),
        ("A→A", Spread.OTHER, []),
        ("", Spread.OTHER, []),
    ],
)
def test_directions(written: str, spread: Spread, ways: list[str]) -> None:
    told = direction(written)
    assert (told.spread, [str(way) for way in told.ways]) == (spread, ways)
