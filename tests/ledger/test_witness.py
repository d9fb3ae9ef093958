"""The witness answers as C2SP tlog-witness asks, and never goes back."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parties import (
    LOG,
    NOW,
    ORIGIN,
    WITNESSES,
    Clock,
    cosigned,
    forked,
    grow,
    keys,
    note,
    policy_of,
    submit,
    tree,
    witness,
)

from homeward.ledger.checkpoints import Checkpoint, cosigned_at, sign_checkpoint, signed_by
from homeward.ledger.keys import KeyKind, Verifier
from homeward.ledger.merkle import EMPTY_ROOT, leaf_hash
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import parse_policy
from homeward.ledger.split_view import View, compare_notes
from homeward.ledger.witness import SIZE, Answer, Request, Witness, parse_request
from homeward.ledger.witness_state import StateFile

RECORD = tree(40)
REFERENCE = json.loads((Path(__file__).parents[1] / "reference/tlog/witness_requests.json").read_text("utf-8"))


@pytest.fixture
def ua(tmp_path: Path) -> Witness:
    """A witness that has cosigned the first 8 entries."""
    made = witness(tmp_path)
    assert grow(made, RECORD, 0, 8).status == 200
    return made


def size_known(to: Witness) -> int:
    answer = submit(to, note(RECORD), 39, [leaf_hash(b"")])
    assert (answer.status, answer.content_type) == (409, SIZE)
    return int(answer.body)


def test_it_cosigns_what_grew_with_both_keys_and_the_time(ua: Witness) -> None:
    submitted = note(RECORD, 13)
    answer = submit(ua, submitted, 8, RECORD.consistency(8, 13))
    assert (answer.status, answer.content_type) == (200, "text/plain; charset=utf-8")
    signed = parse_note(submitted).with_signatures(answer.body.decode())
    assert signed_by(signed, WITNESSES["UA"].verifiers) == set(WITNESSES["UA"].verifiers)
    assert [cosigned_at(line) for line in signed.signatures[2:]] == [NOW, NOW]
    assert ua.latest(ORIGIN) == signed.format()


def test_the_same_checkpoint_is_cosigned_again(ua: Witness) -> None:
    assert grow(ua, RECORD, 8, 8).status == 200


def test_an_unknown_log_is_404(ua: Witness) -> None:
    other = keys("another.example/record", KeyKind.LOG)
    assert submit(ua, note(RECORD, log=other)).status == 404


def test_a_checkpoint_that_the_log_did_not_sign_is_403(ua: Witness) -> None:
    thief = type(LOG)(ORIGIN, KeyKind.LOG, keys("t", KeyKind.LOG).ed25519, keys("t", KeyKind.LOG).ml_dsa)
    assert submit(ua, note(RECORD, log=thief), 8).status == 403
    signed = parse_note(note(RECORD, 9))
    moved = SignedNote(parse_note(note(RECORD, 10)).text, signed.signatures)
    assert submit(ua, moved.format(), 8).status == 403


def test_lines_of_keys_it_does_not_know_are_passed_over_and_not_kept(ua: Witness) -> None:
    signed = cosigned(note(RECORD, 13), "RU")
    assert submit(ua, signed.format(), 8, RECORD.consistency(8, 13)).status == 200
    assert "ru.example" not in str(ua.latest(ORIGIN))


def test_an_old_size_beyond_the_checkpoint_is_400(ua: Witness) -> None:
    assert submit(ua, note(RECORD, 8), 9).status == 400


def test_another_old_size_than_it_knows_is_409_with_the_size(ua: Witness) -> None:
    for old in (0, 7, 9):
        answer = submit(ua, note(RECORD), old, RECORD.consistency(old) if old else ())
        assert (answer.status, answer.content_type, answer.body) == (409, "text/x.tlog.size", b"8\n")


def test_a_fork_of_the_same_size_is_422(ua: Witness) -> None:
    assert grow(ua, forked(8, at=3), 8, 8).status == 422
    assert size_known(ua) == 8


def test_a_bigger_fork_is_422(ua: Witness) -> None:
    assert grow(ua, forked(20, at=3), 8, 20).status == 422
    # nor with the proof of the true record
    assert submit(ua, note(forked(20, at=3)), 8, RECORD.consistency(8, 20)).status == 422
    assert grow(ua, RECORD, 8, 20).status == 200


def test_a_record_taken_back_is_409(ua: Witness) -> None:
    assert submit(ua, note(RECORD, 5), 5).status == 409
    assert submit(ua, note(RECORD, 5), 0).status == 409
    assert size_known(ua) == 8


def test_a_wrong_proof_is_422(ua: Witness) -> None:
    proof = RECORD.consistency(8, 20)
    for wrong in (proof[:-1], [*proof, proof[0]], proof[::-1], []):
        assert submit(ua, note(RECORD, 20), 8, wrong).status == 422
    assert submit(ua, note(RECORD, 8), 8, proof).status == 422


def test_size_zero_proves_nothing_and_has_one_root(tmp_path: Path) -> None:
    # The cases of torchwood's TestZeroSize.
    new = witness(tmp_path)
    empty, hashed = Checkpoint(ORIGIN, 0, EMPTY_ROOT), leaf_hash(b"leaf")
    assert submit(new, sign_checkpoint(Checkpoint(ORIGIN, 0, hashed), LOG, NOW)).status == 422
    assert submit(new, sign_checkpoint(Checkpoint(ORIGIN, 0, bytes(32)), LOG, NOW)).status == 422
    assert submit(new, sign_checkpoint(empty, LOG, NOW), 0, [hashed]).status == 422
    assert submit(new, note(RECORD, 1), 0, [hashed]).status == 422
    assert submit(new, sign_checkpoint(empty, LOG, NOW)).status == 200
    assert submit(new, sign_checkpoint(empty, LOG, NOW)).status == 200
    assert submit(new, note(RECORD, 1)).status == 200
    assert submit(new, sign_checkpoint(empty, LOG, NOW), 1).status == 400


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"old 0\n",
        b"old 0\n\n",
        b"old 0\n\nnote",
        b"old 00\n\n" + note(RECORD, 8).encode(),
        b"old -1\n\n" + note(RECORD, 8).encode(),
        b"0\n\n" + note(RECORD, 8).encode(),
        b"old 0\nAAAA\n\n" + note(RECORD, 8).encode(),
        b"old 0\r\n\r\n" + note(RECORD, 8).encode(),
        b"old 0\n\n" + note(RECORD, 8).replace("\n8\n", "\n08\n").encode(),
        b"old 0\n\n" + note(RECORD, 8).encode() + b"\xff",
        b"old 0\n" + b"KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" * 64 + b"\n" + note(RECORD, 8).encode(),
        b"old 0\n\n" + b"x" * 2_000_000,
    ],
)
def test_a_malformed_request_is_400(ua: Witness, data: bytes) -> None:
    assert ua.answer(data).status == 400


@given(st.binary() | st.text("old 0123\nA=—").map(str.encode))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    try:
        assert parse_request(data).format() == data
    except ValueError:
        return


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda case: str(case["name"]))
def test_the_transcripts_of_another_implementation(tmp_path: Path, case: dict[str, object]) -> None:
    policy = parse_policy(f"log {case['log']}\nquorum none\n")
    mine = WITNESSES["UA"]
    to = Witness(mine, policy, StateFile(tmp_path / "state", mine.name), Clock())
    for step in case["steps"]:  # type: ignore[attr-defined]  # a list in the file
        answer = to.answer(step["request"].encode())
        assert answer.status == step["status"], answer.body
        if "size" in step:
            assert answer.body == f"{step['size']}\n".encode()


def test_a_published_log_key_of_ml_dsa_is_the_one_its_text_says() -> None:
    key = Verifier.parse(REFERENCE["cases"][1]["log"])
    assert (key.name, key.key_id.hex()) == ("example.com/mldsa-log", "b5df45c5")


def test_the_state_is_on_the_disk_before_the_answer_and_another_process_goes_on(ua: Witness, tmp_path: Path) -> None:
    assert grow(ua, RECORD, 8, 13).status == 200
    again = witness(tmp_path)
    assert again.latest(ORIGIN) == ua.latest(ORIGIN)
    assert size_known(again) == 13
    assert json.loads((tmp_path / "UA.state").read_text("utf-8"))["logs"].keys() == {ORIGIN}


def test_a_crash_after_the_state_is_kept_loses_the_answer_and_nothing_else(
    ua: Witness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PulledPlugError(BaseException):
        pass

    def plug(*_: object) -> None:
        raise PulledPlugError

    with monkeypatch.context() as crash:
        crash.setattr(StateFile, "_note_in_history", plug)
        with pytest.raises(PulledPlugError):
            grow(ua, RECORD, 8, 13)
    again = witness(tmp_path)
    assert size_known(again) == 13
    assert grow(again, forked(13, at=9), 13, 13).status == 422
    assert grow(again, RECORD, 13, 13).status == 200
    assert grow(again, RECORD, 13, 14).status == 200


def test_a_crash_before_the_state_is_kept_changes_nothing(
    ua: Witness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (tmp_path / "UA.state").read_bytes()
    with monkeypatch.context() as disk:
        disk.setattr("homeward.ledger.witness_state.os.fsync", full)
        answer = grow(ua, RECORD, 8, 13)
    assert answer.status == 503
    assert b"No space left" in answer.body
    assert (tmp_path / "UA.state").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"UA.state", "UA.state.history", "UA.state.lock"}
    assert grow(ua, RECORD, 8, 13).status == 200


def test_of_two_requests_at_once_one_wins_and_nothing_goes_back(tmp_path: Path) -> None:
    first, second = witness(tmp_path), witness(tmp_path)
    assert grow(first, RECORD, 0, 8).status == 200
    answers: list[Answer] = []
    start = threading.Barrier(8)

    def race(to: Witness, size: int) -> None:
        start.wait()
        answers.append(grow(to, RECORD, 8, size))

    threads = [threading.Thread(target=race, args=((first, second)[n % 2], 9 + n)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status for answer in answers) == [200] + [409] * 7
    known = size_known(first)
    assert {answer.body for answer in answers if answer.status == 409} == {f"{known}\n".encode()}
    assert 9 <= known <= 16


def test_a_clock_set_back_is_refused_and_a_little_lag_is_not_shown(tmp_path: Path) -> None:
    clock = Clock()
    to = witness(tmp_path, clock=clock)
    assert grow(to, RECORD, 0, 8).status == 200
    clock.now = NOW - 5
    lagging = grow(to, RECORD, 8, 9)
    signed = parse_note(note(RECORD, 9)).with_signatures(lagging.body.decode())
    assert {cosigned_at(line) for line in signed.signatures[2:]} == {NOW}
    clock.now = NOW - 6
    answer = grow(to, RECORD, 9, 10)
    assert (answer.status, size_known(to)) == (503, 9)
    assert b"clock is 6 seconds behind" in answer.body
    clock.now = NOW + 100
    assert grow(to, RECORD, 9, 10).status == 200


def test_what_proves_the_logs_misbehaviour_is_kept_and_proves_it(ua: Witness, tmp_path: Path) -> None:
    fork = forked(20, at=3)
    assert grow(ua, fork, 8, 8).status == 422
    kept = sorted(path.name for path in tmp_path.glob("UA.state.evidence-*"))
    stem = f"UA.state.evidence-8-{fork.root(8).hex()[:16]}"
    assert kept == [f"{stem}-cosigned", f"{stem}-submitted"]
    left, right = ((tmp_path / name).read_text("utf-8") for name in kept)
    assert compare_notes(left, right, None, policy_of()).view is View.SPLIT
    # asked again, or with an old size that does not fit, it is kept once
    assert submit(ua, note(fork, 8), 3).status == 409
    assert len(list(tmp_path.glob("*evidence*"))) == 2
    assert grow(ua, fork, 8, 20).status == 422
    assert len(list(tmp_path.glob("*evidence*"))) == 4


def test_an_honest_refusal_leaves_no_evidence(ua: Witness, tmp_path: Path) -> None:
    submit(ua, note(RECORD, 5), 5)
    submit(ua, note(RECORD, 20), 3, RECORD.consistency(3, 20))
    assert not list(tmp_path.glob("*evidence*"))


def test_a_state_set_back_whole_is_seen_when_it_meets_its_own_cosignature(ua: Witness, tmp_path: Path) -> None:
    old = {path: path.read_bytes() for path in tmp_path.iterdir()}
    answer = grow(ua, RECORD, 8, 13)
    newer = parse_note(note(RECORD, 13)).with_signatures(answer.body.decode())
    for path, data in old.items():
        path.write_bytes(data)
    back = witness(tmp_path)
    refused = submit(back, newer.format(), 8, RECORD.consistency(8, 13))
    assert refused.status == 503
    assert b"set back" in refused.body
    # A line in our name that is not ours says nothing.
    forged = replace(newer, signatures=(*newer.signatures[:-1], replace(newer.signatures[-1], signature=b"x" * 2428)))
    assert submit(back, forged.format(), 8, RECORD.consistency(8, 13)).status == 200


def test_a_witness_has_the_keys_of_a_witness(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="witness"):
        Witness(LOG, policy_of(), StateFile(tmp_path / "s", LOG.name))


def test_a_request_is_written_as_in_the_specification() -> None:
    signed = note(RECORD, 13)
    request = Request(8, tuple(RECORD.consistency(8, 13)), parse_note(signed))
    lines = request.format().decode().split("\n")
    assert (lines[0], lines[len(request.proof) + 1]) == ("old 8", "")
    assert "\n".join(lines[len(request.proof) + 2 :]) == signed
