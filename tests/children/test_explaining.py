"""Two counts made of one another: every entry in one class, sums that come out, people deciding."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.children.decisions import Decided
from homeward.children.explain_files import public_cells, public_counts
from homeward.children.explaining import Bound, Claimed, Class, Entry, Explanation, explain
from homeward.children.institutions import Fate, Institution
from homeward.reconciliation.terms import EntryRef
from homeward.register.dates import parse_edtf
from homeward.small_cells import could_tell

REFERENCE = dt.date(2025, 7, 1)
YOUNG = "2014-05-17"


def entry(label: str, number: int, born: str = YOUNG, home: str = "") -> Entry:
    return Entry(EntryRef(label, str(number)), number + 1, parse_edtf(born) if born else None, home)


def ref(label: str, number: int) -> EntryRef:
    return EntryRef(label, str(number))


def classes(explanation: Explanation) -> dict[tuple[str, str], Class]:
    return {(one.entry.ref.list_label, one.entry.ref.rec_id): one.counted_as for one in explanation.entries}


def told(a: list[Entry], b: list[Entry], same: set = frozenset(), different: set = frozenset(), **more) -> Explanation:
    proposals = more.pop("proposals", {*same, *different})
    siblings = more.pop("siblings", frozenset())
    decided = Decided(frozenset(same), frozenset(different), frozenset(more.pop("open", ())))
    return explain({"a": a, "b": b}, proposals, siblings, decided, REFERENCE, **more)


def test_each_entry_falls_into_the_first_class_that_holds() -> None:
    a = [
        entry("a", 1),
        entry("a", 2),
        entry("a", 3, "2000"),
        entry("a", 4),
        entry("a", 5, "2007"),
        entry("a", 6),
        entry("a", 7),
    ]
    b = [entry("b", 1), entry("b", 2)]
    same = {(ref("a", 1), ref("b", 1)), (ref("a", 1), ref("a", 2))}
    found = told(a, b, same, proposals={*same, (ref("a", 6), ref("b", 2))}, returned={ref("a", 4)})
    assert classes(found) == {
        ("a", "1"): Class.ON_BOTH,
        ("a", "2"): Class.REPEATED,
        ("a", "3"): Class.OF_AGE,
        ("a", "4"): Class.RETURNED,
        ("a", "5"): Class.AGE_OPEN,
        ("a", "6"): Class.UNCLEAR,
        ("a", "7"): Class.ONLY_HERE,
        ("b", "1"): Class.ON_BOTH,
        ("b", "2"): Class.UNCLEAR,
    }
    assert sum(found.counts("a").values()) == len(a)
    assert sum(found.counts("b").values()) == len(b)


def test_what_a_comparison_proposes_joins_nobody() -> None:
    pair = (ref("a", 1), ref("b", 1))
    undecided = told([entry("a", 1)], [entry("b", 1)], proposals={pair})
    assert set(classes(undecided).values()) == {Class.UNCLEAR}
    one_side = told([entry("a", 1)], [entry("b", 1)], proposals={pair}, open={pair})
    assert set(classes(one_side).values()) == {Class.UNCLEAR}
    settled = told([entry("a", 1)], [entry("b", 1)], {pair})
    assert set(classes(settled).values()) == {Class.ON_BOTH}
    parted = told([entry("a", 1)], [entry("b", 1)], set(), {pair})
    assert set(classes(parted).values()) == {Class.ONLY_HERE}


def test_decisions_that_contradict_each_other_leave_all_their_entries_unclear() -> None:
    chain = {(ref("a", 1), ref("b", 1)), (ref("a", 2), ref("b", 1))}
    found = told([entry("a", 1), entry("a", 2)], [entry("b", 1)], chain, {(ref("a", 1), ref("a", 2))})
    assert set(classes(found).values()) == {Class.UNCLEAR}


def test_an_age_on_which_the_lists_differ_is_open() -> None:
    pair = (ref("a", 1), ref("b", 1))
    found = told([entry("a", 1, "2007-06-30")], [entry("b", 1, "2007-07-02")], {pair})
    assert set(classes(found).values()) == {Class.AGE_OPEN}
    one_date = told([entry("a", 1, "2007-06-30")], [entry("b", 1, "")], {pair})
    assert set(classes(one_date).values()) == {Class.OF_AGE}


def test_brothers_and_sisters_are_a_group_and_never_one_child() -> None:
    kin = {(ref("a", 1), ref("b", 2))}
    found = told([entry("a", 1)], [entry("b", 2)], set(), kin, siblings=kin)
    assert {one.family for one in found.entries} == {1}
    assert len({one.child for one in found.entries}) == 2
    assert found.families == (1, 1)


def test_a_home_that_moved_is_one_cohort_and_joins_no_two_entries() -> None:
    homes = (
        Institution("H1", ("Old home",), Fate.MOVED, "H2", parse_edtf("2022-10")),
        Institution("H2", ("New home",), Fate.STANDS),
    )
    a = [entry("a", n, home="H1") for n in range(50)]
    b = [entry("b", n, home="H2") for n in range(50)]
    same = {(ref("a", n), ref("b", n)) for n in range(44)}
    found = told(a, b, same, institutions=homes)
    [cohort] = found.cohorts
    assert (cohort.children, cohort.on_both, cohort.only, cohort.now_at) == (50, 44, {"a": 6}, {"H2": 44})
    assert found.counts("b")[Class.ONLY_HERE] == 6


@pytest.mark.parametrize(
    ("number", "bound", "holds", "gap"),
    [
        (500, Bound.OVER, True, 20),
        (520, Bound.OVER, False, 0),
        (339, Bound.EXACTLY, False, 181),
        (500, Bound.ABOUT, True, 20),
    ],
)
def test_a_number_claimed_stands_beside_the_entries_with_its_gap(
    number: int, bound: Bound, holds: bool, gap: int
) -> None:
    a = [entry("a", n) for n in range(520)]
    [answer] = told(a, [entry("b", 1)], claims=[Claimed("a", number, bound)]).answers
    assert (answer.holds, answer.gap) == (holds, gap)


def test_a_number_claimed_may_be_another_unit_than_entries() -> None:
    a = [entry("a", n) for n in range(30)]
    same = {(ref("a", 0), ref("a", 1))}
    [answer] = told(a, [entry("b", 1)], same, claims=[Claimed("a", 29, Bound.EXACTLY)]).answers
    assert (answer.holds, answer.gap, answer.equals) == (False, 1, ("names", "children"))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, list[Entry]], dict]:
    refs = [ref("a", n) for n in range(draw(st.integers(1, 8)))] + [ref("b", n) for n in range(draw(st.integers(1, 8)))]
    births = st.sampled_from(["", YOUNG, "2000", "2007", "2007-06-01?"])
    lists: dict[str, list[Entry]] = {"a": [], "b": []}
    for one in refs:
        lists[one.list_label].append(entry(one.list_label, int(one.rec_id), draw(births)))
    pairs = [(x, y) for i, x in enumerate(refs) for y in refs[i + 1 :]]
    some = st.sets(st.sampled_from(pairs), max_size=6)
    same, different, proposed = draw(some), draw(some), draw(some)
    return lists, {
        "same": same,
        "different": different - same,
        "proposals": proposed,
        "returned": draw(st.sets(st.sampled_from(refs), max_size=3)),
    }


@settings(max_examples=200, deadline=None)
@given(worlds())
def test_the_classes_always_sum_to_the_entries_and_what_both_lists_share_is_one_number(world) -> None:
    lists, more = world
    found = told(lists["a"], lists["b"], **more)
    for label in ("a", "b"):
        assert sum(found.counts(label).values()) == len(lists[label])
    for shared in (Class.ON_BOTH, Class.RETURNED, Class.OF_AGE, Class.AGE_OPEN):
        assert found.on_both("a", shared) == found.on_both("b", shared)
    assert found.on_both("a", Class.ON_BOTH) == found.counts("a")[Class.ON_BOTH]


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_what_is_told_in_public_gives_no_small_count_away(world) -> None:
    lists, more = world
    found = told(lists["a"], lists["b"], **more)
    public = public_counts(found)
    shared = [row["counted_as"][list(Class).index(Class.ON_BOTH)] for row in public["lists"].values()]
    assert shared[0] == shared[1], "the children on both lists are one number: held back in both rows or in none"
    cells = public_cells(found)
    shown = [row["counted_as"] for row in public["lists"].values()]
    assert all(cell is None or cell == 0 or cell >= 10 for row in shown for cell in row)
    if sum(map(len, lists.values())) >= 20:
        held = {
            (label, name)
            for label, row in zip(cells.rows, shown, strict=True)
            for name, cell in zip(cells.columns, row, strict=True)
            if cell is None
        }
        assert could_tell(cells.without(held)) == ()
