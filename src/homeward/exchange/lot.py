"""Drawing the lot: each party seals a number, all seals are laid open, then the numbers; nobody can steer the result.

1. The list is fixed first: the draw is opened on a digest of agreement and persons, and belongs to it alone.
2. Each side and the neutral draws a number in private and hands in its *commitment*, a digest that hides it.
3. When all commitments are in, each reveals its number. A number that does not fit its commitment is refused.
4. The lot is a digest over the list and all numbers, in a fixed order: the sides by code, then the neutral.

The last to reveal could still refuse when it dislikes the outcome. Against this a draw may name beforehand a public
*beacon* whose value appears only after the time for revealing has passed, such as one round of drand. Its value
then enters every lot, and if someone refuses, it decides alone with the list: a refusal gains nothing. Without a
beacon a refused draw has no lot; it is drawn anew, and the record shows who refused. The value of the beacon is
carried in by hand; that it is the true one is for both sides to compare with the public record.

All digests are SHA-256 over fields each preceded by its length (4 bytes, big-endian), so that no two inputs run
together. Source: commit and reveal after M. Blum, Coin flipping by telephone (1981).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import rfc8785

from homeward.errors import Fault, InputRefused

#: The code under which the neutral takes part; no side may be called so.
NEUTRAL = "NEUTRAL"

_TAG = "homeward exchange-lot 1"
_DRAW_FORMAT, _SEALED_FORMAT = "homeward exchange-lot draw 1", "homeward exchange-lot sealed number 1"
_HEX_64 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SealedNumber:
    """What one party keeps secret until it reveals: a number and a nonce, each 32 random bytes as hex."""

    list_sha256: str
    party: str
    nonce: str
    number: str

    @property
    def commitment(self) -> str:
        """The digest that binds the party to its number without telling it, hex."""
        return _digest("commitment", self.list_sha256, self.party, self.nonce, self.number)


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw, as far as it has come.

    Attributes:
        list_sha256: digest of what is drawn for, hex (see ``list_digest``).
        parties: the sides by code, then the neutral.
        beacon: the public source and its round, fixed when the draw was opened; "" when none was named.
        commitments: per party that has committed.
        revealed: per party that has revealed.
        beacon_value: what the beacon gave, hex; "" while it has not been carried in.
    """

    list_sha256: str
    parties: tuple[str, ...]
    beacon: str = ""
    commitments: Mapping[str, str] = field(default_factory=dict)
    revealed: Mapping[str, SealedNumber] = field(default_factory=dict)
    beacon_value: str = ""

    @property
    def refusing(self) -> tuple[str, ...]:
        """Parties that have not revealed."""
        return tuple(party for party in self.parties if party not in self.revealed)

    @property
    def lot(self) -> str | None:
        """The lot as hex, once it is decided; None before, and for a refused draw without a beacon."""
        if self.beacon and not self.beacon_value:
            return None
        if not self.refusing:
            numbers = [part for party in self.parties for part in (party, self.revealed[party].number)]
            return _digest("lot", self.list_sha256, *numbers, self.beacon, self.beacon_value)
        if self.beacon_value and len(self.commitments) == len(self.parties):
            return _digest("lot by beacon alone", self.list_sha256, self.beacon, self.beacon_value)
        return None


def list_digest(agreement_sha256: str, persons_sha256: str) -> str:
    """What a draw belongs to: one agreement and one list of persons, by the digests of their files."""
    return _digest("list", agreement_sha256, persons_sha256)


def open_draw(list_sha256: str, sides: tuple[str, str], beacon: str = "") -> Draw:
    """Open a draw for a list; ``beacon`` names a public source and a round that lies after the time for revealing.

    Raises:
        InputRefused: a side bears the code of the neutral, or the digest is none.
    """
    if NEUTRAL in sides or len(set(sides)) != 2:
        raise _refusal("sides", f"A draw is between two sides and {NEUTRAL}.", "Give two other codes.")
    if not _HEX_64.fullmatch(list_sha256):
        raise _refusal("list_sha256", "This is no SHA-256 digest.", "Give 64 figures in lower-case hex.")
    return Draw(list_sha256, (*sorted(sides), NEUTRAL), beacon.strip())


def seal_number(draw: Draw, party: str) -> SealedNumber:
    """Draw a party's number in private, from the operating system's randomness."""
    _check_party(draw, party)
    return SealedNumber(draw.list_sha256, party, secrets.token_hex(32), secrets.token_hex(32))


def commit(draw: Draw, party: str, commitment: str) -> Draw:
    """Take in a party's commitment.

    Raises:
        InputRefused: the party is none of the draw's or has committed already, revealing has begun, the text is no
            digest, or it repeats another party's (which would let that party's number be answered with itself).
    """
    _check_party(draw, party)
    if party in draw.commitments:
        raise _refusal(party, "This party has committed already.", "A commitment cannot be changed; open a new draw.")
    if not _HEX_64.fullmatch(commitment):
        raise _refusal(party, "This is no commitment.", "Give 64 figures in lower-case hex.")
    if commitment in draw.commitments.values():
        raise _refusal(party, "Another party has handed in the same commitment.", "Seal a number of one's own.")
    return replace(draw, commitments={**draw.commitments, party: commitment})


