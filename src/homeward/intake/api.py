"""The API of intake: uploads with their columns and faults, handing in, lists, rows, what is withdrawn.

See ``homeward.access.api`` for what all operations have in common.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal, get_args

from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from homeward.access.api import Done, FaultOut, faults_told, once, paged, request_key
from homeward.access.doors import DeskRequest, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.errors import Fault, InputRefused
from homeward.intake import actions, gate
from homeward.intake.actions.drafts import Upload
from homeward.intake.actions.handing_in import NOT_READY
from homeward.intake.draft_reading import DraftReading
from homeward.intake.forms import TOO_LARGE, safe_file_name
from homeward.intake.kinds import LIST_KINDS, SubmissionKind
from homeward.intake.limits import UPLOAD_BYTES
from homeward.intake.models import Draft
from homeward.intake.terms import DraftState
from homeward.jobs.actions import enqueue
from homeward.register.gate import shown_entry
from homeward.register.models import ListedEntry
from homeward.words import Language

router = Router(tags=["lists"])

ListKind = Literal[
    "held",
    "sought",
    "category_offer",
    "category_request",
    "children",
    "bodies_offered",
    "bodies_requested",
    "witnesses_of_life",
    "persons",
]
assert set(get_args(ListKind)) == {kind.value for kind in LIST_KINDS}


class ListOut(Schema):
    """One version of a list that was handed in."""

    number: str
    party: str
    kind: str
    label: str
    file_name: str
    file_sha256: str
    declared_rows: int | None
    counted_rows: int
    series: str
    version: int
    supersedes: str | None = Field(alias="supersedes_id")
    headings: list[str]
    columns: dict[str, str]
    language: str
    handed_in_at: dt.datetime | None
    entry: int | None
    counts: dict[str, int]
    is_newest: bool
    withdrawn_at: dt.datetime | None


class Lists(Schema):
    """A page of lists."""

    rows: list[ListOut]
    next: str


class RowOut(Schema):
    """One row of a list, as far as the viewer may read it."""

    number: str
    alias: str
    title: str
    cells: list[list[str]]
    has_health_note: bool


class Rows(Schema):
    """A page of rows."""

    rows: list[RowOut]
    next: str


class DraftOut(Schema):
    """An upload that nobody has handed in yet: what its columns mean, what is wrong with it."""

    number: str
    kind: str
    file_name: str
    state: str
    job: str
    declared_rows: int | None
    rows: int
    columns: list[dict[str, Any]]
    faults: list[FaultOut]
    counts: dict[str, int]
    submission: str


class Drafts(Schema):
    """A page of uploads."""

    rows: list[DraftOut]
    next: str


class UploadIn(Schema):
    """What is said of a list that is uploaded."""

    kind: ListKind
    language: Literal["", "uk", "ru", "en", "tr"] = ""
    channel: str = Field("", max_length=500)
    declared_rows: int | None = Field(None, ge=0, le=10_000_000)
    supersedes: str = Field("", max_length=40, description="Number of the list of which this is the next version")


class Columns(Schema):
    """What headings mean: canonical column by heading, "" for one that is kept and not compared."""

    chosen: dict[str, str]


class HandIn(Schema):
    """Why another number of rows is handed in than was declared; "" where it is the same."""

    why_other: str = Field("", max_length=2000)


class Reason(Schema):
    """Why."""

    reason: str = Field(max_length=2000)


@router.get("/lists", response=Lists, summary="Lists handed in")
@door(Record.SUBMISSION)
def lists(request: DeskRequest, newest: bool = False) -> Any:
    """Lists and tables of the parties whose lists the viewer may see, the newest first.

    Args:
        request: of the viewer.
        newest: only the newest version of each.
    """
    found = gate.submissions_for(request.viewer)
    found = found.filter(is_newest=True) if newest else found

    return paged(found.filter(handed_in_at__isnull=False), request, order=("-handed_in_at", "-number"), told=list)


@router.get("/lists/{number}", response=ListOut, summary="One list")
@door(Record.SUBMISSION)
def one_list(request: DeskRequest, number: str) -> Any:
    """One version of a list, without its rows."""
    return gate.submission_for(request.viewer, number)


@router.get("/lists/{number}/rows", response=Rows, summary="Rows of a list")
@door(Record.ROW)
def rows(request: DeskRequest, number: str, only: str = "", q: str = "") -> Any:
    """Rows of a list in their order; the reading of names is recorded.

    Args:
        request: of the viewer.
        number: of the list.
        only: a mark, ``changes`` or ``withdrawn``.
        q: a name or a number to look for.
    """
    viewer = request.viewer
    submission = gate.submission_for(viewer, number)
    found = gate.rows_for(viewer, submission, gate.RowFilter(only, q))

    def told(some: Sequence[ListedEntry]) -> list[Any]:
        read_names(viewer, {entry.number: entry.party for entry in some})
        return [_row(viewer_sees) for viewer_sees in (shown_entry(entry, viewer) for entry in some)]

    return paged(found, request, order=("row", "number"), told=told)


def _row(entry: Any) -> RowOut:
    return RowOut(
        number=entry.number,
        alias=entry.alias,
        title=entry.title,
        cells=[list(cell) for cell in entry.cells],
        has_health_note=entry.has_health_note,
    )


@router.post("/lists/{number}/withdraw", response=Done, summary="Withdraw a list")
@door(Record.SUBMISSION, Right.CHANGE)
def withdraw_list(request: DeskRequest, number: str, why: Reason) -> Done:
    """The party no longer stands by a list; it stays readable with who withdrew it and why."""
    key = request_key(request)
    return once(
        lambda: actions.withdraw_list(by=request.viewer, submission=number, reason=why.reason, request=key), number
    )


@router.post("/lists/{number}/rows/{int:row}/withdraw", response=Done, summary="Withdraw an entry")
@door(Record.SUBMISSION, Right.CHANGE)
def withdraw_entry(request: DeskRequest, number: str, row: int, why: Reason) -> Done:
    """The party no longer stands by one entry of a list."""
    key = request_key(request)
    return once(
        lambda: actions.withdraw_entry(by=request.viewer, submission=number, row=row, reason=why.reason, request=key),
        number,
    )


@router.get("/uploads", response=Drafts, summary="Uploads not yet handed in")
@door(Record.SUBMISSION, Right.MAKE)
def uploads(request: DeskRequest) -> Any:
    """Uploads of the viewer's party, the newest first."""

    def told(some: Sequence[Draft]) -> list[Any]:
        return [_draft(draft, request.viewer.language) for draft in some]

    return paged(gate.drafts_for(request.viewer), request, order=("-made_at", "-number"), told=told)


