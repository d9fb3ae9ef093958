"""Places: the list, a place with every side's forms, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.desk.listing import page_of
from homeward.errors import Fault
from homeward.register import actions, gate
from homeward.register.forms import ChangeForm, NameForm
from homeward.register.gate.places import changes_of_place, sayings_for, shown_known, shown_places
from homeward.register.models import Place, PlaceForm
from homeward.register.terms import FormUse, Happened
from homeward.register.views.acting import acted, new_request
from homeward.register.views.naming import number_of


@door(Record.PLACE)
def places(request: DeskRequest) -> HttpResponse:
    """Places of which somebody has spoken; with a name typed, those that the gazetteer knows as well."""
    viewer = request.viewer
    sought = request.GET.get("q", "").strip()
    if sought:
        return render(
            request,
            "register/places.html",
            {
                "shown": gate.search_places(viewer, sought),
                "sought_place": sought,
                "page": None,
                "may_name": viewer.may(Right.MAKE, Record.PLACE),
            },
        )
    rows = gate.places_for(viewer)
    page = page_of(rows, request, order=("number",))
    return render(
        request,
        "register/places.html",
        {
            "shown": shown_places(viewer, page.rows),
            "sought_place": "",
            "page": page,
            "may_name": viewer.may(Right.MAKE, Record.PLACE),
        },
    )


@door(Record.PLACE)
def place(request: DeskRequest, number: str) -> HttpResponse:
    """One place."""
    return _page(request, gate.place_for(request.viewer, number))


@door(Record.PLACE)
def known_place(request: DeskRequest, gazetteer: str) -> HttpResponse:
    """A place of the gazetteer; named here, it gets a row."""
    viewer = request.viewer
    shown = shown_known(viewer, gazetteer)
    rowed = gate.places_for(viewer).filter(gazetteer=gazetteer).first()
    if rowed is not None:
        return redirect("register:place", rowed.number)
    return _new(request, gazetteer, shown.title)


@door(Record.PLACE, Right.MAKE)
def new_place(request: DeskRequest) -> HttpResponse:
    """Name a place that the gazetteer does not know."""
    return _new(request, "", "")


def _new(request: DeskRequest, gazetteer: str, title: str) -> HttpResponse:
    viewer = request.viewer
    may_make = viewer.may(Right.MAKE, Record.PLACE)
    faults: Sequence[Fault] = ()
    form = NameForm(language=viewer.language, initial={"text": title, "request": new_request(), "share": True})
    if request.method == "POST" and may_make:
        form = NameForm(request.POST, language=viewer.language)
        if form.is_valid():
            made: list[Place] = []
            faults = acted(
                lambda: made.append(
                    actions.name_place(
                        by=viewer,
                        form=form.form(),
                        gazetteer=gazetteer,
                        share=form.cleaned_data["share"],
                        request=form.cleaned_data["request"],
                    )
                )
            )
            if not faults:
                return redirect("register:place", made[0].number) if made else redirect("register:places")
    return render(
        request,
        "register/new_place.html",
        {
            "known": shown_known(viewer, gazetteer) if gazetteer else None,
            "form": form if may_make else None,
            "faults": faults,
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@door(Record.PLACE, Right.MAKE)
def add_name(request: DeskRequest, number: str) -> HttpResponse:
    """Say how the own side calls it."""
    found = gate.place_for(request.viewer, number)
    form = NameForm(request.POST, language=request.viewer.language)
    faults: Sequence[Fault] = ()
    if form.is_valid():
        faults = acted(
            lambda: actions.add_place_form(
                by=request.viewer,
                place=number,
                form=form.form(),
                share=form.cleaned_data["share"],
                request=form.cleaned_data["request"],
            )
        )
        if not faults:
            return redirect("register:place", number)
    return _page(request, found, name_form=form, faults=faults, status=422)


@require_POST
@door(Record.PLACE, Right.MAKE)
def add_change(request: DeskRequest, number: str) -> HttpResponse:
    """Say what became of it."""
    viewer = request.viewer
    found = gate.place_for(viewer, number)
    form = ChangeForm(request.POST, language=viewer.language)
    faults: Sequence[Fault] = ()
    if form.is_valid():
        faults = acted(
            lambda: actions.say_place_changed(
                by=viewer,
                place=number,
                change=form.change(
                    other=number_of(viewer, form.cleaned_data["other"], gate.place_for, gate.search_places)
                ),
                share=form.cleaned_data["share"],
                request=form.cleaned_data["request"],
            )
        )
        if not faults:
            return redirect("register:place", number)
    return _page(request, found, change_form=form, faults=faults, status=422)


@require_POST
@door(Record.PLACE, Right.CHANGE)
def share(request: DeskRequest, number: str, saying: str) -> HttpResponse:
    """Show what the own party said of it to both sides."""
    gate.place_for(request.viewer, number)
    acted(lambda: actions.share_saying(by=request.viewer, saying=saying, request=request.POST.get("request", "")))
    return redirect("register:place", number)


def _page(
    request: DeskRequest,
    found: Place,
    *,
    name_form: NameForm | None = None,
    change_form: ChangeForm | None = None,
    faults: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    (shown,) = shown_places(viewer, [found])
    changes = list(changes_of_place(viewer, found))
    followers = [one.other for one in changes if one.other is not None]
    named = {one.number: one for one in shown_places(viewer, followers)}
    visible = set(gate.places_for(viewer).filter(pk__in=named).values_list("pk", flat=True))
    may_make = viewer.may(Right.MAKE, Record.PLACE)
    first = {"request": new_request(), "share": True}
    return render(
        request,
        "register/place.html",
        {
            "place": found,
            "shown": shown,
            "forms": [
                (form, FormUse(form.use))
                for form in sayings_for(viewer, PlaceForm.objects.filter(place=found)).order_by("recorded_at", "number")
            ],
            "changes": [
                (one, Happened(one.happened), named.get(one.other_id or "") if one.other_id in visible else None)
                for one in changes
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
