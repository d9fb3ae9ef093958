"""What would settle a pair: every promise is kept when the fact is put in, and no fact that would do is left out."""

from functools import cache
from math import isnan, log2
from pathlib import Path

import numpy as np
import pytest
from people import ROUND, person_list, shuffled

from homeward.intake.reading import read_lists
from homeward.reconciliation.comparing import MATCH, REVIEW, Reconciliation, reconcile
from homeward.reconciliation.comparisons import COMPARISONS, SHOWN
from homeward.reconciliation.frequencies import name_frequencies
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.parameters import KIN, NAMESAKE, SAME, STRANGER
from homeward.reconciliation.rivals import rival_bits
from homeward.reconciliation.supposing import suppose
from homeward.reconciliation.terms import Decision, EntryRef
from homeward.reconciliation.tried_rows import try_rows
from homeward.reconciliation.turning_points import REJECTED, RIVAL, TurningPoint, from_kept, kept, turning_points
from homeward.reconciliation.turning_words import turning_words
from homeward.register.entries import PersonList
from homeward.words import Language

#: In doubt: nothing but a common name, and two places.
LEFT = {"surname": "Бондаренко", "given_name": "Юля", "birth_date": "1984", "last_seen_place": "Маріуполь"}
RIGHT = {"surname": "Бондаренко", "given_name": "Юлия", "patronymic": "Петровна", "last_seen_place": "Мелитополь"}
#: Cells that bring an outcome about, put into the row that lacks them (or into both).
FACTS = {
    ("birth_place", "same"): ({"birth_place": "Суми"}, {"birth_place": "Сумы"}),
    ("birth_place", "other"): ({"birth_place": "Суми"}, {"birth_place": "Рівне"}),
    ("patronymic", "same"): ({"patronymic": "Петрівна"}, {}),
    ("patronymic", "other_name"): ({"patronymic": "Іванівна"}, {}),
    ("birth_date", "agrees"): ({}, {"birth_date": "17.05.1984"}),
    ("birth_date", "few_years"): ({}, {"birth_date": "1980"}),
    ("birth_date", "other"): ({}, {"birth_date": "1960"}),
    ("unit", "same"): ({"unit": "56 омбр"}, {"unit": "56 омбр"}),
    ("rank", "same"): ({"rank": "солдат"}, {"rank": "солдат"}),
    ("rank", "other"): ({"rank": "солдат"}, {"rank": "майор"}),
    ("sex", "other"): ({"sex": "ж"}, {"sex": "м"}),
    ("last_seen_place", "same"): ({}, {"last_seen_place": "Мариуполь"}),
}


def tried(folder: Path, left: dict[str, str], right: dict[str, str]):
    return try_rows(person_list(folder, "1", [left]), person_list(folder, "2", [right]))


def test_what_is_promised_of_two_rows_comes_true_when_the_cell_is_filled(tmp_path: Path) -> None:
    before = tried(tmp_path, LEFT, RIGHT)
    assert before.pair.decision is Decision.REVIEW
    points = {point.feature: point for point in before.turning}
    settling = 0
    for (feature, outcome), (left, right) in FACTS.items():
        after = tried(tmp_path, LEFT | left, RIGHT | right).pair
        assert outcome in [reason.outcome for reason in after.reasons if reason.feature == feature]
        point = points.get(feature)
        promised = (
            Decision.MATCH
            if point and outcome in point.proposed_if
            else None
            if point and outcome in point.apart_if
            else Decision.REVIEW
        )
        assert after.decision is promised, (feature, outcome)
        settling += promised is not Decision.REVIEW
    assert settling >= 6


def test_what_is_empty_is_named_with_the_row_that_lacks_it(tmp_path: Path) -> None:
    points = {point.feature: point for point in tried(tmp_path, LEFT, RIGHT).turning}
    assert points["patronymic"].lacking == (EntryRef("1", "2"),)
    assert points["birth_date"].lacking == (EntryRef("2", "2"),)
    assert points["birth_place"].lacking == (EntryRef("1", "2"), EntryRef("2", "2"))
    assert points["last_seen_place"].now == "other"
    assert "surname" not in points, "what agrees is in no doubt"


