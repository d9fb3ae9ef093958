"""A probability as people count."""

import pytest

from homeward.reconciliation.chance_words import chance_words
from homeward.words import Language


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.5, "one person in about 50 of 100 such pairs"),
        (0.997, "one person in about 997 of 1,000 such pairs"),
        (0.00031, "one person in about 3 of 10,000 such pairs"),
        (1e-9, "one person in fewer than 1 of 1,000,000 such pairs"),
        (1 - 1e-9, "two persons in fewer than 1 of 1,000,000 such pairs"),
    ],
)
def test_so_many_that_neither_are_none(probability: float, words: str) -> None:
    assert chance_words(probability, Language.EN).replace("\u2009", ",").replace("\u202f", ",") == words
