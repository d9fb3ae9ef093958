"""What people do about who belongs to the commission."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from homeward.access.models import Grant, Member, Party
from homeward.access.terms import Role
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.words import Language


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody who is to join: the name to sign in with, the name as written, party, offices, body, language."""

    sign_in_name: str
    name: str
    party: str
    roles: Sequence[Role]
    body: str = ""
    language: Language = Language.EN


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
    if proposed_by == seconded_by:
        raise ValueError("an office is given by two persons")
    now = timezone.now()
    member = Member(
        number=opaque_id("US", secrets.token_hex(16)),
        sign_in_name=joining.sign_in_name,
        name=joining.name,
        party_id=joining.party,
        body=joining.body,
        language=joining.language.value,
        joined_at=now,
    )
    member.set_unusable_password()
    with record(
        by=by,
        action="access.admit_member",
        purpose=Purpose.AUDIT,
        subject=member.number,
        shown_to={joining.party, NEUTRAL},
        request=request,
    ) as act:
        member.save(force_insert=True)
        grants = [
            Grant(
                number=opaque_id("GR", secrets.token_hex(16)),
                member=member,
                role=role.value,
                proposed_by=proposed_by,
                seconded_by=seconded_by,
                since=now,
            )
            for role in joining.roles
        ]
        Grant.objects.bulk_create(grants)
        act.made(member, *grants)
    return member
