"""One transaction, one actor, one entry, or nothing: on SQLite and on PostgreSQL."""

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
from commission import PARTIES, RU, SECRETARY, UA, Commission, hand_in_list
from django.db import connection, connections

from homeward.errors import InputRefused, OwnFailure
from homeward.intake.models import Submission, SubmittedRow
from homeward.ledger import storage
from homeward.ledger.actions import AlreadyRecorded, Reading, record, record_readings
from homeward.ledger.custody import add_cosignatures, adopt_policy, begin_record, correct_clock, make_checkpoint
from homeward.ledger.entries import EntryView
from homeward.ledger.keys import KeyKind, new_keys
from homeward.ledger.live import check
from homeward.ledger.models import Checkpoint, Content, Entry, Head, Policy, Seal
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import parse_policy
from homeward.ledger.reading import read_entry
from homeward.ledger.storage import ClockSetBack, NoRecordYet
from homeward.ledger.terms import NEUTRAL, Change, Purpose


@pytest.fixture
def commission(database: str, tmp_path: Path) -> Commission:
    commission = Commission(tmp_path)
    commission.begin()
    return commission


def entry(sequence: int) -> EntryView:
    return read_entry(bytes(Entry.objects.get(sequence=sequence).body))


def acting(**words: object) -> dict[str, object]:
    return {"by": UA, "action": "intake.try", "purpose": Purpose.EXCHANGE, "subject": "", "shown_to": ["UA"]} | words


def a_submission(number: str = "SB-1") -> Submission:
    return Submission(
        number=number,
        party="UA",
        kind="persons",
        label="l",
        file_name="l.csv",
        file=b"x",
        file_sha256="",
        counted_rows=0,
    )


@pytest.mark.usefixtures("database")
def test_nothing_is_recorded_before_the_record_is_begun(tmp_path: Path) -> None:
    with pytest.raises(NoRecordYet):
        hand_in_list(UA, tmp_path)
    assert not Submission.objects.exists()


def test_the_first_entry_says_who_is_trusted_and_all_see_it(commission: Commission) -> None:
    first = entry(0)
    assert (first.action, first.shown_to) == ("ledger.adopt_policy", tuple(sorted(PARTIES)))
    said = Content.objects.get(entry=0, name="policy")
    assert json.loads(bytes(said.value or b""))["policy"] == commission.policy


def test_a_record_is_begun_once(commission: Commission) -> None:
    with pytest.raises(OwnFailure, match="holds a record already"):
        commission.begin()


def test_a_submission_of_many_rows_is_one_entry(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path, rows=1200)
    assert Head.objects.get().size == sequence + 1 == 2
    assert entry(sequence).rows_count == 1201
    assert entry(sequence).actor == UA
    assert entry(sequence).shown_to == (NEUTRAL, "UA")
    assert check().rows == 1202


def test_what_fails_leaves_neither_row_nor_entry(commission: Commission) -> None:
    def fails_in_the_middle() -> None:
        with record(**acting()) as act:
            row = a_submission()
            row.save()
            act.made(row)
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fails_in_the_middle()
    assert not Submission.objects.exists()
    assert Head.objects.get().size == 1
    assert check().entries == 1


def test_one_action_is_not_done_inside_another(commission: Commission) -> None:
    with pytest.raises(RuntimeError, match="durable"), record(**acting()), record(**acting()):
        pass
    assert Head.objects.get().size == 1


def test_the_same_request_is_recorded_once(commission: Commission, tmp_path: Path) -> None:
    first = hand_in_list(UA, tmp_path, request="form-1")
    with pytest.raises(AlreadyRecorded) as before:
        hand_in_list(UA, tmp_path, request="form-1")
    assert before.value.sequence == first
    assert Submission.objects.get().number == before.value.subject
    assert Head.objects.get().size == 2


def test_a_request_key_belongs_to_one_actor_and_one_action(commission: Commission, tmp_path: Path) -> None:
    hand_in_list(UA, tmp_path, request="form-1")
    with pytest.raises(OwnFailure, match="used for another action"):
        hand_in_list(RU, tmp_path, request="form-1")


