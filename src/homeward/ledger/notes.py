"""Signed notes: a text, an empty line, and a line for each signature. What the signatures mean is in ``checkpoints``.

Source: C2SP signed-note.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from homeward.ledger.canonical import b64, from_b64
from homeward.ledger.keys import check_name

#: A note of more bytes, or with more signatures, is refused unread.
MOST_BYTES, MOST_SIGNATURES = 1_000_000, 200

_DASH = "— "


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the signer's name, the four bytes of the key id, and the bytes of the signature."""

    name: str
    key_id: bytes
    signature: bytes

    def format(self) -> str:
        """The line, with its newline."""
        return f"{_DASH}{self.name} {b64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text that ends with a newline, and its signatures, of which nothing is verified yet."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def format(self) -> str:
        """The note as a file."""
        return f"{self.text}\n{''.join(signature.format() for signature in self.signatures)}"

    def with_signatures(self, lines: str) -> SignedNote:
        """This note with more signature lines; a line it has already is not repeated.

        Raises:
            ValueError: something in ``lines`` is no signature line.
        """
        more = [signature for signature in parse_signatures(lines) if signature not in self.signatures]
        return replace(self, signatures=self.signatures + tuple(dict.fromkeys(more)))


def parse_note(note: str | bytes) -> SignedNote:
    """Read a note.

    Raises:
        ValueError: it is no signed note, or is larger than ``MOST_BYTES``.
    """
    try:
        text, size = (note, len(note.encode())) if isinstance(note, str) else (note.decode("utf-8"), len(note))
    except UnicodeError as error:
        raise ValueError("A note is text in UTF-8.") from error
    if size > MOST_BYTES:
        raise ValueError(f"A note has at most {MOST_BYTES} bytes.")
    if any(sign < " " and sign != "\n" for sign in text):
        raise ValueError("A note has no control characters.")
    body, gap, lines = text.rpartition("\n\n")
    if not gap:
        raise ValueError("A note is a text, an empty line, and signature lines.")
    return SignedNote(f"{body}\n", parse_signatures(lines))


def parse_signatures(lines: str) -> tuple[NoteSignature, ...]:
    """Read signature lines, one or more, each ended by a newline.

    Raises:
        ValueError: a line is none, or there are more than ``MOST_SIGNATURES``.
    """
    if not lines.endswith("\n"):
        raise ValueError("A signature line ends with a newline.")
    each = lines[:-1].split("\n")
    if len(each) > MOST_SIGNATURES:
        raise ValueError(f"A note has at most {MOST_SIGNATURES} signatures.")
    return tuple(map(_signature, each))


def _signature(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise ValueError("A signature line is a long dash, a name and a signature, with one space between.")
    data = from_b64(encoded)
    if len(data) < 5:
        raise ValueError("A signature is longer than its key id.")
    return NoteSignature(check_name(name), data[:4], data[4:])
