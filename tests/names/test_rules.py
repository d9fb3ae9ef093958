"""The tables that compiled code runs on say what the data says they come from."""

import re
from itertools import pairwise

import pytest

from homeward.names import grammar, readings
from homeward.names.alignment import prices
from homeward.names.dictionary import given_names, known_surnames, rare_given_names, surname_frequency, surname_lemmas
from homeward.names.endings import SOUNDS, Alphabet, alternatives
from homeward.names.lexicon import FATHER, GIVEN, SHORTENED, SURNAME, lexicon, names_known
from homeward.names.rules import BOOK_ABROAD, BOOK_GRAPHEMES, FEMININE, SLAVIC_SURNAME, rules
from homeward.names.rules import SURNAME as SURNAME_ENDING
from homeward.names.skeleton import GRAPHEMES, OPEN


@pytest.mark.parametrize(
    ("table", "data"),
    [(SLAVIC_SURNAME, grammar.SLAVIC_SURNAME), (SURNAME_ENDING, grammar.SURNAME), (FEMININE, grammar.FEMININE)],
)
def test_a_table_of_endings_knows_the_words_its_patterns_know(table, data):
    pattern = re.compile("|".join(f"(?:{ending.after})(?:{ending.ending})$" for ending in data))
    rows = range(rules()["end_first"][table], rules()["end_last"][table])
    masks, depth = rules()["end_masks"].tolist(), rules()["end_depth"].tolist()

    def ends(word):
        back = [SOUNDS.index(sound) for sound in reversed(word)]
        return any(
            depth[row] <= len(back) and all(masks[row][at] >> back[at] & 1 for at in range(depth[row])) for row in rows
        )

    for skeleton in sorted(known_surnames())[::50]:
        assert ends(skeleton) == bool(pattern.search(skeleton)), skeleton


def test_a_pattern_stands_for_all_its_sequences():
    alphabet = Alphabet(SOUNDS)
    a, b, c = (alphabet.mask(letter) for letter in "abc")
    assert alternatives("a(b|c)?[bc]{2}", alphabet) == [(a, b, b | c, b | c), (a, c, b | c, b | c), (a, b | c, b | c)]


@pytest.mark.parametrize(
    ("book", "data"),
    [(BOOK_GRAPHEMES, GRAPHEMES)] + [(BOOK_ABROAD + at, book) for at, book in enumerate(readings.ORTHOGRAPHIES_READ)],
)
def test_a_book_of_rules_holds_every_rule_longest_first(book, data):
    signs = SOUNDS + "1234XCJH"
    held = {}
    for letter in range(30):
        rows = range(rules()["rule_first"][book, letter], rules()["rule_last"][book, letter])
        lengths = [rules()["rule_given_length"][row] for row in rows]
        assert lengths == sorted(lengths, reverse=True)
        for row in rows:
            given, made = (
                "".join(signs[number] for number in rules()[f"rule_{side}"][row, : rules()[f"rule_{side}_length"][row]])
                for side in ("given", "made")
            )
            held[given] = made
    assert {given: made for given, made in held.items() if given not in OPEN or book != BOOK_GRAPHEMES} == data


def test_the_lexicon_holds_every_entry_of_the_dictionaries():
    table, given, names = lexicon(), given_names(), names_known()
    letters = "".join(SOUNDS[sound] for sound in table["sounds"])
    starts = table["start"].tolist()
    entry = {letters[first:last]: at for at, (first, last) in enumerate(pairwise(starts))}
    for kind, tables, lemmas in (
        (GIVEN, given.lemmas, names.given),
        (SHORTENED, given.shortened, names.given),
        (FATHER, given.fathers, names.given),
        (SURNAME, surname_lemmas(), names.surnames),
    ):
        for skeleton, known in tables.items():
            at = entry[skeleton]
            first, last = table["first"][at, kind], table["first"][at + 1, kind]
            assert tuple(lemmas[number] for number in table["lemmas"][first:last]) == known
    assert all(table["is_surname"][entry[skeleton]] for skeleton in known_surnames())
    assert all(table["is_rare"][entry[skeleton]] for skeleton in rare_given_names())
    assert all(table["surname_share"][entry[skeleton]] == share for skeleton, share in surname_frequency().items())


def test_prices_are_the_same_in_both_directions():
    exchanged = prices()["exchanged"]
    assert (exchanged == exchanged.T).all()
    assert exchanged[SOUNDS.index("h"), SOUNDS.index("g")] == 0.15
