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

from homeward.ledger.canonical import b64, from_b64
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
_NO_ROWS = b64(EMPTY_ROOT)
_PLAIN = r'[^"\\\x00-\x1f]'
_COUNT = "0|[1-9][0-9]{0,14}"
_DIGEST = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
_PART = re.compile(rf'\{{"digest":"({_DIGEST})","name":"({NAME.pattern})"\}}')
_ANY_PART = _PART.pattern.replace("(", "(?:")
#: How nearly every entry is written: canonical, with nothing escaped. What has this form needs no second look.
_USUAL = re.compile(
    rf'\{{"action":"({ACTION.pattern})","actor":"({_PLAIN}{{1,{OPAQUE_MOST}}})",'
    rf'"content":\[((?:{_ANY_PART}(?:,{_ANY_PART})*)?)\],"format":"{FORMAT}",'
    rf'"instant":"({_INSTANT.pattern})","purpose":"([a-z_]+)",'
    rf'"request":"({_PLAIN}{{0,{OPAQUE_MOST}}})","role":"({NAME.pattern})",'
    rf'"rows":\{{"count":({_COUNT}),"root":"({_DIGEST})"\}},'
    rf'"salt":"([A-Za-z0-9+/]{{21}}[AQgw]==)","sequence":({_COUNT}),'
    rf'"shown_to":\["({PARTY.pattern}(?:","{PARTY.pattern})*)"\],'
    rf'"side":"({PARTY.pattern})","subject":"({_PLAIN}{{0,{OPAQUE_MOST}}})"\}}'
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
    action, person, content, instant, purpose, request, role, count, root, salt, sequence, shown_to, side, subject = (
        found.groups()
    )
    parts = [(name, a2b_base64(digest)) for digest, name in _PART.findall(content)]
    parties = shown_to.split('","')
    is_known = purpose in _PURPOSES and _ascend(parties) and _ascend([name for name, _digest in parts])
    if not is_known or (count == "0" and root != _NO_ROWS):
        return None
    try:
        return EntryView(
            int(sequence),
            dt.datetime.fromisoformat(instant),
            Actor(person, role, side),
            action,
            _PURPOSES[purpose],
            subject,
            request,
            tuple(parties),
            tuple(parts),
            int(count),
            a2b_base64(root),
            a2b_base64(salt),
        )
    except ValueError:  # a day that no calendar has
        return None


def _ascend(words: Sequence[str]) -> bool:
    """Whether words are sorted, each once."""
    return len(words) < 2 or all(map(lt, words, words[1:]))


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
