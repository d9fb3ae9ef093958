"""The glass broken: a member reads what another office of the own party may read, for a reason, for minutes.

Afterwards another person reviews it. It opens reading only, never another party's records, and never an office that
the party does not fill.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.gate import glass_for
from homeward.access.models import Glass
from homeward.access.refusals import refused
from homeward.access.terms import GlassFinding, Record, Right, Role, offices_of
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL
from homeward.words import _

REASON_AT_LEAST = 20
MINUTES_AT_MOST = 60


def open_glass(*, by: Viewer, role: Role, reason: str, minutes: int, request: str = "") -> Glass:
    """Open an office of the viewer's own party for reading.

    Args:
        by: who needs it.
        role: the office whose records are needed.
        reason: at least 20 characters.
        minutes: 1 to 60.
        request: idempotency key.

    Raises:
        InputRefused: the reason is too short, the time too long, or the office is none that can be opened.
    """
    need(by, Record.BREAK_GLASS, Right.MAKE)
    reason = reason.strip()
    if len(reason) < REASON_AT_LEAST:
        advice = _("Write in a sentence whom it is for and why it cannot wait.")
        raise refused(_("The reason is shorter than 20 characters."), advice, "reason")
    if not 1 <= minutes <= MINUTES_AT_MOST:
        raise refused(_("The time is not between 1 and 60 minutes."), _("Choose a shorter time."), "minutes")
    if role not in offices_of(by.party) or role is by.role:
        advice = _("Choose another office of your own party.")
        raise refused(_("This office cannot be opened."), advice, "role")
    now = timezone.now()
    glass = Glass(
        number=opaque_id("EG", secrets.token_hex(16)),
        member_id=by.person,
        party_id=by.party,
        role=role.value,
        reason=reason,
        opened_at=now,
        until=now + dt.timedelta(minutes=minutes),
    )
    with record(
        by=by.actor,
        action="access.open_glass",
        purpose=by.purpose,
        subject=glass.number,
        shown_to={by.party, NEUTRAL},
        request=request,
    ) as act:
        glass.save(force_insert=True)
        act.made(glass)
    return glass


def close_glass(*, by: Viewer, number: str) -> None:
    """Close it before its time; nothing is done where it is over.

    Raises:
        NotThere: there is none of the viewer's own with this number.
    """
    need(by, Record.BREAK_GLASS, Right.MAKE)
    glass = glass_for(by, number, Right.MAKE)
    now = timezone.now()
    if glass.member_id != by.person or glass.closed_at or glass.until <= now:
        return
    with record(
        by=by.actor,
        action="access.close_glass",
        purpose=by.purpose,
        subject=number,
        shown_to={glass.party_id, NEUTRAL},
    ) as act:
        glass.closed_at = now
        glass.save(update_fields=["closed_at"])
        act.changed(glass)


def review_glass(*, by: Viewer, number: str, finding: GlassFinding, reason: str, request: str = "") -> None:
    """Say, as another person than the one who opened it, whether it was justified.

    Raises:
        InputRefused: it is the viewer's own, is still open, was reviewed, or the reason is too short.
        NotThere: there is no such emergency access for this viewer.
    """
    need(by, Record.BREAK_GLASS, Right.SECOND)
    glass = glass_for(by, number, Right.SECOND)
    reason = reason.strip()
    if glass.member_id == by.person:
        raise refused(_("Nobody reviews the own emergency access."), _("Leave it to another member."))
    if glass.reviewed_at:
        raise refused(_("This was reviewed already."), _("Nothing needs to be done."))
    if not glass.closed_at and timezone.now() < glass.until:
        raise refused(_("This is still open."), _("Review it when it is over."))
    if len(reason) < REASON_AT_LEAST:
        advice = _("Say in a sentence what you looked at and what you found.")
        raise refused(_("The reason is shorter than 20 characters."), advice, "reason")
    with record(
        by=by.actor,
        action="access.review_glass",
        purpose=by.purpose,
        subject=number,
        shown_to={glass.party_id, NEUTRAL},
        request=request,
    ) as act:
        glass.reviewed_by, glass.reviewed_at = by.person, timezone.now()
        glass.finding, glass.finding_reason = finding.value, reason
        glass.save(update_fields=["reviewed_by", "reviewed_at", "finding", "finding_reason"])
        act.changed(glass)
