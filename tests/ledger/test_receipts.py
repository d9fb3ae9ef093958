"""Receipts: what they prove, to whom, and that no change of one goes unseen."""

import datetime as dt
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parties import PARTIES, cosigned, note, policy_of

from homeward.ledger.canonical import b64, canonical
from homeward.ledger.entries import ContentPart, RowChange, entry_bytes, rows_root
from homeward.ledger.merkle import Tree, leaf_hash
from homeward.ledger.proofs import parse_proof
from homeward.ledger.receipts import OpenedRow, Verdict, check_receipt, make_receipt, parse_receipt
from homeward.ledger.terms import Actor, Change, Purpose

ROWS = [
    RowChange("intake.entry", str(number), Change.MADE, {"row": number, "sex": "m"}, bytes([number]) * 32)
    for number in range(5)
] + [RowChange("intake.entry", "9", Change.REMOVED)]
ROW_TREE = Tree(leaf_hash(row.leaf) for row in ROWS)
CONTENT = [ContentPart("reason", "нова редакція", b"r" * 32), ContentPart("declaration", {"rows": 6}, b"d" * 32)]
ENTRY = entry_bytes(
    sequence=3,
    instant=dt.datetime(2026, 11, 22, 15, 51, 5, 123456, dt.UTC),
    actor=Actor("u-17", "liaison", "UA"),
    action="intake.hand_in_list",
    purpose=Purpose.EXCHANGE,
    subject="s-1",
    request="",
    shown_to=PARTIES,
    content=CONTENT,
    rows_count=len(ROWS),
    rows_root=rows_root(row.leaf for row in ROWS),
    salt=b"s" * 16,
)
RECORD = Tree([*(leaf_hash(bytes([number])) for number in range(3)), leaf_hash(ENTRY), leaf_hash(b"later")])
NOTE = cosigned(note(RECORD), "UA", "RU").format()
POLICY = policy_of()


def opened(place: int) -> OpenedRow:
    return OpenedRow(ROWS[place], place, len(ROWS), tuple(ROW_TREE.inclusion(place)))


def receipt(content: list[ContentPart] = CONTENT, row: OpenedRow | None = None, signed: str = NOTE) -> str:
    return make_receipt(ENTRY, content, row, RECORD.inclusion(3), signed, POLICY.text)


def sentences(text: str) -> str:
    return "\n".join(map(str, check_receipt(text, POLICY).sentences))


def changed(text: str, **fields: object) -> str:
    """The receipt with other fields in what it carries."""
    proof = parse_proof(text)
    assert proof.extra is not None
    return replace(proof, extra=canonical(json.loads(proof.extra) | fields)).format()


@pytest.mark.parametrize("row", [None, 0, 4, 5])
@pytest.mark.parametrize("content", [[], CONTENT[:1], CONTENT])
def test_a_receipt_holds_with_as_much_opened_as_its_holder_wants(content: list[ContentPart], row: int | None) -> None:
    text = receipt(content, None if row is None else opened(row))
    finding = check_receipt(text, POLICY)
    assert finding.verdict is Verdict.HOLDS
    assert len(finding.sentences) == 3 + len(content) + (row is not None)
    read = parse_receipt(text)
    assert read.entry.canonical == ENTRY
    assert read.content == tuple(sorted(content, key=lambda part: part.name))
    assert read.row == (None if row is None else opened(row))
    assert read.leaf == leaf_hash(ENTRY)


def test_it_says_what_it_proves() -> None:
    said = sentences(receipt(row=opened(4)))
    assert "number 3 in the record commission.example/record of 5 entries" in said
    assert "The part “declaration” is, to the letter" in said
    assert "number 5 of the 6 rows" in said
    assert "enough witnesses cosigned it: UA, RU." in said
    assert "Not cosigned by NEUTRAL. Compare the root with them" in said


def test_without_a_policy_the_one_inside_judges_and_it_is_said_which() -> None:
    finding = check_receipt(receipt(), None)
    assert finding.verdict is Verdict.HOLDS
    assert hashlib.sha256(POLICY.text.encode()).hexdigest() in str(finding.sentences[-1])
    broken = check_receipt(receipt(signed=note(RECORD)), None)
    assert broken.verdict is Verdict.BROKEN
    unreadable = check_receipt(changed(receipt(), policy="quorum nobody\n"), None)
    assert "cannot be read" in str(unreadable.sentences[0])


