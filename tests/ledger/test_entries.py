"""Entries: their bytes, written and read back in one way only."""

import base64
import contextlib
import datetime as dt
import hashlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from records import salt_of

from homeward.ledger import reading
from homeward.ledger.entries import (
    ContentPart,
    EntryView,
    RowChange,
    entry_bytes,
    erased_content_key,
    instant_text,
    row_leaf,
    rows_root,
)
from homeward.ledger.reading import read_entry
from homeward.ledger.terms import NEUTRAL, Actor, Change, Purpose

NOON = dt.datetime(2026, 6, 2, 12, 0, 0, 7, tzinfo=dt.UTC)
FACTS = {
    "sequence": 17,
    "instant": NOON,
    "actor": Actor("user-1", "liaison", "UA"),
    "action": "intake.hand_in",
    "purpose": Purpose.EXCHANGE,
    "subject": "SB-1",
    "request": "",
    "shown_to": ["UA", NEUTRAL],
    "content": [],
    "rows_count": 0,
    "rows_root": rows_root([]),
    "salt": bytes(16),
}


def an_entry(**other):
    return entry_bytes(**{**FACTS, **other})


def bent(data, **fields):
    return rfc8785.dumps({**json.loads(data), **fields})


def test_an_entry_has_the_bytes_that_the_format_gives():
    part = ContentPart("declaration", {"rows": 2}, bytes(32))
    digest = hashlib.sha256(bytes(32) + b'{"name":"declaration","value":{"rows":2}}').digest()
    assert part.digest == digest
    assert an_entry(content=[part]) == (
        b'{"action":"intake.hand_in","actor":"user-1","content":[{"digest":"' + base64.b64encode(digest) + b'",'
        b'"name":"declaration"}],"format":"homeward-entry/1","instant":"2026-06-02T12:00:00.000007Z",'
        b'"purpose":"exchange","request":"","role":"liaison","rows":{"count":0,"root":'
        b'"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},"salt":"AAAAAAAAAAAAAAAAAAAAAA==","sequence":17,'
        b'"shown_to":["NEUTRAL","UA"],"side":"UA","subject":"SB-1"}'
    )


def test_parties_and_parts_are_sorted_whatever_order_they_come_in():
    parts = [ContentPart(name, 1, salt_of(name)) for name in ("why", "answer", "b")]
    there = an_entry(content=parts, shown_to=["UA", NEUTRAL, "RU"])
    back = an_entry(content=parts[::-1], shown_to=["RU", "UA", NEUTRAL, "UA"])
    assert there == back
    assert read_entry(there).shown_to == (NEUTRAL, "RU", "UA")
    assert [name for name, _ in read_entry(there).content] == ["answer", "b", "why"]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50)


@given(
    sequence=st.integers(0, 2**53 - 1),
    instant=st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30), timezones=st.timezones()),
    subject=texts,
    request=texts,
    person=texts.filter(bool),
    shown_to=st.sets(st.sampled_from(["UA", "RU", NEUTRAL, "Ґ-2"]), min_size=1),
    names=st.sets(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), max_size=4),
    value=st.recursive(
        st.none() | st.booleans() | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner)
    ),
    rows=st.integers(1, 2**53 - 1),
    root=st.binary(min_size=32, max_size=32),
)
def test_what_is_written_is_read_back_and_is_canonical_json(names, value, rows, root, person, **facts):
    parts = [ContentPart(name, value, salt_of(name)) for name in names]
    actor = Actor(person, "liaison", "RU")
    data = an_entry(content=parts, rows_count=rows, rows_root=root, actor=actor, **facts)
    assert data == rfc8785.dumps(json.loads(data))
    view = read_entry(data)
    assert view.canonical == data
    assert (view.sequence, view.subject, view.request) == (facts["sequence"], facts["subject"], facts["request"])
    assert view.instant == facts["instant"].astimezone(dt.UTC)
    assert view.content == tuple((part.name, part.digest) for part in sorted(parts, key=lambda part: part.name))


