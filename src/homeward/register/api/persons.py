"""The API of entries, persons, what is said of them, and contradictions.

See ``homeward.access.api`` for what all operations have in common.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from ninja import Field, Router, Schema

from homeward.access.api import Done, once, paged, request_key
from homeward.access.doors import DeskRequest, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.register import actions, gate
from homeward.register.actions.statements import NewFact
from homeward.register.facts import Fact
from homeward.register.gate.persons import members_for
from homeward.register.models import Contradiction, ListedEntry, Statement
from homeward.register.terms import Confidence, FactField
from homeward.words import Language, say

router = Router(tags=["register"])


class EntryOut(Schema):
    """An entry as the viewer may see it: in full, or the columns that both sides agreed to share."""

    alias: str
    number: str
    party: str
    is_own: bool
    title: str
    latin: str
    cells: list[list[str]]
    has_health_note: bool


class Entries(Schema):
    """Entries found, the likeliest first."""

    rows: list[EntryOut]


class FactOut(Schema):
    """One thing said: by whom, where from, as of when."""

    field: str
    value: str
    party: str
    source: str
    as_of: str
    shared: bool


class EntryWhole(EntryOut):
    """An entry with the person it stands in and all that is said of it."""

    person: str
    facts: list[FactOut]


class PersonOut(Schema):
    """A person: entries that are one by judgement."""

    number: str
    party: str
    founded_at: dt.datetime
    ended_at: dt.datetime | None
    merged_into: str | None = Field(alias="merged_into_id")


class Persons(Schema):
    """A page of persons."""

    rows: list[PersonOut]
    next: str


class JudgementOut(Schema):
    """What the viewer's party has said of two entries: “same” or “different”."""

    number: str
    left: str
    right: str
    verdict: str
    judged_at: dt.datetime


class PersonWhole(PersonOut):
    """A person with its entries, what is said, side by side, and what the viewer's party said of its entries."""

    entries: list[EntryOut]
    facts: list[FactOut]
    judgements: list[JudgementOut]


class FactIn(Schema):
    """What is to be said of a person or an entry."""

    field: Literal["life_state", "whereabouts", "status_claim", "name", "birth_date", "birth_place", "sex", "taken"]
    value: str = Field(max_length=500)
    source: str = Field(max_length=500)
    as_of: str = Field("", max_length=40, description="EDTF")
    confidence: Literal["documented", "stated", "inferred", "unknown"] = "stated"
    share: bool = False


class ContradictionOut(Schema):
    """Things said that cannot all be true."""

    number: str
    rule: str
    sentence: str
    about: str
    is_open: bool
    found_at: dt.datetime
    facts: list[FactOut]


class Contradictions(Schema):
    """A page of contradictions."""

    rows: list[ContradictionOut]
    next: str


class Reason(Schema):
    """Why."""

    reason: str = Field(max_length=2000)


@router.get("/search", response=Entries, summary="Search entries")
@door(Record.ROW)
def search(request: DeskRequest, q: str = "") -> Any:
    """Entries found by a name in any script, a number or a place; the reading of names is recorded."""
    return {"rows": _entries(request.viewer, gate.search_entries(request.viewer, q))}


@router.get("/entries/{alias}", response=EntryWhole, summary="One entry")
@door(Record.ROW)
def entry(request: DeskRequest, alias: str) -> Any:
    """One entry by its alias: in full for whoever may read it, else what both sides agreed to share."""
    viewer = request.viewer
    found = gate.entry_for(viewer, alias)
    (told,) = _entries(viewer, [found])
    person = gate.person_of_entry(viewer, found.alias)
    return {
        **told.model_dump(),
        "person": person.number if person else "",
        "facts": _facts(gate.assertions_of(viewer, [found.alias])),
    }


@router.post("/entries/{alias}/statements", response=Done, summary="Say something of an entry")
@door(Record.PERSON, Right.MAKE)
def state_of_entry(request: DeskRequest, alias: str, said: FactIn) -> Done:
    """Say something of an entry for the own party; the other side sees it only when it is shared."""
    return _state(request, alias, said)


@router.get("/persons", response=Persons, summary="Persons")
@door(Record.PERSON)
def persons(request: DeskRequest) -> Any:
    """Persons that the viewer may see, those taken apart among them."""
    return paged(gate.persons_for(request.viewer), request, order=("number",), told=list)


@router.get("/persons/{number}", response=PersonWhole, summary="One person")
@door(Record.PERSON)
def person(request: DeskRequest, number: str) -> Any:
    """What is said of one person, side by side; the reading of names is recorded."""
    viewer = request.viewer
    found = gate.person_for(viewer, number)
    entries = [one for _membership, one in members_for(viewer, [found])[number]]
    aliases = [one.alias for one in entries]
    said = gate.judgements_for(viewer).filter(retracted_at=None, left__in=aliases, right__in=aliases)
    return {
        **PersonOut.from_orm(found).model_dump(by_alias=True),
        "entries": _entries(viewer, entries),
        "facts": _facts(gate.assertions_of(viewer, [found.number, *aliases])),
        "judgements": [JudgementOut.from_orm(one) for one in said.order_by("judged_at", "number")],
    }


