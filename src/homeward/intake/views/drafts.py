"""An upload on its way: how far it is read, what its columns mean, what is wrong, what would be recorded."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.workbook_out import CSV, XLSX, to_take_home
from homeward.errors import InputRefused
from homeward.intake import actions, returned_table
from homeward.intake.draft_reading import CHANGES_SHOWN, DraftReading, gather
from homeward.intake.faults import FaultLog
from homeward.intake.forms import HandInForm
from homeward.intake.gate import draft_file, draft_for, submissions_for
from homeward.intake.headings import NAME_COLUMNS
from homeward.intake.kinds import SubmissionKind
from homeward.intake.models import Draft
from homeward.intake.tables_out import csv_of, workbook_of
from homeward.intake.terms import CHECKS, DraftState, Mark
from homeward.jobs.actions import enqueue
from homeward.jobs.gate import job_for
from homeward.register.entries import COLUMNS
from homeward.words import _, say

_FAULTS_A_PAGE = 50
_HEALTH = "health_note"


@door(Record.SUBMISSION, Right.MAKE)
@require_safe
def draft(request: DeskRequest, number: str) -> HttpResponse:
    """Where an upload stands, and the one next step."""
    found = draft_for(request.viewer, number)
    if found.submission:
        return redirect("intake:submission", found.submission)
    told = _told(request.viewer, found)
    if found.state == DraftState.READING:
        return render(request, "intake/draft_reading.html", told)
    return render(request, "intake/draft.html", told)


@door(Record.SUBMISSION, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: DeskRequest, number: str) -> HttpResponse:
    """What each heading means: recognised ones are set already, samples beside."""
    viewer = request.viewer
    found = draft_for(viewer, number)
    if found.submission or found.state == DraftState.READING:
        return redirect("intake:draft", number)
    told = _told(viewer, found)
    seen = told["reading"].columns
    chosen = {column["heading"]: column["column"] for column in seen}
    faults: list[str] = []
    if request.method == "POST":
        chosen = {
            column["heading"]: said if (said := request.POST.get(f"column-{place}", "")) in COLUMNS else ""
            for place, column in enumerate(seen)
        }
        faults = _wrong_with(chosen)
        if not faults:
            actions.choose_columns(by=viewer, number=number, chosen=chosen)
            return redirect("intake:draft", number)
    read_names(viewer, {found.number: found.party})
    may_health = viewer.may_on(Right.READ, Record.HEALTH_NOTE, found.party)
    rows = [
        column
        | {"place": place, "column": chosen[column["heading"]], "is_hidden": _is_health(column) and not may_health}
        for place, column in enumerate(seen)
    ]
    told |= {"columns": rows, "meanings": list(COLUMNS.items()), "faults": faults}
    return render(request, "intake/draft_columns.html", told, status=422 if faults else 200)


def _is_health(column: dict[str, Any]) -> bool:
    return bool(column["column"] == _HEALTH)


def _wrong_with(chosen: dict[str, str]) -> list[str]:
    """What keeps the columns from being understood so: marked sentences."""
    faults = []
    meanings = [column for column in chosen.values() if column]
    if len(set(meanings)) < len(meanings):
        faults.append(
            _("Two columns have the same meaning. Leave one of them, and keep the other without comparing it.")
        )
    if not any(column in NAME_COLUMNS for column in meanings):
        faults.append(_("No column holds names. Say which one holds the surname, the given name or the full name."))
    return faults


@door(Record.SUBMISSION, Right.MAKE)
@require_safe
def faults(request: DeskRequest, number: str) -> HttpResponse:
    """What is wrong, by kind with counts, row by row beneath."""
    found = draft_for(request.viewer, number)
    if found.state != DraftState.FAULTY:
        return redirect("intake:draft", number)
    told = _told(request.viewer, found)
    kinds = told["reading"].faults_by_advice()
    place = request.GET.get("kind", "")
    chosen = kinds[int(place)][0] if place.isdecimal() and int(place) < len(kinds) else ""
    rows = [fault for fault in told["reading"].faults if not chosen or fault["advice"] == chosen]
    page = Paginator(rows, _FAULTS_A_PAGE).get_page(request.GET.get("page"))
    language = request.viewer.language
    shown = [fault | {"found": returned_table.said_found(fault["found"], language)} for fault in page]
    told |= {
        "kinds": kinds,
        "chosen": chosen,
        "place": place,
        "rows": shown,
        "page": page,
        "count": len(told["reading"].faults),
    }
    return render(request, "intake/draft_faults.html", told)


@door(Record.SUBMISSION, Right.MAKE)
@require_safe
def returned(request: DeskRequest, number: str, form: str) -> HttpResponse:
    """The upload with its faults in it, to be corrected and uploaded again."""
    viewer = request.viewer
    found = draft_for(viewer, number)
    reading = DraftReading.kept(found.reading)
    read_names(viewer, {found.number: found.party})
    faults_found = reading.all_faults(found.file_name)
    language = viewer.language
    try:
        with draft_file(found) as path:
            table = gather(path, found.chosen, FaultLog(path.name))
        out = returned_table.returned(table, faults_found, language)
    except InputRefused:
        out = returned_table.only_faults(faults_found, language)
    name = f"{found.file_name.rpartition('.')[0]} – {say(_('to be corrected'), language)}"
    if form == "csv":
        return to_take_home(csv_of(out, language), CSV, f"{name}.csv")
    return to_take_home(workbook_of(out, language), XLSX, f"{name}.xlsx")


@door(Record.SUBMISSION, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: DeskRequest, number: str) -> HttpResponse:
    """What would be recorded, and the step itself."""
    viewer = request.viewer
    found = draft_for(viewer, number)
    if found.submission:
        return redirect("intake:submission", found.submission)
    if found.state != DraftState.READY:
        return redirect("intake:draft", number)
    told = _told(viewer, found)
    differs = found.declared_rows is not None and found.declared_rows != told["reading"].rows
    form = HandInForm(request.POST if request.method == "POST" else None) if differs else None
    if request.method == "POST" and (form is None or form.is_valid()):
        why = form.cleaned_data["why_other"] if form else ""
        job = enqueue(
            "intake.hand_in",
            {
                "draft": number,
                "why_other": why,
                "role": viewer.role.value,
                "sides": list(viewer.sides),
                "purpose": viewer.purpose.value,
            },
            party=viewer.party,
            person=viewer.person,
            key=f"{number}:{found.revision}",
        )
        return redirect("work", job.number)
    read_names(viewer, {found.number: found.party})
    told |= {"form": form, "changes_shown": CHANGES_SHOWN, "may_health": _may_health(viewer, found)}
    return render(request, "intake/draft_hand_in.html", told, status=422 if form and form.errors else 200)


def _may_health(viewer: Viewer, found: Draft) -> bool:
    return viewer.may_on(Right.READ, Record.HEALTH_NOTE, found.party)


@door(Record.SUBMISSION, Right.MAKE)
@require_POST
def discard(request: DeskRequest, number: str) -> HttpResponse:
    """Forget an upload."""
    actions.discard_draft(by=request.viewer, number=number)
    return redirect("intake:lists")


def _told(viewer: Viewer, found: Draft) -> dict[str, Any]:
    """What every page of an upload shows."""
    reading = DraftReading.kept(found.reading)
    before = submissions_for(viewer).filter(pk=found.supersedes).first() if found.supersedes else None
    counts = reading.counts
    return {
        "draft": found,
        "kind": SubmissionKind(found.kind),
        "state": DraftState(found.state),
        "reading": reading,
        "before": before,
        "differs": found.declared_rows is not None and not reading.faults and found.declared_rows != reading.rows,
        "job": job_for(viewer.party, found.job) if found.job else None,
        "is_own": True,
        "checks": [(mark, counts[mark.value]) for mark in CHECKS if counts.get(mark.value)],
        "changes": [(mark, counts.get(mark.value, 0)) for mark in (Mark.NEW, Mark.CHANGED, Mark.GONE)]
        if before
        else [],
        "same": counts.get("same", 0),
    }
