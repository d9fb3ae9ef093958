"""A further entry that fits two entries speaks for them, unless they contradict each other."""

import numpy as np
import pytest

from homeward.reconciliation.third_lists import MOST_BITS, support_bits, supported

SIDES = np.array([0, 0]), np.array([1, 2])


def test_two_sure_fits_support_the_third_pair() -> None:
    support = supported(*SIDES, np.array([0.9, 0.9]))
    bits = support.bits_for(np.array([2]), np.array([1]))[0]
    assert bits == pytest.approx(np.log2(0.81 / 0.19))


def test_an_unsure_fit_speaks_for_nobody() -> None:
    assert np.isneginf(supported(*SIDES, np.array([0.9, 0.4])).bits_for(np.array([1]), np.array([2]))[0])


def test_however_sure_the_fits_the_support_is_bounded() -> None:
    assert supported(*SIDES, np.array([1.0, 1.0])).bits_for(np.array([1]), np.array([2]))[0] == MOST_BITS


def test_what_speaks_for_brothers_outweighs_the_support() -> None:
    brothers = np.array([[-10.0, 0.0, -20.0, -20.0]])  # log2 likelihoods: same, kin, namesake, stranger
    assert support_bits(np.array([MOST_BITS]), brothers)[0] < 0
    same = np.array([[0.0, -10.0, -10.0, -20.0]])
    assert support_bits(np.array([MOST_BITS]), same)[0] > MOST_BITS
