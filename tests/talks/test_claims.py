"""What is found among public claims: the published file first, then each rule on rows of its own.

The published file: 40 claims about the arrangement of 2 June 2025 (examples/talks/claims/README.md), whose README names
two checks: the totals 6,060 and 6,057 part in the stage of 16 June, and C03 is a sum.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from claimed import EXAMPLE, found, links, said, signed, write

from homeward.talks.claims import Assessment, assess, claims_document
from homeward.talks.claims_file import NEEDED, read_claims
from homeward.talks.coder_notes import Outcome


def published(folder: Path, **cells: object) -> Assessment:
    """The published file with every cell of these columns replaced."""
    with (EXAMPLE / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | cells for row in csv.DictReader(file)]
    return assess(read_claims(write(folder / "published.csv", rows, NEEDED)).claims)


@pytest.fixture(scope="module")
def uncoded(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """The published file without a word of its coder."""
    return published(tmp_path_factory.mktemp("claims"), relation="")


def test_the_coder_changes_nothing_that_is_found(uncoded: Assessment, tmp_path: Path) -> None:
    coded = claims_document(published(tmp_path)) | {"coder_notes": []}
    assert coded == claims_document(uncoded)
    assert (
        claims_document(published(tmp_path, relation="contradicts C02; stage 2025-01-01"))["conflicts"]
        == coded["conflicts"]
    )


def test_the_gap_of_3_lies_in_the_stage_of_16_june(uncoded: Assessment) -> None:
    conflict = next(one for one in uncoded.conflicts if "C27" in {claim.claim_id for claim in one.claims})
    assert [claim.claim_id for claim in conflict.left] == ["C26", "C28"]
    assert [claim.claim_id for claim in conflict.right] == ["C27"]
    assert (conflict.gap, conflict.stage) == (3, dt.date(2025, 6, 16))
    assert conflict.located is not None
    assert conflict.located.rest == (6060 - 1248, 6057 - 1245) == (4812, 4812)
    assert {claim.unit for claim in conflict.claims} == {"body"}


def test_c03_is_the_sum_of_both_halves_of_c01(uncoded: Assessment) -> None:
    (added,) = uncoded.sums
    assert added.claim.claim_id == "C03"
    assert [(claim.claim_id, way, number) for claim, way, number in added.parts] == [
        ("C01", "UA→RU", 6000),
        ("C01", "RU→UA", 6000),
    ]


def test_everything_that_the_coder_noted_is_found(tmp_path: Path) -> None:
    notes = published(tmp_path).notes
    assert {one.outcome for one in notes} == {Outcome.BOTH, Outcome.FOUND}
    assert [(one.claim, one.other) for one in notes if one.outcome is Outcome.FOUND] == [("C17", "C15")]


def test_the_order_of_rows_means_nothing(uncoded: Assessment) -> None:
    turned = assess(uncoded.claims[::-1])
    assert claims_document(turned) == claims_document(uncoded)


def test_a_gap_that_no_stage_explains_is_not_located(uncoded: Assessment) -> None:
    conflict = next(one for one in uncoded.conflicts if "C30" in {claim.claim_id for claim in one.claims})
    assert (conflict.gap, conflict.stage) == (21, None)
    assert conflict.located is not None
    assert conflict.located.level == (dt.date(2025, 6, 11),)  # of that stage both sides said 27


def totals(first: int, second: int, **cells: object) -> list[dict[str, object]]:
    return [
        said("T1", first, measure="handed_over_total"),
        said("T2", second, measure="handed_over_total", side="B", **cells),
    ]


def test_a_difference_may_lie_in_several_stages(tmp_path: Path) -> None:
    stages = [
        said("S1", 100, said_on="2030-06-01"),
        said("S2", 98, said_on="2030-06-01", side="B"),
        said("S3", 50),
        said("S4", 49, side="B"),
    ]
    (conflict, *_others) = [one for one in found(tmp_path, [*totals(300, 297), *stages]).conflicts if one.located]
    assert conflict.located is not None
    assert [(gap.day.day, gap.left - gap.right) for gap in conflict.located.stages] == [(1, 2), (16, 1)]
    assert conflict.located.rest == (150, 150)
    assert conflict.stage is None  # not in one stage


def test_a_stage_told_a_day_later_is_known_by_the_equal_remainder(tmp_path: Path) -> None:
    rows = [*totals(6060, 6057), said("S1", 1248), said("S2", 1245, side="B", said_on="2030-06-17")]
    conflict = next(one for one in found(tmp_path, rows).conflicts if one.located)
    assert conflict.stage == dt.date(2030, 6, 16)


def test_acts_locate_a_difference_as_claims_do(tmp_path: Path) -> None:
    acts = [signed("A1", 1248, signed_by="A"), signed("A2", 1245, signed_by="B"), signed("A3", 400, stage="2030-06-02")]
    (conflict,) = found(tmp_path, totals(6060, 6057), acts).conflicts
    assert conflict.stage == dt.date(2030, 6, 16)
    assert conflict.located is not None
    assert conflict.located.level == (dt.date(2030, 6, 2),)


def test_totals_of_different_days_need_not_be_equal(tmp_path: Path) -> None:
    assert not found(tmp_path, totals(6000, 6057, said_on="2030-06-20")).conflicts


def test_a_total_of_what_was_done_never_falls(tmp_path: Path) -> None:
    assert [one.gap for one in found(tmp_path, totals(6060, 6057, said_on="2030-06-20")).conflicts] == [3]


def test_units_are_never_mixed(tmp_path: Path) -> None:
    mixed = found(tmp_path, [said("C1", 1248, unit="container"), said("C2", 1245, side="B")])
    assert not mixed.conflicts
    assert not mixed.relations
    assert [one.units for one in mixed.not_compared] == [("container", "body")]


def test_the_two_directions_are_two_matters(tmp_path: Path) -> None:
    assert not found(tmp_path, [said("C1", 27), said("C2", 1212, direction="A→B")]).conflicts


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        (("exactly", 339), ("over", 500), 1),
        (("exactly", 501), ("over", 500), 0),
        (("exactly", 500), ("over", 500), 1),  # more than, not as many as
        (("exactly", 500), ("at_least", 500), 0),
        (("up_to", 3), ("at_least", 3), 0),
        (("less_than", 3), ("at_least", 3), 1),
        (("about", 20), ("exactly", 22), 0),  # a tenth either way
        (("about", 20), ("exactly", 23), 1),
        (("almost", 400), ("exactly", 360), 0),  # a tenth below, and below
        (("almost", 400), ("exactly", 359), 1),
        (("almost", 400), ("exactly", 400), 1),
    ],
)
def test_bounds_are_intervals(tmp_path: Path, one: tuple[str, int], other: tuple[str, int], conflicts: int) -> None:
    rows = [said("C1", one[1], bound=one[0]), said("C2", other[1], bound=other[0], side="B")]
    assert len(found(tmp_path, rows).conflicts) == conflicts


def test_who_says_the_same_repeats_it(tmp_path: Path) -> None:
    rows = [said("C1", 100), said("C2", 100, side="B"), said("C3", 100, side="media")]
    assert links(found(tmp_path, rows)) == {("C2", "repeats", "C1"), ("C3", "repeats", "C1")}


def test_a_speaker_who_later_says_another_number_corrects_it_and_stands_in_no_conflict_for_the_first(
    tmp_path: Path,
) -> None:
    rows = [
        said("C1", 100, measure="names_on_list"),
        said("C2", 110, measure="names_on_list", said_on="2030-06-18"),
        said("C3", 110, measure="names_on_list", side="B"),
    ]
    result = found(tmp_path, rows)
    assert ("C2", "corrects", "C1") in links(result)
    assert not result.conflicts


@pytest.mark.parametrize(
    "denial",
    ["the date was not agreed", "дату не погоджено", "дата не согласована", "tarih üzerinde anlaşma yok", "denied it"],
)
def test_a_claim_without_a_figure_that_says_no_denies_the_other_sides_claim_of_the_same_matter(
    tmp_path: Path, denial: str
) -> None:
    rows = [
        said("C1", 1212, measure="at_handover_site"),
        said("C2", measure="handover_date", side="B", unit="", paraphrase=denial),
        said("C3", measure="ceasefire", side="B", unit="", paraphrase=denial),
        said("C4", 1212, measure="at_handover_site", side="B"),
    ]
    assert {link for link in links(found(tmp_path, rows)) if link[1] == "denies"} == {("C2", "denies", "C1")}


def test_time_may_explain_what_was_said_on_different_days(tmp_path: Path) -> None:
    rows = [
        said("C1", 339, measure="names_on_list"),
        said("C2", 345, measure="names_on_list", side="B", said_on="2030-06-30"),
        said("C3", 500, measure="names_on_list", side="B", said_on="2030-09-30"),
    ]
    assert [(one.near, one.gap) for one in found(tmp_path, rows).conflicts] == [(True, 6)]


def test_a_total_is_recognised_as_the_sum_of_its_stages(tmp_path: Path) -> None:
    rows = [
        said("S1", 1212, said_on="2030-06-11"),
        said("S2", 1200, said_on="2030-06-13"),
        said("S3", 1199, said_on="2030-06-13", side="B"),
        said("T1", 2412, measure="handed_over_total"),
        said("S4", 88, said_on="2030-07-01"),
        said("T2", 2500, measure="handed_over_total", said_on="2030-07-01"),
    ]
    sums = {
        one.claim.claim_id: (one.kind.value, [claim.claim_id for claim in one.of]) for one in found(tmp_path, rows).sums
    }
    assert sums == {"T1": ("stages", ["S1", "S2"]), "T2": ("stages", ["S1", "S2", "S4"])}


def test_a_total_may_be_an_earlier_total_and_the_stages_since(tmp_path: Path) -> None:
    rows = [
        said("T1", 6060, measure="handed_over_total"),
        said("S1", 1000, said_on="2030-07-17"),
        said("T2", 7060, measure="handed_over_total", said_on="2030-07-17"),
    ]
    (added,) = found(tmp_path, rows).sums
    assert (added.claim.claim_id, added.kind.value) == ("T2", "total_and_stages")


def test_each_side_said_once_is_added_for_both(tmp_path: Path) -> None:
    rows = [
        said("C1", 1200, measure="exchange_size", unit="person", direction="each side"),
        said("C2", 2400, measure="exchange_size", unit="person", direction="both", side="media"),
        said("C3", 640, measure="list_handed_over", unit="name"),  # names the two sides
    ]
    (added,) = found(tmp_path, rows).sums
    assert (added.claim.claim_id, sum(number for _claim, _way, number in added.parts)) == ("C2", 2400)


def test_parts_of_one_day_add_up_to_their_whole(tmp_path: Path) -> None:
    rows = [
        said("C1", 101, measure="returned", unit="child"),
        said("C2", 95, measure="returned_with_family", unit="child"),
        said("C3", 6, measure="returned_alone", unit="child"),
    ]
    (added,) = found(tmp_path, rows).sums
    assert (added.kind.value, [claim.claim_id for claim in added.of]) == ("parts", ["C2", "C3"])


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1,248 bodies in the stage of 12 June", 12),
        ("1 248 тіл на етапі 12 червня", 12),
        ("1248 тел 12.06.2030", 12),
        ("12 Haziran'da 1.248 ceset", 12),
        ("1,248 bodies on 2030-06-12", 12),
        ("1,248 bodies since 12 June", 16),  # where it began, not its day
        ("between 12 June and 14 June", 16),  # two days name none
        ("27 bodies, 12 marked", 16),
    ],
)
def test_a_stage_is_of_the_day_its_words_name_else_of_the_day_it_was_said(tmp_path: Path, words: str, day: int) -> None:
    (claim,) = found(tmp_path, [said("C1", 1248, paraphrase=words)]).claims
    assert claim.period.day == dt.date(2030, 6, day)


def test_nothing_is_counted_or_scored_by_speaker_or_side(uncoded: Assessment) -> None:
    """Principle: no scores of speakers. A key of the file never is a side, a speaker or a score."""
    people = {claim.side for claim in uncoded.claims} | {claim.speaker for claim in uncoded.claims}

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for inner in value.values() for key in keys(inner)}
        return {key for inner in value for key in keys(inner)} if isinstance(value, list) else set()

    named = keys(claims_document(uncoded))
    assert not named & people
    assert not {key for key in named if "score" in key or "credib" in key or "trust" in key}