def test_exchanged_rows_turn_at_the_same_points(tmp_path: Path) -> None:
    def mirrored(point: TurningPoint) -> TurningPoint:
        lacking = tuple(sorted(EntryRef({"1": "2", "2": "1"}[ref.list_label], ref.rec_id) for ref in point.lacking))
        return TurningPoint(
            point.feature, point.now, lacking, point.rival, point.proposed_if, point.apart_if, point.settles
        )

    one, other = tried(tmp_path, LEFT, RIGHT), tried(tmp_path, RIGHT, LEFT)
    assert [mirrored(point) for point in one.turning] == list(other.turning)


# --- whole lists -------------------------------------------------------------------------------------------------


@cache
def lists() -> tuple[PersonList, ...]:
    return tuple(read_lists([ROUND / f"list_{name}.csv" for name in ("UA", "RU", "mediator")]))


@cache
def result() -> Reconciliation:
    return reconcile(lists())


def by_hand(result: Reconciliation, position: int, feature: str, level: int) -> float:
    """Log odds of a pair with one level replaced, number by number."""
    weighed, evidence = result.weighed, result.weighed.evidence
    group = int(evidence.group[position])
    total = dict.fromkeys((SAME, KIN, NAMESAKE, STRANGER), 0.0)
    before = dict(total)
    together = {id(kinds): dict.fromkeys((SAME, KIN, STRANGER), 0.0) for kinds in (before, total)}
    for comparison in COMPARISONS:
        name = comparison.feature
        table = result.model.levels[group][name]
        now = int(evidence.levels[name][position])
        telling = list(comparison.by_frequency)
        for kinds, taken in ((before, now), (total, level if name == feature else now)):
            if taken == ABSENT:
                continue
            for kind in kinds:
                chance = float(table[taken, kind])
                if kind == STRANGER and taken in telling and (share := rarity(result, position, comparison, now)):
                    chance = chance / float(table[telling, STRANGER].sum()) * share
                kinds[kind] += log2(chance)
                if name in ("last_seen_place", "event_date", "unit") and kind != NAMESAKE:
                    together[id(kinds)][kind] += log2(chance)
    for kinds in (before, total):  # two relatives in five were together, and then share what one person's entries do
        told = together[id(kinds)]
        kinds[KIN] += log2(0.4 * 2 ** told[SAME] + 0.6 * 2 ** told[STRANGER]) - told[KIN]
    share = {kind: float(result.model.shares[group, kind]) for kind in total}

    def alone(kinds: dict[int, float]) -> float:
        others = sum(2 ** (kinds[kind] + share[kind]) for kind in (KIN, NAMESAKE, STRANGER))
        return kinds[SAME] + share[SAME] - log2(others)

    def third(kinds: dict[int, float]) -> float:
        return kinds[SAME] - log2(0.45 * 2 ** kinds[KIN] + 0.45 * 2 ** kinds[NAMESAKE] + 0.1 * 2 ** kinds[STRANGER])

    given = float(weighed.of_third_lists[position])
    now = alone(total)
    if given > 0:
        support = alone(before) + given - third(before)
        now = max(now, support + third(total))
    return now + float(weighed.of_rivals[position])


def rarity(result: Reconciliation, position: int, comparison, now: int) -> float:
    """The share of people who bear the name agreed on: of the two written the commoner, unless they agree already."""
    evidence = result.weighed.evidence
    kept = float(evidence.rarity[comparison.feature][position])
    if not isnan(kept):
        return kept
    shares = name_frequencies(result.records, comparison.feature)
    both = [float(shares[int(side[position])]) for side in (evidence.left, evidence.right)]
    return max((share for share in both if share < 1), default=0.0)


def test_every_outcome_of_every_fact_is_told_as_it_would_come_out() -> None:
    found = result()
    review = np.flatnonzero(found.review & (found.weighed.probability < found.match))
    assert len(review) > 5
    told = 0
    parts = ("surname", "given", "patronymic", "aside", "tag")
    frequencies = {part: name_frequencies(found.records, part) for part in parts}
    supposed = suppose(found, review, frequencies)
    places = len(supposed.row) // len(review)
    for row, (position, points) in enumerate(zip(review.tolist(), turning_points(found, review), strict=True)):
        by_feature = {point.feature: point for point in points}
        chance = iter(supposed.chance[row * places : (row + 1) * places].tolist())
        for comparison in COMPARISONS:
            point = by_feature.get(SHOWN[comparison.feature])
            now = int(found.weighed.evidence.levels[comparison.feature][position])
            chances = [next(chance) for _code in comparison.codes]
            for level, code in enumerate(comparison.codes):
                if point is None or level == now:
                    continue
                probability = 1 / (1 + 2 ** -by_hand(found, position, comparison.feature, level))
                is_likely = chances[level] / sum(chances) >= 0.01
                assert (code in point.proposed_if) == (is_likely and probability >= MATCH), (position, code)
                assert (code in point.apart_if) == (is_likely and probability < REVIEW), (position, code)
                told += code in (*point.proposed_if, *point.apart_if)
    assert told > 50


