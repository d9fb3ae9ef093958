"""The API of places and institutions.

See ``homeward.access.api`` for what all operations have in common.
"""

from collections.abc import Sequence
from typing import Any, Literal

from ninja import Field, Router, Schema

from homeward.access.api import Done, once, paged, request_key
from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.register import actions, gate
from homeward.register.actions.places import NewForm
from homeward.register.gate.places import shown_institutions, shown_places
from homeward.register.models import Institution, Place
from homeward.register.terms import FormUse, InstitutionKind
from homeward.words import Language

router = Router(tags=["register"])


class FormIn(Schema):
    """A form of a name, as the own party writes it."""

    text: str = Field(max_length=300)
    language: Literal["uk", "ru", "en", "tr"]
    source: str = Field(max_length=500)
    use: Literal["current", "former", "other"] = "current"
    as_of: str = Field("", max_length=40, description="EDTF")
    share: bool = True


class PlaceIn(FormIn):
    """A place that is spoken of for the first time."""

    gazetteer: str = Field("", max_length=80)


class InstitutionIn(FormIn):
    """An institution that is spoken of for the first time."""

    kind: Literal["children", "hospital", "morgue", "detention", "authority", "other"]
    share: bool = False


class PlaceOut(Schema):
    """A place or an institution as the viewer names it, with the other forms."""

    number: str
    gazetteer: str
    title: str
    others: list[str]
    former: list[str]


class Places(Schema):
    """A page of places or institutions."""

    rows: list[PlaceOut]
    next: str


class PlacesFound(Schema):
    """Places found by a form of their names."""

    rows: list[PlaceOut]


@router.get("/places", response=Places, summary="Places")
@door(Record.PLACE)
def places(request: DeskRequest) -> Any:
    """Places of which somebody has spoken."""

    def told(rows: Sequence[Place]) -> list[Any]:
        return list(shown_places(request.viewer, rows))

    return paged(gate.places_for(request.viewer), request, order=("number",), told=told)


@router.get("/places/search", response=PlacesFound, summary="Search places")
@door(Record.PLACE)
def search_places(request: DeskRequest, q: str = "") -> Any:
    """Places found by any form in any script: Aleshki finds Олешки."""
    return {"rows": gate.search_places(request.viewer, q)}


@router.post("/places", response=Done, summary="Name a place")
@door(Record.PLACE, Right.MAKE)
def name_place(request: DeskRequest, said: PlaceIn) -> Done:
    """Speak of a place for the first time, by the own party's form of its name."""
    key = request_key(request)
    return once(
        lambda: actions.name_place(
            by=request.viewer, form=_form(said), gazetteer=said.gazetteer, share=said.share, request=key
        )
    )


@router.get("/places/{number}", response=PlaceOut, summary="One place")
@door(Record.PLACE)
def place(request: DeskRequest, number: str) -> Any:
    """One place under every side's name."""
    (shown,) = shown_places(request.viewer, [gate.place_for(request.viewer, number)])
    return shown


@router.post("/places/{number}/forms", response=Done, summary="Say how a place is called")
@door(Record.PLACE, Right.MAKE)
def add_place_form(request: DeskRequest, number: str, said: FormIn) -> Done:
    """Say how the own party calls a place, or once called it."""
    key = request_key(request)
    return once(
        lambda: actions.add_place_form(
            by=request.viewer, place=number, form=_form(said), share=said.share, request=key
        ),
        number,
    )


@router.get("/institutions", response=Places, summary="Institutions")
@door(Record.PLACE)
def institutions(request: DeskRequest) -> Any:
    """Institutions of which somebody has said something that the viewer may see."""

    def told(rows: Sequence[Institution]) -> list[Any]:
        return list(shown_institutions(request.viewer, rows))

    return paged(gate.institutions_for(request.viewer), request, order=("number",), told=told)


@router.post("/institutions", response=Done, summary="Name an institution")
@door(Record.PLACE, Right.MAKE)
def name_institution(request: DeskRequest, said: InstitutionIn) -> Done:
    """Speak of an institution for the first time; the other side learns of it only when it is shared."""
    key = request_key(request)
    kind = InstitutionKind(said.kind)
    return once(
        lambda: actions.name_institution(by=request.viewer, kind=kind, form=_form(said), share=said.share, request=key)
    )


@router.get("/institutions/{number}", response=PlaceOut, summary="One institution")
@door(Record.PLACE)
def institution(request: DeskRequest, number: str) -> Any:
    """One institution under every side's name."""
    (shown,) = shown_institutions(request.viewer, [gate.institution_for(request.viewer, number)])
    return shown


def _form(said: FormIn) -> NewForm:
    return NewForm(
        text=said.text,
        language=Language(said.language),
        source=said.source,
        use=FormUse(said.use),
        as_of=said.as_of,
    )
