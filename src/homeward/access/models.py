"""Parties, members and their offices. Nobody is deleted: what ends is dated."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from homeward.ledger.coverage import in_the_record


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
