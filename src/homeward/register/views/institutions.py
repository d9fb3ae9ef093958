"""Institutions: the list, an institution with every side's names, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.listing import page_of
from homeward.errors import Fault
from homeward.register import actions, gate
from homeward.register.actions.places import NewChange
from homeward.register.forms import ChangeForm, InstitutionNameForm, NameForm
from homeward.register.gate.places import changes_of_institution, sayings_for, shown_institutions, shown_places
from homeward.register.models import Institution, InstitutionForm
from homeward.register.terms import FormUse, Happened, InstitutionKind
from homeward.register.views.acting import acted, new_request
from homeward.register.views.naming import number_of


@door(Record.PLACE)
def institutions(request: DeskRequest) -> HttpResponse:
    """Institutions of which somebody has spoken, by kind if asked for."""
    viewer = request.viewer
    sought, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    rows = gate.institutions_for(viewer)
    chips = [(one, rows.filter(kind=one.value).count(), one.value == kind) for one in InstitutionKind]
    of_kind = rows.filter(kind=kind) if kind else rows
    page = None if sought else page_of(of_kind, request, order=("number",))
    shown = gate.search_institutions(viewer, sought) if page is None else shown_institutions(viewer, page.rows)
    return render(
        request,
        "register/institutions.html",
        {
            "shown": shown,
            "sought_place": sought,
            "chips": chips,
            "kind": kind,
            "count": rows.count(),
            "page": page,
            "may_name": viewer.may(Right.MAKE, Record.PLACE),
        },
    )


@door(Record.PLACE)
def institution(request: DeskRequest, number: str) -> HttpResponse:
    """One institution."""
    return _page(request, gate.institution_for(request.viewer, number))


@door(Record.PLACE, Right.MAKE)
def new_institution(request: DeskRequest) -> HttpResponse:
    """Name an institution; the other side learns of it only when it is shared."""
    viewer = request.viewer
    faults: Sequence[Fault] = ()
    form = InstitutionNameForm(language=viewer.language, initial={"request": new_request()})
    if request.method == "POST":
        form = InstitutionNameForm(request.POST, language=viewer.language)
        if form.is_valid():
            made: list[Institution] = []
            faults = acted(
                lambda: made.append(
                    actions.name_institution(
                        by=viewer,
                        kind=next(kind for kind in InstitutionKind if kind.value == form.cleaned_data["kind"]),
                        form=form.form(),
                        share=form.cleaned_data["share"],
                        request=form.cleaned_data["request"],
                    )
                )
            )
            if not faults:
                return redirect("register:institution", made[0].number) if made else redirect("register:institutions")
    return render(
        request,
        "register/new_institution.html",
        {"form": form, "faults": faults},
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@door(Record.PLACE, Right.MAKE)
def add_name(request: DeskRequest, number: str) -> HttpResponse:
    """Say how the own side calls it."""
    found = gate.institution_for(request.viewer, number)
    form = NameForm(request.POST, language=request.viewer.language)
    faults: Sequence[Fault] = ()
    if form.is_valid():
        faults = acted(
            lambda: actions.add_institution_form(
                by=request.viewer,
                institution=number,
                form=form.form(),
                share=form.cleaned_data["share"],
                request=form.cleaned_data["request"],
            )
        )
        if not faults:
            return redirect("register:institution", number)
    return _page(request, found, name_form=form, faults=faults, status=422)


@require_POST
@door(Record.PLACE, Right.MAKE)
def add_change(request: DeskRequest, number: str) -> HttpResponse:
    """Say what became of it."""
    found = gate.institution_for(request.viewer, number)
    form = ChangeForm(request.POST, language=request.viewer.language)
    faults: Sequence[Fault] = ()
    if form.is_valid():
        faults = acted(
            lambda: actions.say_institution_changed(
                by=request.viewer,
                institution=number,
                change=_change(request.viewer, form),
                share=form.cleaned_data["share"],
                request=form.cleaned_data["request"],
            )
        )
        if not faults:
            return redirect("register:institution", number)
    return _page(request, found, change_form=form, faults=faults, status=422)


def _change(viewer: Viewer, form: ChangeForm) -> NewChange:
    """An institution moves to a place, and is followed by another institution."""
    text = form.cleaned_data["other"]
    if form.cleaned_data["happened"] == Happened.MOVED:
        return form.change(place=number_of(viewer, text, gate.place_for, gate.search_places))
    return form.change(other=number_of(viewer, text, gate.institution_for, gate.search_institutions))


@require_POST
@door(Record.PLACE, Right.CHANGE)
def share(request: DeskRequest, number: str, saying: str) -> HttpResponse:
    """Show what the own party said of it to both sides."""
    gate.institution_for(request.viewer, number)
    acted(lambda: actions.share_saying(by=request.viewer, saying=saying, request=request.POST.get("request", "")))
    return redirect("register:institution", number)


def _page(
    request: DeskRequest,
    found: Institution,
    *,
    name_form: NameForm | None = None,
    change_form: ChangeForm | None = None,
    faults: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    (shown,) = shown_institutions(viewer, [found])
    changes = list(changes_of_institution(viewer, found))
    others = gate.institutions_for(viewer).filter(pk__in=[one.other_id for one in changes if one.other_id])
    where = gate.places_for(viewer).filter(pk__in=[one.place_id for one in changes if one.place_id])
    named = {one.number: one for one in shown_institutions(viewer, list(others))}
    named |= {one.number: one for one in shown_places(viewer, list(where))}
    may_make = viewer.may(Right.MAKE, Record.PLACE)
    first = {"request": new_request()}
    forms = sayings_for(viewer, InstitutionForm.objects.filter(institution=found)).order_by("recorded_at", "number")
    return render(
        request,
        "register/institution.html",
        {
            "institution": found,
            "kind": next(kind for kind in InstitutionKind if kind.value == found.kind),
            "shown": shown,
            "forms": [(form, FormUse(form.use)) for form in forms],
            "changes": [
                (one, Happened(one.happened), named.get(one.other_id or one.place_id or "")) for one in changes
            ],
            "name_form": (name_form or NameForm(language=viewer.language, initial=first)) if may_make else None,
            "change_form": (change_form or ChangeForm(language=viewer.language, initial=first, auto_id="change_%s"))
            if may_make
            else None,
            "may_share": viewer.may(Right.CHANGE, Record.PLACE),
            "faults": faults,
            "key": new_request(),
        },
        status=status,
    )
