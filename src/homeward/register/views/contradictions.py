"""Contradictions: what cannot all be true, and what people said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.desk.listing import page_of
from homeward.errors import Fault
from homeward.identifiers import is_whole
from homeward.register import actions, gate
from homeward.register.contradictions import SENTENCES
from homeward.register.models import Contradiction
from homeward.register.person_page import word_of
from homeward.register.terms import FactField, ListedAs
from homeward.register.views.acting import acted, new_request
from homeward.words import _

STATES = {"open": _("open"), "settled": _("settled"), "": _("all")}

#: What a fact speaks of that is no field of statements.
_OTHER_FIELDS = {"listed": _("on a list of"), "entry": _("entry number")}


@door(Record.CONTRADICTION)
def contradictions(request: DeskRequest) -> HttpResponse:
    """Contradictions that the viewer may see, oldest first; open ones unless others are asked for."""
    viewer = request.viewer
    state, rule = request.GET.get("state", "open"), request.GET.get("rule", "")
    every = gate.contradictions_for(viewer)
    of_rule = every.filter(rule=rule) if rule in SENTENCES else every
    by_state = {
        "open": of_rule.filter(is_open=True),
        "settled": of_rule.filter(is_open=False),
        "": of_rule,
    }
    rows = by_state.get(state, by_state["open"])
    page = page_of(rows, request, order=("found_at", "number"))
    return render(
        request,
        "register/contradictions.html",
        {
            "page": page,
            "contradictions": [_laid_out(one) for one in gate.shown(viewer, page.rows)],
            "chips": [(name, sentence, by_state[name].count(), name == state) for name, sentence in STATES.items()],
            "state": state,
            "rule": rule,
            "rules": [(one, SENTENCES[one]) for one in SENTENCES],
            "open_count": by_state["open"].count(),
        },
    )


@door(Record.CONTRADICTION)
def contradiction(request: DeskRequest, number: str) -> HttpResponse:
    """One contradiction with all that was said of it."""
    return _page(request, gate.contradiction_for(request.viewer, number))


@require_POST
@door(Record.CONTRADICTION, Right.DECIDE)
def settle(request: DeskRequest, number: str) -> HttpResponse:
    """Settle it, with a reason."""
    return _said(request, number, actions.settle)


@require_POST
@door(Record.CONTRADICTION, Right.DECIDE)
def open_again(request: DeskRequest, number: str) -> HttpResponse:
    """Open it again, with a reason."""
    return _said(request, number, actions.open_again)


def _said(request: DeskRequest, number: str, say: Callable[..., object]) -> HttpResponse:
    found = gate.contradiction_for(request.viewer, number)
    faults = acted(
        lambda: say(
            by=request.viewer,
            contradiction=number,
            reason=request.POST.get("reason", ""),
            request=request.POST.get("request", ""),
        )
    )
    return _page(request, found, faults, status=422) if faults else redirect("register:contradiction", number)


def _page(request: DeskRequest, found: Contradiction, faults: Sequence[Fault] = (), status: int = 200) -> HttpResponse:
    viewer = request.viewer
    (shown,) = gate.shown(viewer, [found])
    may_decide = viewer.may_on(Right.DECIDE, Record.CONTRADICTION, found.party, shared=not found.party)
    return render(
        request,
        "register/contradiction.html",
        {"one": _laid_out(shown), "faults": faults, "key": new_request() if may_decide else ""},
        status=status,
    )


def _laid_out(shown: gate.ShownContradiction) -> dict[str, object]:
    facts = [
        {
            "label": FactField(fact.field).label if fact.field in set(FactField) else _OTHER_FIELDS[fact.field],
            "value": _word(fact.field, fact.value),
            "is_date": fact.date is not None,
            "party": fact.party,
            "as_of": fact.as_of,
            "source": fact.source if is_whole(fact.source) and fact.source.startswith("EN-") else "",
        }
        for fact in shown.facts
    ]
    return {
        "row": shown.row,
        "sentence": shown.sentence,
        "facts": facts,
        "resolutions": shown.resolutions,
        "is_person": shown.row.about.startswith("PE-"),
    }


def _word(field: str, value: str) -> str:
    if field in set(FactField):
        return word_of(FactField(field), value)
    return next((kind.label for kind in ListedAs if kind.value == value), value)
