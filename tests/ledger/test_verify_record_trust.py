"""The one-file verifier: who has signed, who is trusted, what was kept from before, what others hold; receipts."""

import hashlib

import pytest
from bundles import says
from records import (
    ALL,
    ORIGIN,
    PARTIES,
    ARecord,
    a_policy,
    a_round,
    keys_of,
    witness_name,
)

from homeward.errors import InputRefused
from homeward.ledger import verify_record as verifier
from homeward.ledger.checkpoints import Checkpoint, cosign, sign_checkpoint
from homeward.ledger.keys import KeyKind, new_keys
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import parse_policy
from homeward.ledger.terms import NEUTRAL

# ---- Signatures and who is trusted -----------------------------------------------------------------------------------


def test_too_few_cosignatures_are_named(tmp_path):
    record = ARecord()
    record.checkpoint(["RU"])
    finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip")))
    says(finding, verifier.TOO_FEW_COSIGNED, size=1, parties="RU")


def test_a_party_has_cosigned_only_with_both_its_lines(the_round, files, check):
    note = parse_note(the_round.notes[6])
    log, two_of_ru = note.signatures[:2], note.signatures[4:6]
    for left_out, kept in enumerate([(), *[(line,) for line in note.signatures[2:4]]]):
        lines = (*log, *kept, *two_of_ru) if left_out else (*log, *note.signatures[2:4], *two_of_ru)
        text = type(note)(note.text, lines).format().encode()
        finding = check({**files, "checkpoint": text, "checkpoints/000000000006": text})
        if left_out:
            says(finding, verifier.TOO_FEW_COSIGNED, size=6, parties="RU")
        else:
            assert finding.holds


def test_a_signature_in_the_name_of_a_known_key_must_be_genuine(the_round, files, check):
    note = parse_note(the_round.notes[6])
    for at, line in enumerate(note.signatures):
        forged = type(line)(line.name, line.key_id, line.signature[:-1] + bytes([line.signature[-1] ^ 1]))
        lines = (*note.signatures[:at], forged, *note.signatures[at + 1 :])
        text = type(note)(note.text, lines).format().encode()
        finding = check({**files, "checkpoint": text, "checkpoints/000000000006": text})
        says(finding, verifier.FORGED_SIGNATURE, name=line.name, size=6)


def test_a_log_with_another_key_of_the_same_name_is_refused(the_round, files, check):
    stranger = new_keys(ORIGIN, KeyKind.LOG)
    note = parse_note(sign_checkpoint(Checkpoint(ORIGIN, 6, the_round.tree.root()), stranger, 1))
    cosigned = parse_note(the_round.notes[6]).signatures[2:]
    text = type(note)(note.text, note.signatures + cosigned).format().encode()
    finding = check({**files, "checkpoint": text, "checkpoints/000000000006": text})
    says(finding, verifier.NOT_SIGNED_BY_LOG, size=6)


def test_an_older_checkpoint_needs_the_log_alone_and_fits_the_entries(files, check):
    other = ARecord()
    other.add("exchange.decide", NEUTRAL, ALL)
    rogue = other.checkpoint()
    says(check({**files, "checkpoints/000000000002": rogue.encode()}), verifier.ANOTHER_ROOT, size=2)


def policy_changed(cosigners, generation, also_old):
    """A record whose second policy has new witnesses; its checkpoint is cosigned by these and some of the old."""
    record = ARecord()
    record.checkpoint()
    record.adopt(a_policy(generation=generation), "new keys")
    note = record.checkpoint(cosigners, generation=generation)
    for party in also_old:
        note = parse_note(note).with_signatures(cosign(note, keys_of(witness_name(party)), 1)).format()
    record.notes[2] = note
    return record


def test_a_change_of_policy_is_vouched_for_by_the_old_and_the_new(tmp_path):
    record = policy_changed(PARTIES, "-new", ["UA", "RU"])
    record.add("exchange.decide", NEUTRAL, ALL)
    record.checkpoint(generation="-new")
    path = str(record.bundle("UA", tmp_path / "ua.zip"))
    for policy in record.policies:
        kept = tmp_path / "policy"
        kept.write_text(policy)
        assert verifier.verify_bundle(path, policy=str(kept)).holds


def test_a_stolen_log_key_alone_cannot_change_who_is_trusted(tmp_path):
    record = policy_changed(PARTIES, "-new", ["RU"])
    finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip")))
    says(finding, verifier.NOT_VOUCHED_BY_OLD, sequence=1)
    record = policy_changed(["UA"], "-new", PARTIES)
    finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip")))
    says(finding, verifier.TOO_FEW_COSIGNED, size=2, parties="UA")


