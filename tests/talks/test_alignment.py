"""Clauses about one subject find each other across languages, numbers and order, and it is said how they stand."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from memoranda import RU, UK

from homeward.talks.alignment import align
from homeward.talks.alignment_file import alignment_json
from homeward.talks.comparing import compare_texts
from homeward.talks.reading import read_memorandum
from homeward.talks.text_terms import Alignment, Effect, Pair, PairType, ReasonKind


@pytest.fixture(scope="module")
def example() -> Alignment:
    return compare_texts(UK, RU)


def pair(alignment: Alignment, left: str, right: str) -> Pair:
    (found,) = [one for one in alignment.pairs if (one.left, one.right) == (left, right)]
    return found


def only(tmp_path: Path, left: str, right: str) -> Pair:
    """The one pair of two texts of one clause each."""
    for name, text in (("l.txt", left), ("r.txt", right)):
        (tmp_path / name).write_text(f"1. {text}\n", encoding="utf-8")
    (found,) = compare_texts(tmp_path / "l.txt", tmp_path / "r.txt").pairs
    return found


def test_every_clause_is_in_a_pair_or_only_in_one_text(example: Alignment) -> None:
    for clauses, paired, alone in (
        (example.left.clauses, {one.left for one in example.pairs}, example.only_left),
        (example.right.clauses, {one.right for one in example.pairs}, example.only_right),
    ):
        assert {clause.id for clause in clauses} == paired | set(alone)
        assert not paired & set(alone)


@pytest.mark.parametrize(
    ("left", "right", "kind", "reason"),
    [
        ("III.1", "3.1", PairType.SAME, ReasonKind.QUANTITY),  # 6 000 bodies on both sides
        ("III.2", "3.2", PairType.CONFLICT, ReasonKind.QUANTITY),  # 1 200 or 1 000 a week
        ("II.1.в", "4.1.3", PairType.CONFLICT, ReasonKind.QUANTITY),  # to 25 inclusive, or under 25
        ("II.2", "4.2", PairType.CONFLICT, ReasonKind.DEADLINE),  # within 10 or 20 days
        ("II.5", "4.5", PairType.CONFLICT, ReasonKind.DEADLINE),  # by 20 or by 30 June
        ("II.12", "4.11", PairType.CONFLICT, ReasonKind.MODALITY),  # admit, or may admit
        ("III.6", "3.6", PairType.CONFLICT, ReasonKind.NEGATION),  # exchange genetic data, or do not
        ("III.4", "3.4", PairType.BROADER_LEFT, ReasonKind.CONDITION),  # if these facts are known
        ("V.4.в", "2.4.б", PairType.BROADER_RIGHT, ReasonKind.EXCEPTION),  # no drones, or none but those agreed
        ("V.8", "2.8", PairType.BROADER_RIGHT, ReasonKind.CONDITION),  # escort on request, or always
    ],
)
def test_pairs_of_the_example_stand_as_they_were_labelled(
    example: Alignment, left: str, right: str, kind: PairType, reason: ReasonKind
) -> None:
    found = pair(example, left, right)
    assert found.type is kind
    assert reason in {one.kind for one in found.reasons}


def test_what_only_one_side_says_finds_no_partner(example: Alignment) -> None:
    assert {"II.13", "III.10", "IV.6", "IV.10", "V.4.г"} <= set(example.only_left)
    assert {"1.4", "2.11", "5.9", "7.Вариант 1.а", "7.Вариант 2.б"} <= set(example.only_right)


def test_units_are_never_compared_with_one_another(tmp_path: Path) -> None:
    found = only(
        tmp_path,
        "Side B shall transfer 6,000 bodies to Side A.",
        "Сторона B передаёт Стороне A тела в 6 057 контейнерах.",
    )
    assert all(one.effect is not Effect.CONFLICTS for one in found.reasons if one.kind is ReasonKind.QUANTITY)


def test_one_length_of_time_in_two_units_is_one(tmp_path: Path) -> None:
    same = only(
        tmp_path, "This memorandum remains in force for 12 months.", "Bu muhtıra bir yıl süreyle yürürlükte kalır."
    )
    assert same.type is not PairType.CONFLICT
    other = only(
        tmp_path, "This memorandum remains in force for 12 months.", "Bu muhtıra altı ay süreyle yürürlükte kalır."
    )
    assert other.type is PairType.CONFLICT


def test_different_sides_who_act_are_in_conflict(tmp_path: Path) -> None:
    found = only(
        tmp_path,
        "Українська Сторона передає рефрижератори для тіл загиблих.",
        "Российская Сторона передаёт рефрижераторы для тел погибших.",
    )
    assert found.type is PairType.CONFLICT
    assert [one.kind for one in found.reasons if one.effect is Effect.CONFLICTS] == [ReasonKind.OBLIGED]


def test_one_clause_may_stand_in_several_pairs(tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text(
        "1. Імена та фотографії дітей не публікуються.\n2. Рішення ухвалюються консенсусом.\n", encoding="utf-8"
    )
    (tmp_path / "r.txt").write_text(
        "1. Имена детей не публикуются.\n2. Фотографии детей не публикуются.\n3. Решения принимаются консенсусом.\n",
        encoding="utf-8",
    )
    found = compare_texts(tmp_path / "l.txt", tmp_path / "r.txt")
    assert {(one.left, one.right) for one in found.pairs} == {("1", "1"), ("1", "2"), ("2", "3")}


def test_a_text_is_the_same_as_itself() -> None:
    text = read_memorandum(UK)
    found = align(text, text)
    assert {(one.left, one.right) for one in found.pairs} >= {(one.id, one.id) for one in text.clauses}
    assert all(one.type is PairType.SAME for one in found.pairs if one.left == one.right)


def test_the_file_has_the_form_of_the_contract(example: Alignment) -> None:
    found = json.loads(alignment_json(example))
    assert {"left", "right", "pairs", "only_left", "only_right"} <= set(found)
    assert {"id", "text", "lang", "quantities", "obliged"} <= set(found["left"][0])
    assert {"left", "right", "type", "reasons"} <= set(found["pairs"][0])
    body = next(one for one in found["left"] if one["id"] == "III.1")
    assert body["quantities"] == [{"number": 6000, "unit": "body", "bound": "exactly", "text": "6 000 тіл"}]
    assert body["obliged"] == "RU"
