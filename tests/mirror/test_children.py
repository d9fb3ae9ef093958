"""The mirror for children: swap the sides or the lists in every input, and every result swaps, nothing else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from cases_of_children import DAY, PANEL, READY, SIDES
from commands import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.children.answers import Answer, Given
from homeward.children.cases import read_cases
from homeward.children.decisions import Decided
from homeward.children.explain_files import explanation_document
from homeward.children.explaining import Class, Entry, explain
from homeward.children.gate_files import gates_document
from homeward.children.gates import readiness
from homeward.children.ledger import Standing, ledger
from homeward.children.two_lists import lay_side_by_side
from homeward.intake.reading import read_lists
from homeward.reconciliation.terms import EntryRef
from homeward.register.dates import parse_edtf

GIVEN = EXAMPLES / "children"


def swapped(value, names: dict[str, str]):
    """A document with names exchanged wherever they stand; what is listed in their order is sorted anew."""
    if isinstance(value, dict):
        return {names.get(key, key): swapped(item, names) for key, item in sorted(value.items())}
    if isinstance(value, list):
        items = [swapped(item, names) for item in value]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True)) if value else items
    return names.get(value, value) if isinstance(value, str) else value


def test_the_gates_of_the_example_swap_with_their_sides(tmp_path: Path) -> None:
    text = (GIVEN / "cases.toml").read_text(encoding="utf-8")
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    mirror = text.replace('"UA"', '"Q"').replace('"RU"', '"UA"').replace('"Q"', '"RU"')
    (tmp_path / "two.toml").write_text(mirror, encoding="utf-8")
    documents = []
    for name in ("one", "two"):
        file = read_cases(tmp_path / f"{name}.toml")
        documents.append(gates_document(readiness(file.cases, file.sides, DAY), file.sides, DAY))
    exchanged = {"UA": "RU", "RU": "UA"}
    assert swapped(documents[0], exchanged) == swapped(documents[1], {})
    assert documents[0]["may_travel"] == documents[1]["may_travel"] > 0


@pytest.mark.parametrize("side", SIDES)
def test_what_one_side_withholds_closes_a_gate_as_what_the_other_withholds(side: str) -> None:
    other = next(one for one in SIDES if one != side)
    for case in (
        replace(READY, confirmed_by=(other,)),
        replace(READY, route=replace(READY.route, confirmed_by=(other, "N"))),
        replace(READY, claims=(replace(READY.claims[0], decided_by=(other,)),)),
        replace(READY, determination=replace(PANEL, members=tuple(m for m in PANEL.members if m.party != side))),
        replace(READY, view=replace(READY.view, heard_by=side)),
    ):
        [one] = readiness([case], SIDES, DAY)
        assert not one.may_travel


def test_two_lists_swap_with_their_labels(tmp_path: Path) -> None:
    rows = (GIVEN / "names_UA.csv").read_text(encoding="utf-8").splitlines()[:120]
    other = (GIVEN / "names_RU.csv").read_text(encoding="utf-8").splitlines()[:120]
    documents = []
    for place, (a, b) in enumerate(((rows, other), (other, rows))):
        folder = tmp_path / str(place)
        folder.mkdir()
        for label, lines in (("a", a), ("b", b)):
            (folder / f"{label}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        lists = read_lists([folder / "a.csv", folder / "b.csv"])
        documents.append(explanation_document(lay_side_by_side(lists, DAY)))
    for document in documents:
        del document["public"]["columns"]
    assert swapped(documents[0], {"a": "b", "b": "a"}) == swapped(documents[1], {})


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_swapping_the_lists_swaps_the_classes(data: st.DataObject) -> None:
    sizes = {label: data.draw(st.integers(1, 6)) for label in "ab"}
    refs = [EntryRef(label, str(n)) for label in "ab" for n in range(sizes[label])]
    pairs = [(x, y) for i, x in enumerate(refs) for y in refs[i + 1 :]]
    some = st.sets(st.sampled_from(pairs), max_size=5) if pairs else st.just(set())
    same, proposed = data.draw(some), data.draw(some)

    def found(turn: dict[str, str]) -> dict[str, dict[Class, int]]:
        def ref(one: EntryRef) -> EntryRef:
            return EntryRef(turn[one.list_label], one.rec_id)

        def both(some_pairs: set) -> frozenset:
            return frozenset(tuple(sorted((ref(x), ref(y)))) for x, y in some_pairs)

        lists: dict[str, list[Entry]] = {"a": [], "b": []}
        for one in refs:
            lists[turn[one.list_label]].append(Entry(ref(one), int(one.rec_id) + 2, parse_edtf("2014")))
        result = explain(lists, both(proposed), frozenset(), Decided(both(same)), DAY)
        return {label: result.counts(turn[label]) for label in "ab"}

    assert found({"a": "a", "b": "b"}) == found({"a": "b", "b": "a"})


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.sampled_from(SIDES), st.integers(0, 40), st.sampled_from(list(Answer)), st.booleans()
        ),
        max_size=30,
        unique_by=lambda one: one[:3],
    )
)
def test_the_ledger_swaps_with_its_sides(drawn: list) -> None:
    entries = [str(n) for n in range(6)]
    days = [DAY + dt.timedelta(days=n) for n in (0, 14, 40)]
    turn = {"X": "Y", "Y": "X"}

    def of(sides: dict[str, str]):
        answers = [
            Given(str(n), sides[side], DAY + dt.timedelta(days=on), answer, "DOC" if proved else "")
            for n, side, on, answer, proved in drawn
        ]
        return ledger(entries, answers, SIDES, days)

    one, other = of({"X": "X", "Y": "Y"}), of(turn)
    assert one.counts == other.counts
    assert all(set(counts) == set(Standing) for counts in one.counts)
    assert [line.standing for line in one.lines] == [line.standing for line in other.lines]
    assert {turn[side]: answers for side, answers in one.answers.items()} == dict(other.answers)
