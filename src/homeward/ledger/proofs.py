"""A proof of logging in one file: where an entry stands, the hashes up to the root, and the cosigned checkpoint.

What Homeward puts into it, and whether it holds, is in ``receipts``. Source: C2SP tlog-proof.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.ledger.canonical import b64, from_b64
from homeward.ledger.checkpoints import parse_number
from homeward.ledger.merkle import HASH_BYTES

_HEADING = "c2sp.org/tlog-proof@v1"
#: No inclusion proof in a tree of at most 2^63 leaves is longer.
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class TlogProof:
    """The parts of a proof file, nothing of it verified.

    Args:
        extra: data that the proof does not protect; None if there is none.
        index: place of the entry, from 0.
        hashes: the inclusion proof, the leaf's sibling first.
        checkpoint_note: the signed checkpoint, as it was.
    """

    extra: bytes | None
    index: int
    hashes: tuple[bytes, ...]
    checkpoint_note: str

    def format(self) -> str:
        """The proof as a file."""
        lines = [_HEADING]
        if self.extra is not None:
            lines.append(f"extra {b64(self.extra)}")
        lines += [f"index {self.index}", *map(b64, self.hashes), "", self.checkpoint_note]
        return "\n".join(lines)


def parse_proof(text: str) -> TlogProof:
    """Read a proof file.

    Raises:
        ValueError: it is none.
    """
    head, gap, note = text.partition("\n\n")
    heading, *lines = head.split("\n")
    if heading != _HEADING or not gap or not lines:
        raise ValueError(f"This is no proof of logging: it begins with the line “{_HEADING}”, then says where.")
    extra = None
    if lines[0].startswith("extra "):
        extra = from_b64(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise ValueError("A proof of logging has a line “index”.")
    index = parse_number(lines[0].removeprefix("index "))
    hashes = tuple(map(from_b64, lines[1:]))
    if len(hashes) > MOST_HASHES or any(len(value) != HASH_BYTES for value in hashes):
        raise ValueError(f"A proof has at most {MOST_HASHES} hashes of {HASH_BYTES} bytes.")
    return TlogProof(extra, index, hashes, note)