@pytest.mark.parametrize(
    "fields",
    [
        {"sequence": -1},
        {"sequence": True},
        {"sequence": "17"},
        {"sequence": 1.5},
        {"action": "hand in"},
        {"action": "Intake.hand_in"},
        {"actor": ""},
        {"actor": None},
        {"actor": "a" * 201},
        {"actor": "line\nbreak"},
        {"role": "Liaison"},
        {"side": "-"},
        {"side": "U A"},
        {"purpose": "curiosity"},
        {"purpose": None},
        {"request": 1},
        {"format": "homeward-entry/2"},
        {"instant": "2026-06-02T12:00:00Z"},
        {"instant": "2026-06-31T12:00:00.000000Z"},
        {"instant": "2026-06-02T12:00:00.000000+00:00"},
        {"shown_to": []},
        {"shown_to": ["UA", "NEUTRAL"]},
        {"shown_to": ["UA", "UA"]},
        {"shown_to": "UA"},
        {"shown_to": [1]},
        {"salt": "AAAA"},
        {"salt": "AAAAAAAAAAAAAAAAAAAAAB=="},
        {"content": {}},
        {"content": [{"name": "a"}]},
        {"content": [{"name": "A", "digest": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]},
        {"content": [{"name": "a", "digest": "47DEQpj8HBSa"}]},
        {"content": [{"name": "a", "digest": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "more": 1}]},
        {"content": ["a"]},
        {"rows": {"count": 1}},
        {"rows": {"count": 0, "root": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},
        {"rows": {"count": -1, "root": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}},
        {"rows": []},
        {"more": 1},
    ],
)
def test_an_entry_of_another_form_is_refused(fields):
    with pytest.raises(ValueError, match="not an entry"):
        read_entry(bent(an_entry(), **fields))


def test_an_entry_without_one_of_its_fields_is_refused():
    whole = json.loads(an_entry())
    for name in whole:
        with pytest.raises(ValueError, match="not an entry"):
            read_entry(rfc8785.dumps({key: value for key, value in whole.items() if key != name}))


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda data: b" " + data,
        lambda data: data + b"\n",
        lambda data: data.replace(b'"actor":', b'"actor": '),
        lambda data: data.replace(b'"sequence":17', b'"sequence":17.0'),
        lambda data: data.replace(b'"sequence":17', b'"sequence":17,"sequence":17'),
        lambda data: data.replace(b"liaison", b"liaiso\\u006e"),
        lambda data: data.replace(b"SB-1", b"\\ud800"),
        lambda data: data[:-1],
        lambda _: b"[" * 100_000,
        lambda data: b"\xff" + data,
        lambda _: b"",
        lambda _: b"null",
        lambda data: b"{" + data[data.index(b'"actor"') : -1] + b',"action":"intake.hand_in"}',
    ],
)
def test_no_other_writing_of_an_entry_is_read(rewrite):
    with pytest.raises(ValueError, match="not an entry"):
        read_entry(rewrite(an_entry()))


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        instant_text(dt.datetime(2026, 6, 2))
    with pytest.raises(ValueError, match="time zone"):
        an_entry(instant=dt.datetime(2026, 6, 2))


def test_an_instant_is_written_in_utc_with_microseconds():
    kyiv = dt.timezone(dt.timedelta(hours=3))
    assert instant_text(dt.datetime(2026, 6, 2, 1, 2, 3, tzinfo=kyiv)) == "2026-06-01T22:02:03.000000Z"


def test_what_cannot_be_read_back_cannot_be_written():
    for wrong in ({"shown_to": []}, {"action": "x"}, {"salt": b"1"}, {"rows_root": bytes(32)}, {"sequence": -1}):
        with pytest.raises(ValueError, match=r"is|has|are|no rows"):
            an_entry(**wrong)
    twice = [ContentPart("a", 1, bytes(32)), ContentPart("a", 2, bytes(32))]
    with pytest.raises(ValueError, match="each once"):
        an_entry(content=twice)


def test_a_row_binds_its_table_key_and_values_and_says_when_it_is_gone():
    row = RowChange("intake.submission", "7", Change.MADE, {"name": "Ткач", "born": None}, bytes(32))
    told = '{"key":"7","table":"intake.submission","values":{"born":null,"name":"Ткач"}}'.encode()
    assert row.digest == hashlib.sha256(bytes(32) + told).digest()
    gone = RowChange("intake.submission", "7", Change.ERASED)
    assert gone.leaf == b'{"change":"erased","digest":null,"key":"7","table":"intake.submission"}'
    assert rows_root([row.leaf, gone.leaf]) != rows_root([gone.leaf, row.leaf])


def test_a_row_that_stands_has_a_digest_and_one_that_is_gone_has_none():
    for change in (Change.MADE, Change.CHANGED):
        with pytest.raises(ValueError, match="digest"):
            row_leaf("t.t", "1", change, None)
    for change in (Change.REMOVED, Change.ERASED):
        with pytest.raises(ValueError, match="digest"):
            row_leaf("t.t", "1", change, bytes(32))


def test_the_root_over_no_rows_is_the_hash_of_nothing():
    assert rows_root([]) == hashlib.sha256(b"").digest()


def test_the_key_of_erased_content_names_entry_and_part():
    assert erased_content_key(17, "declaration") == "17/declaration"


def test_an_entry_can_be_known_by_its_view_alone():
    view = read_entry(an_entry())
    assert isinstance(view, EntryView)
    assert view.actor == FACTS["actor"]
    assert view.instant == NOON


@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_what_is_read_at_a_glance_is_what_a_careful_reading_gives(place, byte):
    data = bytearray(an_entry())
    data[place % len(data)] = byte
    glance = reading._read_usual(bytes(data))
    if glance is not None:
        assert glance == reading._read_any(bytes(data))
        assert glance.canonical == bytes(data)
    else:
        with contextlib.suppress(ValueError):
            assert reading._read_any(bytes(data)).canonical == bytes(data)


def test_an_ordinary_entry_is_read_at_a_glance_and_an_escaped_one_with_care():
    assert reading._read_usual(an_entry()) == read_entry(an_entry())
    escaped = an_entry(subject='a "quoted" id')
    assert reading._read_usual(escaped) is None
    assert read_entry(escaped).subject == 'a "quoted" id'
