"""Queries: asked with a look at what is disclosed, answered one by one, in a table, or in a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.gate import party_names
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.listing import page_of
from homeward.desk.templatetags.desk import day_text
from homeward.desk.workbook_out import XLSX, to_take_home, workbook
from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.reconciliation.actions import (
    Given,
    Question,
    answer_queries,
    ask,
    question_about_entry,
    question_about_pair,
    withdraw_query,
)
from homeward.reconciliation.answer_workbook import HEADINGS, MOST_BYTES, read_answers
from homeward.reconciliation.gate import answers_for, queries_for, queries_in, query_for, today
from homeward.reconciliation.models import Answer, Query
from homeward.reconciliation.query_words import DAYS_FOR_AN_ANSWER, AnswerWord, QueryKind, QueryState, state_of
from homeward.reconciliation.views.showing import form_key, name_of
from homeward.register.entries import COLUMNS
from homeward.register.gate import entries_by_alias
from homeward.words import _, say

_ORDER = ("due_on", "number")
_SHAPES = {
    QueryState.ANSWERED: "settled",
    QueryState.LATE: "stop",
    QueryState.WITHDRAWN: "quiet",
    QueryState.DUE_SOON: "person",
    QueryState.WAITING: "person",
}


@dataclass(frozen=True, slots=True)
class ShownQuery:
    """A query in the viewer's words: what was disclosed, or the own entry it is about."""

    row: Query
    kind: QueryKind
    state: QueryState
    shape: str
    title: str
    cells: Sequence[tuple[str, str]]
    answer: AnswerWord | None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in words; one that was corrected later stands no more."""

    row: Answer
    word: AnswerWord
    stands: bool


@door(Record.QUERY)
@require_safe
def queries(request: DeskRequest) -> HttpResponse:
    """Queries by how they stand; those with the earliest day first."""
    viewer = request.viewer
    state = request.GET.get("state", "")
    chips = [(one, queries_in(viewer, one.value, today()).count(), one == state) for one in QueryState]
    page = page_of(queries_in(viewer, state, today()), request, order=_ORDER)
    told = {
        "chips": chips,
        "state": state,
        "open": sum(count for one, count, _is in chips if one not in (QueryState.ANSWERED, QueryState.WITHDRAWN)),
        "late": next(count for one, count, _is in chips if one is QueryState.LATE),
        "page": page,
        "queries": _shown(viewer, page.rows),
        "may_answer": viewer.may(Right.CHANGE, Record.QUERY) and not viewer.is_neutral,
    }
    return render(request, "reconciliation/queries.html", told)


@door(Record.QUERY)
@require_safe
def query(request: DeskRequest, number: str) -> HttpResponse:
    """One query with all its answers."""
    return _page(request, query_for(request.viewer, number))


@door(Record.QUERY, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Exactly what the other side will see, then the question."""
    viewer = request.viewer
    given = request.POST if request.method == "POST" else request.GET
    about, pair, side = given.get("entry", ""), given.get("pair", ""), given.get("side", "")
    if viewer.is_neutral and pair and side not in viewer.sides:
        return render(request, "reconciliation/ask_whom.html", {"pair": pair})
    question = (
        question_about_pair(by=viewer, pair=pair, side=side) if pair else question_about_entry(by=viewer, alias=about)
    )
    faults: Sequence[Fault] = ()
    if request.method == "POST":
        try:
            asked = ask(
                by=viewer,
                question=question,
                kind=_kind(request.POST.get("kind", "")),
                text=request.POST.get("text", ""),
                due_on=_day(request.POST.get("due_on", "")),
                request=request.POST.get("request", ""),
            )
        except AlreadyRecorded as before:
            return redirect("reconciliation:query", before.subject)
        except InputRefused as refused:
            faults = refused.faults
        else:
            return redirect("reconciliation:query", asked.number)
    read_names(viewer, {question.entry.alias: question.entry.party})
    told = _asking(viewer, question) | {"faults": faults, "about": about, "pair": pair, "side": side}
    return render(request, "reconciliation/ask.html", told, status=422 if faults else 200)


