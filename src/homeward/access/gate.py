"""What a viewer may see of parties, members, invitations, emergency access and readings of names."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from homeward.access.doors import NotThere
from homeward.access.models import Glass, Invitation, Member, NameReading, Party
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.words import _n

M = TypeVar("M", bound=Model)


def party_names() -> dict[str, Mapping[str, str]]:
    """Code of each party to its name by language; everybody knows them."""
    return dict(Party.objects.values_list("code", "names"))


def members_for(viewer: Viewer) -> QuerySet[Member]:
    """Members the viewer may see, ended ones among them."""
    return Member.objects.filter(party__in=viewer.owners(Right.READ, Record.MEMBER))


def member_for(viewer: Viewer, number: str) -> Member:
    """One member.

    Raises:
        NotThere: there is none for this viewer.
    """
    return _only(members_for(viewer).prefetch_related("grants"), number)


def member_names(viewer: Viewer, numbers: Iterable[str]) -> dict[str, str]:
    """Number to name of those members whose names the viewer may see."""
    return dict(members_for(viewer).filter(pk__in=set(numbers)).values_list("number", "name"))


def invitations_for(viewer: Viewer, right: Right = Right.READ) -> QuerySet[Invitation]:
    """Invitations of the parties for which the viewer has this right."""
    return Invitation.objects.filter(party__in=viewer.owners(right, Record.INVITATION))


def invitation_for(viewer: Viewer, number: str, right: Right = Right.READ) -> Invitation:
    """One invitation.

    Raises:
        NotThere: there is none for this viewer.
    """
    return _only(invitations_for(viewer, right), number)


def invitations_to_second(viewer: Viewer) -> QuerySet[Invitation]:
    """Those that wait for a second person whom the viewer can be: not the one who proposed, not the one concerned."""
    waiting = Q(seconded_at=None, withdrawn_at=None)
    for_others = ~Q(proposed_by=viewer.person) & (Q(member=None) | ~Q(member=viewer.person))
    return invitations_for(viewer, Right.SECOND).filter(waiting, for_others)


def invitation_of_link(token: str) -> Invitation:
    """The invitation that a one-time link opens.

    Raises:
        NotThere: there is none, or it was used, withdrawn or has lapsed: all say the same.
    """
    found = Invitation.objects.filter(
        token_digest=token_digest(token),
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
    ).first()
    if found is None:
        raise NotThere
    return found


def token_digest(token: str) -> str:
    """What is kept of a one-time link."""
    return hashlib.sha256(token.encode()).hexdigest()


def glasses_for(viewer: Viewer, right: Right = Right.READ) -> QuerySet[Glass]:
    """Emergency accesses of the parties for which the viewer has this right."""
    return Glass.objects.filter(party__in=viewer.owners(right, Record.BREAK_GLASS))


def glass_for(viewer: Viewer, number: str, right: Right = Right.READ) -> Glass:
    """One emergency access.

    Raises:
        NotThere: there is none for this viewer.
    """
    return _only(glasses_for(viewer, right), number)


def glasses_to_review(viewer: Viewer) -> QuerySet[Glass]:
    """Those that are over and wait for a second person whom the viewer can be."""
    over = Q(closed_at__isnull=False) | Q(until__lte=timezone.now())
    return glasses_for(viewer, Right.SECOND).filter(over, reviewed_at=None).exclude(member=viewer.person)


def readings_for(viewer: Viewer) -> QuerySet[NameReading]:
    """Readings of names that the viewer may see, each once: by members of its parties, or of names of theirs."""
    parties = viewer.owners(Right.READ, Record.READING)
    if len(parties) < 2:
        return NameReading.objects.filter(party__in=parties)
    same = NameReading.objects.filter(sequence=OuterRef("sequence"), party__in=parties, party__lt=OuterRef("party"))
    # Not the column itself: its index would gather the rows of all parties, to sort them for fifty of them.
    shown = NameReading.objects.alias(shown_to=Coalesce("party", Value("", TextField())))
    return shown.filter(~Exists(same), shown_to__in=parties)


def was_read_since(digest: str, since: dt.datetime) -> bool:
    """Whether the same names were read by the same person in the same office for the same purpose."""
    return NameReading.objects.filter(digest=digest, at__gte=since).exists()


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Invitations and emergency accesses that wait for the viewer as the second person."""
    lines = [
        Waiting(
            invitations_to_second(viewer).count(),
            *_n("{n} invitation waits for a second person", "{n} invitations wait for a second person"),
            "/invitations/",
        ),
        Waiting(
            glasses_to_review(viewer).count(),
            *_n("{n} emergency access waits to be reviewed", "{n} emergency accesses wait to be reviewed"),
            "/emergency/",
        ),
    ]
    return [line for line in lines if line.count]


def _only(rows: QuerySet[M], number: str) -> M:
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotThere
    return found
