"""A further entry that fits two entries speaks for them, unless they contradict each other; if only one, against."""

import numpy as np
import pytest

from homeward.reconciliation.third_lists import MOST_BITS, against_bits, support_bits, supported

SIDES = np.array([0, 0]), np.array([1, 2])
THREE = np.array([0, 1, 2])


def test_two_sure_fits_support_the_third_pair() -> None:
    support = supported(*SIDES, np.array([0.9, 0.9]), THREE)
    bits = support.bits_for(np.array([2]), np.array([1]))[0]
    assert bits == pytest.approx(np.log2(0.81 / 0.19))


def test_an_unsure_fit_speaks_for_nobody() -> None:
    assert np.isneginf(supported(*SIDES, np.array([0.9, 0.4]), THREE).bits_for(np.array([1]), np.array([2]))[0])


def test_entries_of_one_list_are_no_third_list() -> None:
    for lists, speaks in (([0, 0, 0], False), ([0, 0, 1], True), ([1, 0, 0], True)):
        support = supported(*SIDES, np.array([0.9, 0.9]), np.array(lists))
        assert np.isfinite(support.bits_for(np.array([1]), np.array([2]))[0]) == speaks


def test_however_sure_the_fits_the_support_is_bounded() -> None:
    assert supported(*SIDES, np.array([1.0, 1.0]), THREE).bits_for(np.array([1]), np.array([2]))[0] == MOST_BITS


def test_what_speaks_for_brothers_outweighs_the_support() -> None:
    brothers = np.array([[-10.0, 0.0, -20.0, -20.0]])  # log2 likelihoods: same, kin, namesake, stranger
    assert support_bits(np.array([MOST_BITS]), brothers)[0] < 0
    same = np.array([[0.0, -10.0, -10.0, -20.0]])
    assert support_bits(np.array([MOST_BITS]), same)[0] > MOST_BITS


#: Entries 0 and 1 of one list, 2 of another: the pair inside, and the pair of each with the counterpart.
LISTS = np.array([0, 0, 1])
LEFT, RIGHT = np.array([0, 0, 1]), np.array([1, 2, 2])


def test_a_counterpart_that_fits_only_one_of_two_entries_of_a_list_speaks_against_them() -> None:
    probability, alone = np.array([0.5, 0.99, 0.01]), np.array([0.5, 0.99, 0.02])
    bits = against_bits((LEFT, RIGHT, probability, alone), LISTS)
    assert bits[0] == pytest.approx(np.log2(1 - 0.99 * (1 - 0.02)))
    assert not bits[1:].any()


def test_a_counterpart_that_fits_both_takes_nearly_nothing() -> None:
    both = np.array([0.9, 0.97, 0.97])
    assert against_bits((LEFT, RIGHT, both, both), LISTS)[0] == pytest.approx(np.log2(1 - 0.97 * 0.03))


def test_a_pair_that_was_never_found_fits_nothing() -> None:
    bits = against_bits((LEFT[:2], RIGHT[:2], np.array([0.5, 1.0]), np.array([0.5, 1.0])), LISTS)
    assert bits[0] == -MOST_BITS


def test_the_same_whichever_of_the_two_has_the_counterpart() -> None:
    here = against_bits((LEFT, RIGHT, np.array([0.5, 0.99, 0.01]), np.array([0.5, 0.99, 0.02])), LISTS)
    there = against_bits((LEFT, RIGHT, np.array([0.5, 0.01, 0.99]), np.array([0.5, 0.02, 0.99])), LISTS)
    assert here[0] == there[0]