def test_what_settles_most_comes_first_and_what_is_empty_before_what_is_in_doubt() -> None:
    found = result()
    for points in turning_points(found, np.flatnonzero(found.review)):
        order = [(bool(point.now), -point.settles) for point in points if point.feature != RIVAL]
        assert order == sorted(order)
        assert all(0 < point.settles <= 1 for point in points if point.feature != RIVAL)


def test_only_pairs_that_a_person_must_look_at_have_any() -> None:
    found = result()
    others = np.flatnonzero(~found.review)[:50]
    assert turning_points(found, others) == [()] * len(others)


def test_order_of_lists_and_rows_changes_nothing() -> None:
    def told(found: Reconciliation) -> list[object]:
        from homeward.reconciliation.explaining import explain, shown_order

        review = shown_order(found, np.flatnonzero(found.review))
        points = turning_points(found, review)
        return [(pair.left, pair.right, *some) for pair, some in zip(explain(found, review), points, strict=True)]

    other = reconcile([shuffled(each, 3) for each in reversed(lists())])
    one = told(result())
    assert one
    assert [str(each) for each in one] == [str(each) for each in told(other)]


# --- rivals ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Reconciliation:
    """One entry without a given name fits two twins equally well."""
    folder = tmp_path_factory.mktemp("twins")
    nameless = LEFT | {
        "rec_id": "N",
        "surname": "Перевозчиков",
        "given_name": "",
        "patronymic": "Олексійович",
        "birth_date": "12.06.1999",
        "birth_place": "Олешки",
    }
    first = nameless | {"rec_id": "V", "given_name": "Вадим"}
    second = nameless | {"rec_id": "I", "given_name": "Ігор"}
    return reconcile([person_list(folder, "ours", [nameless]), person_list(folder, "theirs", [first, second])])


def test_a_rival_rejected_lets_the_other_be_proposed(twins: Reconciliation) -> None:
    evidence, weighed = twins.weighed.evidence, twins.weighed
    lists_of = twins.records.lists
    between = np.flatnonzero(lists_of[evidence.left] != lists_of[evidence.right])
    assert len(between) == 2
    assert twins.review[between].all()
    alone = weighed.bits - weighed.of_rivals - weighed.of_third_lists
    nobody = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    for position, rival in zip(between.tolist(), reversed(between.tolist()), strict=True):
        ((told, *_more),) = turning_points(twins, [position])
        assert (told.feature, told.proposed_if) == (RIVAL, (REJECTED,))
        assert EntryRef("ours", "N") in told.rival
        left = between[between != rival]
        taken = rival_bits(evidence.left[left], evidence.right[left], alone[left], lists_of, nobody, weighed.single)
        assert 1 / (1 + 2 ** -float(alone[position] + taken[0])) >= MATCH


# --- kept, and in words ------------------------------------------------------------------------------------------


def test_kept_and_read_again_it_is_the_same(twins: Reconciliation) -> None:
    found = turning_points(twins, np.flatnonzero(twins.review))
    points = [point for some in found for point in some]
    assert points
    assert [str(from_kept(kept(from_kept(kept(point))))) for point in points] == [
        str(from_kept(kept(point))) for point in points
    ]
    assert all(from_kept(kept(point)).apart_if == point.apart_if for point in points)


def test_in_words(tmp_path: Path) -> None:
    points = tried(tmp_path, LEFT, RIGHT).turning
    told = [one.text for one in turning_words(points, lambda ref: f"row {ref.list_label}", Language.EN)]
    assert (
        "patronymic (empty: row 1): "
        "proposed if: same father's name or initial agrees; "
        "kept apart if: different father's name"
    ) in told
    assert told[-1].startswith("place last seen (now: different place): proposed if: same place")
