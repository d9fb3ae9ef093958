"""Keys, their public lines, and the files in which they are kept."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parties import LOG, WITNESSES

from homeward.errors import InputRefused
from homeward.ledger.keys import (
    KeyKind,
    KeyType,
    Verifier,
    is_locked,
    new_keys,
    read_keys,
    read_verifiers,
    write_keys,
    write_verifiers,
)

#: The example of the Go package golang.org/x/mod/sumdb/note (BSD-3-Clause).
PUBLISHED = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
WORDS = b"five words that nobody guesses"


def test_a_published_verifier_key_is_read_and_written_the_same() -> None:
    verifier = Verifier.parse(PUBLISHED)
    assert (verifier.name, verifier.type, verifier.key_id.hex()) == ("PeterNeumann", KeyType.NOTE, "c74f20a3")
    assert verifier.vkey == PUBLISHED


def test_a_key_id_is_that_of_the_specification() -> None:
    for verifier in (*LOG.verifiers, *WITNESSES["UA"].verifiers):
        hashed = hashlib.sha256(f"{verifier.name}\n".encode() + bytes([verifier.type]) + verifier.public)
        assert verifier.key_id == hashed.digest()[:4]


def test_log_and_witness_sign_different_kinds_of_message() -> None:
    assert [verifier.type for verifier in LOG.verifiers] == [KeyType.NOTE, KeyType.SUBTREE]
    assert [verifier.type for verifier in WITNESSES["UA"].verifiers] == [KeyType.COSIGNATURE, KeyType.SUBTREE]


@pytest.mark.parametrize(
    "vkey",
    [
        PUBLISHED.replace("c74f20a3", "c74f20a4"),
        PUBLISHED.replace("c74f20a3", "C74F20A3"),
        PUBLISHED.replace("Peter", "Pater"),
        PUBLISHED.replace("PeterNeumann", ""),
        PUBLISHED[:-4],
        PUBLISHED + "\n",
        " " + PUBLISHED,
        PUBLISHED.replace("+ARpc", "+Alpc"),
        "a+00000000+",
        "",
    ],
)
def test_what_is_no_verifier_key_is_refused(vkey: str) -> None:
    with pytest.raises(ValueError, match="key"):
        Verifier.parse(vkey)


@given(st.text() | st.from_regex(r"[^+]*\+[0-9a-f]{8}\+[A-Za-z0-9+/]{0,50}={0,2}", fullmatch=True))
def test_no_text_is_read_as_a_key_or_breaks_the_reading(text: str) -> None:
    with pytest.raises(ValueError, match=r"key|byte"):
        Verifier.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\n", "a\x01", "a\ud800", "x" * 256])
def test_a_name_that_would_not_fit_into_a_line_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        new_keys(name, KeyKind.LOG)


@pytest.mark.parametrize("passphrase", [None, WORDS])
@pytest.mark.parametrize("kind", list(KeyKind))
def test_keys_come_back_from_their_file(tmp_path: Path, kind: KeyKind, passphrase: bytes | None) -> None:
    keys, path = new_keys("свідок.example/1", kind), tmp_path / "own.key"
    write_keys(keys, path, passphrase)
    assert path.read_text("utf-8").startswith(f"# homeward {kind.value} key свідок.example/1\n")
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_locked(path) is bool(passphrase)
    again = read_keys(path, passphrase)
    assert (again.name, again.kind, again.verifiers) == (keys.name, kind, keys.verifiers)
    assert again.ed25519.sign(b"x") == keys.ed25519.sign(b"x")


def test_a_locked_file_does_not_show_the_key(tmp_path: Path) -> None:
    keys = new_keys("w", KeyKind.WITNESS)
    write_keys(keys, tmp_path / "locked", WORDS)
    text = (tmp_path / "locked").read_text("ascii")
    assert text.count("BEGIN ENCRYPTED PRIVATE KEY") == 2
    assert "BEGIN PRIVATE KEY" not in text


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    write_keys(LOG, path, None)
    before = path.read_bytes()
    with pytest.raises(InputRefused, match="there already"):
        write_keys(LOG, path, None)
    assert path.read_bytes() == before


def refusal(path: Path, passphrase: bytes | None) -> str:
    with pytest.raises(InputRefused) as refused:
        read_keys(path, passphrase)
    return str(refused.value)


def test_a_refused_key_file_says_why(tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    assert "cannot be read" in refusal(path, None)
    write_keys(LOG, path, WORDS)
    assert "does not open" in refusal(path, b"another")
    assert "locked" in refusal(path, None)
    path.chmod(0o640)
    assert "others" in refusal(path, WORDS)


def test_a_damaged_or_foreign_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    write_keys(LOG, path, None)
    whole = path.read_bytes()
    heading, first, second = whole.partition(b"\n")[0], *whole.split(b"-----BEGIN")[1:]
    swapped = heading + b"\n-----BEGIN" + second + b"-----BEGIN" + first
    for data in (b"", b"# homeward log key x\n", whole[:-5], whole.replace(b"log key", b"lock key"), swapped, b"\xff"):
        path.write_bytes(data)
        assert refusal(path, None)
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + b"!" + whole[place + 1 :])
        try:
            read_keys(path, None)
        except InputRefused:
            continue
        assert place < len(heading), "only the name may be changed unseen; its key id then fits no policy"


def test_verifier_keys_go_to_a_file_for_everyone(tmp_path: Path) -> None:
    path = tmp_path / "own.vkey"
    write_verifiers(LOG, path)
    assert read_verifiers(path) == LOG.verifiers
    with pytest.raises(InputRefused, match="there already"):
        write_verifiers(LOG, path)
    path.write_text("nothing\n\n", "utf-8")
    with pytest.raises(InputRefused) as refused:
        read_verifiers(path)
    assert [fault.row for fault in refused.value.faults] == [1, 2]
