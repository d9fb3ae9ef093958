"""What a viewer may see of uploads, lists and their rows: each function asks once, filtered to the viewer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.intake.checks import Marked
from homeward.intake.models import Draft, EntryMark, RememberedColumns, Submission, Withdrawal
from homeward.intake.prepared import Earlier, EarlierLine
from homeward.intake.terms import DraftState, Mark
from homeward.register.lines import Line
from homeward.register.models import ListedEntry, SearchKey
from homeward.register.search_keys import question_keys
from homeward.words import _n

_NAMES_AT_ONCE = 500
#: The file is large: lists of drafts and submissions leave it where it is.
_FILE = "file"


# --- uploads -----------------------------------------------------------------------------------------------------


def drafts_for(viewer: Viewer) -> QuerySet[Draft]:
    """Uploads of the viewer's party that nobody has handed in yet."""
    owners = viewer.owners(Right.MAKE, Record.SUBMISSION)
    live = Draft.objects.filter(party__in=owners, ends_at__gte=timezone.now())
    return live.exclude(state=DraftState.HANDED_IN.value).defer(_FILE)


def draft_for(viewer: Viewer, number: str) -> Draft:
    """One upload of the viewer's party, one that was handed in already too.

    Raises:
        NotThere: there is none for this viewer.
    """
    owners = viewer.owners(Right.MAKE, Record.SUBMISSION)
    draft = Draft.objects.filter(pk=number, party__in=owners, ends_at__gte=timezone.now()).defer(_FILE).first()
    if draft is None:
        raise NotThere
    return draft


@contextmanager
def draft_file(draft: Draft) -> Iterator[Path]:
    """The file of an upload under its own name, for as long as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / draft.file_name
        path.write_bytes(bytes(draft.file))
        yield path


def memory_of(draft: Draft) -> dict[str, str]:
    """What the headings of the party's lists meant the last time somebody chose, by folded heading."""
    return dict(RememberedColumns.objects.filter(party=draft.party).values_list("heading", "column"))


def earlier_of(draft: Draft) -> Earlier | None:
    """The version before, as it stands now."""
    before = Submission.objects.filter(pk=draft.supersedes, party=draft.party).only("columns").first()
    if before is None:
        return None
    rows = ListedEntry.objects.filter(submission=before.pk).order_by("row").values_list("number", "alias", "cells")
    return Earlier(before.columns, [EarlierLine(*row) for row in rows.iterator()])


def doubled_elsewhere(draft: Draft, lines: Sequence[Line]) -> list[Marked]:
    """Lines whose person, by name and day of birth, stands in another current list of the same kind and party."""
    marks = []
    others = ListedEntry.objects.filter(party=draft.party, kind=draft.kind, is_current=True)
    others = others.exclude(submission=draft.supersedes) if draft.supersedes else others
    for start in range(0, len(lines) if others.exists() else 0, _NAMES_AT_ONCE):
        some = [line for line in lines[start : start + _NAMES_AT_ONCE] if line.known.get("birth_date_read")]
        rows = others.filter(sort_name__in={line.sort_name for line in some}).order_by("number")
        found: dict[tuple[str, str], str] = {}
        for name, known, number in rows.values_list("sort_name", "known", "number"):
            found.setdefault((name, known.get("birth_date_read", "")), number)
        marks += [
            Marked(Mark.DUPLICATE_ACROSS, line.row, found[line.sort_name, line.known["birth_date_read"]])
            for line in some
            if (line.sort_name, line.known["birth_date_read"]) in found
        ]
    return marks


# --- lists -------------------------------------------------------------------------------------------------------


def submissions_for(viewer: Viewer, right: Right = Right.READ) -> QuerySet[Submission]:
    """Lists and tables of the parties for which the viewer has this right, in all their versions."""
    return Submission.objects.filter(party__in=viewer.owners(right, Record.SUBMISSION)).defer(_FILE)


def submission_for(viewer: Viewer, number: str, right: Right = Right.READ) -> Submission:
    """One list or table.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = submissions_for(viewer, right).select_related(None).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def versions_of(viewer: Viewer, submission: Submission) -> QuerySet[Submission]:
    """All versions of a list, the newest first."""
    return submissions_for(viewer).filter(series=submission.series).order_by("-version")


# --- rows --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows of a list: all, those with a mark, the withdrawn ones; and those that a text finds.

    Args:
        only: "", a value of ``terms.Mark``, ``changes`` (new and changed) or ``withdrawn``.
        text: a name or a number to look for in the newest version.
    """

    only: str = ""
    text: str = ""


