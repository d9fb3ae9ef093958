"""An entry read back from its bytes, and refused if it is written in any other way than the canonical one.

Nearly every entry has the usual form, which is read at a glance; any other is taken apart field by field, so that the
refusal can say what is wrong. Writing is in ``entries``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from binascii import a2b_base64
from collections.abc import Mapping, Sequence
from operator import lt

from homeward.ledger.canonical import from_b64
from homeward.ledger.entries import ACTION, FORMAT, NAME, OPAQUE_MOST, PARTY, EntryView
from homeward.ledger.merkle import EMPTY_ROOT
from homeward.ledger.terms import Actor, Purpose

_FIELDS = {
    *("action", "actor", "content", "format", "instant", "purpose", "request"),
    *("role", "rows", "salt", "sequence", "shown_to", "side", "subject"),
}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
_READ = json.JSONDecoder().decode
_PURPOSES = {purpose.value: purpose for purpose in Purpose}
_PLAIN = r'[^"\\\x00-\x1f]'
_COUNT = "0|[1-9][0-9]{0,14}"
_DIGEST = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
_PART = re.compile(rf'\{{"digest":"({_DIGEST})","name":"({NAME.pattern})"\}}')
_ANY_PART = _PART.pattern.replace("(", "(?:")
#: How nearly every entry is written: canonical, with nothing escaped. What has this form needs no second look.
_USUAL = re.compile(
    rf'\{{"action":"(?P<action>{ACTION.pattern})","actor":"(?P<person>{_PLAIN}{{1,{OPAQUE_MOST}}})",'
    rf'"content":\[(?P<content>(?:{_ANY_PART}(?:,{_ANY_PART})*)?)\],"format":"{FORMAT}",'
    rf'"instant":"(?P<instant>{_INSTANT.pattern})","purpose":"(?P<purpose>[a-z_]+)",'
    rf'"request":"(?P<request>{_PLAIN}{{0,{OPAQUE_MOST}}})","role":"(?P<role>{NAME.pattern})",'
    rf'"rows":\{{"count":(?P<count>{_COUNT}),"root":"(?P<root>{_DIGEST})"\}},'
    rf'"salt":"(?P<salt>[A-Za-z0-9+/]{{21}}[AQgw]==)","sequence":(?P<sequence>{_COUNT}),'
    rf'"shown_to":\["(?P<shown_to>{PARTY.pattern}(?:","{PARTY.pattern})*)"\],'
    rf'"side":"(?P<side>{PARTY.pattern})","subject":"(?P<subject>{_PLAIN}{{0,{OPAQUE_MOST}}})"\}}'
)


def read_entry(data: bytes) -> EntryView:
    """Read the bytes of an entry back; only the one canonical writing is accepted.

    Raises:
        ValueError: it is no entry; the sentence says why.
    """
    return _read_usual(data) or _read_any(data)


def _read_usual(data: bytes) -> EntryView | None:
    """An entry of the usual form; None for any other, which may be one all the same."""
    try:
        found = _USUAL.fullmatch(data.decode())
    except UnicodeDecodeError:
        return None
    if found is None:
        return None
    parts = _PART.findall(found["content"])
    names = [name for _digest, name in parts]
    parties = found["shown_to"].split('","')
    purpose = _PURPOSES.get(found["purpose"])
    root, count = a2b_base64(found["root"]), int(found["count"])
    if purpose is None or not _ascend(names) or not _ascend(parties) or not (count or root == EMPTY_ROOT):
        return None
    try:
        instant = dt.datetime.fromisoformat(found["instant"])
    except ValueError:
        return None
    return EntryView(
        sequence=int(found["sequence"]),
        instant=instant,
        actor=Actor(found["person"], found["role"], found["side"]),
        action=found["action"],
        purpose=purpose,
        subject=found["subject"],
        request=found["request"],
        shown_to=tuple(parties),
        content=tuple((name, a2b_base64(digest)) for digest, name in parts),
        rows_count=count,
        rows_root=root,
        salt=a2b_base64(found["salt"]),
    )


def _ascend(words: Sequence[str]) -> bool:
    """Whether words are sorted, each once."""
    return all(map(lt, words, words[1:]))


def _read_any(data: bytes) -> EntryView:
    """An entry of any form there can be, or a sentence about what is wrong with it."""
    try:
        found = _READ(data.decode())
    except (ValueError, RecursionError) as error:
        raise ValueError("not an entry: it cannot be read as JSON") from error
    if not isinstance(found, dict) or found.keys() != _FIELDS or found["format"] != FORMAT:
        raise ValueError(f"not an entry: its fields are not those of {FORMAT}")
    try:
        view = _view(found)
        view.refuse_what_cannot_stand()
        is_canonical = view.canonical == data
    except (TypeError, KeyError, AttributeError, UnicodeError) as error:
        raise ValueError("not an entry: a field holds another kind of value than it should") from error
    except ValueError as error:
        raise ValueError(f"not an entry: {error}") from error
    if not is_canonical:
        raise ValueError("not an entry: it is not written in canonical JSON")
    return view


def _view(found: Mapping[str, object]) -> EntryView:
    """The entry of fields whose kinds are not yet checked."""
    content, rows, shown_to = found["content"], found["rows"], found["shown_to"]
    if not (isinstance(content, list) and isinstance(rows, dict) and isinstance(shown_to, list)):
        raise TypeError
    return EntryView(
        sequence=_whole(found["sequence"]),
        instant=_instant(_text(found["instant"])),
        actor=Actor(_text(found["actor"]), _text(found["role"]), _text(found["side"])),
        action=_text(found["action"]),
        purpose=_PURPOSES[_text(found["purpose"])],
        subject=_text(found["subject"]),
        request=_text(found["request"]),
        shown_to=tuple(map(_text, shown_to)),
        content=tuple((_text(part["name"]), from_b64(_text(part["digest"]))) for part in content),
        rows_count=_whole(rows["count"]),
        rows_root=from_b64(_text(rows["root"])),
        salt=from_b64(_text(found["salt"])),
    )


def _instant(text: str) -> dt.datetime:
    if not _INSTANT.fullmatch(text):
        raise ValueError("its instant is not written 2026-11-22T15:51:05.123456Z")
    return dt.datetime.fromisoformat(text)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