def _asking(viewer: Viewer, question: Question) -> dict[str, Any]:
    cells = question.disclosed or (
        question.entry.known if viewer.may_on(Right.READ, Record.ROW, question.entry.party) else {}
    )
    default = QueryKind.IDENTITY if question.pair and not viewer.is_neutral else QueryKind.HELD
    return {
        "question": question,
        "discloses": [(COLUMNS[column], text) for column, text in question.disclosed.items()],
        "title": name_of(dict(cells)) or question.entry.alias,
        "kinds": [kind for kind in QueryKind if question.pair or kind is not QueryKind.IDENTITY],
        "default": QueryKind.DETAIL if viewer.is_neutral else default,
        "due_on": (today() + dt.timedelta(days=DAYS_FOR_AN_ANSWER)).isoformat(),
        "today": today().isoformat(),
        "key": form_key(),
    }


def _kind(text: str) -> QueryKind:
    if text not in set(QueryKind):
        raise InputRefused([Fault("", "", 0, "kind", "", _("Choose what you ask."))])
    return QueryKind(text)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise InputRefused([Fault("", "", 0, "due_on", text[:20], _("Write the day as 2025-06-02."))]) from None


@door(Record.QUERY, Right.CHANGE)
@require_POST
def answer(request: DeskRequest, number: str) -> HttpResponse:
    """One answer, or the correction of one."""
    found = query_for(request.viewer, number)
    try:
        given = _given(
            number, request.POST.get("answer", ""), request.POST.get("evidence", ""), request.POST.get("as_of", "")
        )
        answer_queries(by=request.viewer, answers=[given], request=request.POST.get("request", ""))
    except AlreadyRecorded:
        pass
    except InputRefused as refused:
        return _page(request, found, refused.faults, request.POST)
    return redirect("reconciliation:query", number)


@door(Record.QUERY, Right.CHANGE)
@require_POST
def withdraw(request: DeskRequest, number: str) -> HttpResponse:
    """Whoever asked needs no answer any more."""
    with suppress(AlreadyRecorded):
        withdraw_query(by=request.viewer, query=number, request=request.POST.get("request", ""))
    return redirect("reconciliation:query", number)


