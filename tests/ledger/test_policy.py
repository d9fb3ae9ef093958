"""Policies as C2SP tlog-policy writes them: all its syntax, and what it forbids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parties import LOG, ORIGIN, PARTIES, WITNESSES, cosigned, keys, note, policy_of, tree

from homeward.errors import InputRefused
from homeward.ledger.checkpoints import BadSignature
from homeward.ledger.keys import KeyKind, KeyType, Verifier
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import make_policy, parse_policy

X = [keys(f"x{number}.example", KeyKind.WITNESS).verifiers[0].vkey for number in range(5)]
LOG_KEY = LOG.verifiers[0].vkey
SIGNED = note(tree(5))

#: The example of the specification, its keys put in.
EXAMPLE = f"""
log {LOG_KEY}

witness X1 {X[0]}
witness X2 {X[1]} https://x2.example/
witness X3 {X[2]}
group X-witnesses 2 X1 X2 X3

\twitness  Y1\t{X[3]}
   # a comment
witness Y2 {X[4]}
group Y-witnesses any Y1 Y2

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def signed_by_x(*numbers: int) -> SignedNote:
    from homeward.ledger.checkpoints import cosign

    signed = parse_note(SIGNED)
    for number in numbers:
        signed = signed.with_signatures(cosign(SIGNED, keys(f"x{number}.example", KeyKind.WITNESS), 1))
    return signed


@pytest.mark.parametrize(
    ("witnesses", "met"),
    [((), False), ((0, 1), False), ((0, 3), False), ((0, 1, 3), True), ((1, 2, 4), True), ((3, 4, 0), False)],
)
def test_the_quorum_of_the_specifications_example(witnesses: tuple[int, ...], met: bool) -> None:
    policy = parse_policy(EXAMPLE)
    assert policy.log_signed(signed_by_x(*witnesses))
    assert policy.quorum_met(signed_by_x(*witnesses)) is met


def test_who_is_present_is_named_in_the_order_of_the_policy() -> None:
    assert parse_policy(EXAMPLE).present(signed_by_x(4, 1, 0)) == (
        "X1",
        "X2",
        "Y2",
        "X-witnesses",
        "Y-witnesses",
        "X-and-Y",
    )


def test_cosigners_are_those_whom_the_quorum_asks() -> None:
    assert parse_policy(EXAMPLE).cosigners(signed_by_x(4, 1, 0)) == ("X-witnesses", "Y-witnesses")
    assert policy_of().cosigners(cosigned(SIGNED, "RU", "UA")) == ("UA", "RU")
    assert parse_policy(f"witness w {X[0]}\nquorum w\n").cosigners(signed_by_x(0)) == ("w",)
    assert parse_policy(f"witness w {X[0]}\nquorum none\n").cosigners(signed_by_x(0)) == ()


def test_a_policy_is_made_as_parties_keep_it() -> None:
    text = make_policy(LOG.verifiers, {party: WITNESSES[party].verifiers for party in PARTIES}, 2)
    assert [" ".join(line.split()[:2]) if line.startswith("w") else line for line in text.splitlines()[2:]] == [
        "witness UA.ed25519",
        "witness UA.ml-dsa-44",
        "witness RU.ed25519",
        "witness RU.ml-dsa-44",
        "witness NEUTRAL.ed25519",
        "witness NEUTRAL.ml-dsa-44",
        "group UA all UA.ed25519 UA.ml-dsa-44",
        "group RU all RU.ed25519 RU.ml-dsa-44",
        "group NEUTRAL all NEUTRAL.ed25519 NEUTRAL.ml-dsa-44",
        "group commission 2 UA RU NEUTRAL",
        "quorum commission",
    ]
    assert parse_policy(text).text == text
    with pytest.raises(InputRefused, match="from 1 to 3"):
        make_policy(LOG.verifiers, {party: WITNESSES[party].verifiers for party in PARTIES}, 4)


def test_a_party_cosigns_with_both_keys_or_not_at_all() -> None:
    both = cosigned(SIGNED, "UA", "RU")
    only_one = SignedNote(both.text, both.signatures[:-1])
    assert policy_of().quorum_met(both)
    assert not policy_of().quorum_met(only_one)


def test_two_of_three_are_enough_whichever_two() -> None:
    for left_out in PARTIES:
        two = [party for party in PARTIES if party != left_out]
        assert policy_of().quorum_met(cosigned(SIGNED, *two))
        assert not policy_of().quorum_met(cosigned(SIGNED, two[0]))


def test_a_log_signs_for_its_own_origin_alone() -> None:
    other = keys("another.example/record", KeyKind.LOG)
    assert policy_of().log_signed(parse_note(SIGNED))
    assert not policy_of(other).log_signed(parse_note(SIGNED))
    # The right key, under another log's name, does not speak for this log.
    renamed = Verifier("another.example/record", KeyType.NOTE, LOG.verifiers[0].public)
    assert not parse_policy(f"log {renamed.vkey}\nquorum none\n").log_signed(parse_note(SIGNED))


