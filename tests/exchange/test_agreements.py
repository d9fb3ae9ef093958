"""Reading agreements: what they say, and every way in which they cannot be used."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from rounds import EVERYONE, HEAD, round_of

from homeward.errors import InputRefused
from homeward.exchange.agreements import read_agreement
from homeward.exchange.terms import Capacity, Criterion, FamilyGroups, Rule


def read(tmp_path, text: str):
    path = tmp_path / "agreement.toml"
    path.write_text(text, encoding="utf-8")
    return read_agreement(path)


def faults(tmp_path, text: str) -> dict[str, str]:
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, text)
    return {fault.column: f"{fault.found} {fault.advice}" for fault in refused.value.faults}


def test_an_agreement_says_whom_how_many_and_when(tmp_path):
    text = (
        HEAD
        + '[[term]]\nid = "equal"\nrule = "equal_numbers"\ncategory = "all"\norder = ["age", "held_since"]\n'
        + "at_least = 10\nor_all_there_are = true\nat_most = 20\n"
        + '[[term]]\nid = "fixed"\nrule = "fixed_numbers"\ncategory = "all"\nnumbers.X = 5\nnumbers.Y = 0\n'
        + '[[term]]\nid = "gift"\nrule = "unilateral"\ncategory = "all"\nfrom = "X"\ncount = 3\nnote = "a remark"\n'
        + round_of(2, ([4, 6], 1), (5, [0, 2]), 'family_groups = "eligible_members"')
    )
    agreement = read(tmp_path, text)
    equal, fixed, gift = agreement.terms
    assert (agreement.sides, agreement.signed) == (("X", "Y"), dt.date(2025, 6, 2))
    assert (equal.rule, equal.order) == (Rule.EQUAL_NUMBERS, (Criterion.AGE, Criterion.HELD_SINCE))
    assert (equal.at_least, equal.or_all_there_are, equal.most("X"), equal.most("Y")) == (10, True, 20, 20)
    assert (fixed.most("X"), fixed.most("Y")) == (5, 0)
    assert (gift.covers("X"), gift.covers("Y"), gift.most("Y")) == (False, True, 3)  # X hands over: home to Y
    assert agreement.round.capacity == {
        "X": (Capacity(4, 1), Capacity(6, 1)),
        "Y": (Capacity(5, 0), Capacity(5, 2)),
    }
    assert agreement.round.family_groups is FamilyGroups.ELIGIBLE_MEMBERS


def test_the_order_in_which_the_sides_are_written_means_nothing(tmp_path):
    swapped = HEAD.replace('["X", "Y"]', '["Y", "X"]')
    assert read(tmp_path, swapped + EVERYONE + round_of()).sides == ("X", "Y")


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("[agreement\n", "", "not TOML"),
        (EVERYONE + round_of(), "agreement", "missing"),
        (HEAD + round_of(), "term", "no terms"),
        (HEAD + EVERYONE, "round", "missing"),
        (HEAD.replace('["X", "Y"]', '["X", "X"]') + EVERYONE + round_of(), "agreement.sides", "two sides"),
        (HEAD.replace("2025-06-02", '"2 June"') + EVERYONE + round_of(), "agreement.signed", "not a day"),
        (HEAD.replace("id =", "ident =") + EVERYONE + round_of(), "agreement.ident", "not known"),
        (HEAD + EVERYONE + EVERYONE + round_of(), "term.id", "twice"),
        (HEAD + EVERYONE.replace("all_for_all", "all4all") + round_of(), "term 1.rule", "Write one of all_for_all"),
        (HEAD + EVERYONE.replace('"all"', '"age < 25"') + round_of(), "term 1.category", "at character"),
        (HEAD + EVERYONE.replace("held_since", "bribe") + round_of(), "term 1.order", "Write one of medical_urgency"),
        (HEAD + EVERYONE + "at_most = 3\n" + round_of(), "term 1.at_most", "not known here"),
        (HEAD + EVERYONE.replace("all_for_all", "fixed_numbers") + round_of(), "term 1.numbers", "missing"),
        (HEAD + EVERYONE.replace("all_for_all", "unilateral") + round_of(), "term 1.count", "missing"),
        (
            HEAD + EVERYONE.replace("all_for_all", "equal_numbers") + "at_least = 5\nat_most = 4\n" + round_of(),
            "term 1.at_most",
            "below at_least",
        ),
        (HEAD + EVERYONE + round_of(0), "round.stages", "whole number from 1"),
        (HEAD + EVERYONE + round_of(3, ([1, 2], 0)), "round.capacity.X.seats", "each of the 3 stages"),
        (HEAD + EVERYONE + round_of(1, (-1, 0)), "round.capacity.X.seats", "whole number"),
        (HEAD + EVERYONE + round_of(1, ("true", 0)), "round.capacity.X.seats", "whole number"),
        (HEAD + EVERYONE + round_of().replace("capacity.Y", "capacity.Z"), "round.capacity.Y", "missing"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_key(tmp_path, text, key, words):
    found = faults(tmp_path, text)
    assert words in found[key]


def test_all_faults_are_listed_at_once(tmp_path):
    text = (
        HEAD.replace("2025-06-02", "2025")
        + EVERYONE.replace('"all"', '"al"')
        + round_of(1, ("x", 0)).replace("= x", "= 'x'")
    )
    assert {"agreement.signed", "term 1.category", "round.capacity.X.seats"} <= faults(tmp_path, text).keys()


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "agreement.toml"
    path.write_bytes("[agreement]\ntitle = 'Обмін'".encode("cp1251"))
    with pytest.raises(InputRefused, match="UTF-8"):
        read_agreement(path)


def test_the_example_agreement_is_that_of_2_june_2025():
    agreement = read_agreement(Path(__file__).parents[2] / "examples" / "agreement.toml")
    assert [term.rule.value for term in agreement.terms] == ["all_for_all", "all_for_all", "equal_numbers"]
    assert (agreement.sides, agreement.signed) == (("RU", "UA"), dt.date(2025, 6, 2))
    assert (agreement.terms[2].at_least, agreement.terms[2].or_all_there_are) == (1000, True)
