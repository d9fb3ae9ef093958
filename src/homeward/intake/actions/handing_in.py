"""A list or a table is handed in: the file as it is and every row of it, under one entry of the record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.intake.checks import Marked
from homeward.intake.gate import draft_for
from homeward.intake.kinds import SubmissionKind
from homeward.intake.models import Draft, EntryMark, Submission, SubmittedRow
from homeward.intake.prepared import PreparedList
from homeward.intake.terms import DraftState
from homeward.ledger.actions import Act, record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.register.actions import list_entries, supersede_entries
from homeward.words import _

_ROWS_AT_ONCE = 2000

NEWER_VERSION = _(
    "Somebody has handed in a newer version of this list meanwhile. Compare with that one and hand in again."
)
WAS_WITHDRAWN = _("The list that this is a version of was withdrawn. Hand this in as a new list.")
OTHER_KIND = _("The version before was a list of another kind. Hand this in as a new list.")
SAY_WHY = _("The list has another number of rows than was declared. Say in words why, or correct one of the two.")
NOT_READY = _("The list is not ready to be handed in. Read it again first.")


@dataclass(frozen=True, slots=True)
class ListAbout:
    """What is said of a list beside its rows.

    Attributes:
        kind: what it speaks of.
        file_name: as it was uploaded, without folders.
        data: the file, kept byte for byte.
        language: of the list, "" if not said.
        channel: how it came and who delivered it.
        declared_rows: how many rows the party says it holds; ours are counted beside it.
        why_other: why fewer or more rows are handed in than were declared, in the party's words.
        supersedes: number of the version before, "" for a new list.
    """

    kind: SubmissionKind
    file_name: str
    data: bytes
    language: str = ""
    channel: str = ""
    declared_rows: int | None = None
    why_other: str = ""
    supersedes: str = ""


def hand_in_list(
    *,
    by: Actor,
    about: ListAbout,
    prepared: PreparedList,
    purpose: Purpose = Purpose.EXCHANGE,
    request: str = "",
    draft: str = "",
) -> int:
    """Hand in a list of persons, new or the next version of one.

    The party that hands it in and the neutral see it; the other side sees that something was recorded, and no more.

    Args:
        by: who hands it in, for which side.
        about: what is said of the list as a whole.
        prepared: its lines.
        purpose: what it is handed in for.
        request: idempotency key.
        draft: number of the upload it comes from.

    Returns:
        The number of the entry, from which a receipt is made.

    Raises:
        InputRefused: the version before is no longer the newest, was withdrawn, or is of another kind.
        AlreadyRecorded, NotWritten: as ``ledger.actions.record``.
    """
    number = opaque_id("SB", secrets.token_hex(16))
    with record(
        by=by, action="intake.hand_in", purpose=purpose, subject=number, shown_to=[by.side, NEUTRAL], request=request
    ) as act:
        before = _version_before(by.side, about)
        submission = _submission(number, by, about, act.sequence, before)
        submission.headings, submission.columns = list(prepared.headings), dict(prepared.columns)
        submission.counted_rows, submission.counts = len(prepared), prepared.counts()
        submission.save(force_insert=True)
        if before is not None:
            Submission.objects.filter(pk=before.pk).update(is_newest=False)
            supersede_entries(act, submission=before.pk)
        act.made(submission)
        list_entries(act, party=by.side, submission=number, lines=prepared.lines, kind=about.kind.value)
        _keep_marks(number, prepared.marks)
        _tell(act, submission, about)
        if draft:
            done = {"state": DraftState.HANDED_IN.value, "submission": number, "file": b"", "reading": {}}
            Draft.objects.filter(pk=draft).update(**done)
    return act.sequence


def hand_in_draft(*, by: Viewer, number: str, prepared: PreparedList, why_other: str = "", request: str = "") -> int:
    """Hand in an upload that was read without faults.

    Args:
        by: who hands it in.
        number: of the draft, of the viewer's party.
        prepared: its lines, read with the columns the draft has.
        why_other: why the number of rows is not the declared one; needed where it is not.
        request: idempotency key; the draft itself is one, so that it is handed in once.

    Raises:
        NotThere: there is no such draft for this viewer.
        InputRefused: the numbers differ and nobody said why; as ``hand_in_list``.
        AlreadyRecorded, NotWritten: as ``ledger.actions.record``.
    """
    need(by, Record.SUBMISSION, Right.MAKE)
    draft = draft_for(by, number)
    if draft.declared_rows is not None and draft.declared_rows != len(prepared) and not why_other.strip():
        raise InputRefused([Fault(draft.file_name, "", 0, "", f"{len(prepared)} ≠ {draft.declared_rows}", SAY_WHY)])
    about = ListAbout(
        SubmissionKind(draft.kind),
        draft.file_name,
        bytes(draft.file),
        draft.language,
        draft.channel,
        draft.declared_rows,
        why_other.strip(),
        draft.supersedes,
    )
    request = request or f"draft:{number}"
    return hand_in_list(
        by=by.actor, about=about, prepared=prepared, purpose=by.purpose, request=request, draft=draft.number
    )


def hand_in_table(
    *,
    by: Actor,
    kind: SubmissionKind,
    file: Path,
    rows: Iterable[tuple[int, Mapping[str, str]]],
    declared_rows: int | None = None,
    purpose: Purpose = Purpose.EXCHANGE,
    request: str = "",
) -> int:
    """Hand in a table that is no list of persons: custody, decisions of doctors, wishes.

    Args:
        by, purpose, request: as ``hand_in_list``.
        kind: what the table speaks of.
        file: the file, kept byte for byte.
        rows: number of each row in the file, its heading being row 1, and its cells as written by heading.
        declared_rows: how many rows the party says it holds.

    Returns:
        The number of the entry.

    Raises:
        AlreadyRecorded, NotWritten: as ``ledger.actions.record``.
    """
    about = ListAbout(kind, file.name, file.read_bytes(), declared_rows=declared_rows)
    number = opaque_id("SB", secrets.token_hex(16))
    with record(
        by=by, action="intake.hand_in", purpose=purpose, subject=number, shown_to=[by.side, NEUTRAL], request=request
    ) as act:
        submission = _submission(number, by, about, act.sequence, None)
        entries = [
            SubmittedRow(number=f"{number}/{row}", submission=submission, cells=dict(cells)) for row, cells in rows
        ]
        submission.counted_rows = len(entries)
        submission.save(force_insert=True)
        SubmittedRow.objects.bulk_create(entries, batch_size=_ROWS_AT_ONCE)
        act.made(submission, *entries)
        _tell(act, submission, about)
    return act.sequence


def _version_before(party: str, about: ListAbout) -> Submission | None:
    if not about.supersedes:
        return None
    before = Submission.objects.defer("file").get(pk=about.supersedes, party=party)
    trouble = (
        WAS_WITHDRAWN
        if before.withdrawn_at
        else OTHER_KIND
        if before.kind != about.kind
        else NEWER_VERSION
        if not before.is_newest
        else ""
    )
    if trouble:
        raise InputRefused([Fault(about.file_name, "", 0, "", "", trouble)])
    return before


def _submission(number: str, by: Actor, about: ListAbout, entry: int, before: Submission | None) -> Submission:
    return Submission(
        number=number,
        party=by.side,
        kind=about.kind.value,
        label=Path(about.file_name).stem,
        file_name=about.file_name,
        file=about.data,
        file_sha256=hashlib.sha256(about.data).hexdigest(),
        declared_rows=about.declared_rows,
        counted_rows=0,
        why_other=about.why_other,
        series=before.series if before else opaque_id("LS", secrets.token_hex(16)),
        version=before.version + 1 if before else 1,
        supersedes=before,
        language=about.language,
        channel=about.channel,
        handed_in_at=timezone.now(),
        handed_in_by=by.person,
        entry=entry,
    )


def _keep_marks(submission: str, marks: Sequence[Marked]) -> None:
    EntryMark.objects.bulk_create(
        [EntryMark(submission_id=submission, mark=one.mark.value, row=one.row, other=one.other) for one in marks],
        batch_size=_ROWS_AT_ONCE,
    )


def _tell(act: Act, submission: Submission, about: ListAbout) -> None:
    act.tells("file", {"name": submission.file_name, "sha256": submission.file_sha256})
    act.tells("rows", {"counted": submission.counted_rows, "declared": submission.declared_rows})
    if about.why_other:
        act.tells("why_other", about.why_other)