def test_a_kept_policy_adopted_between_two_of_a_forger_is_still_asked(tmp_path):
    """Who makes a whole record of his own, and adopts the true policy in the middle of it, is found."""
    record = ARecord(a_policy(generation="-forged"))
    record.adopt(a_policy(), "the true one")
    record.adopt(a_policy(generation="-forged-too"), "and away again")
    record.checkpoint(generation="-forged-too")
    kept = tmp_path / "policy"
    kept.write_text(a_policy())
    finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip")), policy=str(kept))
    says(finding, verifier.NOT_VOUCHED_BY_OLD, sequence=1)


def test_a_policy_that_was_never_adopted_is_refused(the_round, tmp_path):
    kept = tmp_path / "policy"
    kept.write_text(a_policy(at_least=1))
    finding = verifier.verify_bundle(str(the_round.bundle("UA", tmp_path / "ua.zip")), policy=str(kept))
    says(finding, verifier.POLICY_NOT_ADOPTED)
    kept.write_text(the_round.policies[0] + "\n")
    assert not verifier.verify_bundle(str(tmp_path / "ua.zip"), policy=str(kept)).holds


def test_the_policy_in_the_bundle_is_the_one_in_force(files, check):
    says(check({**files, "policy": a_policy(at_least=3).encode()}), verifier.POLICY_DIFFERS)


def test_a_record_begins_with_a_policy(tmp_path):
    record = ARecord()
    record.checkpoint()
    finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip", sequences=[])))
    says(finding, verifier.NO_POLICY)


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "quorum nobody\n",
        "quorum none\nquorum none\n",
        "log x\nquorum none\n",
        "group g 1\nquorum g\n",
        "witness none x+00000000+AAAA\nquorum none\n",
        "quorum\tnone\rx\n",
        "quorum none none\n",
    ],
)
def test_a_policy_that_is_none_is_refused(policy):
    with pytest.raises(ValueError):  # noqa: PT011  # the number of the line is all it says
        verifier.read_policy(policy)


def test_both_programs_read_the_same_policies():
    good = a_policy()
    lines = good.splitlines(keepends=True)
    bent = [good, "# note\n\n \t" + good, good.replace("group commission 2", "group commission any")]
    bent += [good.replace(lines[at], "", 1) for at in range(len(lines))]
    bent += [good.replace(lines[at], lines[at] * 2, 1) for at in range(len(lines))]
    bent += [
        good.replace("2 UA", "4 UA"),
        good.replace("2 UA", "0 UA"),
        good.replace("quorum commission", "quorum none"),
    ]
    agreed = set()
    for text in bent:
        try:
            theirs = parse_policy(text).quorum
        except InputRefused:
            theirs = None
        try:
            ours = verifier.read_policy(text).quorum
        except ValueError:
            ours = None
        assert ours == theirs, text
        agreed.add(ours)
    assert agreed == {None, "commission", "none"}


def test_what_this_machine_cannot_check_is_said_and_the_rest_is_checked(files, check, monkeypatch):
    real = verifier.importlib.import_module

    def without_mldsa(name):
        if name.endswith(".mldsa"):
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr(verifier.importlib, "import_module", without_mldsa)
    finding = check(files)
    assert finding.holds
    assert any("ML-DSA-44" in line and "version 50" in line for line in finding.lines)


def test_without_the_library_nothing_is_said_to_hold(files, check, monkeypatch):
    def without_any(name):
        raise ImportError(name)

    monkeypatch.setattr(verifier.importlib, "import_module", without_any)
    says(check(files), verifier.NO_LIBRARY)


# ---- What was kept, what others have ---------------------------------------------------------------------------------


def test_a_record_rewritten_since_a_kept_checkpoint_is_found(the_round, tmp_path):
    other = ARecord()
    other.add("exchange.decide", NEUTRAL, ALL)
    since = tmp_path / "since"
    since.write_text(other.checkpoint())
    finding = verifier.verify_bundle(str(the_round.bundle("UA", tmp_path / "ua.zip")), since=str(since))
    says(finding, verifier.REWRITTEN, size=2)


def test_a_bundle_older_than_the_kept_checkpoint_is_found(the_round, tmp_path):
    early = ARecord()
    early.checkpoint()
    since = tmp_path / "since"
    since.write_text(the_round.notes[6])
    finding = verifier.verify_bundle(str(early.bundle("UA", tmp_path / "ua.zip")), since=str(since))
    says(finding, verifier.OLDER_THAN_KEPT, kept=6, size=1)


