"""People settle contradictions and open them again, each with a reason."""

from __future__ import annotations

import secrets

from django.utils import timezone

from homeward.access.doors import NotThere, need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL
from homeward.register.gate.contradictions import contradiction_for
from homeward.register.models import Contradiction, Resolution
from homeward.words import _


def settle(*, by: Viewer, contradiction: str, reason: str, request: str = "") -> Resolution:
    """Say why a contradiction is none, or which way it was cleared; it opens by itself when what was said changes.

    Raises:
        NotThere: there is none that the viewer may decide.
        InputRefused: no reason, or it is settled.
    """
    return _say(by, contradiction, reason, request, action="register.settle_contradiction", settles=True)


def open_again(*, by: Viewer, contradiction: str, reason: str, request: str = "") -> Resolution:
    """Open a settled contradiction again.

    Raises:
        as ``settle``.
    """
    return _say(by, contradiction, reason, request, action="register.open_contradiction", settles=False)


def _say(by: Viewer, contradiction: str, reason: str, request: str, *, action: str, settles: bool) -> Resolution:
    need(by, Record.CONTRADICTION, Right.DECIDE)
    found = contradiction_for(by, contradiction)
    if not by.may_on(Right.DECIDE, Record.CONTRADICTION, found.party, shared=not found.party):
        raise NotThere
    if not reason.strip():
        raise InputRefused(
            [Fault("", "", 0, "reason", _("There is no reason."), _("Write why; a few words are enough."))]
        )
    with record(
        by=by.actor,
        action=action,
        purpose=by.purpose,
        subject=found.number,
        shown_to={found.party, NEUTRAL} if found.party else set(by.parties),
        request=request,
    ) as act:
        # Only the first of two who do the same at once has something to say.
        if not Contradiction.objects.filter(number=found.number, is_open=settles).update(is_open=not settles):
            raise InputRefused(
                [Fault("", "", 0, "", _("Somebody else has done this already."), _("Open the page again."))]
            )
        said = Resolution.objects.create(
            number=opaque_id("RS", secrets.token_hex(16)),
            contradiction=found.number,
            rule=found.rule,
            about=found.about,
            party=by.party,
            person=by.person,
            settles=settles,
            reason=reason.strip(),
            at=timezone.now(),
        )
        act.made(said)
    return said