@router.post("/uploads", response=DraftOut, summary="Upload a list")
@door(Record.SUBMISSION, Right.MAKE)
def upload(request: DeskRequest, said: Form[UploadIn], file: File[UploadedFile]) -> Any:
    """Upload a CSV or XLSX file; it is read in the background, and what was found stands in the upload."""
    if (file.size or 0) > UPLOAD_BYTES:
        raise InputRefused([Fault(safe_file_name(file.name or ""), "", 0, "", "", TOO_LARGE)])
    draft = actions.upload_draft(
        by=request.viewer,
        upload=Upload(
            kind=SubmissionKind(said.kind),
            file_name=safe_file_name(file.name or ""),
            data=file.read(),
            language=said.language,
            channel=said.channel,
            declared_rows=said.declared_rows,
            supersedes=said.supersedes,
        ),
    )
    return _draft(draft, request.viewer.language)


@router.get("/uploads/{number}", response=DraftOut, summary="One upload")
@door(Record.SUBMISSION, Right.MAKE)
def one_upload(request: DeskRequest, number: str) -> Any:
    """Whether an upload has been read, what its columns mean, every fault of it in the viewer's language."""
    return _draft(gate.draft_for(request.viewer, number), request.viewer.language)


@router.post("/uploads/{number}/columns", response=DraftOut, summary="Say what the headings mean")
@door(Record.SUBMISSION, Right.MAKE)
def columns(request: DeskRequest, number: str, said: Columns) -> Any:
    """Say what the headings of an upload mean; it is read again."""
    draft = actions.choose_columns(by=request.viewer, number=number, chosen=said.chosen)
    return _draft(draft, request.viewer.language)


@router.delete("/uploads/{number}", response=Done, summary="Forget an upload")
@door(Record.SUBMISSION, Right.MAKE)
def discard(request: DeskRequest, number: str) -> Done:
    """Forget an upload that was not handed in."""
    actions.discard_draft(by=request.viewer, number=number)
    return Done(number=number)


@router.post("/uploads/{number}/hand-in", response=DraftOut, summary="Hand in")
@door(Record.SUBMISSION, Right.MAKE)
def hand_in(request: DeskRequest, number: str, said: HandIn) -> Any:
    """Hand in an upload without faults; done in the background, once, however often it is asked for."""
    viewer = request.viewer
    draft = gate.draft_for(viewer, number)
    if draft.submission:
        return _draft(draft, viewer.language)
    if draft.state != DraftState.READY:
        raise InputRefused([Fault(draft.file_name, "", 0, "", "", NOT_READY)])
    arguments = {
        "draft": draft.number,
        "role": viewer.role.value,
        "sides": list(viewer.sides),
        "purpose": viewer.purpose.value,
        "why_other": said.why_other,
    }
    key = f"{draft.number}:{draft.revision}"
    job = enqueue("intake.hand_in", arguments, party=viewer.party, person=viewer.person, key=key)
    draft.job = job.number
    return _draft(draft, viewer.language)


def _draft(draft: Draft, language: Language) -> DraftOut:
    reading = DraftReading.kept(draft.reading)
    return DraftOut(
        number=draft.number,
        kind=draft.kind,
        file_name=draft.file_name,
        state=draft.state,
        job=draft.job,
        declared_rows=draft.declared_rows,
        rows=reading.rows,
        columns=[dict(column) for column in reading.columns],
        faults=faults_told(reading.all_faults(draft.file_name), language),
        counts=dict(reading.counts),
        submission=draft.submission,
    )