def test_two_sides_shown_different_records_find_it_whatever_their_sizes(the_round, tmp_path):
    split = a_round()
    split.add("exchange.decide", NEUTRAL, ALL)
    split.checkpoint()
    longer = str(split.bundle("RU", tmp_path / "ru.zip"))
    shorter = str(the_round.bundle("UA", tmp_path / "ua.zip"))
    assert verifier.verify_bundle(shorter, other=longer).holds
    assert verifier.verify_bundle(longer, other=shorter).holds
    other = a_round()
    other.entries[4] = other.entries[4].replace(b"S-4", b"S-5")
    other.notes = {}
    other.checkpoint()
    forked = str(other.bundle("RU", tmp_path / "forked.zip"))
    assert verifier.verify_bundle(forked).holds
    for one, two in ((shorter, forked), (forked, shorter), (longer, forked), (forked, longer)):
        says(verifier.verify_bundle(one, other=two), verifier.SPLIT, size=6)


def test_another_bundle_that_does_not_hold_is_named(the_round, tmp_path):
    path = str(the_round.bundle("UA", tmp_path / "ua.zip"))
    finding = verifier.verify_bundle(path, other=str(tmp_path / "none.zip"))
    says(finding, verifier.OTHER_DOES_NOT_HOLD, what=verifier.NOT_A_BUNDLE)


# ---- Receipts --------------------------------------------------------------------------------------------------------


@pytest.fixture
def receive(the_round, tmp_path):
    """Checks the text of a receipt with a policy."""
    policy = tmp_path / "policy"
    policy.write_text(the_round.policies[0])

    def checked(text, kept=str(policy)):
        path = tmp_path / "r.tlog-proof"
        path.write_text(text, encoding="utf-8", newline="")
        return verifier.verify_receipt(str(path), kept)

    return checked


def test_the_receipt_of_every_entry_and_row_holds(the_round, receive):
    for sequence, rows in enumerate(the_round.rows):
        for row in (None, *range(len(rows))):
            finding = receive(the_round.receipt(sequence, row))
            assert finding.holds, finding.sentence


def test_without_a_kept_policy_a_receipt_says_whom_it_asks_to_trust(the_round, receive, tmp_path, capsys):
    finding = receive(the_round.receipt(1), None)
    assert finding.holds
    digest = hashlib.sha256(the_round.policies[0].encode()).hexdigest()
    assert finding.lines[-1].startswith("  !  ")
    assert digest in finding.lines[-1]
    assert verifier.main([str(tmp_path / "r.tlog-proof")]) == verifier.HOLDS
    assert digest in capsys.readouterr().out


def test_every_flipped_bit_of_a_receipt_is_refused(the_round, receive):
    data = the_round.receipt(1, 3).encode()
    for at in range(0, len(data), 61):
        bent = data[:at] + bytes([data[at] ^ 1 << at % 7]) + data[at + 1 :]
        finding = receive(bent.decode("utf-8", "replace"))
        if finding.holds:  # a line that names no key we know says nothing: its signer is no longer told
            assert not any("NEUTRAL, RU, UA" in line for line in finding.lines), at


def test_a_receipt_under_too_few_cosignatures_or_another_policy_is_refused(the_round, receive, tmp_path):
    record = ARecord()
    record.checkpoint(["UA"])
    says(receive(record.receipt(0)), verifier.TOO_FEW_COSIGNED, size=1, parties="UA")
    other = tmp_path / "other"
    other.write_text(a_policy(generation="-other"))
    says(receive(the_round.receipt(0), str(other)), verifier.OTHER_POLICY)
    forged = ARecord(a_policy(generation="-forger"))
    forged.checkpoint(generation="-forger")
    says(receive(forged.receipt(0)), verifier.OTHER_POLICY)


def test_a_receipt_whose_policy_is_none_is_refused(the_round, receive, monkeypatch):
    monkeypatch.setattr(the_round, "policies", ["quorum nobody\n"])
    says(receive(the_round.receipt(1), None), verifier.BAD_RECEIPT_POLICY)


def test_the_proof_of_another_entry_proves_nothing(the_round, receive):
    mine, theirs = the_round.receipt(1).split("\n"), the_round.receipt(3).split("\n")
    says(receive("\n".join([mine[0], theirs[1], *mine[2:]])), verifier.NOT_IN_TREE, sequence=1)
    says(receive("\n".join([*mine[:3], mine[4], mine[3], *mine[5:]])), verifier.NOT_IN_TREE, sequence=1)
