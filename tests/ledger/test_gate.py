"""What a party may have of the record: its own entries in the open, of others the hash, the same root for all."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from commission import PARTIES, RU, UA, Commission, decide, hand_in_list

from homeward.errors import InputRefused
from homeward.intake.models import SubmittedRow
from homeward.ledger.actions import record
from homeward.ledger.gate import consistency_proof, entries_for, export_bundle, parties, receipt_for
from homeward.ledger.merkle import verify_consistency
from homeward.ledger.models import Checkpoint, Entry
from homeward.ledger.policy import parse_policy
from homeward.ledger.receipts import Verdict, check_receipt, parse_receipt
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.ledger.verify_record import HOLDS, verify_bundle

LATER = {"by": UA, "action": "intake.try", "purpose": Purpose.EXCHANGE, "subject": "", "shown_to": ["UA", NEUTRAL]}


@pytest.fixture
def commission(database: str, tmp_path: Path) -> Commission:
    commission = Commission(tmp_path)
    commission.begin()
    return commission


def test_each_party_sees_its_own_entries_and_the_joint_ones(commission: Commission, tmp_path: Path) -> None:
    ours, theirs = hand_in_list(UA, tmp_path), hand_in_list(RU, tmp_path)
    seen = {party: [entry.sequence for entry in entries_for(party)] for party in PARTIES}
    assert seen == {"UA": [0, ours], "RU": [0, theirs], NEUTRAL: [0, ours, theirs]}
    assert sorted(parties()) == sorted(PARTIES)


def test_a_receipt_proves_an_entry_and_opens_what_it_said(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path, rows=3)
    commission.checkpoint()
    text = receipt_for("UA", sequence)
    assert check_receipt(text, parse_policy(commission.policy)).verdict is Verdict.HOLDS
    opened = {part.name: part.value for part in parse_receipt(text).content}
    assert opened["rows"] == {"counted": 3, "declared": 3}


def test_one_row_of_a_long_list_is_proved_alone(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path, rows=300)
    commission.checkpoint()
    key = SubmittedRow.objects.get(number__endswith="/200").number
    text = receipt_for("UA", sequence, key)
    assert check_receipt(text, parse_policy(commission.policy)).verdict is Verdict.HOLDS
    row = parse_receipt(text).row
    assert row is not None
    assert row.row.values is not None
    assert row.row.values["cells"] == {"surname": "Прізвище198", "given_name": "Ім'я198"}
    assert "Прізвище197" not in text


def test_a_receipt_is_for_who_may_see_the_entry(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path)
    commission.checkpoint()
    with pytest.raises(InputRefused, match="not one that RU may have"):
        receipt_for("RU", sequence)
    with pytest.raises(InputRefused, match="99 is not one that RU may have"):
        receipt_for("RU", 99)


def test_a_receipt_waits_for_a_checkpoint(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path)
    with pytest.raises(InputRefused, match="not under a checkpoint yet"):
        receipt_for("UA", sequence)


def test_a_row_that_was_changed_since_is_not_opened(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path)
    row = SubmittedRow.objects.order_by("number")[0]
    with record(by=UA, action="intake.try", purpose=Purpose.EXCHANGE, subject="", shown_to=["UA"]) as act:
        row.cells = {}
        row.save()
        act.changed(row)
    commission.checkpoint()
    with pytest.raises(InputRefused, match="no longer stands"):
        receipt_for("UA", sequence, row.number)
    with pytest.raises(InputRefused, match="none of this entry's"):
        receipt_for("UA", sequence, "SB-none/1")


def read(bundle: Path, name: str) -> list[dict[str, object]]:
    with zipfile.ZipFile(bundle) as opened:
        return [json.loads(line) for line in opened.read(name).splitlines()]


def test_bundles_show_the_same_root_and_neither_the_others_content(commission: Commission, tmp_path: Path) -> None:
    ours = hand_in_list(UA, tmp_path, rows=4)
    decide(RU)
    commission.checkpoint()
    for party in PARTIES:
        export_bundle(party, tmp_path / f"{party}.zip")
    with zipfile.ZipFile(tmp_path / "UA.zip") as left, zipfile.ZipFile(tmp_path / "RU.zip") as right:
        assert left.read("checkpoint") == right.read("checkpoint")
        assert [name for name in left.namelist() if name.startswith("tile/")]
        for name in left.namelist():
            if name.startswith("tile/"):
                assert left.read(name) == right.read(name)
        everything = b"".join(right.read(name) for name in right.namelist())
    assert "Прізвище".encode() not in everything
    assert Entry.objects.get(sequence=ours).subject.encode() not in everything
    assert {line["sequence"] for line in read(tmp_path / "RU.zip", "rows.jsonl")} == {0, 2}
    assert {line["sequence"] for line in read(tmp_path / "UA.zip", "rows.jsonl")} == {0, 1}
    assert {line["sequence"] for line in read(tmp_path / f"{NEUTRAL}.zip", "rows.jsonl")} == {0, 1, 2}


def test_a_bundle_is_for_a_party_and_under_a_checkpoint(commission: Commission, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="There is none yet"):
        export_bundle("UA", tmp_path / "UA.zip")
    commission.checkpoint()
    with pytest.raises(InputRefused, match="no party of this record"):
        export_bundle("XX", tmp_path / "XX.zip")
    assert not list(tmp_path.glob("*.zip"))


def test_the_record_proves_to_a_witness_that_it_only_grew(commission: Commission, tmp_path: Path) -> None:
    old = commission.checkpoint()
    hand_in_list(UA, tmp_path)
    new = commission.checkpoint()
    roots = {size: commission.root_at(size) for size in (old, new)}
    assert verify_consistency(old, new, roots[old], roots[new], consistency_proof(old, new))
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [old, new]


def changes_a_row(sequence: int) -> None:
    with record(**LATER) as act:
        row = SubmittedRow.objects.order_by("number")[0]
        row.cells = {}
        row.save()
        act.changed(row)


def erases_a_row(sequence: int) -> None:
    with record(**LATER) as act:
        row = SubmittedRow.objects.order_by("number")[0]
        act.erased(row)
        row.delete()


def erases_what_was_said(sequence: int) -> None:
    with record(**LATER) as act:
        act.erases_content(sequence, "file")


@pytest.mark.parametrize("later", [changes_a_row, erases_a_row, erases_what_was_said])
def test_what_changed_since_the_checkpoint_waits_for_the_next_one(
    commission: Commission, tmp_path: Path, later: Callable[[int], None]
) -> None:
    """A bundle that shows a row no more has to show the entry that says why."""
    sequence = hand_in_list(UA, tmp_path)
    commission.checkpoint()
    later(sequence)
    for party in ("UA", NEUTRAL):
        with pytest.raises(InputRefused, match="changed or erased since the newest one"):
            export_bundle(party, tmp_path / f"{party}.zip")
        assert not (tmp_path / f"{party}.zip").exists()
    export_bundle("RU", tmp_path / "RU.zip")
    assert verify_bundle(str(tmp_path / "RU.zip")).status == HOLDS, "of what concerns others it is told nothing"
    commission.checkpoint()
    for party in PARTIES:
        export_bundle(party, tmp_path / f"{party}.zip")
        assert verify_bundle(str(tmp_path / f"{party}.zip")).status == HOLDS
