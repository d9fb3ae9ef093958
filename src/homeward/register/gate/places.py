"""Places and institutions: every side's form, the viewer's own first, the others in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.names.place_gazetteer import gazetteer
from homeward.names.places import place_forms, place_keys
from homeward.register.models import (
    FormKey,
    Institution,
    InstitutionChange,
    InstitutionForm,
    Place,
    PlaceChange,
    PlaceForm,
    Saying,
)
from homeward.register.search_keys import form_keys
from homeward.register.terms import FormUse
from homeward.words import Language

S = TypeVar("S", bound=Saying)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place or an institution as a viewer names it.

    Attributes:
        number: "" for a place of the gazetteer of which nobody has spoken yet.
        gazetteer: its id there, "" if it has none.
        title: the form of the viewer's side, else in the viewer's language.
        others: other forms in use, in alphabetical order.
        former: former names, in alphabetical order.
    """

    number: str
    gazetteer: str
    title: str
    others: tuple[str, ...]
    former: tuple[str, ...]


def sayings_for(viewer: Viewer, sayings: QuerySet[S]) -> QuerySet[S]:
    """What the viewer may see of what was said of places and institutions."""
    return sayings.filter(_reach(viewer))


def _reach(viewer: Viewer) -> Q:
    reach = Q(party__in=viewer.owners(Right.READ, Record.PLACE))
    if viewer.may_shared(Right.READ, Record.PLACE):
        reach |= Q(shared_at__isnull=False)
    return reach


def places_for(viewer: Viewer) -> QuerySet[Place]:
    """Places of which somebody has said something that the viewer may see."""
    reach = _reach(viewer)
    spoken = [said.objects.filter(reach, place=OuterRef("pk")) for said in (PlaceForm, PlaceChange)]
    return Place.objects.filter(Exists(spoken[0]) | Exists(spoken[1]))


def institutions_for(viewer: Viewer) -> QuerySet[Institution]:
    """Institutions of which somebody has said something that the viewer may see."""
    reach = _reach(viewer)
    return Institution.objects.filter(Exists(InstitutionForm.objects.filter(reach, institution=OuterRef("pk"))))


def place_for(viewer: Viewer, number: str) -> Place:
    """One place.

    Raises:
        NotThere: there is none for this viewer.
    """
    return _one(places_for(viewer).filter(number=number).first())


def institution_for(viewer: Viewer, number: str) -> Institution:
    """One institution.

    Raises:
        NotThere: there is none for this viewer.
    """
    return _one(institutions_for(viewer).filter(number=number).first())


T = TypeVar("T", bound=Model)


def _one(found: T | None) -> T:
    if found is None:
        raise NotThere
    return found


def shown_places(viewer: Viewer, places: Sequence[Place]) -> list[ShownPlace]:
    """Places fetched through this gate, under the viewer's names."""
    forms: dict[str, list[PlaceForm]] = {}
    for form in sayings_for(viewer, PlaceForm.objects.filter(place__in=places, superseded_by="")):
        forms.setdefault(form.place_id, []).append(form)
    return [
        _shown(viewer, place.number, place.gazetteer, forms.get(place.number, []), _known(viewer, place.gazetteer))
        for place in places
    ]


def shown_institutions(viewer: Viewer, institutions: Sequence[Institution]) -> list[ShownPlace]:
    """Institutions fetched through this gate, under the viewer's names."""
    forms: dict[str, list[InstitutionForm]] = {}
    for form in sayings_for(viewer, InstitutionForm.objects.filter(institution__in=institutions, superseded_by="")):
        forms.setdefault(form.institution_id, []).append(form)
    return [_shown(viewer, one.number, "", forms.get(one.number, []), ((), ())) for one in institutions]


def shown_known(viewer: Viewer, gazetteer: str) -> ShownPlace:
    """A place of the gazetteer, whether or not anybody has spoken of it.

    Raises:
        NotThere: the gazetteer has no such place.
    """
    try:
        current, former = _known(viewer, gazetteer)
    except KeyError:
        raise NotThere from None
    return _shown(viewer, "", gazetteer, [], (current, former))


def _known(viewer: Viewer, gazetteer: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Forms of the gazetteer, those in the viewer's language first; former names."""
    if not gazetteer:
        return (), ()
    forms = place_forms(gazetteer)
    by_language = {Language.UK: (forms.uk,), Language.RU: (forms.ru,), Language.EN: forms.en, Language.TR: forms.tr}
    first = by_language.pop(viewer.language)
    return tuple(dict.fromkeys(filter(None, (*first, forms.uk, forms.ru)))), forms.former


def _shown(
    viewer: Viewer,
    number: str,
    gazetteer: str,
    forms: Sequence[PlaceForm | InstitutionForm],
    known: tuple[tuple[str, ...], tuple[str, ...]],
) -> ShownPlace:
    current = [form for form in forms if form.use == FormUse.CURRENT]
    current.sort(
        key=lambda form: (form.party != viewer.party, form.language != viewer.language, form.text, form.number)
    )
    own = [form.text for form in current if form.party == viewer.party]
    names = list(dict.fromkeys([*own, *known[0], *(form.text for form in current), *(form.text for form in forms)]))
    former = {form.text for form in forms if form.use == FormUse.FORMER} | set(known[1])
    others = sorted(set(names[1:]) - former)
    return ShownPlace(number, gazetteer, names[0] if names else number, tuple(others), tuple(sorted(former)))


def search_places(viewer: Viewer, text: str, limit: int = 20) -> list[ShownPlace]:
    """Places found by any form in any script: those spoken of, then those the gazetteer knows, the largest first.

    Found for ``Aleshki`` is the place the viewer calls Олешки.
    """
    text = text.strip()[:200]
    if not text or not viewer.may(Right.READ, Record.PLACE):
        return []
    known = gazetteer().largest(place_keys(text).places)
    spoken = list(
        places_for(viewer)
        .filter(Q(gazetteer__in=known) | Q(pk__in=_spoken(viewer, PlaceForm, "place_id", text)))
        .order_by("number")[:limit]
    )
    rowed = {place.gazetteer for place in spoken}
    rest = [shown_known(viewer, place) for place in known if place not in rowed]
    return [*shown_places(viewer, spoken), *rest][:limit]


def search_institutions(viewer: Viewer, text: str, limit: int = 20) -> list[ShownPlace]:
    """Institutions found by any word of any form that the viewer may see, in any script."""
    text = text.strip()[:200]
    if not text or not viewer.may(Right.READ, Record.PLACE):
        return []
    numbers = _spoken(viewer, InstitutionForm, "institution_id", text)
    found = institutions_for(viewer).filter(pk__in=numbers).order_by("number")[:limit]
    return shown_institutions(viewer, list(found))


def _spoken(viewer: Viewer, model: type[PlaceForm] | type[InstitutionForm], what: str, text: str) -> set[str]:
    forms = FormKey.objects.filter(key__in=form_keys(text)).values("form")
    visible: QuerySet[Saying] = sayings_for(viewer, model.objects.filter(number__in=forms, superseded_by=""))
    return set(visible.values_list(what, flat=True))


def changes_of_place(viewer: Viewer, place: Place) -> QuerySet[PlaceChange]:
    """What became of a place, as far as the viewer may see it; by the date said, then as recorded."""
    return sayings_for(viewer, place.changes.order_by("as_of", "recorded_at", "number"))


def changes_of_institution(viewer: Viewer, institution: Institution) -> QuerySet[InstitutionChange]:
    """What became of an institution, as ``changes_of_place``."""
    return sayings_for(viewer, institution.changes.order_by("as_of", "recorded_at", "number"))