def reveal(draw: Draw, sealed: SealedNumber) -> Draw:
    """Take in a party's number.

    Raises:
        InputRefused: not all have committed, the number belongs to another list or does not fit the commitment, or
            the beacon has spoken already: the time for revealing is over.
    """
    _check_party(draw, sealed.party)
    if len(draw.commitments) < len(draw.parties):
        missing = ", ".join(party for party in draw.parties if party not in draw.commitments)
        raise _refusal(sealed.party, f"{missing} has not committed yet.", "Reveal when all commitments are in.")
    if draw.beacon_value:
        raise _refusal(sealed.party, "The beacon has spoken.", "The time for revealing is over.")
    fits = sealed.list_sha256 == draw.list_sha256 and _is_number(sealed.number) and _is_number(sealed.nonce)
    if not fits or not hmac.compare_digest(sealed.commitment, draw.commitments[sealed.party]):
        raise _refusal(sealed.party, "This number does not fit the commitment.", "Give the number that was sealed.")
    return replace(draw, revealed={**draw.revealed, sealed.party: sealed})


def take_beacon(draw: Draw, value: str) -> Draw:
    """Take in the value of the beacon named when the draw was opened; revealing ends with it.

    Raises:
        InputRefused: none was named, it has spoken already, not all have committed, or the value is no hex.
    """
    if not draw.beacon or draw.beacon_value or len(draw.commitments) < len(draw.parties):
        raise _refusal("beacon", "No beacon is awaited here.", "It is named on opening, and comes after commitments.")
    if not re.fullmatch(r"(?:[0-9a-f]{2}){16,128}", value):
        raise _refusal("beacon", "This is no beacon value.", "Give at least 16 bytes in lower-case hex.")
    return replace(draw, beacon_value=value)


def draw_bytes(draw: Draw) -> bytes:
    """A draw as canonical JSON; it holds nothing secret."""
    document = {
        "format": _DRAW_FORMAT,
        "list_sha256": draw.list_sha256,
        "parties": list(draw.parties),
        "beacon": draw.beacon,
        "beacon_value": draw.beacon_value,
        "commitments": dict(draw.commitments),
        "revealed": {p: {"nonce": one.nonce, "number": one.number} for p, one in draw.revealed.items()},
        "lot": draw.lot,
    }
    return rfc8785.dumps(document)


def write_draw(draw: Draw, path: Path) -> None:
    """Write a draw; the file appears whole or not at all."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(draw_bytes(draw))
    beside.replace(path)


def read_draw(path: Path) -> Draw:
    """Read a draw and go through it again step by step, so that a file altered by hand is refused.

    Raises:
        InputRefused: it is no draw, or one of its steps is not allowed.
    """
    return parse_draw(_bytes(path), path.name)


def parse_draw(data: bytes, file: str = "draw") -> Draw:
    """``read_draw`` for what stands in a file called ``file``."""
    document = _parse(data, _DRAW_FORMAT, file)
    try:
        sides = tuple(document["parties"])[:2]
        draw = open_draw(document["list_sha256"], (sides[0], sides[1]), document["beacon"])
        for party, commitment in sorted(document["commitments"].items()):
            draw = commit(draw, party, commitment)
        for party, one in sorted(document["revealed"].items()):
            draw = reveal(draw, SealedNumber(draw.list_sha256, party, one["nonce"], one["number"]))
        if document["beacon_value"]:
            draw = take_beacon(draw, document["beacon_value"])
        if draw.lot != document["lot"] or list(draw.parties) != document["parties"]:
            raise _refusal("lot", "This is not the lot that these numbers give.", "Give the file as it was written.")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise _refusal("", "Parts of this draw are missing.", "Give the file as it was written.", file) from None
    return draw


def write_sealed(sealed: SealedNumber, path: Path) -> None:
    """Write a sealed number for its party's eyes only; an existing file is never overwritten.

    Raises:
        InputRefused: there is such a file already.
    """
    document = {
        "format": _SEALED_FORMAT,
        "list_sha256": sealed.list_sha256,
        "party": sealed.party,
        "nonce": sealed.nonce,
        "number": sealed.number,
    }
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _refusal("", "A sealed number is kept here.", "Choose another file.", path.name) from None
    with os.fdopen(handle, "wb") as file:
        file.write(rfc8785.dumps(document))


def read_sealed(path: Path) -> SealedNumber:
    """Read a sealed number.

    Raises:
        InputRefused: it is none.
    """
    document = _parse(_bytes(path), _SEALED_FORMAT, path.name)
    try:
        return SealedNumber(*(str(document[key]) for key in ("list_sha256", "party", "nonce", "number")))
    except KeyError:
        raise _refusal("", "Parts of this number are missing.", "Give the file as written.", path.name) from None


def _digest(step: str, *fields: str) -> str:
    digest = hashlib.sha256()
    for part in (_TAG, step, *fields):
        content = part.encode("utf-8")
        digest.update(len(content).to_bytes(4, "big") + content)
    return digest.hexdigest()


def _is_number(text: str) -> bool:
    return _HEX_64.fullmatch(text) is not None


def _check_party(draw: Draw, party: str) -> None:
    if party not in draw.parties:
        raise _refusal(party, "This is no party to the draw.", f"Parties are {', '.join(draw.parties)}.")


def _bytes(path: Path) -> bytes:
    """What stands in a file; nothing when it cannot be read, and nothing is refused by who parses it."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parse(data: bytes, form: str, file: str) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("format") != form:
        raise _refusal("", f"This is no file of the kind “{form}”.", "Give the file as it was written.", file)
    return document


def _refusal(where: str, found: str, advice: str, file: str = "draw") -> InputRefused:
    return InputRefused([Fault(file, "", 0, where, found, advice)])
