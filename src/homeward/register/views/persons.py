"""Persons: the list, and what is said of one of them by whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.listing import page_of
from homeward.errors import Fault
from homeward.register import actions, gate
from homeward.register.forms import FactForm
from homeward.register.models import Membership, Person, Statement
from homeward.register.terms import FactField, Verdict
from homeward.register.views.acting import acted, new_request
from homeward.register.views.person_parts import assertions_and_events
from homeward.words import _

#: Chips of the list: what is asked for, and its sentence.
STATES = {
    "": _("all"),
    "joint": _("confirmed by both sides"),
    "own": _("of one party"),
    "open": _("with an open contradiction"),
    "apart": _("taken apart"),
}


@door(Record.PERSON)
def persons(request: DeskRequest) -> HttpResponse:
    """Persons that the viewer may see, newest first."""
    viewer = request.viewer
    state = request.GET.get("state", "")
    sought = request.GET.get("q", "").strip()
    every = _sought(viewer, sought)
    rows = {name: _in_state(viewer, every, name) for name in STATES}
    page = page_of(rows.get(state, rows[""]), request, order=("-founded_at", "-number"))
    members = gate.members_for(viewer, page.rows)
    shown = [
        (
            person,
            [
                gate.shown_entry(entry, viewer)
                for membership, entry in members[person.number]
                if membership.until is None or person.ended_at
            ],
        )
        for person in page
    ]
    read_names(viewer, {entry.alias: entry.party for _person, entries in shown for entry in entries})
    chips = [(name, sentence, rows[name].count(), name == state) for name, sentence in STATES.items()]
    return render(
        request, "register/persons.html", {"page": page, "persons": shown, "chips": chips, "sought_person": sought}
    )


def _sought(viewer: Viewer, text: str) -> QuerySet[Person]:
    every = gate.persons_for(viewer)
    if not text:
        return every
    aliases = [entry.alias for entry in gate.search_entries(viewer, text)]
    return every.filter(Exists(Membership.objects.filter(person=OuterRef("pk"), until=None, entry__in=aliases)))


def _in_state(viewer: Viewer, every: QuerySet[Person], state: str) -> QuerySet[Person]:
    if state == "apart":
        return every.exclude(ended_at=None)
    living = every.filter(ended_at=None)
    if state == "joint":
        return living.filter(party="")
    if state == "own":
        return living.exclude(party="")
    if state == "open":
        is_open = gate.contradictions_for(viewer).filter(about=OuterRef("pk"), is_open=True)
        return living.filter(Exists(is_open))
    return living


@door(Record.PERSON)
def person(request: DeskRequest, number: str) -> HttpResponse:
    """One person."""
    return _page(request, gate.person_for(request.viewer, number))


@require_POST
@door(Record.PERSON, Right.MAKE)
def state(request: DeskRequest, number: str) -> HttpResponse:
    """Say something of a person."""
    found = gate.person_for(request.viewer, number)
    form = FactForm(request.POST, language=request.viewer.language)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    faults = acted(
        lambda: actions.state_fact(
            by=request.viewer,
            about=number,
            fact=form.fact(),
            share=form.cleaned_data["share"],
            request=form.cleaned_data["request"],
        )
    )
    return _page(request, found, form, faults, status=422) if faults else redirect("register:person", number)


@door(Record.PERSON, Right.CHANGE)
def correct(request: DeskRequest, number: str, statement: str) -> HttpResponse:
    """Correct a statement of the own party by a newer one."""
    found, said = _own_statement(request, number, statement)
    field = FactField(said.field)
    language = request.viewer.language
    faults: Sequence[Fault] = ()
    if request.method == "POST":
        form = FactForm(request.POST, language=language, only=field)
        if form.is_valid():
            faults = acted(
                lambda: actions.supersede_fact(
                    by=request.viewer,
                    statement=statement,
                    fact=form.fact(),
                    request=form.cleaned_data["request"],
                )
            )
            if not faults:
                return redirect("register:person", number)
    else:
        form = FactForm(
            language=language,
            only=field,
            initial={
                "said": f"{said.field}={said.value}",
                "text": said.value,
                "source": said.source,
                "as_of": said.as_of,
                "confidence": said.confidence,
                "request": new_request(),
            },
        )
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "register/correct.html",
        {"person": found, "said": said, "field": field, "form": form, "faults": faults},
        status=status,
    )


@door(Record.PERSON, Right.CHANGE)
def share(request: DeskRequest, number: str, statement: str) -> HttpResponse:
    """Show a statement of the own party to both sides, after a look at what will be shown."""
    found, said = _own_statement(request, number, statement)
    if request.method == "POST":
        acted(
            lambda: actions.share_fact(by=request.viewer, statement=statement, request=request.POST.get("request", ""))
        )
        return redirect("register:person", number)
    parts = assertions_and_events(request.viewer, found)
    return render(
        request,
        "register/share.html",
        {
            "person": found,
            "said": said,
            "field": FactField(said.field),
            "value": parts.value_of(said),
            "key": new_request(),
        },
    )


@door(Record.PERSON, Right.CHANGE)
def take_apart(request: DeskRequest, number: str, judgement: str) -> HttpResponse:
    """Take back the own party's “same” about two entries of a person, with a reason."""
    viewer = request.viewer
    found = gate.person_for(viewer, number)
    said = gate.judgements_for(viewer).filter(
        number=judgement, retracted_at=None, verdict=Verdict.SAME.value, left__in=_aliases(found)
    )
    one = said.first()
    if one is None:
        raise NotThere
    faults: Sequence[Fault] = ()
    if request.method == "POST":
        faults = acted(
            lambda: actions.take_apart(
                by=viewer,
                judgement=judgement,
                reason=request.POST.get("reason", ""),
                request=request.POST.get("request", ""),
            )
        )
        if not faults:
            return redirect("register:person", number)
    return render(
        request,
        "register/take_apart.html",
        {"person": found, "judgement": one, "faults": faults, "key": new_request()},
        status=422 if faults else 200,
    )


def _own_statement(request: DeskRequest, number: str, statement: str) -> tuple[Person, Statement]:
    found = gate.person_for(request.viewer, number)
    about = [number, *_aliases(found)]
    said = gate.statements_for(request.viewer, about).filter(
        number=statement, party=request.viewer.party, superseded_by=""
    )
    one = said.first()
    if one is None:
        raise NotThere
    return found, one


def _aliases(person: Person) -> list[str]:
    return list(person.memberships.values_list("entry", flat=True))


def _page(
    request: DeskRequest,
    found: Person,
    form: FactForm | None = None,
    faults: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    parts = assertions_and_events(viewer, found)
    read_names(viewer, {entry.alias: entry.party for _membership, entry, _shown in parts.members})
    about = [found.number, *(entry.alias for _membership, entry, _shown in parts.members)]
    contradictions = list(gate.contradictions_for(viewer).filter(about__in=about).order_by("found_at", "number"))
    may_state = viewer.may(Right.MAKE, Record.PERSON)
    return render(
        request,
        "register/person.html",
        {
            "person": found,
            "merged_into": found.merged_into_id
            if found.merged_into_id and gate.persons_for(viewer).filter(pk=found.merged_into_id).exists()
            else "",
            "parts": parts,
            "contradictions": gate.shown(viewer, contradictions),
            "open_count": sum(one.is_open for one in contradictions),
            "may_change": viewer.may(Right.CHANGE, Record.PERSON),
            "form": (form or FactForm(language=viewer.language, initial={"request": new_request()}))
            if may_state
            else None,
            "faults": faults,
        },
        status=status,
    )