@router.post("/persons/{number}/statements", response=Done, summary="Say something of a person")
@door(Record.PERSON, Right.MAKE)
def state_of_person(request: DeskRequest, number: str, said: FactIn) -> Done:
    """Say something of a person for the own party."""
    return _state(request, number, said)


@router.post("/judgements/{number}/take-apart", response=Done, summary="Take a person apart")
@door(Record.PERSON, Right.CHANGE)
def take_apart(request: DeskRequest, number: str, why: Reason) -> Done:
    """Take back the own party's “same” about two entries of a person; persons are settled anew."""
    key = request_key(request)
    return once(lambda: actions.take_apart(by=request.viewer, judgement=number, reason=why.reason, request=key), number)


@router.post("/statements/{number}/share", response=Done, summary="Share a statement")
@door(Record.PERSON, Right.CHANGE)
def share(request: DeskRequest, number: str) -> Done:
    """Show a statement of the own party to both sides."""
    key = request_key(request)
    return once(lambda: actions.share_fact(by=request.viewer, statement=number, request=key), number)


@router.post("/statements/{number}/correct", response=Done, summary="Correct a statement")
@door(Record.PERSON, Right.CHANGE)
def correct(request: DeskRequest, number: str, said: FactIn) -> Done:
    """Correct a statement of the own party; what stood stays readable."""
    key = request_key(request)
    return once(
        lambda: actions.supersede_fact(by=request.viewer, statement=number, fact=_fact(said), request=key), number
    )


@router.get("/contradictions", response=Contradictions, summary="Contradictions")
@door(Record.CONTRADICTION)
def contradictions(request: DeskRequest, is_open: bool | None = None) -> Any:
    """Things said that cannot all be true, as far as the viewer may see what they rest on."""
    found = gate.contradictions_for(request.viewer)
    found = found if is_open is None else found.filter(is_open=is_open)

    def told(rows: Sequence[Contradiction]) -> list[Any]:
        return [_contradiction(one, request.viewer.language) for one in gate.shown(request.viewer, rows)]

    return paged(found, request, order=("found_at", "number"), told=told)


@router.get("/contradictions/{number}", response=ContradictionOut, summary="One contradiction")
@door(Record.CONTRADICTION)
def contradiction(request: DeskRequest, number: str) -> Any:
    """One contradiction with what it rests on."""
    (shown,) = gate.shown(request.viewer, [gate.contradiction_for(request.viewer, number)])
    return _contradiction(shown, request.viewer.language)


@router.post("/contradictions/{number}/settle", response=Done, summary="Settle a contradiction")
@door(Record.CONTRADICTION, Right.DECIDE)
def settle(request: DeskRequest, number: str, why: Reason) -> Done:
    """Say what settles a contradiction."""
    key = request_key(request)
    return once(lambda: actions.settle(by=request.viewer, contradiction=number, reason=why.reason, request=key), number)


@router.post("/contradictions/{number}/open", response=Done, summary="Open a contradiction again")
@door(Record.CONTRADICTION, Right.DECIDE)
def open_again(request: DeskRequest, number: str, why: Reason) -> Done:
    """Say why a contradiction is not settled."""
    key = request_key(request)
    return once(
        lambda: actions.open_again(by=request.viewer, contradiction=number, reason=why.reason, request=key), number
    )


def _entries(viewer: Viewer, entries: Sequence[ListedEntry]) -> list[EntryOut]:
    read_names(viewer, {entry.alias: entry.party for entry in entries})
    return [EntryOut.from_orm(gate.shown_entry(entry, viewer)) for entry in entries]


def _facts(facts: Iterable[Fact]) -> list[FactOut]:
    return [FactOut.from_orm(fact) for fact in facts]


def _state(request: DeskRequest, about: str, said: FactIn) -> Done:
    key = request_key(request)

    def does() -> Statement:
        return actions.state_fact(by=request.viewer, about=about, fact=_fact(said), share=said.share, request=key)

    return once(does, about)


def _fact(said: FactIn) -> NewFact:
    return NewFact(
        field=FactField(said.field),
        value=said.value,
        source=said.source,
        as_of=said.as_of,
        confidence=Confidence(said.confidence),
    )


def _contradiction(shown: Any, language: Language) -> ContradictionOut:
    return ContradictionOut(
        number=shown.row.number,
        rule=shown.row.rule,
        sentence=say(shown.sentence, language),
        about=shown.row.about,
        is_open=shown.row.is_open,
        found_at=shown.row.found_at,
        facts=_facts(shown.facts),
    )
