"""What acts say to a claim: only what both sides signed documents or contradicts it."""

from __future__ import annotations

from pathlib import Path

from claimed import EXAMPLE, found, said, signed

from homeward.talks.claim_states import Ground, Standing
from homeward.talks.claim_terms import State
from homeward.talks.claims import assess
from homeward.talks.claims_file import read_claims
from homeward.talks.documents import read_acts


def stands(folder: Path, claim: dict[str, object], *acts: dict[str, object]) -> Standing:
    return found(folder, [claim], acts).standings["C1"]


def test_without_an_act_a_figure_is_open_and_a_claim_without_one_not_comparable(tmp_path: Path) -> None:
    assert stands(tmp_path, said("C1", 1248)).state is State.OPEN
    assert stands(tmp_path, said("C1", unit="")).state is State.NOT_COMPARABLE
    assert stands(tmp_path, said("C1", bound="all")).state is State.NOT_COMPARABLE


def test_a_stage_is_held_against_what_both_sides_signed_for_its_day(tmp_path: Path) -> None:
    other_day = signed("A9", 7, stage="2030-06-15")
    agrees = stands(tmp_path, said("C1", 1248), signed("A1", 1000), signed("A2", 248), other_day)
    assert (agrees.state, agrees.acts, agrees.documented, agrees.gap) == (State.DOCUMENTED, ("A1", "A2"), 1248, 0)
    differs = stands(tmp_path, said("C1", 1248), signed("A1", 1245), other_day)
    assert (differs.state, differs.documented, differs.gap) == (State.CONTRADICTED, 1245, 3)
    assert stands(tmp_path, said("C1", 1248), other_day).state is State.OPEN


def test_a_bound_is_documented_by_any_number_within_it(tmp_path: Path) -> None:
    assert stands(tmp_path, said("C1", 1000, bound="over"), signed("A1", 1001)).state is State.DOCUMENTED
    assert stands(tmp_path, said("C1", 1000, bound="over"), signed("A1", 1000)).state is State.CONTRADICTED


def test_nobodys_word_alone_documents_or_contradicts(tmp_path: Path) -> None:
    for signers in ("A", "B", "A;neutral"):
        assert stands(tmp_path, said("C1", 1248), signed("A1", 1248, signed_by=signers)).state is State.PARTLY
        alone = stands(tmp_path, said("C1", 1248), signed("A1", 1245, signed_by=signers))
        assert (alone.state, alone.ground) == (State.OPEN, Ground.ONE_SIDE_DIFFERS)


def test_acts_of_another_unit_are_not_compared(tmp_path: Path) -> None:
    assert stands(tmp_path, said("C1", 1248), signed("A1", 1248, unit="container")).state is State.NOT_COMPARABLE


def test_acts_of_the_other_way_do_not_speak_of_it(tmp_path: Path) -> None:
    assert stands(tmp_path, said("C1", 1248), signed("A1", 27, direction="A→B")).state is State.OPEN


def total(quantity: int) -> dict[str, object]:
    return said("C1", quantity, measure="handed_over_total")


def test_a_total_is_contradicted_only_when_no_stage_can_be_missing(tmp_path: Path) -> None:
    first, last = signed("A1", 1000, stage="2030-06-11"), signed("A2", 245)
    assert stands(tmp_path, total(1248), first, last).state is State.PARTLY  # there may be a third
    numbered = (first | {"number": 1}, last | {"number": 2})
    assert stands(tmp_path, total(1248), *numbered).state is State.CONTRADICTED
    assert stands(tmp_path, total(1245), *numbered).state is State.DOCUMENTED
    assert stands(tmp_path, total(1248), first | {"number": 1}, last | {"number": 3}).state is State.PARTLY


def test_a_total_after_the_last_act_may_hold_a_stage_more_unless_the_next_number_is_later(tmp_path: Path) -> None:
    first, later = signed("A1", 1000, stage="2030-06-11", number=1), signed("A2", 9, stage="2030-07-01", number=2)
    assert stands(tmp_path, total(1003), first).state is State.PARTLY
    assert stands(tmp_path, total(1003), first, later).state is State.CONTRADICTED


def test_a_total_below_what_was_signed_is_contradicted(tmp_path: Path) -> None:
    exceeded = stands(tmp_path, total(900), signed("A1", 1000, stage="2030-06-11"))
    assert (exceeded.state, exceeded.ground, exceeded.gap) == (State.CONTRADICTED, Ground.JOINT_EXCEED, 100)


def test_a_total_with_a_stage_that_one_side_signed_is_documented_in_part(tmp_path: Path) -> None:
    partly = stands(
        tmp_path,
        total(1248),
        signed("A1", 1000, stage="2030-06-11", number=1),
        signed("A2", 245, signed_by="A", number=2),
    )
    assert (partly.state, partly.documented, [day.day for day in partly.unsigned]) == (State.PARTLY, 1000, [16])


def test_a_figure_for_each_side_needs_both_ways(tmp_path: Path) -> None:
    each = said("C1", 6000, direction="A→B and B→A")
    assert stands(tmp_path, each, signed("A1", 6000)).state is State.PARTLY
    assert stands(tmp_path, each, signed("A1", 6000), signed("A2", 6000, direction="A→B")).state is State.DOCUMENTED
    together = said("C1", 12000, direction="both")
    assert stands(tmp_path, together, signed("A1", 6000)).state is not State.DOCUMENTED
    assert stands(tmp_path, together, signed("A1", 6000), signed("A2", 6000, direction="A→B")).state is State.DOCUMENTED


def test_a_figure_as_it_stood_is_held_against_the_last_act_of_its_month(tmp_path: Path) -> None:
    listed = said("C1", 339, measure="names_on_list", unit="name")
    act = {"measure": "names_on_list", "unit": "name"}
    acts = [signed("A1", 300, stage="2030-05-01", **act), signed("A2", 339, stage="2030-06-20", **act)]
    later = signed("A3", 350, stage="2030-08-01", **act)
    assert stands(tmp_path, listed, *acts, later).acts == ("A2",)


def test_in_the_example_each_side_has_signed_for_its_own_last_stage_and_neither_total_is_contradicted() -> None:
    assessment = assess(read_claims(EXAMPLE / "claims.csv").claims, read_acts(EXAMPLE / "acts.csv").acts)
    for claim in ("C26", "C27", "C28"):
        one = assessment.standings[claim]
        assert (one.state, one.documented) == (State.PARTLY, 4812)
