"""Units and their published order: who is asked first when places are fewer than persons.

A unit is a family group or a single person; it travels whole, in one stage. The order is total: after the published
criteria the lot decides, and a lot number belongs to one person only. Which units go is decided in ``scan``.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from homeward.exchange.eligibility import Standing
from homeward.exchange.terms import Agreement, Criterion, FamilyGroups, Person

_NEVER = dt.date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class UnitType:
    """All that the numbers need to know of a unit: units of one type are told apart by rank alone.

    Attributes:
        side: the side it goes home to.
        by_term: members under each term, in the order of the agreement. Members are counted under their own terms.
        seated, lying: seats and stretcher places it needs.
    """

    side: str
    by_term: tuple[int, ...]
    seated: int
    lying: int


@dataclass(frozen=True, slots=True)
class Unit:
    """Persons who go together or not at all.

    Attributes:
        members: those who go, earliest in rank first.
        without: ids of members of the group who cannot go in this round, sorted.
        term: rank of the earliest member's term, from 0.
    """

    members: tuple[Standing, ...]
    without: tuple[str, ...]
    type: UnitType
    term: int


@dataclass(frozen=True, slots=True)
class Units:
    """All units of a round.

    Attributes:
        ranked: in published order.
        waiting: members who may go but whose group must wait, with the ids of those it waits for.
    """

    ranked: tuple[Unit, ...]
    waiting: dict[str, tuple[str, ...]]


def lot_number(lot: bytes, person_id: str) -> str:
    """A person's number in the lot: HMAC-SHA256 keyed with the lot over the UTF-8 person id, lower-case hex."""
    return hmac.digest(lot, person_id.encode("utf-8"), "sha256").hex()


def rank_key(standing: Standing, agreement: Agreement, lot: bytes) -> tuple[int | str, ...]:
    """What a person who may go is sorted by: term, its criteria, then the lot; the least goes first.

    A value that is not fully known counts as the one of its possible values that ranks latest, so that vagueness
    never wins a place; a doubted or missing value ranks behind all others.
    """
    assert standing.term is not None
    person = standing.person
    term = agreement.terms[standing.term]
    return (standing.term, *(_measure(c, person) for c in term.order), lot_number(lot, person.person_id))


def form_units(standings: Sequence[Standing], agreement: Agreement, lot: bytes) -> Units:
    """Form units of all who may go and put them into published order.

    A group whose rule is ``whole`` waits when a member cannot go; members who have returned already are home and
    hold nobody back. A group ranks with its earliest member.
    """
    groups: dict[str, list[Standing]] = defaultdict(list)
    bound: list[tuple[tuple[int | str, ...], Unit]] = []
    waiting: dict[str, tuple[str, ...]] = {}
    keys = {s.person.person_id: rank_key(s, agreement, lot) for s in standings if s.may_go}

    def bind(members: list[Standing], without: tuple[str, ...]) -> None:
        members.sort(key=lambda standing: keys[standing.person.person_id])
        bound.append((keys[members[0].person.person_id], _unit(members, without, len(agreement.terms))))

    for standing in standings:
        if standing.person.family_group:
            groups[standing.person.family_group].append(standing)
        elif standing.may_go:
            bind([standing], ())
    for group in groups.values():
        able = [standing for standing in group if standing.may_go]
        unable = tuple(sorted(s.person.person_id for s in group if not s.may_go and not s.person.already_returned))
        if unable and agreement.round.family_groups is FamilyGroups.WHOLE:
            waiting.update({standing.person.person_id: unable for standing in able})
        elif able:
            bind(able, unable)
    return Units(tuple(unit for _, unit in sorted(bound, key=lambda pair: pair[0])), waiting)


def _unit(members: list[Standing], without: tuple[str, ...], terms: int) -> Unit:
    by_term = [0] * terms
    for member in members:
        assert member.term is not None
        by_term[member.term] += 1
    lying = sum(member.person.stretcher for member in members)
    first = members[0]
    assert first.term is not None
    kind = UnitType(first.person.side, tuple(by_term), len(members) - lying, lying)
    return Unit(tuple(members), without, kind, first.term)


def _measure(criterion: Criterion, person: Person) -> int:
    """What a criterion sorts by, the least first."""
    born, held = person.birth_date, person.held_since
    match criterion:
        case Criterion.MEDICAL_URGENCY:
            return -(person.medical_urgency or 0)
        case Criterion.HELD_SINCE:
            return _NEVER if held is None or held.qualifier else held.latest.toordinal()
        case Criterion.AGE:
            return _NEVER if born is None or born.qualifier else born.latest.toordinal()
        case Criterion.YOUNGEST:
            return 0 if born is None or born.qualifier else -born.earliest.toordinal()
        case Criterion.STRETCHER:
            return 0 if person.stretcher else 1
