"""Lists that were handed in: by series with their versions, one list with its rows, and the list to take home."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.gate import member_names
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.listing import page_of
from homeward.desk.workbook_out import CSV, XLSX, to_take_home
from homeward.errors import OwnFailure
from homeward.intake import actions, gate, key_rows
from homeward.intake.forms import WithdrawForm
from homeward.intake.kinds import SubmissionKind
from homeward.intake.models import Submission
from homeward.intake.tables_out import ENTRY_HEADING, TableOut, csv_of, workbook_of
from homeward.intake.terms import CHANGES, CHECKS, DraftState, Mark
from homeward.ledger.actions import AlreadyRecorded
from homeward.register.gate import shown_entry
from homeward.register.models import ListedEntry
from homeward.words import Language, _, say

_HEALTH = "health_note"
_WITHDRAWN, _CHANGES = "withdrawn", "changes"
_ONLY = {_WITHDRAWN, _CHANGES, *(mark.value for mark in Mark)}
#: Columns of a list's table on the page; a row's own page has them all.
_COLUMNS_SHOWN = ("rec_id", "birth_date", "birth_place", "last_seen_place", "event_date")
#: More rows than this are taken home as CSV: a workbook would take minutes to write.
WORKBOOK_ROWS = 100_000


@door(Record.SUBMISSION)
@require_safe
def lists(request: DeskRequest) -> HttpResponse:
    """The newest version of every list; what is uploaded and not handed in above them."""
    viewer = request.viewer
    rows = gate.submissions_for(viewer).filter(is_newest=True)
    party, kind = request.GET.get("party", ""), request.GET.get("kind", "")
    parties = sorted(viewer.owners(Right.READ, Record.SUBMISSION), key=viewer.parties.index)
    kinds = sorted(rows.values_list("kind", flat=True).distinct())
    counted = {one: rows.filter(party=one).count() for one in parties}
    if party in parties:
        rows = rows.filter(party=party)
    if kind in kinds:
        rows = rows.filter(kind=kind)
    page = page_of(rows.filter(handed_in_at__isnull=False), request, order=("-handed_in_at", "-number"))
    drafts = (
        gate.drafts_for(viewer).order_by("-made_at", "number")[:50] if viewer.may(Right.MAKE, Record.SUBMISSION) else []
    )
    told = {
        "page": page,
        "rows": [(row, SubmissionKind(row.kind)) for row in page],
        "drafts": [(one, DraftState(one.state), SubmissionKind(one.kind)) for one in drafts],
        "parties": list(counted.items()),
        "party": party,
        "kinds": [SubmissionKind(one) for one in kinds],
        "kind": kind,
        "may_make": viewer.may(Right.MAKE, Record.SUBMISSION),
    }
    return render(request, "intake/lists.html", told)


@door(Record.SUBMISSION)
@require_safe
def submission(request: DeskRequest, number: str) -> HttpResponse:
    """One list: what it is, its versions, its rows with filters."""
    viewer = request.viewer
    found = gate.submission_for(viewer, number)
    may_rows = viewer.may_on(Right.READ, Record.ROW, found.party) and SubmissionKind(found.kind).is_list
    told: dict[str, Any] = _facts(viewer, found) | {"may_rows": may_rows}
    if may_rows:
        which = _filter(request)
        page = page_of(gate.rows_for(viewer, found, which), request, order=("row",))
        told |= {"page": page, "which": which, "rows": _shown_rows(viewer, found, page.rows), "chips": _chips(found)}
        told["headings"] = [column for column in _COLUMNS_SHOWN if column in set(found.columns.values())]
        read_names(viewer, {row.number: row.party for row in page})
    return render(request, "intake/submission.html", told)


def _filter(request: DeskRequest) -> gate.RowFilter:
    only = request.GET.get("only", "")
    return gate.RowFilter(only if only in _ONLY else "", request.GET.get("q", "")[:200])


def _facts(viewer: Viewer, found: Submission) -> dict[str, Any]:
    versions = list(gate.versions_of(viewer, found)[:100]) if found.series else [found]
    may_change = viewer.may_on(Right.CHANGE, Record.SUBMISSION, found.party)
    may_make = viewer.may_on(Right.MAKE, Record.SUBMISSION, found.party)
    return {
        "submission": found,
        "kind": SubmissionKind(found.kind),
        "versions": versions,
        "newest": versions[0],
        "withdrawal": gate.withdrawal_of_list(found),
        "count_withdrawn": gate.count_withdrawn(found),
        "handed_in_by": member_names(viewer, [found.handed_in_by]).get(found.handed_in_by, ""),
        "checks": [(mark, found.counts[mark.value]) for mark in CHECKS if found.counts.get(mark.value)],
        "changes": [(mark, found.counts.get(mark.value, 0)) for mark in CHANGES] if found.version > 1 else [],
        "may_change": may_change and found.is_newest and not found.withdrawn_at,
        "may_make": may_make and found.is_newest and not found.withdrawn_at,
        "may_export": viewer.may_on(Right.EXPORT, Record.ROW, found.party) and SubmissionKind(found.kind).is_list,
        "workbook_rows": WORKBOOK_ROWS,
        "entry": found.entry if found.party == viewer.party or viewer.is_neutral else None,
    }


def _chips(found: Submission) -> list[tuple[str, str, int]]:
    """Filters as value, label, count; only those that find something."""
    counts = found.counts
    chips = [("", "", found.counted_rows)]
    chips += [(mark.value, mark.label, counts[mark.value]) for mark in (*CHANGES, *CHECKS) if counts.get(mark.value)]
    if withdrawn := gate.count_withdrawn(found):
        chips.append((_WITHDRAWN, _("withdrawn"), withdrawn))
    return chips


def _shown_rows(viewer: Viewer, found: Submission, rows: Sequence[ListedEntry]) -> list[dict[str, Any]]:
    marks, withdrawn = gate.marks_of(found, rows), gate.withdrawals_of(found, rows)
    columns = [column for column in _COLUMNS_SHOWN if column in set(found.columns.values())]
    return [
        {
            "entry": row,
            "shown": shown_entry(row, viewer),
            "cells": [row.known.get(column, "") for column in columns],
            "marks": [Mark(mark.mark) for mark in marks.get(row.row, ())]
            if row.submission == found.number
            else [Mark.GONE],
            "is_withdrawn": row.number in withdrawn,
        }
        for row in rows
    ]


@door(Record.ROW)
@require_safe
def row(request: DeskRequest, number: str, row: int) -> HttpResponse:
    """One line of a list as written, with what changed since the version before."""
    viewer = request.viewer
    found = gate.submission_for(viewer, number)
    entry = gate.row_for(viewer, found, row)
    marks = gate.marks_of(found, [entry]).get(row, [])
    read_names(viewer, {entry.number: entry.party})
    told = _facts(viewer, found) | {
        "entry_shown": shown_entry(entry, viewer),
        "row": entry,
        "marks": [(Mark(mark.mark), mark.other.rpartition("/")[2]) for mark in marks],
        "withdrawn": gate.withdrawals_of(found, [entry]).get(entry.number),
        "changed": _cells_before(viewer, entry, [mark.other for mark in marks if mark.mark == Mark.CHANGED]),
    }
    return render(request, "intake/row.html", told)


def _cells_before(viewer: Viewer, entry: ListedEntry, before: Sequence[str]) -> list[tuple[str, str, str]]:
    """Headings with what stood there and what stands there now, where they differ."""
    earlier = gate.rows_by_number(viewer, before[:1]).first() if before else None
    if earlier is None:
        return []
    old = dict(shown_entry(earlier, viewer).cells)
    new = dict(shown_entry(entry, viewer).cells)
    return [
        (one, old.get(one, ""), new.get(one, "")) for one in dict.fromkeys([*new, *old]) if old.get(one) != new.get(one)
    ]


@door(Record.SUBMISSION, Right.CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: DeskRequest, number: str, row: int = 0) -> HttpResponse:
    """Withdraw a list, or one of its entries; with a reason, and nothing is erased."""
    viewer = request.viewer
    found = gate.submission_for(viewer, number, Right.CHANGE)
    entry = gate.row_for(viewer, found, row) if row else None
    form = WithdrawForm(request.POST or None, initial={"request": secrets.token_hex(16)})
    if request.method == "POST" and form.is_valid():
        said = {"reason": form.cleaned_data["reason"], "request": form.cleaned_data["request"]}
        try:
            if row:
                actions.withdraw_entry(by=viewer, submission=number, row=row, **said)
            else:
                actions.withdraw_list(by=viewer, submission=number, **said)
        except AlreadyRecorded:
            pass
        return redirect("intake:row", number, row) if row else redirect("intake:submission", number)
    if entry is not None:
        read_names(viewer, {entry.number: entry.party})
    told = _facts(viewer, found) | {"form": form, "row": entry, "shown": shown_entry(entry, viewer) if entry else None}
    return render(request, "intake/withdraw.html", told, status=422 if form.errors else 200)


@door(Record.ROW, Right.EXPORT)
@require_safe
def export(request: DeskRequest, number: str, form: str) -> HttpResponse:
    """The list as shown, to be worked on and handed in again as the next version."""
    viewer = request.viewer
    found = _to_export(viewer, number)
    rows = gate.rows_for(viewer, found, _filter(request)).order_by("row")
    if form == "xlsx" and found.counted_rows > WORKBOOK_ROWS:
        return redirect("intake:export", number, "csv")
    table = export_table(viewer, found, rows.iterator(chunk_size=2000), viewer.language)
    is_whole = _filter(request) == gate.RowFilter()  # then the number of the list says whose names were read
    read_names(viewer, {found.number: found.party} if is_whole else dict(rows.values_list("number", "party")))
    if form == "csv":
        return to_take_home(csv_of(table, viewer.language), CSV, f"{found.label}.csv")
    return to_take_home(workbook_of(table, viewer.language), XLSX, f"{found.label}.xlsx")


def _to_export(viewer: Viewer, number: str) -> Submission:
    found = gate.submission_for(viewer, number)
    if not viewer.may_on(Right.EXPORT, Record.ROW, found.party):
        raise NotThere
    return found


def export_table(viewer: Viewer, found: Submission, rows: Iterator[ListedEntry], language: Language) -> TableOut:
    """A list as it is taken home; notes on health only for whoever may read them."""
    may_health = viewer.may_on(Right.READ, Record.HEALTH_NOTE, found.party)
    headings = [one for one in found.headings if may_health or found.columns.get(one) != _HEALTH]
    keys = [key_rows.key_of(found.columns.get(one, "")) for one in headings]
    lines = ([*(row.cells.get(one, "") for one in headings), row.number] for row in rows)
    return TableOut([*headings, say(ENTRY_HEADING, language)], [*keys, key_rows.ENTRY], lines)


@door(Record.ROW, Right.EXPORT)
@require_safe
def original(request: DeskRequest, number: str) -> HttpResponse:
    """The file as it was handed in, byte for byte; not for those who may not read all that is in it."""
    viewer = request.viewer
    found = _to_export(viewer, number)
    has_health = _HEALTH in found.columns.values()
    if has_health and not viewer.may_on(Right.READ, Record.HEALTH_NOTE, found.party):
        raise NotThere
    read_names(viewer, {found.number: found.party})
    data = bytes(found.file)
    if hashlib.sha256(data).hexdigest() != found.file_sha256:
        raise OwnFailure("The file kept with this list is not the one that was handed in: its digest differs.")
    return to_take_home(data, "application/octet-stream", found.file_name)
