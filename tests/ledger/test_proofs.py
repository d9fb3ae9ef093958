"""Proof files by C2SP tlog-proof: read strictly, written as they were read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parties import cosigned, note, tree

from homeward.ledger.canonical import b64
from homeward.ledger.proofs import TlogProof, parse_proof

RECORD = tree(21)
NOTE = cosigned(note(RECORD), "UA").format()
PROOF = TlogProof(b"extra \xff", 20, tuple(RECORD.inclusion(20)), NOTE)


@pytest.mark.parametrize("extra", [None, b"", b"\xff\n"])
@pytest.mark.parametrize("index", [0, 20])
def test_a_proof_reads_back(extra: bytes | None, index: int) -> None:
    proof = TlogProof(extra, index, tuple(RECORD.inclusion(index)), NOTE)
    assert parse_proof(proof.format()) == proof


def test_a_proof_looks_as_in_the_specification() -> None:
    lines = PROOF.format().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", f"extra {b64(b'extra ' + bytes([255]))}", "index 20"]
    assert lines[3 : 3 + len(PROOF.hashes) + 1] == [*map(b64, PROOF.hashes), ""]
    assert "\n".join(lines[4 + len(PROOF.hashes) :]) == NOTE


def test_an_entry_alone_in_its_record_needs_no_hash() -> None:
    assert parse_proof(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{NOTE}").hashes == ()


TEXT = PROOF.format()


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.replace("@v1", "@v2"),
        " " + TEXT,
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("index 20", "index 020"),
        TEXT.replace("index 20", "index -1"),
        TEXT.replace("index 20", "index  20"),
        TEXT.replace("index 20", f"index {2**63}"),
        TEXT.replace("index 20\n", ""),
        TEXT.replace("extra ", "extra  "),
        TEXT.replace("extra ", "extra"),
        TEXT.replace("extra ", "index 20\nextra "),
        TEXT.replace("index 20\n", f"index 20\n{b64(bytes(31))}\n"),
        TEXT.replace("index 20\n", "index 20\n" + f"{b64(bytes(32))}\n" * 63),
        TEXT.replace("\n\n", "\n"),
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nextra \n\n",
    ],
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"proof|base 64|index|whole number"):
        parse_proof(text)


@given(st.text() | st.text("c2sp.org/tlog-proof@v1\nextra index 0="))
def test_no_text_breaks_the_reading(text: str) -> None:
    for proof in (text, f"c2sp.org/tlog-proof@v1\n{text}"):
        try:
            assert parse_proof(proof).format() == proof
        except ValueError:
            continue
