"""Work in the background: reading uploads, handing them in, forgetting those whose days are over."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from django.urls import reverse

from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.errors import InputRefused
from homeward.intake import actions
from homeward.intake.draft_reading import DraftReading, read_draft
from homeward.intake.gate import doubled_elsewhere, draft_file, earlier_of, memory_of
from homeward.intake.models import Draft
from homeward.intake.prepared import PreparedList
from homeward.jobs.registry import Run, every, task
from homeward.ledger.actions import AlreadyRecorded
from homeward.ledger.terms import Purpose


@task("intake.read_draft")
def read(run: Run) -> None:
    """Read an upload and keep what was read beside it."""
    number = str(run.arguments["draft"])
    draft = Draft.objects.filter(pk=number, party=run.party).first()
    if draft is not None and draft.revision == run.arguments["revision"] and not draft.submission:
        reading, _prepared = _read(draft, run)
        actions.keep_reading(number=number, revision=draft.revision, reading=reading)
    run.result({"url": reverse("intake:draft", args=[number])})


@task("intake.hand_in")
def hand_in(run: Run) -> None:
    """Hand in an upload: done again after a crash it is handed in once."""
    told = run.arguments
    by = Viewer(
        person=run.person,
        name="",
        role=Role(told["role"]),
        party=run.party,
        sides=(told["sides"][0], told["sides"][1]),
        purpose=Purpose(told["purpose"]),
    )
    draft = Draft.objects.get(pk=told["draft"], party=run.party)
    if not draft.submission:
        reading, prepared = _read(draft, run)
        if prepared is None:
            raise InputRefused(reading.all_faults(draft.file_name))
        with suppress(AlreadyRecorded):
            actions.hand_in_draft(by=by, number=draft.number, prepared=prepared, why_other=told["why_other"])
        draft.refresh_from_db(fields=["submission"])
    run.result({"url": reverse("intake:submission", args=[draft.submission])})


@every(3600)
@task("intake.end_old_drafts")
def end_old_drafts(_run: Run) -> None:
    """Forget uploads after seven days."""
    actions.end_old_drafts()


def _read(draft: Draft, run: Run) -> tuple[DraftReading, PreparedList | None]:
    with draft_file(draft) as path:
        doubles = partial(doubled_elsewhere, draft)
        return read_draft(path, draft.chosen, memory_of(draft), earlier_of(draft), doubles, run.progress)
