"""Keys by which a member's program asks the API: made on the desk, for one office, until a day, ended at any time.

The key itself is shown once. What is kept is its digest, from which nobody can make it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from homeward.access.models import ApiKey, Party
from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.words import Language, _

MOST_DAYS = 90
_BEGINNING = "hw_"


def make_key(*, by: Viewer, name: str, days: int, request: str = "") -> tuple[ApiKey, str]:
    """Make a key for oneself, in the office one acts in now and for the purpose one acts for now.

    Args:
        by: whose key it is.
        name: what it is for, in the member's words.
        days: how long it stands, 1 to ``MOST_DAYS``.
        request: idempotency key.

    Returns:
        The key as it is kept, and the text that the program sends, which nobody can see again.

    Raises:
        InputRefused: no name, or too many days.
    """
    faults = []
    if not name.strip():
        faults.append(Fault("", "", 0, "name", _("The key has no name."), _("Write what the key is for.")))
    if not 1 <= days <= MOST_DAYS:
        faults.append(Fault("", "", 0, "days", _("A key stands for 1 to 90 days."), _("Write a number of days.")))
    if faults:
        raise InputRefused(faults)
    secret = _BEGINNING + secrets.token_urlsafe(32)
    now = dt.datetime.now(dt.UTC)
    key = ApiKey(
        number=opaque_id("AK", secrets.token_hex(16)),
        member_id=by.person,
        role=by.role.value,
        purpose=by.purpose.value,
        name=name.strip(),
        digest=_digest(secret),
        made_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    with record(
        by=by.actor,
        action="access.make_key",
        purpose=Purpose.AUDIT,
        subject=key.number,
        shown_to={by.party, NEUTRAL},
        request=request,
    ) as act:
        key.save(force_insert=True)
        act.made(key)
    return key, secret


def end_key(*, by: Viewer, number: str, request: str = "") -> None:
    """End a key of one's own; nothing that carries it gets in from now on.

    Raises:
        ApiKey.DoesNotExist: the viewer has no such key that stands.
    """
    key = ApiKey.objects.get(number=number, member_id=by.person, ended_at=None)
    with record(
        by=by.actor,
        action="access.end_key",
        purpose=Purpose.AUDIT,
        subject=key.number,
        shown_to={by.party, NEUTRAL},
        request=request,
    ) as act:
        key.ended_at = dt.datetime.now(dt.UTC)
        key.save(update_fields=["ended_at"])
        act.changed(key)


def keys_of(viewer: Viewer) -> Sequence[ApiKey]:
    """The viewer's own keys, newest first."""
    return list(ApiKey.objects.filter(member_id=viewer.person).order_by("-made_at", "number"))


def viewer_of_key(token: str) -> Viewer | None:
    """Whoever a key stands for; None when it has ended, or its member or the office has."""
    now = dt.datetime.now(dt.UTC)
    key = (
        ApiKey.objects.select_related("member")
        .filter(digest=_digest(token), ended_at=None, expires_at__gt=now, member__is_active=True)
        .first()
    )
    if key is None or not key.member.grants.filter(role=key.role, until=None).exists():
        return None
    member = key.member
    codes = Party.objects.exclude(code=NEUTRAL).values_list("code", flat=True)
    # An order drawn by lot as in a session, and the same for all that this key asks.
    first, second = sorted(codes, key=lambda code: hashlib.sha256(f"{key.digest}{code}".encode()).digest())
    return Viewer(
        person=member.number,
        name=member.name,
        role=Role(key.role),
        party=member.party_id,
        sides=(first, second),
        language=Language(member.language),
        purpose=Purpose(key.purpose),
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
