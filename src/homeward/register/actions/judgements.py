"""Parties judge entries; persons follow from what they agree on, and are taken apart when they no longer do."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act, record
from homeward.register.actions.findings import find_contradictions
from homeward.register.gate.judgements import cluster_around, judgement_for, parties_told
from homeward.register.memberships import Standing, owner_of, settle_groups
from homeward.register.models import Judgement, ListedEntry, Membership, Person
from homeward.register.terms import Verdict
from homeward.words import _


def judge(
    act: Act,
    *,
    by: Viewer,
    left: ListedEntry,
    right: ListedEntry,
    verdict: Verdict,
    reason: str,
    seconded_by: str = "",
    basis: str = "",
) -> Judgement:
    """A party says what two entries are to each other; it counts once ``seconded_by`` or ``second`` names another.

    Call ``settle_persons`` when it counts; ``gate.would_settle`` says beforehand who must see the act.

    Args:
        act: of the action of a room above; shown to the party and the neutral, to all where persons are settled.
        by: the first person.
        left, right: in any order.
        verdict: what is said.
        reason: in words or by the keys of reasons; never empty.
        seconded_by: number of the second person, if there is one already.
        basis: number of what was looked at.

    Raises:
        InputRefused: no reason, an entry with itself, one person twice, or the party has said something of them.
    """
    faults = []
    if not reason.strip():
        faults.append(_fault("reason", _("There is no reason."), _("Write why; a few words are enough.")))
    if left.alias == right.alias:
        faults.append(_fault("", _("An entry was set beside itself."), _("Choose two entries.")))
    if seconded_by == by.person:
        faults.append(_fault("", _("The first and the second person are one."), _("Let somebody else confirm it.")))
    first, other = sorted((left, right), key=lambda entry: entry.alias)
    if Judgement.objects.filter(
        party=by.party, left=first.alias, right=other.alias, retracted_at__isnull=True
    ).exists():
        faults.append(_fault("", _("Your party has already said something of these two."), _("Take that back first.")))
    if faults:
        raise InputRefused(faults)
    now = timezone.now()
    made = Judgement.objects.create(
        number=opaque_id("JU", secrets.token_hex(16)),
        party=by.party,
        left=first.alias,
        right=other.alias,
        left_version=first,
        right_version=other,
        verdict=verdict.value,
        reason=reason.strip(),
        basis=basis,
        person=by.person,
        judged_at=now,
        seconded_by=seconded_by,
        seconded_at=now if seconded_by else None,
    )
    act.made(made)
    return made


def second(act: Act, *, by: Viewer, judgement: Judgement) -> None:
    """The second person of the party says the same; from now on the judgement counts.

    Raises:
        InputRefused: it is the first person, another party, or there is nothing to confirm any more.
    """
    if judgement.seconded_by or judgement.retracted_at:
        raise InputRefused([_fault("", _("There is nothing to confirm any more."), _("Open the list again."))])
    if by.party != judgement.party or by.person == judgement.person:
        raise InputRefused(
            [_fault("", _("This needs a second person of the same party."), _("Let somebody else confirm it."))]
        )
    judgement.seconded_by, judgement.seconded_at = by.person, timezone.now()
    judgement.save(update_fields=["seconded_by", "seconded_at"])
    act.changed(judgement)


def retract(act: Act, *, by: Viewer, judgement: Judgement, reason: str) -> None:
    """A party takes back what it said; it stays in the register with its date. Then call ``settle_persons``.

    Raises:
        InputRefused: no reason, another party's, or taken back before.
    """
    if not reason.strip():
        raise InputRefused([_fault("reason", _("There is no reason."), _("Write why; a few words are enough."))])
    if by.party != judgement.party or judgement.retracted_at:
        raise InputRefused([_fault("", _("There is nothing to take back."), _("Open the list again."))])
    judgement.retracted_by, judgement.retracted_at = by.person, timezone.now()
    judgement.retracted_because = reason.strip()
    judgement.save(update_fields=["retracted_by", "retracted_at", "retracted_because"])
    act.changed(judgement)


def take_apart(*, by: Viewer, judgement: str, reason: str, request: str = "") -> Judgement:
    """A party takes back its “same” about two entries of a person; persons are settled anew.

    All who can see the person see the entry.

    Raises:
        NotThere: it is no judgement of the viewer's party.
        InputRefused: no reason, or taken back before.
    """
    need(by, Record.PERSON, Right.CHANGE)
    found = judgement_for(by, judgement)
    with record(
        by=by.actor,
        action="register.take_apart",
        purpose=by.purpose,
        subject=found.number,
        shown_to=parties_told((found.left, found.right)),
        request=request,
    ) as act:
        retract(act, by=by, judgement=found, reason=reason)
        settle_persons(act, (found.left, found.right))
    return found


def settle_persons(act: Act, entries: Iterable[ListedEntry | str]) -> list[str]:
    """Make, enlarge, join and take apart persons, as the judgements around these entries say now.

    Args:
        act: of the action that judged.
        entries: those whose judgements changed, or their aliases.

    Returns:
        Numbers of the persons that changed, sorted.
    """
    around = cluster_around({entry if isinstance(entry, str) else entry.alias for entry in entries})
    now = timezone.now()
    live = {one.entry: one for one in Membership.objects.filter(entry__in=around.parties, until__isnull=True)}
    persons = {person.number: person for person in Person.objects.filter(founding__in=around.parties)}
    standing = [Standing(one.number, one.founding, one.founded_at) for one in persons.values()]
    settled = settle_groups(around.groups.groups, standing)
    changed: set[str] = set()
    for alias, one in live.items():
        if settled.number_of(alias) != one.person_id:
            one.until = now
            one.save(update_fields=["until"])
            act.changed(one)
            changed.add(one.person_id)
    for number, heir in settled.tombstones.items():
        changed |= _stand(act, persons[number], persons[number].party, persons[number].ended_at or now, heir)
    for members, number in settled.numbers.items():
        party = owner_of({around.parties[alias] for alias in members})
        if number:
            changed |= _stand(act, persons[number], party, None, "")
        person = number or _found_person(act, party, members, now)
        for alias in members:
            if alias not in live or live[alias].until:
                joins = Membership(
                    number=opaque_id("ME", secrets.token_hex(16)), person_id=person, entry=alias, since=now
                )
                joins.save(force_insert=True)
                act.made(joins)
                changed.add(person)
    find_contradictions(act, [*around.parties, *changed])
    return sorted(changed)


def _found_person(act: Act, party: str, members: tuple[str, ...], now: dt.datetime) -> str:
    made = Person(number=opaque_id("PE", secrets.token_hex(16)), party=party, founded_at=now, founding=min(members))
    made.save(force_insert=True)
    act.made(made)
    return made.number


def _stand(act: Act, person: Person, party: str, ended_at: dt.datetime | None, heir: str) -> set[str]:
    """Write how a person stands, if it stood otherwise; gives its number then."""
    if (person.party, person.ended_at, person.merged_into_id or "") == (party, ended_at, heir):
        return set()
    person.party, person.ended_at, person.merged_into_id = party, ended_at, heir or None
    person.save(update_fields=["party", "ended_at", "merged_into"])
    act.changed(person)
    return {person.number}


def _fault(column: str, found: str, advice: str) -> Fault:
    return Fault("", "", 0, column, found, advice)