def test_an_action_cannot_claim_a_row_that_is_not_there(commission: Commission) -> None:
    with pytest.raises(OwnFailure, match="but it is not so"), record(**acting()) as act:
        act.made(a_submission())

    def says_removed_what_it_saves() -> None:
        with record(**acting()) as act:
            row = a_submission()
            row.save()
            act.removed(row)

    with pytest.raises(OwnFailure, match="but it is not so"):
        says_removed_what_it_saves()


def test_an_action_cannot_write_a_table_that_is_not_covered(commission: Commission) -> None:
    with pytest.raises(OwnFailure, match="not in the record"), record(**acting()) as act:
        act.changed(Head.objects.get())


def test_made_and_changed_by_one_action_is_made(commission: Commission) -> None:
    with record(**acting()) as act:
        row = a_submission()
        row.save()
        act.made(row)
        row.label = "other"
        row.save()
        act.changed(row)
    assert [seal.change for seal in Seal.objects.filter(entry=1)] == [Change.MADE]
    check()


def test_a_row_is_digested_as_it_is_stored(commission: Commission) -> None:
    with record(**acting()) as act:
        row = a_submission()
        row.save()
        act.made(row)
        row.label = "never saved"
    check()


def test_a_row_removed_and_a_row_erased(commission: Commission, tmp_path: Path) -> None:
    hand_in_list(UA, tmp_path, rows=2)
    kept, gone = SubmittedRow.objects.order_by("number")
    key = gone.number
    with record(**acting(shown_to=["UA", NEUTRAL])) as act:
        act.erased(gone)
        gone.delete()
    assert list(Seal.objects.filter(key=key).values_list("change", "salt")) == [("made", None), ("erased", None)]
    assert Seal.objects.filter(key=kept.number).get().salt is not None
    check()


def test_a_part_of_what_was_said_is_erased_and_the_rest_stays(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path)
    with record(**acting(action="retention.dispose", shown_to=["UA", NEUTRAL])) as act:
        act.erases_content(sequence, "file")
    gone = Content.objects.get(entry=sequence, name="file")
    assert (gone.salt, gone.value) == (None, None)
    assert Content.objects.get(entry=sequence, name="rows").value is not None
    check()


def test_an_erasure_is_shown_to_all_who_were_shown_what_is_erased(commission: Commission, tmp_path: Path) -> None:
    sequence = hand_in_list(UA, tmp_path)
    row = SubmittedRow.objects.order_by("number")[0]
    number = row.number

    def erases_the_row() -> None:
        with record(**acting(shown_to=[NEUTRAL])) as act:
            act.erased(row)
            row.delete()

    with pytest.raises(OwnFailure, match="shown to NEUTRAL, UA"), record(**acting(shown_to=[NEUTRAL])) as act:
        act.erases_content(sequence, "file")
    with pytest.raises(OwnFailure, match="shown to NEUTRAL, UA"):
        erases_the_row()
    assert SubmittedRow.objects.filter(number=number).exists()


def test_what_the_record_needs_to_be_checked_is_never_erased(commission: Commission) -> None:
    commission.checkpoint()

    def erases(row: Policy | Checkpoint) -> None:
        with record(**acting(shown_to=PARTIES)) as act:
            act.erased(row)
            row.delete()

    with pytest.raises(OwnFailure, match="who is trusted"), record(**acting(shown_to=PARTIES)) as act:
        act.erases_content(0, "policy")
    for row in (Policy.objects.get(), Checkpoint.objects.get()):
        with pytest.raises(OwnFailure, match="who is trusted"):
            erases(row)
    assert check().checkpoints == 1


