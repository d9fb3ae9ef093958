"""Prior, posterior, and hits by chance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from homeward.kinship.posteriors import chance_hits, flat_prior, posterior


def test_posterior_odds_are_ratio_times_prior_odds() -> None:
    for prior in (1e-9, 0.01, 0.5, 0.999):
        for log10_lr in (-3.0, 0.0, 0.25, 4.0):
            odds = 10**log10_lr * prior / (1 - prior)
            assert posterior(log10_lr, prior) == pytest.approx(odds / (1 + odds), rel=1e-12)


def test_even_prior_is_essen_moellers_probability_of_paternity() -> None:
    """W = LR / (1 + LR): 99.73 % is the ratio 369.37 that was once called 'paternity practically proven'."""
    assert posterior(math.log10(369.37), 0.5) == pytest.approx(0.9973, abs=1e-5)


def test_ratios_beyond_what_a_number_holds() -> None:
    assert posterior(5000.0, 1e-6) == 1.0
    assert posterior(-math.inf, 0.5) == 0.0
    assert posterior(math.inf, 0.5) == 1.0
    assert math.isnan(posterior(math.nan, 0.5))
    assert posterior(-320.0, 0.5) == pytest.approx(10**-320.0, rel=1e-3)


def test_an_array_keeps_its_shape() -> None:
    ratios = np.array([[0.0, 4.0, -np.inf], [np.nan, 2.0, 6.0]])
    found = posterior(ratios, 0.01)
    assert found.shape == ratios.shape
    assert found[0, 1] == posterior(4.0, 0.01)
    assert np.isnan(found[1, 0])


@pytest.mark.parametrize("prior", [0.0, 1.0, -0.1, 1.5, math.nan])
def test_a_prior_that_no_finding_could_change_is_refused(prior: float) -> None:
    with pytest.raises(ValueError, match="prior"):
        posterior(3.0, prior)


def test_flat_priors_of_all_pairs_never_add_up_to_more_than_one_for_anybody() -> None:
    for remains, missing, others in ((200, 158, 0), (3, 40, 1), (7, 7, 10)):
        prior = flat_prior(remains, missing, others)
        assert prior == flat_prior(missing, remains, others)
        assert prior * max(remains, missing) <= 1
    assert flat_prior(100, 100, 0) == pytest.approx(0.01)
    assert flat_prior(1, 1) == 0.5


def test_no_event_has_no_prior() -> None:
    for counts in ((0, 5, 1), (5, 0, 1), (5, 5, -1), (1, 1, 0)):
        with pytest.raises(ValueError, match="event"):
            flat_prior(*counts)


def test_chance_hits_of_a_search() -> None:
    assert chance_hits(6000 * 5000, 1e4) == pytest.approx(3000)
    assert chance_hits(6000 * 5000, 1e4, 2e-7) == pytest.approx(6)
    assert chance_hits(10, 0.5) == 10  # no more hits than pairs
    for pairs, threshold, tail in ((-1, 10.0, None), (1, 0.0, None), (1, 10.0, 1.5)):
        with pytest.raises(ValueError, match=r"search|probability"):
            chance_hits(pairs, threshold, tail)
