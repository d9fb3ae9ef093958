"""Entries of the record on the desk: those that the viewer's party is shown, one of them, its receipt."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.terms import Record, Right
from homeward.desk.listing import page_of
from homeward.errors import InputRefused
from homeward.ledger import gate
from homeward.ledger.action_words import ACTIONS, TABLES, action_name, role_name
from homeward.ledger.canonical import Json
from homeward.ledger.entries import CONTENT_TABLE, EntryView
from homeward.ledger.receipt_paper import receipt_pdf, receipt_words
from homeward.ledger.receipts import parse_receipt
from homeward.ledger.terms import Change
from homeward.words import Language, _, say

_ROWS_AT_MOST = 100
_CHANGES = {
    Change.MADE: _("written first"),
    Change.CHANGED: _("written over"),
    Change.REMOVED: _("taken away"),
    Change.ERASED: _("erased for good"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One part of what an entry says: its name, and the text of it; None for what was erased."""

    name: str
    text: str | None
    is_long: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One row that an entry wrote: what kind, its number, what was done to it."""

    kind: str
    key: str
    change: str


@door(Record.RECORD_ENTRY)
def record_entries(request: DeskRequest) -> HttpResponse:
    """What concerns the viewer's party, newest first."""
    party, language = request.viewer.party, request.viewer.language
    chosen = request.GET.get("action", "")
    index = gate.shown_to(party)
    page = page_of(index.filter(action=chosen) if chosen in ACTIONS else index, request, order=("-sequence",))
    newest = gate.newest_standing()
    shown = {
        "page": page,
        "entries": [
            (view, action_name(view.action, language), role_name(view.actor.role, language))
            for view in gate.entries_at(party, [row.sequence for row in page])
        ],
        "chosen": chosen,
        "actions": sorted(((key, say(said, language)) for key, said in ACTIONS.items()), key=lambda pair: pair[1]),
        "signed_to": newest.size if newest else 0,
        "of_signing": {row.sequence for row in page if row.action in gate.OF_SIGNING},
    }
    return render(request, "web/record_entries.html", shown)


@door(Record.RECORD_ENTRY)
def record_entry(request: DeskRequest, sequence: int) -> HttpResponse:
    """One entry: who, what, for what, what it says, what it wrote, who vouches for it."""
    view = _entry(request, sequence)
    language = request.viewer.language
    rows = gate.rows_in(view, _ROWS_AT_MOST)
    shown = {
        "view": view,
        "title": action_name(view.action, language),
        "office": role_name(view.actor.role, language),
        "said": [_said(name, value) for name, value in gate.said_in(view).items()],
        "rows": [Written(_table(table, language), key, say(_CHANGES[change], language)) for table, key, change in rows],
        "more_rows": max(0, view.rows_count - _ROWS_AT_MOST),
        "standing": gate.trust_line(sequence),
        "may_take_home": request.viewer.may(Right.EXPORT, Record.RECORD_ENTRY),
    }
    return render(request, "web/record_entry.html", shown)


@door(Record.RECORD_ENTRY)
def record_entry_standing(request: DeskRequest, sequence: int) -> HttpResponse:
    """The part of a page that waits for a signature and renews itself until there is one."""
    view = _entry(request, sequence)
    return render(request, "web/record_standing.html", {"view": view, "standing": gate.trust_line(sequence)})


@door(Record.RECORD_ENTRY)
def record_receipt(request: DeskRequest, sequence: int) -> HttpResponse:
    """The receipt on the screen, with all that stands on the paper."""
    view = _entry(request, sequence)
    standing = gate.trust_line(sequence)
    shown: dict[str, object] = {
        "view": view,
        "standing": standing,
        "row": request.GET.get("row", ""),
        "may_take_home": request.viewer.may(Right.EXPORT, Record.RECORD_ENTRY),
    }
    if standing:
        words = receipt_words(parse_receipt(_receipt(request, sequence)), request.viewer.language)
        shown |= {"receipt": words, "picture": _scalable(words)}
    return render(request, "web/record_receipt.html", shown)


@door(Record.RECORD_ENTRY, Right.EXPORT)
def record_receipt_file(request: DeskRequest, sequence: int) -> HttpResponse:
    """The receipt as the file that proves it anywhere."""
    return _download(
        _receipt(request, sequence).encode(), f"receipt-{sequence}.tlog-proof", "text/plain; charset=utf-8"
    )


@door(Record.RECORD_ENTRY, Right.EXPORT)
def record_receipt_paper(request: DeskRequest, sequence: int) -> HttpResponse:
    """The receipt as a paper."""
    paper = receipt_pdf(_receipt(request, sequence), request.viewer.language)
    return _download(paper, f"receipt-{sequence}.pdf", "application/pdf")


def _entry(request: DeskRequest, sequence: int) -> EntryView:
    view = gate.entry_at(request.viewer.party, sequence)
    if view is None:
        raise NotThere
    return view


def _receipt(request: DeskRequest, sequence: int) -> str:
    """The text of the receipt, with the row opened that the address names, if it names one."""
    _entry(request, sequence)
    try:
        return gate.receipt_for(request.viewer.party, sequence, request.GET.get("row", ""))
    except InputRefused as refusal:  # no checkpoint yet, or no such row
        raise NotThere from refusal


def _scalable(receipt: Mapping[str, object]) -> str:
    """The QR code of a receipt as a picture of any size."""
    code = receipt["qr"]
    assert isinstance(code, dict)
    size = r'viewBox="0 0 \1 \2" width="164" height="164"'
    return re.sub(r'width="(\d+)" height="(\d+)"', size, code["svg"], count=1)


def _said(name: str, value: Json | None) -> Said:
    if value is None:
        return Said(name, None, False)
    text = (
        str(value) if isinstance(value, (str, int)) else json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    )
    return Said(name, text, text.count("\n") > 6)


def _table(table: str, language: Language) -> str:
    if table == CONTENT_TABLE:
        return say(_("what an earlier entry says"), language)
    return say(TABLES.get(table, table), language).strip('“”«»„"')


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(data, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
