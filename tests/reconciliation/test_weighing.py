"""Weights: Bayes factors in bits, rarer names weighing more, relatives taking what they explain."""

import numpy as np
import pytest

from homeward.reconciliation.comparisons import COMPARISONS, SURNAME
from homeward.reconciliation.estimation import adapt, adapt_strangers
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.likelihoods import PairsInColumns, total_log_likelihoods
from homeward.reconciliation.parameters import KIN, KINDS, NAMESAKE, SAME, STRANGER, shipped
from homeward.reconciliation.weighing import Evidence, confusable, feature_bits, posterior


def evidence(levels: dict[str, list[str]], rarity: dict[str, list[float]] | None = None) -> Evidence:
    """Pairs between two lists with the levels given; features not given are absent."""
    count = len(next(iter(levels.values())))
    codes = {c.feature: c.codes for c in COMPARISONS}
    return Evidence(
        left=np.arange(count),
        right=np.arange(count, 2 * count),
        group=np.ones(count, dtype=np.int64),
        groups=np.array([(0, 0), (0, 1), (1, 1)]),
        levels={
            feature: np.array(
                [codes[feature].index(code) for code in levels[feature]] if feature in levels else [ABSENT] * count,
                dtype=np.int8,
            )
            for feature in codes
        },
        rarity={
            c.feature: np.array((rarity or {}).get(c.feature, [np.nan] * count)) for c in COMPARISONS if c.by_frequency
        },
    )


def test_a_weight_is_the_logarithm_of_how_much_oftener_one_person_than_strangers() -> None:
    table = shipped().levels["birth_date"]
    bits = feature_bits(evidence({"birth_date": ["same_day"]}), [shipped().levels] * 3)["birth_date"]
    assert bits[0] == pytest.approx(np.log2(table[0, SAME] / table[0, STRANGER]))


def test_an_absent_cell_weighs_nothing() -> None:
    bits = feature_bits(evidence({"sex": ["same"]}), [shipped().levels] * 3)
    assert not bits["surname"].any()
    assert bits["sex"].any()


def test_a_name_ten_times_rarer_weighs_the_more_by_log2_of_ten() -> None:
    two = evidence({"surname": ["same", "same"]}, {"surname": [0.001, 0.0001]})
    weights = feature_bits(two, [shipped().levels] * 3)["surname"]
    assert weights[1] - weights[0] == pytest.approx(np.log2(10))


def test_strangers_agree_on_a_name_in_all_spellings_together_as_often_as_it_is_common() -> None:
    two = evidence({"surname": ["same", "sounds_same"]}, {"surname": [0.01, 0.01]})
    logs = total_log_likelihoods(PairsInColumns.of(two), [shipped().levels] * 3)
    assert np.exp2(logs[:, STRANGER]).sum() == pytest.approx(0.01)
    assert {SURNAME.codes[place] for place in SURNAME.by_frequency} == {"same", "sounds_same"}


def test_the_bits_of_all_features_are_how_much_likelier_their_levels_are_together() -> None:
    some = evidence(
        {"surname": ["same", "other"], "given": ["meant", "same"], "unit": ["same", "other_number"]},
        {"surname": [1e-4, np.nan], "given": [np.nan, 0.02]},
    )
    bits = sum(feature_bits(some, [shipped().levels] * 3).values())
    logs = total_log_likelihoods(PairsInColumns.of(some), [shipped().levels] * 3)
    assert bits == pytest.approx(logs[:, SAME] - logs[:, STRANGER])


def test_what_relatives_explain_as_well_is_taken_from_a_pair() -> None:
    shares = np.array([[-10.0, -10.0, -40.0, 0.0]])
    unlikely = np.array([[0.0, -90.0, -90.0, 0.0]])
    brothers = np.array([[0.0, 20.0, -90.0, 0.0]])
    assert confusable(unlikely, shares)[0] == pytest.approx(0.0, abs=1e-9)
    assert confusable(brothers, shares)[0] == pytest.approx(-np.log2(1 + 2.0**10))


def test_odds_with_what_relatives_take_are_the_odds_against_all_other_kinds() -> None:
    rng = np.random.default_rng(3)
    total, shares = rng.uniform(-20, 20, (50, 4)), rng.uniform(-20, 0, (50, 4))
    own = (total + shares)[:, SAME] - (total + shares)[:, STRANGER] + confusable(total, shares)
    same = posterior(total, shares)[:, SAME]
    assert own == pytest.approx(np.log2(same / (1 - same)))


def test_every_level_of_every_comparison_has_its_probabilities() -> None:
    for comparison in COMPARISONS:
        table = shipped().levels[comparison.feature]
        assert table.shape == (len(comparison.levels), len(KINDS))
        assert table.sum(axis=0) == pytest.approx(np.ones(len(KINDS)))
        assert (table > 0).all()


def test_a_handful_of_pairs_leaves_the_shipped_levels_nearly_as_they_are() -> None:
    few = evidence({"surname": ["same"] * 3, "birth_date": ["same_day"] * 3}, {"surname": [1e-5] * 3})
    fitted = adapt(few, [50, 50], shipped()).levels[1]["birth_date"]
    assert fitted[:, SAME] == pytest.approx(shipped().levels["birth_date"][:, SAME], abs=0.01)


def test_many_pairs_rule_the_levels_themselves() -> None:
    many = evidence(
        {"surname": ["same"] * 4000, "given": ["same"] * 4000, "birth_date": ["same_day", "swapped"] * 2000},
        {"surname": [1e-6] * 4000, "given": [1e-4] * 4000},
    )
    fitted = adapt(many, [5000, 5000], shipped())
    assert fitted.levels[1]["birth_date"][1, SAME] > 0.4  # "swapped", shipped as one in a hundred
    assert 2.0 ** fitted.shares[1, SAME] == pytest.approx(4000 / 25_000_000, rel=0.05)
    assert fitted.levels[1]["birth_date"][:, [KIN, NAMESAKE]] == pytest.approx(
        shipped().levels["birth_date"][:, [KIN, NAMESAKE]]
    )


def test_how_often_strangers_agree_is_the_lists_own_affair() -> None:
    one_unit = evidence({"unit": ["same"] * 2000})
    assert adapt_strangers(shipped(), one_unit).levels["unit"][0, STRANGER] > 0.9
