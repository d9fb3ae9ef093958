"""Parties, members, their offices, invitations, emergency access. Nobody is deleted: what ends is dated."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from homeward.access.terms import InvitationState
from homeward.ledger.coverage import in_the_record, outside_the_record


@in_the_record()
class Party(models.Model):
    """A side or the neutral, as the record's first entry names it, with its name in each language."""

    code = models.TextField(primary_key=True)
    #: By language: {"uk": "українська сторона", …}.
    names = models.JSONField()


class MemberManager(BaseUserManager["Member"]):
    """Finds members by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Member:
        """Whoever signs in under this name."""
        return self.get(sign_in_name=username)


@in_the_record(
    but={
        "password": "a secret of the member; that it was changed is an entry",
        "last_login": "when somebody signed in is an entry of its own",
    }
)
class Member(AbstractBaseUser):
    """A person who works in the commission."""

    #: ``US-…``: the only thing that the record says of who acted.
    number = models.TextField(primary_key=True)
    sign_in_name = models.TextField(unique=True)
    name = models.TextField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="members")
    #: The ministry, office or organisation the person comes from.
    body = models.TextField(blank=True)
    language = models.TextField(default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[MemberManager] = MemberManager()

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


@in_the_record()
class Grant(models.Model):
    """An office given to a member by two persons."""

    number = models.TextField(primary_key=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="grants")
    #: A value of ``terms.Role``.
    role = models.TextField()
    #: Numbers of two different members; of the operator who began the record for the first ones.
    proposed_by = models.TextField()
    seconded_by = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "role"], condition=Q(until__isnull=True), name="an_office_once_at_a_time"
            )
        ]


@in_the_record(but={"digest": "of a secret of the member's; that there is a key is an entry"})
class ApiKey(models.Model):
    """A key by which a member's program asks the API: one office, one purpose, until a day."""

    number = models.TextField(primary_key=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="api_keys")
    #: A value of ``terms.Role``, and of ``ledger.terms.Purpose``.
    role = models.TextField()
    purpose = models.TextField()
    #: What it is for, in the member's words.
    name = models.TextField()
    digest = models.TextField(unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


@in_the_record(but={"token_digest": "of a secret; that the link was used is an entry"})
class Invitation(models.Model):
    """What two persons decide about somebody: to join, to return, a new way in, one more office."""

    #: ``IV-…``
    number = models.TextField(primary_key=True)
    #: A value of ``terms.InvitationKind``.
    kind = models.TextField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    #: Null until somebody new has joined.
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="invitations")
    sign_in_name = models.TextField()
    name = models.TextField()
    body = models.TextField(blank=True)
    language = models.TextField(default="en")
    #: Values of ``terms.Role``; none for a renewal.
    roles = models.JSONField(default=list)
    proposed_by = models.TextField()
    proposed_at = models.DateTimeField()
    seconded_by = models.TextField(blank=True)
    seconded_at = models.DateTimeField(null=True)
    #: SHA-256 of the one-time link, in hexadecimal; "" before it is made and after it was used.
    token_digest = models.TextField(blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_by = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    def state_at(self, now: dt.datetime) -> InvitationState:
        """How far it has come."""
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.expires_at is None:
            return InvitationState.WAITING
        return InvitationState.LINK_OUT if now < self.expires_at else InvitationState.LAPSED


@in_the_record()
class Glass(models.Model):
    """Emergency access: one member reads, for at most an hour, what another office of the own party may read."""

    #: ``EG-…``
    number = models.TextField(primary_key=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="glasses")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    #: The office whose records are read; a value of ``terms.Role``.
    role = models.TextField()
    reason = models.TextField()
    opened_at = models.DateTimeField()
    #: At most 60 minutes after it was opened.
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reviewed_by = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    #: A value of ``terms.GlassFinding``; "" until somebody else has looked at it.
    finding = models.TextField(blank=True)
    finding_reason = models.TextField(blank=True)


@outside_the_record("repeats entries of the action ledger.read_names, so that they are found quickly")
class NameReading(models.Model):
    """A reading of names as one party may see it: a row for the reader's party and for each whose names were read."""

    sequence = models.BigIntegerField()
    #: To whom this row shows the reading.
    party = models.TextField()
    person = models.TextField()
    role = models.TextField()
    reader_party = models.TextField()
    purpose = models.TextField()
    #: Number of the emergency access, "" without one.
    glass = models.TextField(blank=True)
    #: Codes of the parties whose names were read.
    owners = models.JSONField()
    names = models.IntegerField()
    #: Of person, office, purpose and names: the same page shown again within minutes is one reading.
    digest = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sequence", "party"], name="a_reading_once_for_a_party")]
        indexes = [
            models.Index(fields=["party", "-sequence"], name="readings_of_a_party"),
            models.Index(fields=["digest", "at"], name="readings_of_the_same"),
        ]
