"""Two witnesses compare notes: one record, or two."""

import pytest
from parties import LOG, ORIGIN, forked, grow, keys, note, policy_of, tree, witness

from homeward.ledger.keys import KeyKind
from homeward.ledger.merkle import Tree
from homeward.ledger.split_view import View, compare_notes

RECORD, FORK = tree(20), forked(20, at=8)
POLICY = policy_of()


def view(left: str, right: str, hashes: Tree | None = None) -> View:
    found = compare_notes(left, right, hashes, POLICY)
    mirrored = compare_notes(right, left, hashes, POLICY)
    assert (found.view, [str(said) for said in found.sentences]) == (
        mirrored.view,
        [str(s) for s in mirrored.sentences],
    )
    return found.view


def test_a_split_view_is_found_by_two_witnesses_that_compare(tmp_path_factory: pytest.TempPathFactory) -> None:
    ua = witness(tmp_path_factory.mktemp("ua"), "UA")
    ru = witness(tmp_path_factory.mktemp("ru"), "RU")
    for to, record in ((ua, RECORD), (ru, FORK)):
        assert grow(to, record, 0, 8).status == 200
        assert grow(to, record, 8, 20).status == 200
    left, right = ua.latest(ORIGIN), ru.latest(ORIGIN)
    assert left is not None
    assert right is not None
    found = compare_notes(left, right, None, POLICY)
    assert (found.view, found.is_proved) == (View.SPLIT, True)
    assert "Keep both notes" in str(found.sentences[0])


def test_the_same_record_of_the_same_size() -> None:
    assert view(note(RECORD), note(RECORD)) is View.SAME


@pytest.mark.parametrize("size", [1, 8, 9, 19])
def test_different_sizes_are_decided_by_the_leaf_hashes(size: int) -> None:
    assert view(note(RECORD, size), note(RECORD)) is View.UNDECIDED
    assert view(note(RECORD, size), note(RECORD), RECORD) is View.GREW
    assert view(note(FORK, size), note(RECORD), RECORD) is (View.GREW if size <= 8 else View.SPLIT)
    assert view(note(RECORD, size), note(FORK), FORK) is (View.GREW if size <= 8 else View.SPLIT)


def test_hashes_that_are_not_those_of_the_larger_note_decide_nothing() -> None:
    assert view(note(RECORD, 9), note(FORK), RECORD) is View.UNDECIDED
    assert view(note(RECORD, 9), note(RECORD), tree(19)) is View.UNDECIDED


def test_nobody_is_accused_by_a_note_that_the_log_did_not_sign() -> None:
    thief = keys(ORIGIN + ".thief", KeyKind.LOG)
    forged = type(LOG)(ORIGIN, KeyKind.LOG, thief.ed25519, thief.ml_dsa)
    assert view(note(RECORD), note(FORK, log=forged)) is View.UNDECIDED
    assert view(note(RECORD), note(RECORD).replace("\n20\n", "\n21\n")) is View.UNDECIDED
    unchecked = compare_notes(note(RECORD), note(FORK), None, None)
    assert (unchecked.view, unchecked.is_proved) == (View.SPLIT, False)
    assert "not checked" in str(unchecked.sentences[1])


def test_notes_of_two_records_and_what_is_no_note_are_not_compared() -> None:
    other = keys("another.example/record", KeyKind.LOG)
    assert view(note(RECORD), note(RECORD, log=other)) is View.UNDECIDED
    assert view(note(RECORD), "nothing") is View.UNDECIDED
