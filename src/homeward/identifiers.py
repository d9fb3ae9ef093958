"""Opaque identifiers: printable, fit for a QR code, with a check character, saying nothing about whom they stand for.

``PE-7K3Q9D2M-X``: two letters for the kind, eight characters of Crockford's base 32 (no I, L, O, U), and one that
catches every single wrong character and every exchange of two neighbours but 0 and Z (Luhn's scheme, modulus 32).
"""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8


def opaque_id(kind: str, material: str) -> str:
    """The identifier of kind ``kind`` (two capital letters) made from ``material``; the same material, the same id.

    Forty bits of a digest: among 100,000 ids two are equal with a chance of one in 200, so whoever makes many
    checks that they differ.
    """
    number = int.from_bytes(hashlib.sha256(f"{kind}\0{material}".encode()).digest()[:5], "big")
    body = "".join(_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(_LENGTH)))
    return f"{kind}-{body}-{_check(body)}"


def is_whole(identifier: str) -> bool:
    """Whether the check character fits: False for a slip of the pen."""
    kind, _, rest = identifier.partition("-")
    body, _, check = rest.partition("-")
    return len(kind) == 2 and len(body) == _LENGTH and set(body) <= set(_ALPHABET) and check == _check(body)


def _check(body: str) -> str:
    total = 0
    for place, character in enumerate(reversed(body)):
        value = _ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return _ALPHABET[-total % 32]
