"""Two persons let somebody in, or back in: one proposes, another confirms, a one-time link is handed over.

Nobody proposes or confirms anything for themselves. A link is shown once and holds for 72 hours; only its digest is
kept. Whoever uses it chooses a password there and sets up a second factor before anything else.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils import timezone

from homeward.access.actions.members import NewMember, give_offices
from homeward.access.doors import NotThere, need
from homeward.access.gate import invitation_for, invitation_of_link, member_for, token_digest
from homeward.access.models import Invitation, Member
from homeward.access.refusals import refuse_alone, refused
from homeward.access.terms import InvitationKind, Record, Right, Role, offices_of
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act, record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.words import _

LINK_HOLDS = dt.timedelta(hours=72)


def invite(*, by: Viewer, joining: NewMember, request: str = "") -> Invitation:
    """Propose somebody as a new member of the viewer's own party.

    Raises:
        InputRefused: the name to sign in with is taken, or an office is none that the party fills.
    """
    need(by, Record.INVITATION, Right.MAKE)
    if joining.party not in by.owners(Right.MAKE, Record.INVITATION):
        raise NotThere
    _refuse_offices(joining.party, joining.roles, needed=True)
    name = joining.sign_in_name
    taken = Member.objects.filter(sign_in_name__iexact=name).exists()
    if taken or _open_invitations().filter(sign_in_name__iexact=name).exists():
        raise refused(_("This name to sign in with is taken."), _("Choose another one."), "sign_in_name")
    invitation = Invitation(
        kind=InvitationKind.JOIN.value,
        party_id=joining.party,
        sign_in_name=name,
        name=joining.name,
        body=joining.body,
        language=joining.language.value,
        roles=[role.value for role in joining.roles],
    )
    return _propose(by=by, invitation=invitation, request=request)


def invite_first_member(*, by: Actor, joining: NewMember, seconded_by: str) -> str:
    """Invite one of those with whom the commission begins, when there is nobody yet to propose; gives the link's token.

    Args:
        by: the operator who begins it.
        joining: the member to be.
        seconded_by: opaque id of another operator, who stands beside.

    Raises:
        ValueError: both are one person.
    """
    refuse_alone(by.person, seconded_by)
    token, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation(
        number=opaque_id("IV", secrets.token_hex(16)),
        kind=InvitationKind.JOIN.value,
        party_id=joining.party,
        sign_in_name=joining.sign_in_name,
        name=joining.name,
        body=joining.body,
        language=joining.language.value,
        roles=[role.value for role in joining.roles],
        proposed_by=by.person,
        proposed_at=now,
        seconded_by=seconded_by,
        seconded_at=now,
        token_digest=token_digest(token),
        expires_at=now + LINK_HOLDS,
    )
    with record(
        by=by,
        action="access.invite_first_member",
        purpose=Purpose.AUDIT,
        subject=invitation.number,
        shown_to={joining.party, NEUTRAL},
    ) as act:
        invitation.save(force_insert=True)
        act.made(invitation)
    return token


def propose_for_member(
    *, by: Viewer, number: str, kind: InvitationKind, roles: Sequence[Role] = (), request: str = ""
) -> Invitation:
    """Propose a new way in, a return or one more office for somebody who is or was a member.

    Raises:
        InputRefused: it is for the viewer, or does not fit how the membership stands.
        NotThere: there is no such member for this viewer.
    """
    need(by, Record.INVITATION, Right.MAKE)
    member = member_for(by, number)
    if member.party_id not in by.owners(Right.MAKE, Record.INVITATION):
        raise NotThere
    if number == by.person:
        raise refused(_("Nobody proposes anything for themselves."), _("Ask another member of your party."))
    if (kind is InvitationKind.RETURN) != (member.ended_at is not None):
        raise refused(_("This does not fit how the membership stands."), _("Open the member's page again."))
    _refuse_offices(member.party_id, roles, needed=kind is not InvitationKind.RENEWAL)
    if _open_invitations().filter(member=member, kind=kind.value).exists():
        raise refused(_("The same is proposed already."), _("Confirm or withdraw that first."))
    invitation = Invitation(
        kind=kind.value,
        party_id=member.party_id,
        member=member,
        sign_in_name=member.sign_in_name,
        name=member.name,
        body=member.body,
        language=member.language,
        roles=[role.value for role in roles],
    )
    return _propose(by=by, invitation=invitation, request=request)


def confirm_invitation(*, by: Viewer, number: str, request: str = "") -> str:
    """Be the second person; gives the one-time link's token, "" where none is needed. It cannot be shown again.

    Raises:
        InputRefused: the viewer proposed it or is concerned by it; it was confirmed or withdrawn before.
        NotThere: there is no such invitation for this viewer.
    """
    need(by, Record.INVITATION, Right.SECOND)
    invitation = invitation_for(by, number, Right.SECOND)
    if by.person in (invitation.proposed_by, invitation.member_id):
        raise refused(_("Two persons decide this, and it concerns neither."), _("Ask another member to confirm it."))
    if invitation.seconded_at or invitation.withdrawn_at:
        raise refused(_("This was confirmed or withdrawn already."), _("Nothing needs to be done."))
    token = "" if invitation.kind == InvitationKind.OFFICE else secrets.token_urlsafe(32)
    with record(
        by=by.actor,
        action="access.confirm_invitation",
        purpose=by.purpose,
        subject=number,
        shown_to={invitation.party_id, NEUTRAL},
        request=request,
    ) as act:
        now = timezone.now()
        invitation.seconded_by, invitation.seconded_at = by.person, now
        if token:
            invitation.token_digest, invitation.expires_at = token_digest(token), now + LINK_HOLDS
        elif invitation.member:
            invitation.accepted_at = now
            _give(act, invitation, invitation.member)
        invitation.save()
        act.changed(invitation)
    return token


def withdraw_invitation(*, by: Viewer, number: str, request: str = "") -> None:
    """Take an invitation back before it is accepted; its link opens nothing any more.

    Raises:
        InputRefused: it is accepted or withdrawn.
        NotThere: there is no such invitation for this viewer.
    """
    need(by, Record.INVITATION, Right.CHANGE)
    invitation = invitation_for(by, number, Right.CHANGE)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise refused(_("This was accepted or withdrawn already."), _("Nothing needs to be done."))
    with record(
        by=by.actor,
        action="access.withdraw_invitation",
        purpose=by.purpose,
        subject=number,
        shown_to={invitation.party_id, NEUTRAL},
        request=request,
    ) as act:
        invitation.withdrawn_by, invitation.withdrawn_at = by.person, timezone.now()
        invitation.token_digest = ""
        invitation.save()
        act.changed(invitation)


def accept_invitation(*, by: Actor, token: str, password: str) -> Member:
    """Use a one-time link: the member joins, returns or is renewed, with this password and no second factor yet.

    Whatever let the member in before, factors and open sessions, ends.

    Args:
        by: as whom it is recorded; the link itself says who it is.
        token: of the link.
        password: judged already.

    Raises:
        NotThere: the link opens nothing.
    """
    invitation = invitation_of_link(token)
    kind = InvitationKind(invitation.kind)
    joining = NewMember(invitation.sign_in_name, invitation.name, invitation.party_id, (), invitation.body)
    member = invitation.member or joining.unsaved()
    is_new = invitation.member is None
    with record(
        by=Actor(member.number, by.role, invitation.party_id),
        action="access.accept_invitation",
        purpose=Purpose.AUDIT,
        subject=member.number,
        shown_to={invitation.party_id, NEUTRAL},
        request=f"accept {invitation.number}",
    ) as act:
        now = timezone.now()
        member.set_password(password)
        if is_new:
            member.language = invitation.language
            member.joined_at = now
        if kind is InvitationKind.RETURN:
            member.is_active, member.ended_at = True, None
        member.save(force_insert=is_new)
        (act.made if is_new else act.changed)(member)
        _give(act, invitation, member)
        Authenticator.objects.filter(user=member).delete()
        invitation.member, invitation.accepted_at, invitation.token_digest = member, now, ""
        invitation.save()
        act.changed(invitation)
    for session in UserSession.objects.filter(user=member):
        session.end()
    return member


def _propose(*, by: Viewer, invitation: Invitation, request: str) -> Invitation:
    invitation.number = opaque_id("IV", secrets.token_hex(16))
    invitation.proposed_by, invitation.proposed_at = by.person, timezone.now()
    with record(
        by=by.actor,
        action="access.propose_invitation",
        purpose=by.purpose,
        subject=invitation.number,
        shown_to={invitation.party_id, NEUTRAL},
        request=request,
    ) as act:
        invitation.save(force_insert=True)
        act.made(invitation)
    return invitation


def _give(act: Act, invitation: Invitation, member: Member) -> None:
    roles = [Role(value) for value in invitation.roles]
    give_offices(
        act, member=member, roles=roles, proposed_by=invitation.proposed_by, seconded_by=invitation.seconded_by
    )


def _open_invitations() -> QuerySet[Invitation]:
    lapsed = Q(expires_at__lte=timezone.now())
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None).exclude(lapsed)


def _refuse_offices(party: str, roles: Sequence[Role], *, needed: bool) -> None:
    if not set(roles) <= set(offices_of(party)) or bool(roles) != needed:
        raise refused(_("The offices do not fit."), _("Choose at least one office that this party fills."), "roles")
