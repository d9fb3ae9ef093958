"""Which policy judges which checkpoint: a stolen log key alone changes nothing."""

from dataclasses import replace

import pytest
from parties import LOG, ORIGIN, PARTIES, cosigned, keys, note, policy_of, tree

from homeward.ledger.keys import KeyKind
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import Policy, parse_policy
from homeward.ledger.trust import Trust

RECORD = tree(30)
FIRST = policy_of()
BOTH_SIDES = policy_of(parties=("UA", "RU"))
NO_RU = policy_of(parties=("UA", "NEUTRAL"))


def signed(size: int, *parties: str) -> SignedNote:
    return cosigned(note(RECORD, size), *parties)


def said(trust: Trust, *notes: SignedNote, waiting: bool = False) -> list[str]:
    return [str(sentence) for sentence in trust.check(notes, waiting=waiting)]


def unwitnessed(policy: Policy) -> Policy:
    return parse_policy("".join(f"log {log.vkey}\n" for log in policy.logs) + "quorum none\n")


def test_a_checkpoint_is_judged_by_the_last_policy_before_it() -> None:
    trust = Trust([(0, FIRST), (10, BOTH_SIDES), (20, NO_RU)])
    assert [trust.in_force(size) for size in (1, 10, 11, 20, 21)] == [FIRST, FIRST, BOTH_SIDES, BOTH_SIDES, NO_RU]
    with pytest.raises(ValueError, match="without entries"):
        trust.in_force(0)


def test_the_newest_needs_the_quorum_older_ones_the_logs_signature() -> None:
    trust = Trust([(0, FIRST)])
    assert said(trust, signed(3), signed(7, "UA", "RU")) == []
    assert "lacks witnesses: it has UA.ed25519" in said(trust, signed(3, "UA", "RU"), signed(7, "UA"))[0]
    assert said(trust, signed(3, "UA", "RU"), signed(7), waiting=True) == []


def test_every_checkpoint_needs_the_logs_signature() -> None:
    thief = keys("thief.example", KeyKind.LOG)
    other = keys(ORIGIN + "/other", KeyKind.LOG)
    unsigned = SignedNote(signed(3).text, signed(3, "UA").signatures[2:])
    assert "size 3 is not signed by the log" in said(Trust([(0, FIRST)]), unsigned, signed(7, "UA", "RU"))[0]
    assert said(Trust([(0, FIRST)]), cosigned(note(RECORD, 3, thief), *PARTIES))
    assert said(Trust([(0, FIRST)]), cosigned(note(RECORD, 3, other), *PARTIES))
    assert said(Trust([(0, FIRST)]), unsigned, waiting=True)


def test_a_change_of_policy_needs_the_witnesses_before_and_after_under_one_checkpoint() -> None:
    trust = Trust([(0, FIRST), (10, BOTH_SIDES)])
    before, newest = signed(10, "RU", "NEUTRAL"), signed(30, "UA", "RU")
    assert said(trust, before, newest) == []
    other = Trust([(0, BOTH_SIDES), (10, NO_RU)])
    before, newest = signed(10, "UA", "RU"), signed(30, "UA", "NEUTRAL")
    assert "changed at entry 10" in said(other, before, newest)[0]
    assert "changed at entry 10" in said(other, before, signed(20, "UA", "RU"), newest)[0]
    # All three together confirm it, in whichever checkpoint after the change.
    assert said(other, before, signed(11, *PARTIES), newest) == []
    assert said(other, before, signed(11), signed(29, *PARTIES), newest) == []
    # A checkpoint that ends before the change says nothing of it.
    assert said(other, signed(10, *PARTIES), newest)


def test_whoever_has_the_logs_key_alone_cannot_put_other_witnesses_in() -> None:
    trust = Trust([(0, BOTH_SIDES), (10, unwitnessed(BOTH_SIDES))])
    (found,) = said(trust, signed(10, "UA", "RU"), signed(11), signed(30))
    assert "changed at entry 10" in found
    assert said(trust, signed(10, "UA", "RU"), signed(11, "UA", "RU"), signed(30)) == []


def test_a_change_under_the_very_first_checkpoint_needs_the_first_policys_witnesses() -> None:
    trust = Trust([(0, BOTH_SIDES), (5, unwitnessed(BOTH_SIDES))])
    assert said(trust, signed(11))
    assert said(trust, signed(11, "UA", "RU")) == []


def test_no_policy_is_passed_over_when_several_change_under_one_checkpoint() -> None:
    trust = Trust([(0, unwitnessed(FIRST)), (5, BOTH_SIDES), (6, NO_RU)])
    assert len(said(trust, signed(3), signed(11, "UA", "NEUTRAL"))) == 2
    assert said(trust, signed(3), signed(11, *PARTIES)) == []


def test_where_nobody_witnessed_before_the_old_key_vouches_for_the_new_one() -> None:
    thief = keys(ORIGIN, KeyKind.LOG)
    new = type(thief)(ORIGIN, KeyKind.LOG, keys("n", KeyKind.LOG).ed25519, keys("n", KeyKind.LOG).ml_dsa)
    trust = Trust([(0, unwitnessed(FIRST)), (5, unwitnessed(policy_of(new)))])
    taken_over = parse_note(note(RECORD, 9, new))
    (found,) = said(trust, signed(5), taken_over)
    assert "changed at entry 5" in found
    vouched = SignedNote(taken_over.text, taken_over.signatures + signed(9).signatures)
    assert said(trust, signed(5), vouched) == []


def test_a_rotated_log_key_signs_from_its_policy_on() -> None:
    new = type(LOG)(ORIGIN, KeyKind.LOG, keys("n", KeyKind.LOG).ed25519, keys("n", KeyKind.LOG).ml_dsa)
    trust = Trust([(0, FIRST), (10, policy_of(new))])
    rotated = cosigned(note(RECORD, 12, new), "UA", "RU")
    assert said(trust, signed(10, "UA", "RU"), rotated) == []
    assert said(trust, rotated, signed(20, "UA", "RU"))  # the old key counts no more


def test_a_kept_policy_must_be_one_of_those_adopted_byte_for_byte() -> None:
    trust = Trust([(0, FIRST), (10, BOTH_SIDES)])
    assert trust.has_adopted(FIRST.text)
    assert trust.has_adopted(BOTH_SIDES.text)
    assert not trust.has_adopted(FIRST.text + "\n")
    assert not trust.has_adopted(NO_RU.text)


def test_order_origin_and_bad_signatures_are_named() -> None:
    trust = Trust([(0, FIRST)])
    full = signed(7, *PARTIES)
    assert any("after a smaller" in fault for fault in said(trust, signed(9), full))
    assert any("after a smaller" in fault for fault in said(trust, signed(7), full))
    assert "not valid" in said(trust, SignedNote(signed(6).text, full.signatures))[0]
    assert "not a checkpoint" in said(trust, SignedNote("x\n", full.signatures))[0]
    assert "older than any policy" in said(trust, signed(0))[0]


@pytest.mark.parametrize("numbers", [[], [1], [0, 0], [0, 5, 3]])
def test_policies_follow_one_another_from_entry_0_on(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="first entry"):
        Trust([(number, FIRST) for number in numbers])


def test_a_bad_cosignature_of_an_older_checkpoint_is_found_though_nobody_needed_it() -> None:
    older = signed(3, "UA")
    bent = SignedNote(older.text, (*older.signatures[:-1], replace(older.signatures[-1], signature=b"x" * 2428)))
    assert "ua.example/witness is not valid" in said(Trust([(0, FIRST)]), bent, signed(7, "UA", "RU"))[0]
