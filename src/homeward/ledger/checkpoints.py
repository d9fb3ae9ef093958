"""Checkpoints: the size and the root of the log at one moment, signed by the log and cosigned by witnesses.

The log signs with two lines, Ed25519 over the text, and ML-DSA-44. A witness cosigns with two lines, each with the
time: it has seen no larger tree of this log until then, and every tree it saw before is the beginning of this one.

Which signatures are enough is in ``policy``; what a witness cosigns, in ``witness``.
Source: C2SP tlog-checkpoint, tlog-cosignature; RFC 8446, section 3, for the bytes that ML-DSA-44 signs.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.ledger.canonical import b64, from_b64
from homeward.ledger.keys import KeyKind, KeyPair, KeyType, Verifier
from homeward.ledger.merkle import HASH_BYTES
from homeward.ledger.notes import NoteSignature, SignedNote, parse_note

#: Neither a tree's size nor a time is larger.
LARGEST = 2**63 - 1

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_TIME_BYTES = 8


class BadSignature(ValueError):
    """A line says it is from a key that we know, and it is not: the whole note is refused."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The signature in the name of {name} is not valid.")
        self.name = name


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log's statement: this many entries, with this root.

    Args:
        origin: which log; it is the name of its keys.
        size: number of entries.
        root: 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64(self.root)}\n"


def parse_checkpoint(body: str) -> Checkpoint:
    """Read the text of a checkpoint: three lines and no more; ML-DSA-44 would not cover a fourth.

    Raises:
        ValueError: it is none.
    """
    lines = body.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise ValueError("A checkpoint is three lines: origin, size, root.")
    origin, size, root = lines[:3]
    number = parse_number(size)
    hashed = from_b64(root)
    if len(hashed) != HASH_BYTES:
        raise ValueError(f"A root has {HASH_BYTES} bytes.")
    return Checkpoint(origin, number, hashed)


def parse_number(text: str) -> int:
    """A whole number from 0 to ``LARGEST``, written in the one way: ASCII digits, no zero before others.

    Raises:
        ValueError: it is none.
    """
    if not _NUMBER.fullmatch(text) or int(text) > LARGEST:
        raise ValueError("A size or index is a whole number, without zeros before it.")
    return int(text)


def sign_checkpoint(checkpoint: Checkpoint, keys: KeyPair, instant: int) -> str:
    """The note with the log's two lines.

    Args:
        instant: seconds since 1970, UTC; it stands in the second line.

    Raises:
        ValueError: the keys are not this log's.
    """
    if keys.kind is not KeyKind.LOG or keys.name != checkpoint.origin:
        raise ValueError("A checkpoint is signed with the log's own keys.")
    return SignedNote(checkpoint.body, _sign(checkpoint.body, keys, instant)).format()


def cosign(checkpoint_note: str, keys: KeyPair, instant: int) -> str:
    """The two signature lines of a witness for a checkpoint; whether it ought to is not asked here.

    Args:
        instant: seconds since 1970, UTC, when the witness cosigned.

    Raises:
        ValueError: this is no checkpoint, or the keys are no witness's.
    """
    if keys.kind is not KeyKind.WITNESS:
        raise ValueError("A cosignature is made with the keys of a witness.")
    lines = _sign(parse_note(checkpoint_note).text, keys, instant)
    return "".join(line.format() for line in lines)


def signed_by(note: SignedNote, verifiers: Iterable[Verifier]) -> set[Verifier]:
    """Those of ``verifiers`` whose signature the note bears; lines of unknown keys are passed over.

    Raises:
        BadSignature: a line of a known key does not verify.
    """
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    found = set()
    for line in note.signatures:
        verifier = known.get((line.name, line.key_id))
        if verifier:
            if not _holds(line, verifier, note.text):
                raise BadSignature(line.name)
            found.add(verifier)
    return found


def cosigned_at(signature: NoteSignature) -> int:
    """The time in a line of type 0x04 or 0x06, in seconds since 1970; 0 if its signer tells none.

    Raises:
        ValueError: the line is too short to hold a time, or the time is beyond ``LARGEST``.
    """
    if len(signature.signature) <= _TIME_BYTES:
        raise ValueError("This signature has no time.")
    instant = int.from_bytes(signature.signature[:_TIME_BYTES], "big")
    if instant > LARGEST:
        raise ValueError("The time of this signature is beyond all time.")
    return instant


def _sign(body: str, keys: KeyPair, instant: int) -> tuple[NoteSignature, NoteSignature]:
    classical, later = keys.verifiers
    if keys.kind is KeyKind.LOG:
        first = keys.ed25519.sign(body.encode())
    else:
        first = _time(instant) + keys.ed25519.sign(_timed_text(body, instant))
    second = _time(instant) + keys.ml_dsa.sign(_subtree(keys.name, parse_checkpoint(body), instant))
    return NoteSignature(keys.name, classical.key_id, first), NoteSignature(keys.name, later.key_id, second)


def _holds(line: NoteSignature, verifier: Verifier, text: str) -> bool:
    if verifier.type is KeyType.NOTE:
        return verifier.verify(line.signature, text.encode())
    try:
        instant = cosigned_at(line)
        if verifier.type is KeyType.SUBTREE:
            message = _subtree(verifier.name, parse_checkpoint(text), instant)
        else:
            message = _timed_text(text, instant)
    except ValueError:
        return False
    return verifier.verify(line.signature[_TIME_BYTES:], message)


def _time(instant: int) -> bytes:
    return instant.to_bytes(_TIME_BYTES, "big")


def _timed_text(body: str, instant: int) -> bytes:
    """What an Ed25519 cosignature signs."""
    return f"cosignature/v1\ntime {instant}\n{body}".encode()


def _subtree(signer: str, checkpoint: Checkpoint, instant: int) -> bytes:
    """What an ML-DSA-44 cosignature of a whole tree signs; names have at most 255 bytes."""
    name, origin = signer.encode(), checkpoint.origin.encode()
    if len(origin) > 255:
        raise ValueError("An origin has at most 255 bytes.")
    told = b"subtree/v1\n\0" + bytes([len(name)]) + name + _time(instant) + bytes([len(origin)]) + origin
    return told + struct.pack(">QQ", 0, checkpoint.size) + checkpoint.root
