"""One entry of a list: as it was written, as far as the viewer may see it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.errors import Fault
from homeward.register import actions, gate
from homeward.register.entries import COLUMNS
from homeward.register.forms import FactForm
from homeward.register.gate.judgements import judgements_for
from homeward.register.models import Disclosure, ListedEntry
from homeward.register.person_page import word_of
from homeward.register.terms import FactField, Verdict
from homeward.register.views.acting import acted, new_request


@door(Record.PERSON)
def entry(request: DeskRequest, number: str) -> HttpResponse:
    """An entry by its alias."""
    return _page(request, gate.entry_for(request.viewer, number))


@require_POST
@door(Record.PERSON, Right.MAKE)
def state(request: DeskRequest, number: str) -> HttpResponse:
    """Say something of whom an entry speaks of."""
    found = gate.entry_for(request.viewer, number)
    form = FactForm(request.POST, language=request.viewer.language)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    faults = acted(
        lambda: actions.state_fact(
            by=request.viewer,
            about=found.alias,
            fact=form.fact(),
            share=form.cleaned_data["share"],
            request=form.cleaned_data["request"],
        )
    )
    if faults:
        return _page(request, found, form, faults, status=422)
    return redirect("register:entry", found.alias)


def _page(
    request: DeskRequest,
    found: ListedEntry,
    form: FactForm | None = None,
    faults: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    read_names(viewer, {found.alias: found.party})
    shown = gate.shown_entry(found, viewer)
    disclosed = Disclosure.objects.filter(entry=found.alias).order_by("since", "number")
    may_state = viewer.may(Right.MAKE, Record.PERSON)
    said = [
        (one, word_of(FactField(one.field), one.value), FactField(one.field))
        for one in gate.statements_for(viewer, [found.alias])
    ]
    return render(
        request,
        "register/entry.html",
        {
            "entry_shown": shown,
            "cells": [(heading if shown.is_own else COLUMNS[heading], text) for heading, text in shown.cells],
            "found": found,
            "person": gate.person_of_entry(viewer, found.alias) if viewer.may(Right.READ, Record.PERSON) else None,
            "disclosed": [(one, [COLUMNS.get(column, column) for column in one.columns]) for one in disclosed],
            "judgements": [
                (one, one.right if one.left == found.alias else one.left, Verdict(one.verdict))
                for one in judgements_for(viewer).filter(left=found.alias).order_by("judged_at")
                | judgements_for(viewer).filter(right=found.alias).order_by("judged_at")
            ],
            "statements": said,
            "form": (form or FactForm(language=viewer.language, initial={"request": new_request()}))
            if may_state
            else None,
            "faults": faults,
        },
        status=status,
    )
