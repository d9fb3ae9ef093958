"""Checkpoints and cosignatures, byte for byte as C2SP writes them."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parties import LOG, NOW, ORIGIN, PARTIES, WITNESSES, cosigned, note, tree

from homeward.ledger.canonical import b64
from homeward.ledger.checkpoints import (
    LARGEST,
    BadSignature,
    Checkpoint,
    cosign,
    cosigned_at,
    parse_checkpoint,
    parse_number,
    sign_checkpoint,
    signed_by,
)
from homeward.ledger.keys import KeyType, Verifier
from homeward.ledger.notes import NoteSignature, SignedNote, parse_note

RECORD = tree(7)
EVERYONE = [*LOG.verifiers, *(verifier for party in PARTIES for verifier in WITNESSES[party].verifiers)]

#: The example of C2SP tlog-checkpoint; its key is not published.
EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_the_example_of_the_specification_is_read_and_its_time_is_the_one_it_tells() -> None:
    found = parse_note(EXAMPLE)
    checkpoint = parse_checkpoint(found.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.body == found.text
    assert cosigned_at(found.signatures[1]) == 1679315147


def test_all_who_signed_are_found_and_nobody_else() -> None:
    signed = cosigned(note(RECORD), "UA", "NEUTRAL")
    expected = {*LOG.verifiers, *WITNESSES["UA"].verifiers, *WITNESSES["NEUTRAL"].verifiers}
    assert signed_by(signed, EVERYONE) == expected
    assert signed_by(signed, WITNESSES["RU"].verifiers) == set()


def test_an_ed25519_cosignature_signs_the_header_the_time_and_the_text() -> None:
    signed = cosigned(note(RECORD), "UA")
    line = signed.signatures[2]
    message = f"cosignature/v1\ntime {NOW}\n{ORIGIN}\n7\n{b64(RECORD.root())}\n"
    assert line.signature[:8] == struct.pack(">Q", NOW)
    assert WITNESSES["UA"].verifiers[0].verify(line.signature[8:], message.encode())


@pytest.mark.parametrize(("holder", "place"), [(LOG, 1), (WITNESSES["UA"], 3)])
def test_an_ml_dsa_cosignature_signs_the_structure_of_the_specification(holder: object, place: int) -> None:
    signed = cosigned(note(RECORD), "UA")
    verifier = holder.verifiers[1]  # type: ignore[attr-defined]  # both are key pairs
    name = verifier.name.encode()
    message = (
        b"subtree/v1\n\0"
        + struct.pack(">B", len(name))
        + name
        + struct.pack(">Q", NOW)
        + struct.pack(">B", len(ORIGIN))
        + ORIGIN.encode()
        + struct.pack(">QQ", 0, 7)
        + RECORD.root()
    )
    line = signed.signatures[place]
    assert (line.key_id, len(line.signature)) == (verifier.key_id, 8 + 2420)
    assert verifier.verify(line.signature[8:], message)


@pytest.mark.parametrize("line", range(4))
@pytest.mark.parametrize("place", [0, 7, 8, -1])
def test_one_changed_byte_of_a_known_signature_refuses_the_whole_note(line: int, place: int) -> None:
    signed = cosigned(note(RECORD), "UA")
    lines = list(signed.signatures)
    data = bytearray(lines[line].signature)
    data[place] ^= 1
    lines[line] = NoteSignature(lines[line].name, lines[line].key_id, bytes(data))
    with pytest.raises(BadSignature, match=lines[line].name):
        signed_by(SignedNote(signed.text, tuple(lines)), EVERYONE)


def test_a_signature_of_another_text_is_refused() -> None:
    signed, other = cosigned(note(RECORD), "UA"), note(RECORD, 6)
    with pytest.raises(BadSignature):
        signed_by(SignedNote(parse_note(other).text, signed.signatures), EVERYONE)


def test_lines_of_unknown_keys_are_passed_over_even_if_they_share_the_name_or_the_id() -> None:
    ed25519 = LOG.verifiers[0]
    strange = (NoteSignature(ORIGIN, b"\0\0\0\0", b"x"), NoteSignature("other", ed25519.key_id, b"x"))
    signed = parse_note(note(RECORD))
    assert signed_by(SignedNote(signed.text, signed.signatures + strange), EVERYONE) == set(LOG.verifiers)


def test_a_key_counts_for_its_own_kind_of_signature_alone() -> None:
    witness = WITNESSES["UA"].verifiers[0]
    as_log = Verifier(witness.name, KeyType.NOTE, witness.public)
    assert signed_by(cosigned(note(RECORD), "UA"), [as_log]) == set()


def test_keys_sign_only_what_is_theirs() -> None:
    with pytest.raises(ValueError, match="own keys"):
        sign_checkpoint(Checkpoint("another.example", 7, RECORD.root()), LOG, NOW)
    with pytest.raises(ValueError, match="own keys"):
        sign_checkpoint(Checkpoint(WITNESSES["UA"].name, 7, RECORD.root()), WITNESSES["UA"], NOW)
    with pytest.raises(ValueError, match="witness"):
        cosign(note(RECORD), LOG, NOW)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "o\n1\n",
        f"o\n01\n{b64(bytes(32))}\n",
        f"o\n+1\n{b64(bytes(32))}\n",
        f"o\n١\n{b64(bytes(32))}\n",
        f"o\n{2**63}\n{b64(bytes(32))}\n",
        f"o\n1\n{b64(bytes(31))}\n",
        f"o\n1\n{b64(bytes(32))}",
        f"o\n1\n{b64(bytes(32))}\nextension\n",
        f"\n1\n{b64(bytes(32))}\n",
        f"o\r\n1\n{b64(bytes(32))}\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(body: str) -> None:
    if "\r" in body:  # that the note refuses
        with pytest.raises(ValueError, match="control"):
            parse_note(f"{body}\n— a AAAAAAA=\n")
        return
    with pytest.raises(ValueError, match=r"checkpoint|root|size|base 64"):
        parse_checkpoint(body)


def test_a_time_is_refused_that_the_specification_does_not_allow() -> None:
    assert cosigned_at(NoteSignature("w", b"1234", struct.pack(">Q", LARGEST) + b"x")) == LARGEST
    with pytest.raises(ValueError, match="time"):
        cosigned_at(NoteSignature("w", b"1234", struct.pack(">Q", LARGEST + 1) + b"x"))
    with pytest.raises(ValueError, match="time"):
        cosigned_at(NoteSignature("w", b"1234", b"12345678"))


@given(st.integers(0, LARGEST))
def test_every_size_is_written_in_one_way(size: int) -> None:
    assert parse_number(str(size)) == size
    with pytest.raises(ValueError, match="whole number"):
        parse_number(f"0{size}")


@given(st.text() | st.text("o\n0123456789A="))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        assert parse_checkpoint(text).body == text
    except ValueError:
        return
