"""Who has read whose names, when, in which office, for which purpose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from homeward.access import gate
from homeward.access.actions.reading import record_export
from homeward.access.doors import DeskRequest, door
from homeward.access.models import NameReading
from homeward.access.terms import Record, Right, Role
from homeward.access.viewer import Viewer
from homeward.desk.listing import page_of
from homeward.desk.workbook_out import XLSX, to_take_home, workbook
from homeward.ledger.terms import Purpose
from homeward.words import _, say

_ROWS_OF_A_FILE = 10_000
_HEADINGS = (_("When"), _("Who"), _("Party"), _("Office"), _("Purpose"), _("Names read"), _("Whose"), _("Entry"))


@door(Record.READING)
@require_safe
def readings(request: DeskRequest) -> HttpResponse:
    """Readings the viewer may see, newest first; filtered by purpose, or by whether the glass was broken."""
    rows = gate.readings_for(request.viewer)
    chosen = request.GET.get("purpose", "")
    if chosen in set(Purpose):
        rows = rows.filter(purpose=chosen)
    page = page_of(rows, request, order=("-sequence", "-party"))
    told = {
        "page": page,
        "rows": list(_told(request.viewer, page)),
        "purposes": list(Purpose),
        "chosen": chosen,
        "may_export": request.viewer.may(Right.EXPORT, Record.READING),
    }
    return render(request, "access/readings.html", told)


@door(Record.READING, Right.EXPORT)
@require_POST
def file(request: DeskRequest) -> HttpResponse:
    """The newest readings as a workbook; that it was taken home is recorded."""
    viewer = request.viewer
    rows = list(gate.readings_for(viewer).order_by("-sequence")[:_ROWS_OF_A_FILE])
    record_export(by=viewer, rows=len(rows))
    language, names = viewer.language, gate.party_names()
    cells = [
        [
            told["reading"].at.strftime("%Y-%m-%d %H:%M UTC"),
            told["who"],
            names[told["reading"].reader_party][language],
            say(told["role"].label, language),
            say(told["purpose"].label, language),
            told["reading"].names,
            ", ".join(names[code][language] for code in told["reading"].owners),
            told["reading"].sequence,
        ]
        for told in _told(viewer, rows)
    ]
    made = workbook([say(heading, language) for heading in _HEADINGS], cells, say(_("Readings"), language))
    return to_take_home(made, XLSX, "readings.xlsx")


def _told(viewer: Viewer, rows: Iterable[NameReading]) -> Iterable[dict[str, Any]]:
    rows = list(rows)
    names = gate.member_names(viewer, {row.person for row in rows})
    for row in rows:
        yield {
            "reading": row,
            "who": names.get(row.person, row.person),
            "role": Role(row.role),
            "purpose": Purpose(row.purpose),
        }
