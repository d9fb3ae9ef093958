"""The mirror, on every engine: exchange lists, rows or labels, and every proposal is exchanged with them, no more."""

from functools import cache
from pathlib import Path

import pytest
from people import REFERENCE, ROUND, relabelled, shuffled

from homeward.intake.reading import read_lists
from homeward.reconciliation import outcomes
from homeward.reconciliation.comparing import Reconciliation, reconcile
from homeward.reconciliation.engines import EngineName
from homeward.reconciliation.results import write_results
from homeward.register.entries import PersonList

FILES = ("pairs.csv", "relatives.csv", "clusters.csv", "summary.json")
#: Where Spark runs; the other engine runs where it is.
MASTER = "local[2]"


@cache
def lists() -> tuple[PersonList, ...]:
    return tuple(read_lists([ROUND / f"list_{name}.csv" for name in ("UA", "RU", "mediator")]))


def written(result: Reconciliation, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    write_results(result, folder)
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.mark.parametrize("engine", EngineName)
def test_order_of_lists_and_rows_changes_no_byte(engine: EngineName, tmp_path: Path) -> None:
    one = written(reconcile(lists(), engine=engine, master=MASTER), tmp_path / "one")
    turned = [shuffled(each, 5) for each in reversed(lists())]
    other = written(reconcile(turned, engine=engine, master=MASTER), tmp_path / "other")
    assert one == other


def pairs_by_entry(
    result: Reconciliation, names: dict[str, str]
) -> dict[frozenset[tuple[str, str]], tuple[float, bool]]:
    refs = []
    numbers = [one.entries["rec_id"].to_pylist() for one in result.lists]
    for n, e in zip(result.records.lists.tolist(), result.records.entries.tolist(), strict=True):
        refs.append((names[result.lists[n].label], numbers[n][e]))
    weighed = result.weighed
    return {
        frozenset({refs[a], refs[b]}): (p, bool(proposed))
        for a, b, p, proposed in zip(
            weighed.evidence.left, weighed.evidence.right, weighed.probability, result.proposed, strict=True
        )
    }


def looked_at(result: Reconciliation, names: dict[str, str]) -> list[frozenset[tuple[str, str]]]:
    """The pairs to be looked at, in the order of review."""
    pairs = outcomes.with_entries(result, outcomes.to_look_at(result, 100))
    return [frozenset((names[ref.list_label], ref.rec_id) for ref in (one.pair.left, one.pair.right)) for one in pairs]


def test_the_order_of_review_is_the_same_whoever_is_called_what() -> None:
    ours, theirs, third = lists()
    names = {ours.label: "ours", theirs.label: "theirs", third.label: "third"}
    one = looked_at(reconcile(lists()), names)
    swapped = [relabelled(ours, theirs.label), relabelled(theirs, ours.label), shuffled(third, 3)]
    assert len(one) > 5
    assert looked_at(reconcile(swapped), names | {theirs.label: "ours", ours.label: "theirs"}) == one


@pytest.mark.parametrize("engine", EngineName)
def test_exchanging_the_labels_of_the_sides_exchanges_the_labels_alone(engine: EngineName) -> None:
    ours, theirs, _ = lists()
    straight = reconcile([ours, theirs], engine=engine, master=MASTER)
    one = pairs_by_entry(straight, {ours.label: "ours", theirs.label: "theirs"})
    exchanged = [relabelled(ours, theirs.label), relabelled(theirs, ours.label)]
    swapped = reconcile(exchanged, engine=engine, master=MASTER)
    other = pairs_by_entry(swapped, {theirs.label: "ours", ours.label: "theirs"})
    assert one.keys() == other.keys()
    for pair, (probability, proposed) in one.items():
        assert other[pair] == (pytest.approx(probability, abs=1e-9), proposed)


def test_further_columns_favour_no_side(tmp_path: Path) -> None:
    """The lists of Febrl4 with all their columns: whatever the order of lists, rows and headings, the same bytes."""
    ours, theirs = read_lists([REFERENCE / "febrl4" / f"febrl4{letter}.csv" for letter in "ab"])
    also = ["soc_sec_id", "address_1", "suburb", "postcode"]
    one = written(reconcile([ours, theirs], also=also), tmp_path / "one")
    other = written(reconcile([shuffled(theirs, 3), shuffled(ours, 4)], also=also[::-1]), tmp_path / "other")
    assert one == other
    names = {ours.label: "ours", theirs.label: "theirs"}
    there = pairs_by_entry(reconcile([ours, theirs], also=also), names)
    swapped = reconcile([relabelled(ours, theirs.label), relabelled(theirs, ours.label)], also=also)
    back = pairs_by_entry(swapped, {theirs.label: "ours", ours.label: "theirs"})
    assert there.keys() == back.keys()
    for pair, (probability, proposed) in there.items():
        assert back[pair] == (pytest.approx(probability, abs=1e-9), proposed)
