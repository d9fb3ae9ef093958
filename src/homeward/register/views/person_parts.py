"""A person gathered for a page through the gate: entries, what is said by field, what happened."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.access.viewer import Viewer
from homeward.register import gate
from homeward.register.gate import ShownEntry, disclosed_columns
from homeward.register.models import Judgement, ListedEntry, Membership, Person, Statement
from homeward.register.person_page import (
    CORRECTED,
    ENDED,
    FIELDS,
    FOUNDED,
    JOINED,
    LEFT,
    SHARED,
    STATED,
    Assertion,
    Event,
    SaidOfField,
    from_entry,
    said_by_field,
    word_of,
)
from homeward.register.terms import FactField, Verdict


@dataclass(frozen=True, slots=True)
class PersonParts:
    """What a page shows of a person.

    Attributes:
        members: memberships, past ones among them, with the entry and the entry as shown.
        said: what is said, by field.
        events: what happened, newest first.
        judgements: live judgements of “same” of the viewer's own party among the entries.
        title: the name as the viewer's own party wrote it, else as anybody did; the number where none is shown.
    """

    members: tuple[tuple[Membership, ListedEntry, ShownEntry], ...]
    said: tuple[SaidOfField, ...]
    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]
    title: str
    latin: str

    def value_of(self, statement: Statement) -> str:
        """A statement's value as a page shows it: a marked label or a text."""
        return word_of(FactField(statement.field), statement.value)


def assertions_and_events(viewer: Viewer, person: Person) -> PersonParts:
    """Gather a person fetched through the gate."""
    members = tuple(
        (membership, entry, gate.shown_entry(entry, viewer))
        for membership, entry in gate.members_for(viewer, [person])[person.number]
    )
    living = [(entry, shown) for membership, entry, shown in members if membership.until is None or person.ended_at]
    disclosed = disclosed_columns(entry.alias for entry, _shown in living)
    of_column: dict[str, list[Assertion]] = {}
    for entry, shown in living:
        for column, _field in FIELDS:
            may = shown.is_own or column in disclosed.get(entry.alias, frozenset())
            if column and may and entry.known.get(column):
                said = from_entry(column, entry.known, entry.alias, entry.party, entry.recorded_at)
                of_column.setdefault(column, []).append(said)
    statements = list(gate.statements_for(viewer, [person.number, *(entry.alias for entry, _shown in living)]))
    of_field: dict[str, list[Assertion]] = {}
    for one in statements:
        of_field.setdefault(one.field, []).append(_stated(one))
    first = min(living, key=lambda pair: (pair[0].party != viewer.party, pair[0].alias), default=None)
    return PersonParts(
        members=members,
        said=tuple(said_by_field(of_column, of_field)),
        events=_events(person, members, statements),
        judgements=tuple(
            gate.judgements_for(viewer)
            .filter(
                retracted_at=None,
                verdict=Verdict.SAME.value,
                left__in=[entry.alias for entry, _shown in living],
                right__in=[entry.alias for entry, _shown in living],
            )
            .order_by("judged_at", "number")
        ),
        title=first[1].title if first else person.number,
        latin=first[1].latin if first else "",
    )


def _stated(one: Statement) -> Assertion:
    return Assertion(
        text=word_of(FactField(one.field), one.value),
        meant=one.value.casefold(),
        party=one.party,
        source=one.source,
        is_entry=False,
        as_of=one.as_of,
        recorded_at=one.recorded_at,
        statement=one.number,
        is_shared=one.shared_at is not None,
        is_superseded=bool(one.superseded_by),
        confidence=one.confidence,
    )


def _events(
    person: Person,
    members: tuple[tuple[Membership, ListedEntry, ShownEntry], ...],
    statements: list[Statement],
) -> tuple[Event, ...]:
    events = [Event(person.founded_at, FOUNDED, "", "")]
    if person.ended_at:
        events.append(Event(person.ended_at, ENDED, "", ""))
    for membership, entry, _shown in members:
        events.append(Event(membership.since, JOINED, entry.party, entry.alias))
        if membership.until:
            events.append(Event(membership.until, LEFT, entry.party, entry.alias))
    corrections = {one.superseded_by for one in statements if one.superseded_by}
    for one in statements:
        events.append(Event(one.recorded_at, CORRECTED if one.number in corrections else STATED, one.party, ""))
        if one.shared_at and one.shared_at != one.recorded_at:
            events.append(Event(one.shared_at, SHARED, one.party, ""))
    return tuple(sorted(events, reverse=True))
