"""Parties are named, members admitted; offices and memberships end. Two persons give; one is enough to end."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from homeward.access.doors import NotThere, need
from homeward.access.gate import member_for
from homeward.access.models import Grant, Member, Party
from homeward.access.refusals import refuse_alone, refused
from homeward.access.terms import Record, Right, Role, offices_of
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act, record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.words import Language, _


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who is to join: the name to sign in with, the name as written, party, offices, body, language."""

    sign_in_name: str
    name: str
    party: str
    roles: Sequence[Role]
    body: str = ""
    language: Language = Language.EN

    def unsaved(self) -> Member:
        """The member, without a password and not stored yet."""
        member = Member(
            number=opaque_id("US", secrets.token_hex(16)),
            sign_in_name=self.sign_in_name,
            name=self.name,
            party_id=self.party,
            body=self.body,
            language=self.language.value,
            joined_at=timezone.now(),
        )
        member.set_unusable_password()
        return member


def name_parties(*, by: Actor, names: Mapping[str, Mapping[str, str]], request: str = "") -> int:
    """Say what the parties of the record are called, in every language; all of them see it.

    Args:
        by: who begins the commission.
        names: code of each party to its name by language.
        request: idempotency key.

    Returns:
        The number of the entry.
    """
    with record(
        by=by,
        action="access.name_parties",
        purpose=Purpose.AUDIT,
        subject="",
        shown_to=names,
        request=request,
    ) as act:
        parties = [Party(code=code, names=dict(said)) for code, said in names.items()]
        Party.objects.bulk_create(parties)
        act.made(*parties)
    return act.sequence


def admit_member(*, by: Actor, joining: NewMember, proposed_by: str, seconded_by: str, request: str = "") -> Member:
    """Let somebody join with the offices two persons gave; the member's own party and the neutral see it.

    The member has no password yet: it is chosen with the invitation.

    Args:
        by: who does it.
        joining: the member to be.
        proposed_by, seconded_by: numbers of two different members, or of the operators who begin the commission.
        request: idempotency key.

    Raises:
        ValueError: one person gave the offices alone.
    """
    refuse_alone(proposed_by, seconded_by)
    member = joining.unsaved()
    with record(
        by=by,
        action="access.admit_member",
        purpose=Purpose.AUDIT,
        subject=member.number,
        shown_to={joining.party, NEUTRAL},
        request=request,
    ) as act:
        member.save(force_insert=True)
        act.made(member)
        give_offices(act, member=member, roles=joining.roles, proposed_by=proposed_by, seconded_by=seconded_by)
    return member


def end_grant(*, by: Viewer, number: str, reason: str, request: str = "") -> None:
    """End an office of a member from now on; the member's own party and the neutral see it.

    Raises:
        NotThere: there is no such office in force for this viewer.
    """
    need(by, Record.INVITATION, Right.CHANGE)
    parties = by.owners(Right.CHANGE, Record.INVITATION)
    grant = Grant.objects.filter(pk=number, until=None, member__party__in=parties).select_related("member").first()
    if grant is None:
        raise NotThere
    with record(
        by=by.actor,
        action="access.end_office",
        purpose=by.purpose,
        subject=grant.member.number,
        shown_to={grant.member.party_id, NEUTRAL},
        request=request,
    ) as act:
        grant.until = timezone.now()
        grant.save(update_fields=["until"])
        act.changed(grant)
        act.tells("reason", reason)


def end_membership(*, by: Viewer, number: str, reason: str, request: str = "") -> None:
    """End a membership and all its offices from now on; every open session of the member ends with the next page.

    Raises:
        InputRefused: it is the viewer's own, or has ended.
        NotThere: there is no such member for this viewer.
    """
    need(by, Record.INVITATION, Right.CHANGE)
    member = member_for(by, number)
    if member.party_id not in by.owners(Right.CHANGE, Record.INVITATION):
        raise NotThere
    if number == by.person:
        raise refused(_("Nobody ends the own membership."), _("Ask another member of your party."))
    if member.ended_at:
        raise refused(_("This membership has ended already."), _("Nothing needs to be done."))
    with record(
        by=by.actor,
        action="access.end_membership",
        purpose=by.purpose,
        subject=member.number,
        shown_to={member.party_id, NEUTRAL},
        request=request,
    ) as act:
        now = timezone.now()
        grants = list(member.grants.filter(until=None))
        Grant.objects.filter(pk__in=[grant.pk for grant in grants]).update(until=now)
        member.is_active, member.ended_at = False, now
        member.save(update_fields=["is_active", "ended_at"])
        act.changed(member, *grants)
        act.tells("reason", reason)


def give_offices(act: Act, *, member: Member, roles: Sequence[Role], proposed_by: str, seconded_by: str) -> None:
    """Give offices within another action; one that the member holds already stands as it is.

    Raises:
        ValueError: one of them is none that the member's party fills.
    """
    if not set(roles) <= set(offices_of(member.party_id)):
        raise ValueError("an office that this party does not fill")
    held = set(member.grants.filter(until=None).values_list("role", flat=True))
    grants = [
        Grant(
            number=opaque_id("GR", secrets.token_hex(16)),
            member=member,
            role=role.value,
            proposed_by=proposed_by,
            seconded_by=seconded_by,
            since=timezone.now(),
        )
        for role in roles
        if role.value not in held
    ]
    Grant.objects.bulk_create(grants)
    act.made(*grants)
