"""What has been agreed and what is still open: in full for the neutral, a side's own for a side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.gate import party_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.workbook_out import XLSX, to_take_home, workbook
from homeward.reconciliation.gate import answer_counts, lists_counts, open_since, party_counts, settled_by_day
from homeward.reconciliation.query_words import AnswerWord
from homeward.reconciliation.standing_picture import Standing, standing_picture
from homeward.reconciliation.states import PairState
from homeward.reconciliation.views.showing import figure
from homeward.words import _, say

_LISTS_SHOWN = (
    PairState.WAITING,
    PairState.SECOND,
    PairState.PUT,
    PairState.AGREED_SAME,
    PairState.AGREED_DIFFERENT,
    PairState.DIFFER,
    PairState.UNCLEAR,
)
_DAYS_SHOWN = 60


@door(Record.STATISTICS)
@require_safe
def statistics(request: DeskRequest) -> HttpResponse:
    """Bars, and every figure in tables beneath."""
    viewer = request.viewer
    standings = _standings(viewer)
    days = settled_by_day(viewer)
    answers = answer_counts(viewer)
    asked = sorted({party for party, _answer in answers}, key=viewer.parties.index)
    told = {
        "standings": standings,
        "picture": figure(standing_picture(standings, viewer.language)) if standings else "",
        "agreed": sum(count for _day, count in days),
        "days": days[-_DAYS_SHOWN:],
        "open_since": open_since(viewer),
        "states": _LISTS_SHOWN,
        "lists": [
            (lists, [counts[state.value] for state in _LISTS_SHOWN]) for lists, counts in lists_counts(viewer).items()
        ],
        "words": list(AnswerWord),
        "answers": [
            (party, [answers.get((party, word.value), 0) for word in AnswerWord], answers.get((party, ""), 0))
            for party in asked
        ],
        "may_export": viewer.may(Right.EXPORT, Record.STATISTICS),
    }
    return render(request, "reconciliation/statistics.html", told)


def _standings(viewer: Viewer) -> list[Standing]:
    names = party_names()
    return [
        Standing(names.get(one.party, {}).get(viewer.language, one.party), one.agreed, one.open, one.unclear, one.alone)
        for one in party_counts(viewer)
    ]


@door(Record.STATISTICS, Right.EXPORT)
@require_safe
def export(request: DeskRequest) -> HttpResponse:
    """The same figures as a workbook."""
    language = request.viewer.language
    standings = _standings(request.viewer)
    parts = [say(text, language) for text, _count, _ink, _filled in Standing("", 0, 0, 0, 0).parts]
    headings = [say(_("party"), language), say(_("entries"), language), *parts]
    rows: list[tuple[str | int, ...]] = [
        (one.party, one.entries, *(count for _text, count, _ink, _filled in one.parts)) for one in standings
    ]
    return to_take_home(workbook(headings, rows, say(_("statistics"), language)), XLSX, "statistics.xlsx")