def test_too_few_witnesses_and_a_strange_log_are_named() -> None:
    assert "Too few witnesses cosigned for the policy; those who did: RU." in sentences(
        receipt(signed=cosigned(note(RECORD), "RU").format())
    )
    assert "those who did: none" in sentences(receipt(signed=note(RECORD)))
    unsigned = cosigned(note(RECORD), "UA", "RU")
    assert "not signed by the log" in sentences(
        receipt(signed=replace(unsigned, signatures=unsigned.signatures[2:]).format())
    )
    assert "not valid" in sentences(receipt().replace("\n5\n", "\n6\n"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"content": [{"name": "reason", "salt": b64(b"r" * 32), "value": "інша"}]}, "part “reason” is not what"),
        ({"content": [{"name": "reason", "salt": b64(b"x" * 32), "value": "нова редакція"}]}, "part “reason” is not"),
        ({"content": [{"name": "other", "salt": b64(b"r" * 32), "value": "нова редакція"}]}, "part “other” is not"),
        ({"content": [{"name": "reason", "salt": b64(b"r" * 32), "value": "нова редакція"}] * 2}, "each once"),
        ({"content": [{"name": "reason", "salt": "", "value": "", "more": 1}]}, "other fields"),
        ({"content": {}}, "another kind"),
        ({"entry": json.loads(ENTRY) | {"side": "RU"}}, "does not lead to its root"),
        ({"entry": json.loads(ENTRY) | {"sequence": 4}}, "says that it is number 4"),
        ({"entry": {}}, "not an entry"),
        ({"format": "homeward-receipt/2"}, "homeward-receipt/1"),
        ({"more": 1}, "homeward-receipt/1"),
        ({"row": []}, "another kind"),
    ],
)
def test_what_was_not_recorded_is_refused(fields: dict[str, object], said: str) -> None:
    text = changed(receipt(), **fields)
    assert check_receipt(text, POLICY).verdict is Verdict.BROKEN
    assert check_receipt(text, None).verdict is Verdict.BROKEN
    assert said in sentences(text)


@pytest.mark.parametrize(
    "field",
    [
        {"key": "8"},
        {"table": "intake.other"},
        {"change": "changed"},
        {"place": 3},
        {"count": 7},
        {"values": {"row": 4, "sex": "f"}},
        {"salt": b64(b"x" * 32)},
        {"proof": []},
        {"values": None},
        {"salt": None},
        {"change": "removed"},
        {"change": "lost"},
        {"place": -1},
        {"place": True},
        {"place": "4"},
    ],
)
def test_a_row_that_is_not_among_the_rows_is_refused(field: dict[str, object]) -> None:
    text = receipt(row=opened(4))
    extra = parse_proof(text).extra
    assert extra is not None
    row = json.loads(extra)["row"]
    assert check_receipt(changed(text, row=row), POLICY).verdict is Verdict.HOLDS
    assert check_receipt(changed(text, row=row | field), POLICY).verdict is Verdict.BROKEN


def test_no_changed_byte_of_what_is_opened_goes_unseen() -> None:
    text = receipt(row=opened(2), signed=cosigned(note(RECORD), "UA", "RU").format()).encode()
    signed_from = text.index(b"\n\n") + 2
    signed_to = text.index(b"\n\n", signed_from)
    places = [*range(0, signed_from, 41), *range(signed_from, signed_to)]
    for place in places:
        bent = text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]
        assert check_receipt(bent.decode("utf-8", "replace"), POLICY).verdict is Verdict.BROKEN, place


def test_hostile_files_are_refused_in_a_sentence() -> None:
    deep = replace(parse_proof(receipt()), extra=b"[" * 100_000).format()
    for text in ("", "x", deep, replace(parse_proof(receipt()), extra=None).format(), receipt(signed="x\n\n— a b\n")):
        finding = check_receipt(text, POLICY)
        assert finding.verdict is Verdict.BROKEN
        assert len(finding.sentences) == 1
    fraction = replace(parse_proof(receipt()), extra=b'{"a":0.5}').format()
    twice = replace(parse_proof(receipt()), extra=b'{"a":1,"a":1}').format()
    assert check_receipt(fraction, POLICY).verdict is check_receipt(twice, POLICY).verdict is Verdict.BROKEN


@settings(max_examples=300)
@given(st.binary(max_size=200) | st.from_regex(r'\{"[a-z]*":.*\}', fullmatch=True).map(str.encode))
def test_no_extra_breaks_the_check(extra: bytes) -> None:
    text = replace(parse_proof(receipt()), extra=extra).format()
    assert check_receipt(text, POLICY).verdict is Verdict.BROKEN
