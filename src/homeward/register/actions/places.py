"""What parties say of places and institutions: their names, and what became of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone

from homeward.access.actions.signing_in import THE_DESK
from homeward.access.doors import NotThere, need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.ledger.actions import AlreadyRecorded, record
from homeward.ledger.terms import NEUTRAL
from homeward.names.places import place_forms
from homeward.register.dates import parse_edtf
from homeward.register.gate.places import institution_for, place_for
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
from homeward.register.terms import FormUse, Happened, InstitutionKind
from homeward.words import Language, _


@dataclass(frozen=True, slots=True)
class NewForm:
    """A form of a name, as a side writes it: text, language, how it is used, where from, since when (EDTF)."""

    text: str
    language: Language
    source: str
    use: FormUse = FormUse.CURRENT
    as_of: str = ""

    def faults(self) -> list[Fault]:
        """Everything wrong with it."""
        found = [] if self.text.strip() else [_fault("text", _("There is no name."), _("Write the name."))]
        return found + _source_faults(self.source, self.as_of)


@dataclass(frozen=True, slots=True)
class NewChange:
    """What became of a place or an institution: what happened, what followed it (its number), where from, when."""

    happened: Happened
    source: str
    as_of: str = ""
    other: str = ""
    place: str = ""

    def faults(self) -> list[Fault]:
        """Everything wrong with it."""
        found = _source_faults(self.source, self.as_of)
        followed = self.place or self.other if self.happened is Happened.MOVED else self.other
        if self.happened is not Happened.DISBANDED and not followed:
            found.append(_fault("other", _("It is not said what followed."), _("Name the place or institution.")))
        return found


def name_place(*, by: Viewer, form: NewForm, gazetteer: str = "", share: bool = True, request: str = "") -> Place:
    """Speak of a place for the first time: it gets a row, and the party's form of its name.

    A place of the gazetteer has one row, whoever speaks of it.

    Args:
        by: who names it, for the party.
        form: the party's form.
        gazetteer: id of the place there, "" for one it does not know.
        share: whether both sides see the form.
        request: idempotency key.

    Raises:
        NotThere: the gazetteer has no such place.
        InputRefused: everything wrong with the form.
    """
    need(by, Record.PLACE, Right.MAKE)
    if gazetteer:
        try:
            place_forms(gazetteer)
        except KeyError:
            raise NotThere from None
    written = _form(by, form, share)
    place = _known_place(by, gazetteer) if gazetteer else _new_place()
    first = [place] if place._state.adding else []
    said = PlaceForm(place=place, **written)
    _record(by, place.number, said, share=share, request=request, action="register.name_place", first=first)
    return place


def _new_place(gazetteer: str = "") -> Place:
    return Place(number=opaque_id("PL", secrets.token_hex(16)), gazetteer=gazetteer)


def _known_place(by: Viewer, gazetteer: str) -> Place:
    """The row of a place of the gazetteer, written when a party first speaks of it, by an entry of the desk's own.

    Written with the form of whoever speaks first, it would tell the other side, by the rows of its own entry, that
    somebody had spoken before.
    """
    known = Place.objects.filter(gazetteer=gazetteer)
    if found := known.first():
        return found
    place = _new_place(gazetteer)
    try:
        with record(
            by=THE_DESK,
            action="register.know_place",
            purpose=by.purpose,
            subject=place.number,
            shown_to={NEUTRAL},
            request=f"place {gazetteer}",
        ) as act:
            place.save(force_insert=True)
            act.made(place)
    except AlreadyRecorded:  # somebody else's, at the same moment
        return known.get()
    return place


def add_place_form(*, by: Viewer, place: str, form: NewForm, share: bool = True, request: str = "") -> PlaceForm:
    """Say how the own party calls a place, or once called it.

    Raises:
        NotThere: there is no such place for this viewer.
        InputRefused: everything wrong with the form.
    """
    need(by, Record.PLACE, Right.MAKE)
    said = PlaceForm(place=place_for(by, place), **_form(by, form, share))
    return _record(by, place, said, share=share, request=request, action="register.add_place_form")


def say_place_changed(
    *, by: Viewer, place: str, change: NewChange, share: bool = True, request: str = ""
) -> PlaceChange:
    """Say what became of a place.

    Raises:
        NotThere: there is no such place for this viewer.
        InputRefused: everything wrong with the change.
    """
    need(by, Record.PLACE, Right.MAKE)
    _refuse(change.faults())
    said = PlaceChange(
        place=place_for(by, place),
        happened=change.happened.value,
        other=_followed(by, change.other, place_for),
        **_said(by, "PH", change.source, change.as_of, share),
    )
    return _record(by, place, said, share=share, request=request, action="register.say_place_changed")


def name_institution(
    *, by: Viewer, kind: InstitutionKind, form: NewForm, share: bool = False, request: str = ""
) -> Institution:
    """Speak of an institution for the first time; the other side learns of it only when it is shared.

    Raises:
        InputRefused: everything wrong with the form.
    """
    need(by, Record.PLACE, Right.MAKE)
    made = Institution(number=opaque_id("IN", secrets.token_hex(16)), kind=kind.value)
    said = InstitutionForm(institution=made, **_form(by, form, share))
    _record(by, made.number, said, share=share, request=request, action="register.name_institution", first=[made])
    return made


def add_institution_form(
    *, by: Viewer, institution: str, form: NewForm, share: bool = False, request: str = ""
) -> InstitutionForm:
    """Say how the own party calls an institution, or once called it.

    Raises:
        as ``add_place_form``.
    """
    need(by, Record.PLACE, Right.MAKE)
    said = InstitutionForm(institution=institution_for(by, institution), **_form(by, form, share))
    return _record(by, institution, said, share=share, request=request, action="register.add_institution_form")


def say_institution_changed(
    *, by: Viewer, institution: str, change: NewChange, share: bool = False, request: str = ""
) -> InstitutionChange:
    """Say that an institution moved, was succeeded, merged or disbanded.

    Raises:
        as ``say_place_changed``.
    """
    need(by, Record.PLACE, Right.MAKE)
    _refuse(change.faults())
    said = InstitutionChange(
        institution=institution_for(by, institution),
        happened=change.happened.value,
        other=_followed(by, change.other, institution_for),
        place=_followed(by, change.place, place_for),
        **_said(by, "IH", change.source, change.as_of, share),
    )
    return _record(by, institution, said, share=share, request=request, action="register.say_institution_changed")


def share_saying(*, by: Viewer, saying: str, request: str = "") -> None:
    """Show both sides what the own party said of a place or an institution; this cannot be undone.

    Raises:
        NotThere: the own party has said nothing under this number.
    """
    need(by, Record.PLACE, Right.CHANGE)
    kinds: tuple[type[Saying], ...] = (PlaceForm, PlaceChange, InstitutionForm, InstitutionChange)
    found = next((row for kind in kinds for row in kind._default_manager.filter(number=saying, party=by.party)), None)
    if found is None:
        raise NotThere
    with record(
        by=by.actor,
        action="register.share_saying",
        purpose=by.purpose,
        subject=saying,
        shown_to=by.parties,
        request=request,
    ) as act:
        found.shared_at = found.shared_at or timezone.now()
        found.save(update_fields=["shared_at"])
        act.changed(found)


S = TypeVar("S", PlaceForm, PlaceChange, InstitutionForm, InstitutionChange)


def _record(
    by: Viewer,
    subject: str,
    said: S,
    *,
    share: bool,
    request: str,
    action: str,
    first: list[Place] | list[Institution] | None = None,
) -> S:
    with record(
        by=by.actor,
        action=action,
        purpose=by.purpose,
        subject=subject,
        shown_to=by.parties if share else {by.party, NEUTRAL},
        request=request,
    ) as act:
        for row in first or []:
            row.save(force_insert=True)
            act.made(row)
        said.save(force_insert=True)
        act.made(said)
        if isinstance(said, (PlaceForm, InstitutionForm)):
            FormKey.objects.bulk_create([FormKey(key=key, form=said.number) for key in form_keys(said.text)])
    return said


def _form(by: Viewer, form: NewForm, share: bool) -> dict[str, object]:
    _refuse(form.faults())
    said = _said(by, "FO", form.source, form.as_of, share)
    return {"text": form.text.strip(), "language": form.language.value, "use": form.use.value, **said}


def _said(by: Viewer, kind: str, source: str, as_of: str, share: bool) -> dict[str, object]:
    now = timezone.now()
    return {
        "number": opaque_id(kind, secrets.token_hex(16)),
        "party": by.party,
        "source": source.strip(),
        "as_of": as_of.strip(),
        "recorded_at": now,
        "recorded_by": by.person,
        "shared_at": now if share else None,
    }


Row = TypeVar("Row", Place, Institution)


def _followed(by: Viewer, number: str, find: Callable[[Viewer, str], Row]) -> Row | None:
    return find(by, number) if number else None


def _source_faults(source: str, as_of: str) -> list[Fault]:
    found = []
    if not source.strip():
        found.append(_fault("source", _("There is no source."), _("Write where this is known from.")))
    try:
        parse_edtf(as_of or "2000")
    except ValueError:
        found.append(_fault("as_of", _("This is not a date."), _("Write it like 2024-05-17, 2024-05, 2024 or 2024?.")))
    return found


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InputRefused(faults)


def _fault(column: str, found: str, advice: str) -> Fault:
    return Fault("", "", 0, column, found, advice)
