"""What parties said of entries, and what follows from it; asked by the rooms above, which check rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from homeward.access.doors import NotThere
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL
from homeward.register.clusters import Groups, Said, concerned, groups_of
from homeward.register.models import Judgement, ListedEntry, Membership
from homeward.register.terms import Verdict


@dataclass(frozen=True, slots=True)
class Around:
    """The entries that judgements of “same” connect with some entries: the party of each, and their groups."""

    parties: dict[str, str]
    groups: Groups


def judgements_for(viewer: Viewer) -> QuerySet[Judgement]:
    """What the viewer's own party said; what the other said shows in the persons that follow from both."""
    return Judgement.objects.filter(party=viewer.party)


def judgement_for(viewer: Viewer, number: str) -> Judgement:
    """One judgement of the viewer's party.

    Raises:
        NotThere: there is none.
    """
    found = judgements_for(viewer).filter(number=number).first()
    if found is None:
        raise NotThere
    return found


def cluster_around(aliases: Iterable[str]) -> Around:
    """Everything that live judgements connect with these entries, and the groups they make."""
    known, fresh = set(aliases), set(aliases)
    while fresh:
        same = _live().filter(Q(left__in=fresh) | Q(right__in=fresh), verdict=Verdict.SAME.value)
        fresh = {alias for pair in same.values_list("left", "right") for alias in pair} - known
        known |= fresh
    said = [
        Said(party, left, right, Verdict(verdict))
        for party, left, right, verdict in _live()
        .filter(left__in=known, right__in=known)
        .order_by("left", "right", "party")
        .values_list("party", "left", "right", "verdict")
    ]
    parties = parties_of(known)
    return Around(parties, groups_of(said, parties))


def parties_of(aliases: Iterable[str]) -> dict[str, str]:
    """Party of each entry by alias, in the order of the aliases."""
    found = ListedEntry.objects.filter(alias__in=set(aliases)).values_list("alias", "party")
    return dict(sorted(set(found)))


def completes(viewer: Viewer, left: str, right: str, verdict: Verdict) -> bool:
    """Whether all others concerned have said of two entries what the viewer's party is about to say.

    Then the act is shown to ``parties_told``, and persons are settled in it.
    """
    parties = parties_of((left, right))
    others = concerned(*(parties[alias] for alias in (left, right))) - {viewer.party}
    first, other = sorted((left, right))
    said = _live().filter(left=first, right=other, party__in=others, verdict=verdict.value)
    return said.count() == len(others)


def parties_told(pair: tuple[str, str]) -> list[str]:
    """The parties to whom an act that settles these two entries is shown.

    Those whose entries they are and the neutral; and where both stand in persons, whoever has entries there.
    """
    told = {NEUTRAL, *parties_of(pair).values()}
    persons = dict(Membership.objects.filter(entry__in=pair, until__isnull=True).values_list("entry", "person"))
    if len(persons) == len(set(pair)):
        members = Membership.objects.filter(person__in=persons.values(), until__isnull=True)
        told |= set(parties_of(members.values_list("entry", flat=True)).values())
    return sorted(told)


def _live() -> QuerySet[Judgement]:
    return Judgement.objects.filter(retracted_at__isnull=True).exclude(seconded_by="")