def test_what_is_erased_is_no_longer_in_the_file(sqlite: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    with record(**acting()) as act:
        act.tells("reason", "a sentence that must be forgotten")
    with record(**acting()) as act:
        act.erases_content(1, "reason")
    connection.close()
    for file in tmp_path.glob("homeward.sqlite3*"):
        assert b"must be forgotten" not in file.read_bytes()


def test_readings_are_one_entry_each_in_one_transaction(commission: Commission) -> None:
    seen = [Reading(UA, Purpose.TRACING, ["PE-2", "PE-1", "PE-1"], ["UA", NEUTRAL]) for _ in range(3)]
    assert record_readings(seen) == [1, 2, 3]
    said = Content.objects.get(entry=2)
    assert json.loads(bytes(said.value or b"")) == ["PE-1", "PE-2"]
    assert entry(3).action == "ledger.read_names"
    check()


def test_a_clock_that_steps_back_a_little_is_followed(commission: Commission, monkeypatch: pytest.MonkeyPatch) -> None:
    last = Head.objects.get().instant
    monkeypatch.setattr(storage, "utc_now", lambda: last - dt.timedelta(seconds=2))
    record_readings([Reading(UA, Purpose.AUDIT, [], ["UA"])])
    assert entry(1).instant == last
    check()


def test_a_clock_set_back_stops_the_record_until_it_is_corrected(
    commission: Commission, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = Head.objects.get().instant
    monkeypatch.setattr(storage, "utc_now", lambda: last - dt.timedelta(days=1))
    with pytest.raises(ClockSetBack, match="Set the clock"):
        record_readings([Reading(UA, Purpose.AUDIT, [], ["UA"])])
    assert Head.objects.get().size == 1
    correct_clock(by=SECRETARY, reason="it was a day ahead")
    record_readings([Reading(UA, Purpose.AUDIT, [], ["UA"])])
    assert check().entries == 3


def test_a_checkpoint_covers_all_before_it_and_says_so_in_the_record(commission: Commission, tmp_path: Path) -> None:
    hand_in_list(UA, tmp_path)
    size = commission.checkpoint()
    assert size == 2
    assert entry(2).action == "ledger.make_checkpoint"
    assert [entry(at).action for at in (3, 4, 5)] == ["ledger.keep_cosignatures"] * 3
    assert Checkpoint.objects.get().size == 2
    assert check().checkpoints == 1


def test_only_the_log_signs_checkpoints(commission: Commission) -> None:
    other = new_keys(commission.log.name, KeyKind.LOG)
    with pytest.raises(InputRefused, match="not the key that the policy in force names"):
        make_checkpoint(by=SECRETARY, keys=other)
    assert not Checkpoint.objects.exists()


def test_a_policy_that_names_no_key_of_this_record_is_refused(commission: Commission, tmp_path: Path) -> None:
    foreign = Commission(tmp_path)
    with pytest.raises(InputRefused):
        adopt_policy(by=SECRETARY, policy="quorum none\n", reason="")
    with pytest.raises(OwnFailure):
        begin_record(by=SECRETARY, origin=foreign.log.name, policy=foreign.policy, parties=PARTIES)
    assert Head.objects.get().size == 1


def test_a_key_is_rotated_and_the_old_one_signs_no_more(commission: Commission) -> None:
    commission.checkpoint()
    old = commission.log
    commission.rotate_log_key()
    with pytest.raises(InputRefused, match="not the key"):
        make_checkpoint(by=SECRETARY, keys=old)
    commission.checkpoint()
    assert check().checkpoints == 2


def test_a_beginning_that_was_cut_short_is_begun_again(database: str, tmp_path: Path) -> None:
    Head.objects.create(origin="cut.example/short", size=0, instant=storage.utc_now())
    commission = Commission(tmp_path)
    commission.begin()
    assert Head.objects.get().origin == commission.log.name
    assert check().entries == 1


def test_what_concerns_trust_is_shown_to_all_whom_the_first_entry_names(commission: Commission) -> None:
    commission.rotate_log_key()
    correct_clock(by=SECRETARY, reason="it was a minute ahead")
    commission.checkpoint()
    assert {entry(sequence).shown_to for sequence in range(Head.objects.get().size)} == {tuple(sorted(PARTIES))}


def test_answers_of_witnesses_that_come_at_once_are_all_kept(commission: Commission) -> None:
    for _ in range(3):
        commission.checkpoint("NEUTRAL")
        answers = [commission.answer_of(party) for party in ("UA", "RU")]
        gate = threading.Barrier(len(answers))

        def take_in(lines: str, gate: threading.Barrier = gate) -> None:
            gate.wait()
            try:
                add_cosignatures(by=SECRETARY, lines=lines)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=take_in, args=[lines]) for lines in answers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        note = parse_note(Checkpoint.objects.latest("size").note)
        assert parse_policy(commission.policy).cosigners(note) == PARTIES
    check()
