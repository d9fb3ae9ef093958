"""RFC 8785 without fractions, salted digests, and base 64 in its one spelling."""

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from homeward.ledger.canonical import NotRecordable, b64, canonical, from_b64, new_salt, salted_digest

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def test_keys_are_sorted_by_utf16_code_units_as_the_standard_shows() -> None:
    # RFC 8785, section 3.2.3: the order of these keys.
    given = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(canonical(given)).values()) == [2, 4, 6, 7, 1, 5, 3]


def test_text_is_written_as_it_stands_with_the_shortest_escapes() -> None:
    assert canonical('Ї "\n\x01\u20ac/') == 'Ї "\n\x01€/'.encode().join([b'"', b'"']).replace(
        b' "\n\x01', b' \\"\\n\\u0001'
    )


@given(VALUES)
def test_what_is_written_reads_back_the_same_and_writes_the_same(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(VALUES)
def test_another_program_writes_the_same_bytes(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", [0.5, 1.0, float("nan"), 2**53, -(2**53), "\ud800", {"\udfff": 1}, [[0.1]], {"a": {"b": 1e300}}]
)
def test_what_other_programs_would_read_otherwise_is_refused(value: Any) -> None:
    with pytest.raises(NotRecordable, match="record"):
        canonical(value)


def test_a_salted_digest_is_sha256_over_salt_and_bytes() -> None:
    salt = new_salt()
    assert len(salt) == 32
    assert salted_digest(salt, {"b": 1, "a": "x"}) == hashlib.sha256(salt + b'{"a":"x","b":1}').digest()


@given(st.binary())
def test_base64_has_one_spelling(data: bytes) -> None:
    assert from_b64(b64(data)) == data


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ==\n", "Q Q=", "QQ=", "-_-_", "Ї", "\ud800", "QQ==QQ=="])
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base 64"):
        from_b64(text)
