"""The API of the record and of work in the background.

See ``homeward.access.api`` for what all operations have in common.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ninja import Router, Schema

from homeward.access.api import paged, request_key
from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.jobs import actions as jobs
from homeward.jobs.gate import job_for
from homeward.jobs.models import Job
from homeward.ledger import gate
from homeward.ledger.action_words import action_name
from homeward.ledger.entries import EntryView
from homeward.ledger.models import Shown
from homeward.words import Language, say

router = Router(tags=["record"])

#: Numbers of entries that a database can hold.
_LAST = 2**62


class RecordState(Schema):
    """How the record stands: the same for everybody."""

    size: int
    origin: str
    checkpoint: int
    root: str
    signed_at: dt.datetime | None
    cosigned: dict[str, dt.datetime | None]
    lacking: list[str]
    is_enough: bool
    is_sound: bool


class RecordEntry(Schema):
    """An entry that names the viewer's party."""

    sequence: int
    instant: dt.datetime
    action: str
    title: str
    person: str
    role: str
    party: str
    purpose: str
    subject: str
    rows: int


class RecordEntries(Schema):
    """A page of entries, the newest first."""

    rows: list[RecordEntry]
    next: str


class RecordEntryWhole(RecordEntry):
    """An entry with what it says beside its rows; nothing where it was erased."""

    said: dict[str, Any]


class Receipt(Schema):
    """The proof that an entry stands in the record, as a file of the form ``tlog-proof``."""

    receipt: str


class JobOut(Schema):
    """Work in the background: how far it is, what came of it."""

    number: str
    kind: str
    state: str
    step: str
    done: int
    total: int
    made_at: dt.datetime
    ended_at: dt.datetime | None
    result: dict[str, Any]
    failure: str
    faults: list[Any]


@router.get("/record", response=RecordState, summary="How the record stands")
@door(Record.VERIFICATION)
def record_state(request: DeskRequest) -> Any:
    """The newest checkpoint, who has cosigned it and who has not."""
    del request
    size, standing = gate.size_of_record(), gate.newest_standing()
    if standing is None:
        empty = {"origin": "", "checkpoint": 0, "root": "", "signed_at": None, "cosigned": {}, "lacking": []}
        return {"size": size, **empty, "is_enough": False, "is_sound": True}
    return {
        "size": size,
        "origin": standing.origin,
        "checkpoint": standing.size,
        "root": standing.root.hex(),
        "signed_at": standing.signed_at,
        "cosigned": dict(standing.cosigned),
        "lacking": list(standing.lacking),
        "is_enough": standing.is_enough,
        "is_sound": standing.is_sound,
    }


@router.get("/record/entries", response=RecordEntries, summary="Entries of the record")
@door(Record.RECORD_ENTRY)
def entries(request: DeskRequest, action: str = "") -> Any:
    """Entries that name the viewer's party, the newest first."""
    viewer = request.viewer
    index = gate.shown_to(viewer.party)
    index = index.filter(action=action) if action else index

    def told(rows: Sequence[Shown]) -> list[Any]:
        return [_entry(view, viewer.language) for view in gate.entries_at(viewer.party, [row.sequence for row in rows])]

    return paged(index, request, order=("-sequence",), told=told)


@router.get("/record/entries/{int:sequence}", response=RecordEntryWhole, summary="One entry of the record")
@door(Record.RECORD_ENTRY)
def entry(request: DeskRequest, sequence: int) -> Any:
    """One entry with what it says."""
    view = _view(request.viewer, sequence)
    return {**_entry(view, request.viewer.language), "said": gate.said_in(view)}


@router.get("/record/entries/{int:sequence}/receipt", response=Receipt, summary="A receipt")
@door(Record.RECORD_ENTRY, Right.EXPORT)
def receipt(request: DeskRequest, sequence: int, row: str = "") -> Any:
    """The receipt of an entry, or of one row of it, once a checkpoint covers it."""
    _view(request.viewer, sequence)
    return {"receipt": gate.receipt_for(request.viewer.party, sequence, row)}


@router.post("/record/check", response=JobOut, summary="Check the whole record")
@door(Record.VERIFICATION, Right.MAKE)
def check(request: DeskRequest) -> Any:
    """Have the whole record checked in the background."""
    return _asked(request, "ledger.check")


@router.post("/record/bundle", response=JobOut, summary="Have the bundle written")
@door(Record.RECORD_ENTRY, Right.EXPORT)
def bundle(request: DeskRequest) -> Any:
    """Have the bundle of the viewer's party written; its result says where it is taken home from."""
    return _asked(request, "ledger.bundle")


@router.get("/jobs/{number}", response=JobOut, summary="How far work in the background is")
@door(Record.RECORD_ENTRY)
def work(request: DeskRequest, number: str) -> Any:
    """One piece of work of the viewer's party."""
    return _job(job_for(request.viewer.party, number), request.viewer.language)


@router.post("/jobs/{number}/stop", response=JobOut, summary="Stop work in the background")
@door(Record.RECORD_ENTRY)
def stop(request: DeskRequest, number: str) -> Any:
    """Stop what one asked for oneself."""
    job = job_for(request.viewer.party, number)
    if job.person != request.viewer.person:
        raise NotThere
    jobs.stop(party=request.viewer.party, number=number)
    return _job(job_for(request.viewer.party, number), request.viewer.language)


def _asked(request: DeskRequest, kind: str) -> JobOut:
    viewer = request.viewer
    job = jobs.enqueue(kind, {}, party=viewer.party, person=viewer.person, key=request_key(request))
    return _job(job, viewer.language)


def _view(viewer: Viewer, sequence: int) -> EntryView:
    view = gate.entry_at(viewer.party, sequence) if 0 <= sequence < _LAST else None
    if view is None:
        raise NotThere
    return view


def _entry(view: EntryView, language: Language) -> dict[str, Any]:
    return {
        "sequence": view.sequence,
        "instant": view.instant,
        "action": view.action,
        "title": action_name(view.action, language),
        "person": view.actor.person,
        "role": view.actor.role,
        "party": view.actor.side,
        "purpose": view.purpose.value,
        "subject": view.subject,
        "rows": view.rows_count,
    }


def _job(job: Job, language: Language) -> JobOut:
    return JobOut(
        number=job.number,
        kind=job.kind,
        state=job.state,
        step=say(job.step, language) if job.step else "",
        done=job.done,
        total=job.total,
        made_at=job.made_at,
        ended_at=job.ended_at,
        result=job.result,
        failure=say(job.failure, language) if job.failure else "",
        faults=list(job.faults),
    )