def rows_for(viewer: Viewer, submission: Submission, which: RowFilter = RowFilter()) -> QuerySet[ListedEntry]:
    """Rows of a list, for whoever may read rows of its party; ``Mark.GONE`` gives those of the version before."""
    rows = ListedEntry.objects.filter(party__in=viewer.owners(Right.READ, Record.ROW))
    marks = EntryMark.objects.filter(submission=submission)
    if which.only == Mark.GONE:
        return rows.filter(number__in=marks.filter(mark=Mark.GONE.value).values("other"))
    rows = rows.filter(submission=submission.number)
    if which.only == "withdrawn":
        rows = rows.filter(number__in=Withdrawal.objects.filter(submission=submission).values("entry"))
    elif which.only == "changes":
        rows = rows.filter(row__in=marks.filter(mark__in=[Mark.NEW.value, Mark.CHANGED.value]).values("row"))
    elif which.only:
        rows = rows.filter(row__in=marks.filter(mark=which.only).values("row"))
    return _found(rows, submission, which.text) if which.text.strip() else rows


def _found(rows: QuerySet[ListedEntry], submission: Submission, text: str) -> QuerySet[ListedEntry]:
    for keys in question_keys(text):
        found = rows.filter(
            number__in=SearchKey.objects.filter(
                key__in=keys, party=submission.party, entry__submission=submission.number
            ).values("entry_id")
        )
        if found.exists():
            return found
    return rows.none()


def row_for(viewer: Viewer, submission: Submission, row: int) -> ListedEntry:
    """One row of a list.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = rows_for(viewer, submission).filter(row=row).first()
    if found is None:
        raise NotThere
    return found


def rows_by_number(viewer: Viewer, numbers: Sequence[str]) -> QuerySet[ListedEntry]:
    """These rows, of whatever list, as far as the viewer may read them."""
    return ListedEntry.objects.filter(party__in=viewer.owners(Right.READ, Record.ROW), number__in=numbers)


def marks_of(submission: Submission, rows: Sequence[ListedEntry]) -> dict[int, list[EntryMark]]:
    """Marks of these rows of a list, by row; for rows that the viewer was given."""
    marks: dict[int, list[EntryMark]] = {}
    numbers = [row.row for row in rows]
    for mark in EntryMark.objects.filter(submission=submission, row__in=numbers).order_by("row", "mark"):
        marks.setdefault(mark.row, []).append(mark)
    return marks


def withdrawals_of(submission: Submission, rows: Sequence[ListedEntry]) -> dict[str, Withdrawal]:
    """Which of these rows were withdrawn, by number of the entry; for rows that the viewer was given."""
    found = Withdrawal.objects.filter(submission=submission, entry__in=[row.number for row in rows])
    return {withdrawal.entry: withdrawal for withdrawal in found}


def withdrawal_of_list(submission: Submission) -> Withdrawal | None:
    """Who withdrew a list as a whole and why."""
    return Withdrawal.objects.filter(submission=submission, entry="").first()


def count_withdrawn(submission: Submission) -> int:
    """How many of its entries were withdrawn one by one."""
    return Withdrawal.objects.filter(submission=submission).exclude(entry="").count()


# --- what waits --------------------------------------------------------------------------------------------------


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Uploads with faults, and uploads that can be handed in."""
    if not viewer.may(Right.MAKE, Record.SUBMISSION):
        return []
    drafts = drafts_for(viewer)
    faulty = drafts.filter(state=DraftState.FAULTY.value).count()
    ready = drafts.filter(state=DraftState.READY.value).count()
    url = reverse("intake:lists")
    lines = [
        Waiting(
            faulty, *_n("{n} uploaded list has faults to correct", "{n} uploaded lists have faults to correct"), url
        ),
        Waiting(ready, *_n("{n} uploaded list can be handed in", "{n} uploaded lists can be handed in"), url),
    ]
    return [line for line in lines if line.count]
