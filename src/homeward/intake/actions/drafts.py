"""Uploads that nobody has handed in yet: kept for seven days, outside the record, for their own party alone."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.intake.draft_reading import DraftReading
from homeward.intake.folding import fold_tightly
from homeward.intake.gate import draft_for, submission_for
from homeward.intake.kinds import SubmissionKind
from homeward.intake.models import Draft, RememberedColumns
from homeward.intake.terms import DraftState
from homeward.jobs.actions import enqueue

DAYS_KEPT = 7


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with what was said of it: as ``actions.handing_in.ListAbout``."""

    kind: SubmissionKind
    file_name: str
    data: bytes
    language: str = ""
    channel: str = ""
    declared_rows: int | None = None
    supersedes: str = ""


def upload_draft(*, by: Viewer, upload: Upload) -> Draft:
    """Keep an upload and let it be read; the same person's earlier uploads stay.

    Raises:
        NotThere: the list of which it is to be a version is not there for this viewer.
    """
    need(by, Record.SUBMISSION, Right.MAKE)
    if upload.supersedes:
        submission_for(by, upload.supersedes, Right.MAKE)
    now = timezone.now()
    draft = Draft(
        number=opaque_id("DR", secrets.token_hex(16)),
        party=by.party,
        person=by.person,
        made_at=now,
        ends_at=now + dt.timedelta(days=DAYS_KEPT),
        kind=upload.kind.value,
        file_name=upload.file_name,
        file=upload.data,
        language=upload.language,
        channel=upload.channel,
        declared_rows=upload.declared_rows,
        supersedes=upload.supersedes,
        state=DraftState.READING.value,
    )
    with transaction.atomic():
        draft.save(force_insert=True)
        _read_again(by, draft)
    return draft


def choose_columns(*, by: Viewer, number: str, chosen: Mapping[str, str]) -> Draft:
    """Say what the headings of an upload mean, and let it be read again; remembered for the next upload.

    Args:
        by: whose party the upload is of.
        number: of the draft.
        chosen: canonical column by heading, "" for one that is kept and not compared.

    Raises:
        NotThere: there is no such draft for this viewer.
    """
    need(by, Record.SUBMISSION, Right.MAKE)
    with transaction.atomic():
        draft = draft_for(by, number)
        for heading, column in chosen.items():
            RememberedColumns.objects.update_or_create(
                party=draft.party, heading=fold_tightly(heading), defaults={"column": column}
            )
        draft.chosen, draft.revision = dict(chosen), draft.revision + 1
        draft.state = DraftState.READING.value
        Draft.objects.filter(pk=number).update(chosen=draft.chosen, revision=draft.revision, state=draft.state)
        _read_again(by, draft)
    return draft


def discard_draft(*, by: Viewer, number: str) -> None:
    """Forget an upload.

    Raises:
        NotThere: there is no such draft for this viewer.
    """
    need(by, Record.SUBMISSION, Right.MAKE)
    Draft.objects.filter(pk=draft_for(by, number).pk).delete()


def keep_reading(*, number: str, revision: int, reading: DraftReading) -> None:
    """Keep what the job read, unless columns were chosen anew meanwhile."""
    state = DraftState.READY if reading.can_be_handed_in else DraftState.FAULTY
    Draft.objects.filter(pk=number, revision=revision).exclude(state=DraftState.HANDED_IN.value).update(
        reading=asdict(reading), state=state.value
    )


def end_old_drafts() -> int:
    """Forget uploads whose days are over; gives how many."""
    return Draft.objects.filter(ends_at__lt=timezone.now()).delete()[0]


def _read_again(by: Viewer, draft: Draft) -> None:
    arguments = {"draft": draft.number, "revision": draft.revision}
    key = f"{draft.number}:{draft.revision}"
    job = enqueue("intake.read_draft", arguments, party=draft.party, person=by.person, key=key)
    Draft.objects.filter(pk=draft.pk).update(job=job.number)
    draft.job = job.number
