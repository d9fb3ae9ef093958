"""Canonical JSON and salted digests: the bytes that everything in the record is hashed from.

RFC 8785 without fractions: numbers are whole and within ±(2^53 - 1), anything finer is text. So the same value has
the same bytes in every language, and one page of code checks them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

import rfc8785

#: What can stand in the record.
Json: TypeAlias = Union[str, int, bool, None, Sequence["Json"], Mapping[str, "Json"]]

#: Bytes of the random salt of a content part or a row; whoever lacks it cannot guess what was hashed.
SALT_BYTES = 32


class NotRecordable(ValueError):
    """A value that canonical JSON cannot hold; the message says which kind and what to write instead."""


def canonical(value: Json) -> bytes:
    """The bytes of ``value`` by RFC 8785, UTF-8.

    Raises:
        NotRecordable: a fraction, a whole number beyond ±(2^53 - 1), a text with half a character (a lone
            surrogate), or something that is none of the types above.
    """
    _refuse_fractions(value)
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]  # it asks for list and dict where any sequence will do
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise NotRecordable(f"This cannot stand in the record: {error}. Write it as text.") from error


def _refuse_fractions(value: Json) -> None:
    if isinstance(value, float):
        raise NotRecordable("A fraction cannot stand in the record: write it as text, for example '0.25'.")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_fractions(part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            _refuse_fractions(part)


def new_salt() -> bytes:
    """Fresh random bytes for one content part or one row."""
    return secrets.token_bytes(SALT_BYTES)


def salted_digest(salt: bytes, value: Json) -> bytes:
    """SHA-256 over the salt and the canonical bytes: binds to ``value``, tells nothing of it without the salt."""
    return hashlib.sha256(salt + canonical(value)).digest()


def b64(data: bytes) -> str:
    """Standard base 64 (RFC 4648 section 4), as all C2SP formats use it."""
    return base64.b64encode(data).decode("ascii")


def from_b64(text: str) -> bytes:
    """The bytes of ``text``; the one spelling that ``b64`` gives is accepted and no other.

    Raises:
        ValueError: it is not base 64, or another spelling of the same bytes.
    """
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeError) as error:
        raise ValueError("not base 64") from error
    if b64(data) != text:
        raise ValueError("not base 64 as it is written by the standard")
    return data
