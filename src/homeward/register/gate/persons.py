"""Persons: what both sides confirmed to be one, and what is said of them, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.register.facts import Fact, facts_of_entry
from homeward.register.gate.entries import disclosed_columns, entries_by_alias
from homeward.register.models import ListedEntry, Membership, Person, Statement


def persons_for(viewer: Viewer) -> QuerySet[Person]:
    """Persons that the viewer may see, those taken apart among them."""
    reach = Q(party__in=viewer.owners(Right.READ, Record.PERSON))
    if viewer.may_shared(Right.READ, Record.PERSON):
        reach |= Q(party="")
    return Person.objects.filter(reach)


def person_for(viewer: Viewer, number: str) -> Person:
    """One person.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = persons_for(viewer).filter(number=number).first()
    if found is None:
        raise NotThere
    return found


def person_of_entry(viewer: Viewer, alias: str) -> Person | None:
    """The person an entry stands in now, if the viewer may see it."""
    return persons_for(viewer).filter(memberships__entry=alias, memberships__until__isnull=True).first()


def statements_for(viewer: Viewer, about: Iterable[str]) -> QuerySet[Statement]:
    """Statements about persons or entries that the viewer may see, corrected ones among them, oldest first."""
    reach = Q(party__in=viewer.owners(Right.READ, Record.PERSON))
    if viewer.may_shared(Right.READ, Record.PERSON):
        reach |= Q(shared_at__isnull=False)
    return Statement.objects.filter(reach, about__in=set(about)).order_by("recorded_at", "number")


def members_for(viewer: Viewer, persons: Sequence[Person]) -> dict[str, list[tuple[Membership, ListedEntry]]]:
    """Memberships of persons with their entries, by person, oldest first; what may not be seen is left out.

    An entry of the other side may stand in a joint person without having been put to both sides (as a duplicate of
    one that was): it is not shown, and not counted.
    """
    memberships = list(Membership.objects.filter(person__in=persons).order_by("since", "number"))
    entries = entries_by_alias(one.entry for one in memberships)
    disclosed = disclosed_columns(entries)
    owners = viewer.owners(Right.READ, Record.PERSON)
    found: dict[str, list[tuple[Membership, ListedEntry]]] = {person.number: [] for person in persons}
    for one in memberships:
        if entries[one.entry].party in owners or one.entry in disclosed:
            found[one.person_id].append((one, entries[one.entry]))
    return found


def assertions_of(viewer: Viewer, about: Iterable[str]) -> list[Fact]:
    """All that stands said of some entries and persons, as far as the viewer may see it; sorted by field.

    Args:
        viewer: who looks.
        about: number of a person and the aliases of its entries, fetched through a gate.
    """
    owners = viewer.owners(Right.READ, Record.PERSON)
    shared = viewer.may_shared(Right.READ, Record.PERSON)
    return [fact for fact in facts_about(about) if fact.party in owners or (fact.shared and shared)]


def facts_about(about: Iterable[str]) -> list[Fact]:
    """All that stands said of some entries and persons, whoever may see it: for the rules, never for a page."""
    about = set(about)
    entries = {alias: entry for alias, entry in entries_by_alias(about).items() if entry.is_current}
    disclosed = disclosed_columns(entries)
    facts = [
        fact
        for alias, entry in entries.items()
        for fact in facts_of_entry(alias, entry.party, entry.kind, entry.known, disclosed.get(alias, frozenset()))
    ]
    for said in Statement.objects.filter(about__in=about, superseded_by=""):
        facts.append(Fact(said.field, said.value, said.party, said.number, said.as_of, said.shared_at is not None))
    return sorted(facts)
