"""Swap the two sides in what is done, and the record swaps with them; nothing else changes."""

from collections.abc import Callable
from pathlib import Path

from commission import PARTIES, RU, UA, Commission, decide, hand_in_list

from homeward.ledger.action_words import action_name
from homeward.ledger.gate import entries_for, export_bundle
from homeward.ledger.terms import Actor
from homeward.ledger.verify_record import HOLDS, verify_bundle
from homeward.words import Language

SWAPPED = {"UA": "RU", "RU": "UA", "NEUTRAL": "NEUTRAL"}


def told(first: Actor, second: Actor, folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What each party sees after one side has handed in and decided, and the other has handed in."""
    folder.mkdir()
    commission = Commission(folder)
    commission.begin()
    hand_in_list(first, folder, rows=7)
    decide(first)
    hand_in_list(second, folder, rows=4)
    commission.checkpoint()
    for party in PARTIES:
        export_bundle(party, folder / f"{party}.zip")
        assert verify_bundle(str(folder / f"{party}.zip")).status == HOLDS
    return {
        party: [
            (
                entry.sequence,
                entry.actor.side,
                action_name(entry.action, Language.UK),
                entry.shown_to,
                entry.rows_count,
                [name for name, _digest in entry.content],
            )
            for entry in entries_for(party)
        ]
        for party in PARTIES
    }


def test_the_record_of_swapped_sides_is_the_swapped_record(
    another_database: Callable[[str], None], tmp_path: Path
) -> None:
    another_database("one")
    one = told(UA, RU, tmp_path / "a")
    another_database("other")
    other = told(RU, UA, tmp_path / "b")
    assert other == {
        SWAPPED[party]: [
            (sequence, SWAPPED[side], action, tuple(sorted(SWAPPED[seen] for seen in shown_to)), rows, names)
            for sequence, side, action, shown_to, rows, names in entries
        ]
        for party, entries in one.items()
    }
    assert len(one["NEUTRAL"]) == 8
    assert len(one["UA"]) == len(one["RU"]) + 1
