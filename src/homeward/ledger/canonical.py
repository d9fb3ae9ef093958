"""Canonical JSON and salted digests: the bytes that everything in the record is hashed from.

RFC 8785 without fractions: numbers are whole and within ±(2^53 - 1), anything finer is text. So the same value has
the same bytes in every language, and one page of code checks them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import TypeAlias

#: What can stand in the record.
Json: TypeAlias = str | int | bool | Sequence["Json"] | Mapping[str, "Json"] | None

#: Bytes of the random salt of a content part or a row; whoever lacks it cannot guess what was hashed.
SALT_BYTES = 32


class NotRecordable(ValueError):
    """A value that canonical JSON cannot hold; the message says which kind and what to write instead."""


#: What json writes of texts and whole numbers is what RFC 8785 asks for, once the keys are in its order.
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_LARGEST = 2**53 - 1


def canonical(value: Json) -> bytes:
    """The bytes of ``value`` by RFC 8785, UTF-8.

    Raises:
        NotRecordable: a fraction, a whole number beyond ±(2^53 - 1), a text with half a character (a lone
            surrogate), or something that is none of the types above.
    """
    try:
        return written(_in_order(value))
    except UnicodeError as error:
        raise NotRecordable("Half a character cannot stand in the record: mend the text it stands in.") from error


def written(value: Json) -> bytes:
    """The bytes of a value that holds no fraction and whose keys stand in the order of the standard already.

    Raises:
        UnicodeError: a text holds a lone surrogate.
    """
    return _WRITE(value).encode()


def _in_order(value: Json) -> Json:
    """The same value with the keys of every object in the order of the standard (RFC 8785, 3.2.3)."""
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        if -_LARGEST <= value <= _LARGEST:
            return value
        raise NotRecordable("So large a number cannot stand in the record: write it as text.")
    if isinstance(value, (list, tuple)):
        return [_in_order(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _in_order(value[key]) for key in sorted(value, key=_utf16)}
    if isinstance(value, float):
        raise NotRecordable("A fraction cannot stand in the record: write it as text, for example '0.25'.")
    raise NotRecordable(f"A {type(value).__name__} cannot stand in the record: write it as text.")


def _utf16(key: object) -> bytes:
    """A key as the standard sorts it, by its UTF-16 code units."""
    if not isinstance(key, str):
        raise NotRecordable("What stands in the record is called by texts.")
    return key.encode("utf-16-be")


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
