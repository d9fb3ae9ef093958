"""A party no longer stands by an entry or a list. What was handed in stays, with who withdrew it and why."""

from __future__ import annotations

import secrets

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.intake.gate import row_for, submission_for
from homeward.intake.models import Submission, Withdrawal
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL
from homeward.register.actions import supersede_entries, withdraw_entries
from homeward.words import _

NO_REASON = _("A reason is missing. Say in a sentence why it is withdrawn.")
ALREADY_WITHDRAWN = _("It was withdrawn before.")


def withdraw_entry(*, by: Viewer, submission: str, row: int, reason: str, request: str = "") -> int:
    """Withdraw one entry of a list (LIA-07); gives the number of the entry of the record.

    Raises:
        NotThere: no such row for this viewer.
        InputRefused: no reason, or it was withdrawn before.
        AlreadyRecorded, NotWritten: as ``ledger.actions.record``.
    """
    need(by, Record.SUBMISSION, Right.CHANGE)
    listed = submission_for(by, submission, Right.CHANGE)
    entry = row_for(by, listed, row)
    return _withdraw(by, listed, entry.number, reason, request)


def withdraw_list(*, by: Viewer, submission: str, reason: str, request: str = "") -> int:
    """Withdraw a whole list, with all entries of its newest version; gives the number of the entry of the record.

    Raises:
        as ``withdraw_entry``.
    """
    need(by, Record.SUBMISSION, Right.CHANGE)
    return _withdraw(by, submission_for(by, submission, Right.CHANGE), "", reason, request)


def _withdraw(by: Viewer, listed: Submission, entry: str, reason: str, request: str) -> int:
    if not reason.strip():
        raise InputRefused([Fault(listed.file_name, "", 0, "", "", NO_REASON)])
    now = timezone.now()
    with record(
        by=by.actor,
        action="intake.withdraw_entry" if entry else "intake.withdraw_list",
        purpose=by.purpose,
        subject=listed.number,
        shown_to=[listed.party, NEUTRAL],
        request=request,
    ) as act:
        if Withdrawal.objects.filter(submission=listed, entry__in=["", entry]).exists():
            raise InputRefused([Fault(listed.file_name, "", 0, "", "", ALREADY_WITHDRAWN)])
        withdrawal = Withdrawal.objects.create(
            number=opaque_id("WD", secrets.token_hex(16)),
            submission=listed,
            entry=entry,
            reason=reason.strip(),
            withdrawn_at=now,
            withdrawn_by=by.person,
        )
        act.made(withdrawal)
        if entry:
            withdraw_entries(act, numbers=[entry])
        else:
            Submission.objects.filter(pk=listed.pk).update(withdrawn_at=now)
            supersede_entries(act, submission=listed.pk)
    return act.sequence
