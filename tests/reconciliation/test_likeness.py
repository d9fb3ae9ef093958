"""Letters wrong, missing, added or exchanged: counted as rapidfuzz counts them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import JaroWinkler, Levenshtein

from homeward.reconciliation.likeness import edits_between, likeness, slips_apart

words = st.text("abcdeiknov", min_size=1, max_size=20)


def beside(one: str, other: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], int, int, int, int]:
    """Two words as compiled code sees them."""
    text = np.frombuffer((one + other).encode(), np.uint8)
    return text, 0, len(one), len(one), len(other)


@settings(deadline=None)  # the first call may compile
@given(words, words)
def test_edits_are_levenshteins(one: str, other: str) -> None:
    assert edits_between(*beside(one, other)) == Levenshtein.distance(one, other)


@settings(deadline=None)  # the first call may compile
@given(words, words)
def test_likeness_is_jaro_and_winklers(one: str, other: str) -> None:
    assert likeness(*beside(one, other)) == pytest.approx(JaroWinkler.similarity(one, other), abs=1e-12)


@settings(deadline=None)  # the first call may compile
@given(words, words, st.sampled_from([1, 2]))
def test_slips_are_the_same_in_both_directions(one: str, other: str, most: int) -> None:
    assert slips_apart(*beside(one, other), most) == slips_apart(*beside(other, one), most)


@pytest.mark.parametrize(
    ("one", "other", "most", "within"),
    [
        ("kravqenko", "kravqekno", 1, True),  # two letters that change places are one slip
        ("kravqenko", "kravqnko", 1, True),
        ("kravqenko", "kravqenkoo", 1, True),
        ("kravqenko", "krivqunko", 1, False),
        ("kravqenko", "krivqunko", 2, True),
        ("gonqar", "gonqarenko", 2, False),
        ("ivan", "ivan", 1, True),
    ],
)
def test_slips_of_the_pen(one: str, other: str, most: int, within: bool) -> None:
    assert slips_apart(*beside(one, other), most) == within
