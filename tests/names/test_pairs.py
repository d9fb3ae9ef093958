"""Many pairs at once are compared as one pair is, from either side, whatever is written in the cells."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.comparison import compare, compare_names
from homeward.names.pairs import compare_pairs
from homeward.names.parsing import parse_name

PAIRS = Path(__file__).parents[1] / "reference" / "names" / "pairs_confirm.csv.gz"


@pytest.fixture(scope="module")
def pairs():
    with gzip.open(PAIRS, "rt", encoding="utf-8", newline="") as table:
        return [(row["a"], row["b"]) for row in csv.DictReader(table)]


def both_ways(pairs):
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    return compare_pairs(left, right), compare_pairs(right, left)


def test_swapping_the_sides_of_the_reference_pairs_changes_nothing_but_left_and_right(pairs):
    there, back = both_ways(pairs)
    assert np.array_equal(there.score, back.score)
    for one, other in zip(there, back, strict=True):
        assert one.reasons == tuple(reason.mirrored() for reason in other.reasons)


def test_a_pair_alone_is_compared_as_among_others_and_as_parsed_names(pairs):
    some = pairs[::40]
    together = compare_pairs([left for left, _ in some], [right for _, right in some])
    for (left, right), found in zip(some, together, strict=True):
        assert compare(left, right) == found
        assert compare_names(parse_name(full_name=left), parse_name(full_name=right)) == found


def test_the_order_of_the_pairs_changes_nothing(pairs):
    some = pairs[::3]
    forward = compare_pairs([left for left, _ in some], [right for _, right in some])
    backward = compare_pairs([left for left, _ in reversed(some)], [right for _, right in reversed(some)])
    assert np.array_equal(forward.score, backward.score[::-1])


def test_no_pair_gives_no_comparison():
    assert list(compare_pairs([], [])) == []


LETTERS = st.sampled_from("абвгдеєжіїйклмноОПРСТхщьюя'’-–.,; ()«»0139aAbcehijkostuxyšçıİßłøÅ\u0301\u00a0\u200b𝐀한Ж")


@given(st.lists(st.tuples(*[st.text(LETTERS, max_size=30) | st.text(max_size=30)] * 2), min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_compared_and_the_mirror_holds(pairs):
    there, back = both_ways(pairs)
    assert np.array_equal(there.score, back.score)
    for one, other in zip(there, back, strict=True):
        assert 0.0 <= one.score <= 1.0
        assert one.reasons == tuple(reason.mirrored() for reason in other.reasons)


def test_a_word_without_end_is_heard_for_its_beginning():
    long = "щ" * 5_000
    assert compare(f"Петренко {long}", f"{long} Петренко").same
    assert compare(f"Petrenko {'shch' * 400}", "Petrenko Ivan").score < 0.5


def test_a_name_of_very_many_words_is_compared_by_its_first():
    assert compare("Петренко Іван " + "Слово " * 300, "Петренко Іван " + "Слово " * 300).same
