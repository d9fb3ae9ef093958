"""Who has cosigned a checkpoint, when, and who has not: read off the note and the policy, nothing else."""

import datetime as dt
from pathlib import Path

from commission import ORIGIN, Commission
from desk import Desk

from homeward.ledger.gate import is_all_signed, newest_checkpoint, newest_standing, root_at, trust_line
from homeward.ledger.standing import standing_of
from homeward.ledger.terms import NEUTRAL


def test_nothing_is_signed_before_the_first_checkpoint(sqlite: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    assert newest_standing() is None
    assert trust_line(0) is None
    assert not is_all_signed()


def test_who_has_cosigned_and_when(desk: Desk) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    size = desk.commission.checkpoint("UA", NEUTRAL)
    standing = newest_standing()
    assert standing is not None
    assert (standing.origin, standing.size, standing.root) == (ORIGIN, size, root_at(size))
    assert list(standing.cosigned) == ["UA", NEUTRAL]
    assert standing.lacking == ("RU",)
    assert standing.is_enough
    assert standing.is_sound
    after = dt.datetime.now(dt.UTC)
    assert standing.signed_at is not None
    assert all(when and before <= when <= after for when in (*standing.cosigned.values(), standing.signed_at))
    assert is_all_signed()


def test_one_witness_is_too_few_for_two_of_three(quick_desk: Desk) -> None:
    quick_desk.commission.checkpoint("RU")
    standing = newest_standing()
    assert standing is not None
    assert (standing.is_enough, standing.lacking) == (False, ("UA", NEUTRAL))


def test_an_altered_signature_is_not_taken_for_one_that_lacks(quick_desk: Desk) -> None:
    quick_desk.commission.checkpoint()
    note = newest_checkpoint()
    head, _, signatures = note.partition("\n\n")
    altered = head.replace(ORIGIN + "\n", ORIGIN + "\n", 1).replace("\n", "\n9", 1) + "\n\n" + signatures
    standing = standing_of(altered, quick_desk.commission.policy)
    assert not standing.is_sound
    assert not standing.is_enough
    assert not standing.cosigned


def test_an_entry_is_vouched_for_by_the_checkpoint_that_most_cosigned(desk: Desk) -> None:
    first = desk.commission.checkpoint("UA")
    second = desk.commission.checkpoint()
    third = desk.commission.checkpoint("RU")
    found = {at: standing.size if (standing := trust_line(at)) else None for at in (0, first, second, third)}
    assert found == {0: second, first: second, second: third, third: None}
