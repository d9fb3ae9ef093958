"""The tables agree with the code that reads them."""

import csv
from importlib.resources import files

from homeward.names.dictionary import given_names, known_surnames, rare_given_names, surname_frequency, surname_lemmas
from homeward.names.grammar import surname_bases
from homeward.names.keys import Part, part_keys
from homeward.names.skeleton import skeletons_of


def test_surnames_that_differ_in_skeleton_share_a_lemma_and_are_known():
    with (files("homeward.names") / "data" / "surname_pairs.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) > 2_000
    for row in rows[::50]:
        lemma = part_keys(row["lemma"], Part.SURNAME)
        skeletons = row["skeletons"].split("|")
        assert row["lemma"] in lemma.lemmas
        assert surname_bases(skeletons_of(row["lemma"])[0])[0] == skeletons[0]
        assert set(skeletons) <= known_surnames()
    for uk, ru in (("олійник", "олейник"), ("білоус", "белоус"), ("кондратів", "кондратов")):
        assert set(part_keys(uk, Part.SURNAME).lemmas) & set(part_keys(ru, Part.SURNAME).lemmas)


def test_tables_are_keyed_by_skeletons_as_the_code_makes_them_now():
    """A drift between code and tables shows in keys that no word can fall to."""
    for surname in ("шевченко", "ковальський", "олійник", "щербаков", "лук'янов", "чорний", "соловйов", "зайцев"):
        assert set(part_keys(surname, Part.SURNAME).skeletons) & known_surnames()
    for table in (known_surnames(), rare_given_names(), set(surname_frequency())):
        assert all(key.isascii() and "y" not in key and "x" not in key and "ie" not in key for key in table)


def test_shares_are_shares():
    for shares in (given_names().frequency, surname_frequency()):
        assert all(0 < share < 1 for share in shares.values())
        assert sum(shares.values()) <= 1.0000001


def test_diminutives_lead_to_several_names_where_they_do():
    assert set(part_keys("саша", Part.GIVEN).lemmas) == {"олександр", "олександра"}
    assert given_names().shortened["sawa"] == ("олександр", "олександра")


def test_lemmas_of_surnames_stand_only_where_skeletons_differ():
    assert "шевченко" not in {lemma for lemmas in surname_lemmas().values() for lemma in lemmas}
