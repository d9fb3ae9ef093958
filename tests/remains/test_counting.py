"""Where a difference arises: at which point, at which stage, and that nothing but stages makes totals differ."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.remains.counting import (
    NEUTRAL,
    Counted,
    Kind,
    Point,
    counted_once,
    differences,
    stage_lines,
    total_gaps,
    totals,
)
from homeward.remains.units import Bodies, Containers, Unit

# Numbers of June 2025 as both sides published them: 1,212 on the 11th; totals of 6,060 and 6,057 up to the 16th, whose
# own stage one side told as 1,248 and the other as 1,245. The 3,600 between them stand here as three stages of 1,200.
GIVEN = {"2025-06-11": 1212, "2025-06-13": 1200, "2025-06-14": 1200, "2025-06-15": 1200, "2025-06-16": 1248}
TAKEN = GIVEN | {"2025-06-16": 1245}


def counted(point, who, number, stage="2025-06-16", unit=Bodies, consignment=""):
    day = dt.date.fromisoformat(stage)
    return Counted(consignment or f"C-{stage}", day, "X", "Y", point, who, unit(number))


def published():
    return [
        row
        for stage in GIVEN
        for row in (
            counted(Point.DECLARED, "X", GIVEN[stage], stage),
            counted(Point.RECEIVED, "Y", TAKEN[stage], stage),
        )
    ]


def test_6060_against_6057_lies_in_the_stage_of_16_june_1248_against_1245():
    lines = stage_lines(published())
    assert [(one.counter, one.count) for one in totals(lines)] == [("X", Bodies(6060)), ("Y", Bodies(6057))]
    [gap] = total_gaps(lines)
    assert (gap.first, gap.other, gap.gap) == ("X", "Y", 3)
    [stage] = gap.stages
    assert stage.stage == dt.date(2025, 6, 16)
    assert dict(stage.last) == {"X": Bodies(1248), "Y": Bodies(1245)}


def test_where_nobody_counted_in_between_the_difference_is_told_to_lie_between():
    [found] = differences(published())
    assert (found.kind, found.after, found.at) == (Kind.BETWEEN, Point.DECLARED, Point.RECEIVED)
    assert found.uncounted == (Point.LOADED, Point.HANDED_OVER)
    assert (found.stage, found.gap) == (dt.date(2025, 6, 16), 3)


def test_a_difference_is_at_the_point_where_two_count_differently_and_not_told_again_after_it():
    [found] = differences(
        [
            counted(Point.DECLARED, "X", 1248),
            counted(Point.LOADED, "X", 1248),
            counted(Point.HANDED_OVER, "X", 1248),
            counted(Point.HANDED_OVER, "Y", 1245),
            counted(Point.HANDED_OVER, NEUTRAL, 1245),
            counted(Point.RECEIVED, "Y", 1245),
            counted(Point.OPENED, NEUTRAL, 1245),
        ]
    )
    assert (found.kind, found.at, found.gap) == (Kind.AT_POINT, Point.HANDED_OVER, 3)
    assert found.numbers == {"X": 1248, "Y": 1245, NEUTRAL: 1245}


def test_what_all_find_changed_arose_on_the_way():
    [found] = differences(
        [counted(Point.LOADED, "X", 60), *(counted(Point.HANDED_OVER, who, 58) for who in ("X", "Y", NEUTRAL))]
    )
    assert (found.kind, found.after, found.at, found.gap) == (Kind.BETWEEN, Point.LOADED, Point.HANDED_OVER, 2)


def test_who_counts_anew_and_then_agrees_is_told_so():
    found = differences(
        [
            counted(Point.HANDED_OVER, "X", 63),
            counted(Point.HANDED_OVER, "Y", 60),
            counted(Point.RECEIVED, "X", 60),
            counted(Point.RECEIVED, "Y", 60),
        ]
    )
    assert [(one.kind, one.gap) for one in found] == [(Kind.AT_POINT, 3), (Kind.RECOUNTED, 3)]


def test_two_differences_of_one_consignment_are_told_apart():
    found = differences(
        [
            counted(Point.DECLARED, "X", 100),
            counted(Point.HANDED_OVER, "X", 99),
            counted(Point.HANDED_OVER, "Y", 99),
            counted(Point.RECEIVED, "Y", 95),
        ]
    )
    assert [(one.kind, one.at, one.gap) for one in found] == [
        (Kind.BETWEEN, Point.HANDED_OVER, 1),
        (Kind.BETWEEN, Point.RECEIVED, 4),
    ]


def test_containers_and_bodies_of_one_consignment_are_counted_apart():
    rows = [
        counted(Point.DECLARED, "X", 60, unit=Containers),
        counted(Point.RECEIVED, "Y", 60, unit=Containers),
        counted(Point.RECEIVED, "Y", 71, unit=Bodies),
    ]
    assert differences(rows) == ()
    assert [line.unit for line in stage_lines(rows)] == [Unit.CONTAINER, Unit.BODY]
    assert [line.unit for line in counted_once(stage_lines(rows))] == [Unit.BODY]


def test_a_total_says_how_many_consignments_its_counter_counted():
    rows = [*published()[:-1]]  # the other side has not counted the last stage
    by_counter = {one.counter: one for one in totals(stage_lines(rows))}
    assert (by_counter["Y"].consignments, by_counter["Y"].of) == (4, 5)
    assert total_gaps(stage_lines(rows)) == ()  # over what both counted they agree


numbers = st.integers(0, 30)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8), st.randoms())
def test_the_gap_of_totals_is_that_of_the_stages_it_is_said_to_lie_in_whatever_the_order_of_rows(pairs, chance):
    rows = []
    for n, (ours, theirs) in enumerate(pairs):
        stage = f"2025-07-{n + 1:02}"
        rows += [counted(Point.DECLARED, "X", ours, stage), counted(Point.RECEIVED, "Y", theirs, stage)]
    lines = stage_lines(rows)
    gaps = total_gaps(lines)
    lying = sum(line.last["X"].number - line.last["Y"].number for gap in gaps for line in gap.stages)
    assert lying == sum(ours - theirs for ours, theirs in pairs)
    assert {line.consignment for gap in gaps for line in gap.stages} == {one.consignment for one in differences(rows)}
    chance.shuffle(rows)
    assert (stage_lines(rows), differences(rows)) == (lines, differences(sorted(rows, key=lambda one: one.stage)))
