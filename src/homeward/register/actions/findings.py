"""Contradictions are found anew whenever something is said; they are derived, so the record need not cover them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.utils import timezone

from homeward.ledger.actions import Act
from homeward.register.clusters import Pair
from homeward.register.contradictions import JOINED_YET_PARTED, Found, contradictions_of
from homeward.register.facts import Fact
from homeward.register.gate.judgements import cluster_around
from homeward.register.gate.persons import facts_about
from homeward.register.memberships import owner_of
from homeward.register.models import Contradiction, ListedEntry, Membership, Person, Resolution, Statement


def find_contradictions(act: Act, about: Iterable[str]) -> None:
    """Compute the contradictions of some persons and entries anew, within the action that changed something.

    An entry that stands in a person is looked at with that person. What is found again under the same number keeps
    its state; what is no longer found goes.

    Args:
        act: of the action; it is told nothing, for nothing is written that the record covers.
        about: numbers of persons and aliases of entries.
    """
    del act
    about = set(about)
    entries = set(ListedEntry.objects.filter(alias__in=about).values_list("alias", flat=True))
    persons = set(Person.objects.filter(number__in=about).values_list("number", flat=True))
    persons |= set(Membership.objects.filter(entry__in=entries, until__isnull=True).values_list("person", flat=True))
    members: dict[str, set[str]] = {person: set() for person in persons}
    for person, entry in Membership.objects.filter(person__in=persons, until__isnull=True).values_list(
        "person", "entry"
    ):
        members[person].add(entry)
    alone = entries - {entry for of_person in members.values() for entry in of_person}
    spoken_of = set(Statement.objects.filter(about__in=alone).values_list("about", flat=True))
    found: dict[str, list[Found]] = {
        person: contradictions_of(facts_about({person, *of_person})) for person, of_person in members.items()
    }
    found |= {alias: contradictions_of(facts_about({alias})) for alias in spoken_of}
    for pair, conflict in _conflicts(entries):
        found.setdefault(pair[0], []).append(conflict)
    _write(about | persons | entries | {entry for of_person in members.values() for entry in of_person}, found)


def _conflicts(entries: set[str]) -> list[tuple[Pair, Found]]:
    """Entries that a chain joins and all concerned part: shown to those whose entries they are."""
    if not entries:
        return []
    around = cluster_around(entries)
    conflicts = []
    for pair in around.groups.conflicts:
        facts = tuple(Fact("entry", alias, around.parties[alias], alias, "", shared=False) for alias in pair)
        owner = owner_of({fact.party for fact in facts})
        conflicts.append((pair, Found(JOINED_YET_PARTED, facts, owner)))
    return conflicts


def _write(about: set[str], found: dict[str, list[Found]]) -> None:
    now = timezone.now()
    wanted = {(one.number, subject): one for subject, ones in found.items() for one in ones}
    numbers = {number for number, _subject in wanted}
    Contradiction.objects.filter(about__in=about).exclude(number__in=numbers).delete()
    standing = set(Contradiction.objects.filter(number__in=numbers).values_list("number", flat=True))
    settled = dict(
        Resolution.objects.filter(contradiction__in=numbers).order_by("at").values_list("contradiction", "settles")
    )
    Contradiction.objects.bulk_create(
        [
            Contradiction(
                number=number,
                rule=one.rule,
                about=subject,
                party=one.party,
                facts=[asdict(fact) for fact in one.facts],
                found_at=now,
                is_open=not settled.get(number, False),
            )
            for (number, subject), one in wanted.items()
            if number not in standing
        ]
    )
    for (number, subject), one in wanted.items():
        if number in standing:
            Contradiction.objects.filter(number=number).update(
                about=subject, party=one.party, facts=[asdict(fact) for fact in one.facts]
            )
