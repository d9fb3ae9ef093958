"""Rivals: at most one of two pairs is right, unless the two counterparts are duplicates."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.reconciliation.rivals import rival_bits, singles

NOBODY = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def discounted(
    pairs: dict[tuple[int, int], float], lists: list[int], likeness=NOBODY, single: float = 1.0
) -> dict[tuple[int, int], float]:
    left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    bits = np.array(list(pairs.values()))
    count = max(lists) + 1
    claims = (left, right, bits, np.array(lists), likeness)
    taken = rival_bits(*claims, singles(*claims, np.full((count, count), single)))
    return dict(zip(pairs, (bits + taken).tolist(), strict=True))


def exact(pairs: dict[tuple[int, int], float], single: float) -> dict[tuple[int, int], float]:
    """Log odds of each pair when at most one pair of each entry holds: every matching enumerated."""
    entries = {end for pair in pairs for end in pair}
    weight: dict[tuple[int, int], float] = dict.fromkeys(pairs, 0.0)
    total = 0.0
    for size in range(len(pairs) + 1):
        for chosen in itertools.combinations(pairs, size):
            ends = [end for pair in chosen for end in pair]
            if len(set(ends)) == len(ends):
                odds = 2.0 ** sum(pairs[pair] for pair in chosen) * single ** (len(entries) - len(ends))
                total += odds
                for pair in chosen:
                    weight[pair] += odds
    return {pair: float(np.log2(w / (total - w))) for pair, w in weight.items()}


def test_an_entry_without_rivals_keeps_its_odds() -> None:
    assert discounted({(0, 2): 3.0, (1, 3): -1.0}, [0, 0, 1, 1]) == {(0, 2): 3.0, (1, 3): -1.0}


def test_two_equal_claims_stay_open() -> None:
    found = discounted({(0, 2): 10.0, (0, 3): 10.0}, [0, 0, 1, 1])
    assert found[0, 2] == pytest.approx(found[0, 3])
    assert found[0, 2] == pytest.approx(0.0, abs=0.01)  # one in two


@given(st.lists(st.floats(-6, 12), min_size=3, max_size=3), st.floats(0.1, 1.0))
def test_exact_where_claims_form_no_cycle(bits: list[float], single: float) -> None:
    path = dict(zip([(0, 2), (0, 3), (1, 3)], bits, strict=True))
    found, right = discounted(path, [0, 0, 1, 1], single=single), exact(path, single)
    for pair in path:
        assert found[pair] == pytest.approx(right[pair], abs=0.05)


def test_duplicates_of_a_counterpart_are_no_rivals() -> None:
    likeness = (np.array([2]), np.array([3]), np.array([1.0]))
    assert discounted({(0, 2): 10.0, (0, 3): 10.0}, [0, 0, 1, 1], likeness)[0, 2] == pytest.approx(10.0)


def test_entries_of_different_lists_are_no_rivals() -> None:
    assert discounted({(0, 2): 10.0, (0, 3): 10.0}, [0, 0, 1, 2])[0, 2] >= 10.0


def test_no_pairs_no_rivals() -> None:
    assert len(rival_bits(*NOBODY[:2], NOBODY[2], np.array([0, 1]), NOBODY, np.ones((2, 2)))) == 0


def test_nobody_else_speaks_for_a_pair() -> None:
    assert discounted({(0, 1): 1.0}, [0, 1], single=0.5)[0, 1] == pytest.approx(3.0)  # a half on either side


def test_who_stands_on_no_other_list_seldom_stands_on_a_third() -> None:
    """Twenty persons on all three lists, twenty more on each alone: a weak pair of two of these is doubted."""
    lists = [number for number in range(3) for _ in range(40)]
    pairs = {(40 * a + i, 40 * b + i): 30.0 for a, b in ((0, 1), (0, 2), (1, 2)) for i in range(20)} | {(20, 60): 0.0}
    of_two = {pair: bits for pair, bits in pairs.items() if pair[1] < 80}
    assert discounted(pairs, lists, single=0.5)[20, 60] < discounted(of_two, lists[:80], single=0.5)[20, 60] - 1