def test_a_bad_signature_is_never_passed_over() -> None:
    signed = cosigned(SIGNED, "UA", "RU")
    moved = SignedNote(parse_note(note(tree(6))).text, signed.signatures)
    for judge in (policy_of().log_signed, policy_of().quorum_met, policy_of().present):
        with pytest.raises(BadSignature):
            judge(moved)


def test_a_policy_may_ask_for_no_witness_or_for_a_single_one() -> None:
    assert parse_policy(f"log {LOG_KEY}\nquorum none\n").quorum_met(parse_note(SIGNED))
    single = parse_policy(f"witness w {X[0]}\nquorum w\n")
    assert not single.quorum_met(signed_by_x(1))
    assert single.quorum_met(signed_by_x(0))
    assert not single.log_signed(signed_by_x(0))


def test_octets_that_are_no_utf8_may_stand_in_names() -> None:
    raw = f"witness K\u212a {X[0]}\nwitness K\udcff {X[1]}\nwitness K {X[2]}\ngroup g all K\u212a K\udcff K\nquorum g"
    policy = parse_policy(raw.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape"))
    assert len(policy.witnesses) == 3


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("", 0, "no line"),
        (f"log {LOG_KEY}\n", 0, "no line"),
        (f"log {LOG_KEY}\nlog {LOG_KEY}\nquorum none\n", 2, "earlier"),
        (f"log {X[0]}\nquorum none\n", 1, "0x01 or 0x06"),
        (f"witness w {LOG_KEY}\nquorum w\n", 1, "0x04 or 0x06"),
        (f"witness w {X[0]}\nwitness v {X[0]}\nquorum w\n", 2, "earlier"),
        (f"witness w {X[0]}\nwitness w {X[1]}\nquorum w\n", 2, "taken"),
        (f"witness none {X[0]}\nquorum none\n", 1, "taken"),
        (f"witness w {X[0]}\ngroup w any w\nquorum w\n", 2, "taken"),
        (f"group g any w\nwitness w {X[0]}\nquorum w\n", 1, "earlier"),
        ("group g any none\nquorum none\n", 1, "earlier"),
        (f"witness w {X[0]}\ngroup g any w w\nquorum g\n", 2, "once"),
        (f"witness w {X[0]}\ngroup g any w\ngroup h any w\nquorum g\n", 3, "once"),
        (f"witness w {X[0]}\ngroup g 2 w\nquorum w\n", 2, "from 1 to 1"),
        (f"witness w {X[0]}\ngroup g 0 w\nquorum w\n", 2, "from 1 to 1"),
        (f"witness w {X[0]}\ngroup g 01 w\nquorum w\n", 2, "from 1 to 1"),
        (f"witness w {X[0]}\ngroup g ١ w\nquorum w\n", 2, "from 1 to 1"),
        (f"witness w {X[0]}\ngroup g any\nquorum w\n", 2, "A line is"),
        ("quorum none\nquorum none\n", 2, "one line"),
        ("quorum nobody\n", 1, "earlier"),
        ("quorum none none\n", 1, "A line is"),
        ("Quorum none\n", 1, "A line is"),
        (f"log {LOG_KEY} a b\nquorum none\n", 1, "A line is"),
        ("quorum none\r\n", 1, "control"),
        ("quorum none # why\n", 1, "A line is"),
        ("quorum\u00a0none\n", 1, "A line is"),
        ("# \x7f\nquorum none\n", 1, "control"),
        ("log key\nquorum none\n", 1, "verifier key"),
    ],
)
def test_what_the_specification_forbids_is_refused_with_its_row(text: str, row: int, said: str) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_policy(text)
    assert refused.value.faults[0].row == row
    assert said in str(refused.value)


def test_every_wrong_line_is_named() -> None:
    with pytest.raises(InputRefused) as refused:
        parse_policy("log x\nnothing\nquorum y\n")
    assert [fault.row for fault in refused.value.faults] == [1, 2, 3]


def test_as_many_as_the_specification_recommends_are_taken() -> None:
    witnesses = [keys(f"w{number}.example", KeyKind.WITNESS).verifiers[0].vkey for number in range(40)]
    lines = [f"witness w{number} {vkey}" for number, vkey in enumerate(witnesses)]
    lines += [f"group g{number} all w{number}" for number in range(40)]
    lines += [f"group all-of-them 20 {' '.join(f'g{number}' for number in range(40))}", "quorum all-of-them"]
    policy = parse_policy("\n".join(lines))
    assert (len(policy.witnesses), len(policy.groups), policy.logs) == (40, 41, ())


@given(st.text() | st.text("logquorumnone witness group anyall12\n\t#+/="))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        assert parse_policy(text).text == text
    except InputRefused:
        return


def test_the_origin_is_the_name_of_the_logs_keys() -> None:
    assert {log.name for log in policy_of().logs} == {ORIGIN}