@door(Record.QUERY, Right.CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_many(request: DeskRequest) -> HttpResponse:
    """A table of queries with a choice in each row; rows left open still wait."""
    viewer = request.viewer
    waiting = queries_for(viewer).filter(asked_of=viewer.party, answer="", withdrawn_at__isnull=True)
    faults: Sequence[Fault] = ()
    if request.method == "POST":
        numbers = [number for number in request.POST.getlist("query") if request.POST.get(f"answer-{number}")]
        try:
            given = [
                _given(number, *(request.POST.get(f"{part}-{number}", "") for part in ("answer", "evidence", "as_of")))
                for number in numbers
            ]
            answer_queries(by=viewer, answers=given, request=request.POST.get("request", ""))
        except AlreadyRecorded:
            return redirect("reconciliation:answer_many")
        except InputRefused as refused:
            faults = refused.faults
        else:
            return redirect("reconciliation:answer_many")
    page = page_of(waiting, request, order=_ORDER)
    shown = [
        (one, *(request.POST.get(f"{part}-{one.row.number}", "") for part in ("answer", "evidence", "as_of")))
        for one in _shown(viewer, page.rows)
    ]
    told = {
        "page": page,
        "rows": shown,
        "count": waiting.count(),
        "words": list(AnswerWord),
        "faults": faults,
        "key": form_key(),
    }
    return render(request, "reconciliation/answer_many.html", told, status=422 if faults else 200)


@door(Record.QUERY, Right.CHANGE)
@require_safe
def workbook_to_answer(request: DeskRequest) -> HttpResponse:
    """All queries that wait for the viewer's party, to be filled in away from the desk."""
    viewer = request.viewer
    waiting = queries_for(viewer).filter(asked_of=viewer.party, answer="", withdrawn_at__isnull=True).order_by(*_ORDER)
    names = party_names()
    rows = [
        (
            one.row.number,
            names.get(one.row.asked_by, {}).get(viewer.language, one.row.asked_by),
            one.title,
            " ".join(filter(None, (say(one.kind.label, viewer.language), one.row.text))),
            day_text(one.row.due_on, viewer.language),
            "",
            "",
            "",
        )
        for one in _shown(viewer, waiting)
    ]
    headings = [say(heading, viewer.language) for heading in HEADINGS]
    return to_take_home(workbook(headings, rows, say(_("queries"), viewer.language)), XLSX, "queries.xlsx")


@door(Record.QUERY, Right.CHANGE)
@require_POST
def answered_workbook(request: DeskRequest) -> HttpResponse:
    """The filled-in workbook: all its answers, or its faults by row and nothing."""
    file = request.FILES.get("file")
    if file is None:
        raise InputRefused([Fault("", "", 0, "file", "", _("Choose the workbook you filled in."))])
    name = str(file.name)
    rows = read_answers(file.read(MOST_BYTES + 1), name)
    given = [Given(number, word, evidence, as_of) for _row, number, word, evidence, as_of in rows]
    try:
        answer_queries(by=request.viewer, answers=given, request=request.POST.get("request", ""))
    except AlreadyRecorded:
        pass
    except InputRefused as refused:
        by_place = [row for row, *_rest in rows]
        raise InputRefused(
            [
                Fault(name, "", by_place[fault.row - 1] if fault.row else 0, fault.column, fault.found, fault.advice)
                for fault in refused.faults
            ]
        ) from None
    return redirect("reconciliation:queries")


def _given(number: str, answer_word: str, evidence: str, as_of: str) -> Given:
    if answer_word not in set(AnswerWord):
        raise InputRefused([Fault("", "", 0, "answer", number, _("Choose one of the answers of the list."))])
    return Given(number, AnswerWord(answer_word), evidence, as_of.strip())


def _page(
    request: DeskRequest, found: Query, faults: Sequence[Fault] = (), written: Mapping[str, str] | None = None
) -> HttpResponse:
    viewer = request.viewer
    (shown,) = _shown(viewer, [found])
    answers = list(answers_for(viewer, found))
    corrected = {one.supersedes for one in answers}
    may_change = viewer.may(Right.CHANGE, Record.QUERY)
    told = {
        "query": shown,
        "answers": [ShownAnswer(one, AnswerWord(one.answer), one.number not in corrected) for one in answers],
        "may_answer": may_change and found.asked_of == viewer.party and not found.withdrawn_at,
        "may_withdraw": may_change and found.asked_by == viewer.party and not found.answer and not found.withdrawn_at,
        "words": list(AnswerWord),
        "faults": faults,
        "written": written or {},
        "key": form_key(),
    }
    return render(request, "reconciliation/query.html", told, status=422 if faults else 200)


def _shown(viewer: Viewer, rows: Iterable[Query]) -> list[ShownQuery]:
    """Queries with what the viewer may see of the entry: all of its own, of another what was disclosed."""
    rows = list(rows)
    entries = entries_by_alias({row.about for row in rows})
    read_names(viewer, {row.about: row.owner for row in rows})
    shown = []
    for row in rows:
        is_full = viewer.may_on(Right.READ, Record.ROW, row.owner)
        known = entries[row.about].known if is_full and row.about in entries else row.disclosed
        cells = {column: known[column] for column in COLUMNS if known.get(column) and column != "health_note"}
        state = state_of(row.answer, row.due_on, today(), is_withdrawn=row.withdrawn_at is not None)
        shown.append(
            ShownQuery(
                row=row,
                kind=QueryKind(row.kind),
                state=state,
                shape=_SHAPES[state],
                title=name_of(cells) or row.about,
                cells=[(COLUMNS[column], text) for column, text in cells.items()],
                answer=AnswerWord(row.answer) if row.answer else None,
            )
        )
    return shown
