"""Queries of one party to another, and their answers, each verbatim with its date."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from homeward.access.doors import NotThere, need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act, record
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.actions.queue import place_pairs
from homeward.reconciliation.actions.refusing import refuse_unless
from homeward.reconciliation.gate import line_for, put_pair, queries_for, query_for, rule_in_force, today
from homeward.reconciliation.models import Answer, Pair, Query
from homeward.reconciliation.query_words import DAYS_FOR_AN_ANSWER, AnswerWord, QueryKind
from homeward.register import actions as register
from homeward.register.dates import parse_edtf
from homeward.register.gate import entries_by_number, entry_for
from homeward.register.models import ListedEntry
from homeward.words import _

#: Answers given in one step at most.
MOST_ANSWERS = 5000
_MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be asked, worked out before it is sent: exactly this is disclosed.

    Attributes:
        asked_of: the party that is to answer.
        entry: the entry it is about.
        pair: the pair it came from, or "".
        disclosed: canonical column to text as written; what the other side will see of the entry.
        rule: the rule it is disclosed under, "" where the entry is the answering party's own.
    """

    asked_of: str
    entry: ListedEntry
    pair: str
    disclosed: Mapping[str, str]
    rule: str


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to be recorded."""

    query: str
    answer: AnswerWord
    evidence: str = ""
    as_of: str = ""


def question_about_entry(*, by: Viewer, alias: str) -> Question:
    """What a side would disclose by asking the other about an entry of its own.

    Raises:
        InputRefused: the sides have agreed on nothing that may be shown.
        NotThere: it is no entry of the viewer's own party, or the viewer belongs to neither side.
    """
    need(by, Record.QUERY, Right.MAKE)
    entry = entry_for(by, alias)
    if by.is_neutral or entry.party != by.party:
        raise NotThere
    rule = rule_in_force(by.sides)
    refuse_unless(rule is not None, _("Nothing can be asked before both sides have agreed on what is shown."))
    assert rule is not None
    (other,) = (side for side in by.sides if side != by.party)
    return Question(other, entry, "", _disclosed(entry, rule.columns), rule.number)


def question_about_pair(*, by: Viewer, pair: str, side: str = "") -> Question:
    """What would be disclosed by asking about a pair.

    A side asks the other about the pair that both see; the neutral asks ``side`` about that side's own entry, which
    discloses nothing.

    Raises:
        InputRefused: there is nobody to ask.
        NotThere: it is no pair in the viewer's queue.
    """
    need(by, Record.QUERY, Right.MAKE)
    found = line_for(by, pair).pair
    ends = {found.left_party: found.left_entry, found.right_party: found.right_entry}
    asked_of = side if by.is_neutral else next((party for party in ends if party != by.party), "")
    refuse_unless(asked_of in ends and asked_of != NEUTRAL, _("There is no other side to ask about this pair."), pair)
    mine = ends[asked_of] if by.is_neutral else ends[by.party]
    entry = entries_by_number([mine])[mine]
    if by.is_neutral:
        return Question(asked_of, entry, pair, {}, "")
    put = put_pair(pair)
    assert put is not None
    return Question(asked_of, entry, pair, _disclosed(entry, put.columns), put.rule)


def ask(
    *,
    by: Viewer,
    question: Question,
    kind: QueryKind,
    text: str = "",
    due_on: dt.date | None = None,
    request: str = "",
) -> Query:
    """Send a query; it can be withdrawn, but what it disclosed stays disclosed.

    Who asks, who is asked and the neutral see it.

    Args:
        by: who asks.
        question: from ``question_about_entry`` or ``question_about_pair``, as the asker has seen it.
        kind: what is asked.
        text: in the asker's own words, may be "".
        due_on: the day an answer is asked for by; ten days from now where None.
        request: idempotency key.

    Raises:
        InputRefused: the day lies in the past or more than a year ahead.
        PermissionDenied: the viewer may not ask.
    """
    need(by, Record.QUERY, Right.MAKE)
    now = today()
    due = due_on or now + dt.timedelta(days=DAYS_FOR_AN_ANSWER)
    refuse_unless(
        now <= due <= now + dt.timedelta(days=_MOST_DAYS),
        _("Choose a day from today on, within a year."),
        column="due_on",
    )
    query = Query(
        number=opaque_id("QU", secrets.token_hex(16)),
        kind=kind.value,
        asked_by=by.party,
        asked_of=question.asked_of,
        person=by.person,
        about=question.entry.alias,
        owner=question.entry.party,
        pair=question.pair,
        disclosed=dict(question.disclosed),
        rule=question.rule,
        text=text.strip(),
        asked_at=timezone.now(),
        due_on=due,
    )
    with record(
        by=by.actor,
        action="reconciliation.ask",
        purpose=by.purpose,
        subject=query.number,
        shown_to={by.party, question.asked_of, NEUTRAL},
        request=request,
    ) as act:
        query.save(force_insert=True)
        act.made(query)
        if question.disclosed and not question.pair:
            register.disclose(act, entries=[question.entry], columns=list(question.disclosed), basis=query.number)
        _place(act, [query])
    return query


def withdraw_query(*, by: Viewer, query: str, request: str = "") -> None:
    """Whoever asked needs no answer any more.

    Raises:
        InputRefused: it was answered or withdrawn before.
        NotThere: it is no query of the viewer's own party.
        PermissionDenied: the viewer may not change queries.
    """
    need(by, Record.QUERY, Right.CHANGE)
    found = query_for(by, query)
    if found.asked_by != by.party:
        raise NotThere
    with record(
        by=by.actor,
        action="reconciliation.withdraw_query",
        purpose=by.purpose,
        subject=query,
        shown_to={found.asked_by, found.asked_of, NEUTRAL},
        request=request,
    ) as act:
        found = query_for(by, query)
        refuse_unless(not found.answer and not found.withdrawn_at, _("This query is no longer open."), query)
        found.withdrawn_at = timezone.now()
        found.save()
        act.changed(found)
        _place(act, [found])


def answer_queries(*, by: Viewer, answers: Sequence[Given], request: str = "") -> list[Answer]:
    """Answer queries put to the viewer's party, one or many; a second answer to a query supersedes the first.

    One entry for each party that asked: who asked, who answers and the neutral see it.

    Raises:
        InputRefused: every fault, each with the number of its query: nothing is recorded.
        PermissionDenied: the viewer may not answer.
    """
    need(by, Record.QUERY, Right.CHANGE)
    refuse_unless(bool(answers), _("No answer was given."))
    refuse_unless(len(answers) <= MOST_ANSWERS, _("So many answers cannot be taken at once: hand in at most 5000."))
    queries = {
        query.number: query
        for query in queries_for(by).filter(asked_of=by.party, pk__in=[given.query for given in answers])
    }
    faults = [fault for row, given in enumerate(answers, 1) if (fault := _fault(row, given, queries.get(given.query)))]
    if len({given.query for given in answers}) < len(answers):
        faults.append(Fault("", "", 0, "", "", _("A query is answered twice here: leave one answer for each.")))
    if faults:
        raise InputRefused(faults)
    made = []
    for asker in sorted({query.asked_by for query in queries.values()}):
        of_asker = [given for given in answers if queries[given.query].asked_by == asker]
        made += _answer(by, asker, of_asker, f"{request}:{asker}" if request else "")
    return made


def _answer(by: Viewer, asker: str, answers: Sequence[Given], request: str) -> list[Answer]:
    now = timezone.now()
    with record(
        by=by.actor,
        action="reconciliation.answer_queries",
        purpose=by.purpose,
        subject=answers[0].query if len(answers) == 1 else "",
        shown_to={asker, by.party, NEUTRAL},
        request=request,
    ) as act:
        numbers = [given.query for given in answers]
        queries = {query.number: query for query in queries_for(by).filter(pk__in=numbers)}
        before = {
            answer.query_id: answer.number
            for answer in Answer.objects.filter(query__in=numbers).order_by("given_at", "number")
        }
        made = [
            Answer(
                number=opaque_id("AN", secrets.token_hex(16)),
                query_id=given.query,
                answer=given.answer.value,
                evidence=given.evidence,
                as_of=given.as_of,
                given_by=by.person,
                given_at=now,
                supersedes=before.get(given.query, ""),
            )
            for given in answers
        ]
        Answer.objects.bulk_create(made)
        act.made(*made)
        for given in answers:
            queries[given.query].answer = given.answer.value
        Query.objects.bulk_update(queries.values(), ["answer"])
        _place(act, list(queries.values()))
    return made


def _fault(row: int, given: Given, query: Query | None) -> Fault | None:
    if query is None:
        return Fault("", "", row, "query", given.query, _("Your party has no such query: copy its number anew."))
    if query.withdrawn_at:
        return Fault("", "", row, "query", given.query, _("This query was withdrawn: leave the answer empty."))
    if given.as_of and not _is_date(given.as_of):
        return Fault("", "", row, "as_of", given.as_of, _("Write the date as 2025-06-02, 2025-06 or 2025."))
    if given.answer is AnswerWord.DIED and not given.evidence.strip():
        return Fault(
            "", "", row, "evidence", given.query, _("Say what it rests on: a death is never answered without it.")
        )
    return None


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except ValueError:
        return False
    return True


def _disclosed(entry: ListedEntry, columns: Sequence[str]) -> dict[str, str]:
    return {column: entry.known[column] for column in columns if entry.known.get(column)}


def _place(act: Act, queries: Sequence[Query]) -> None:
    """Set the pairs that queries came from in their places anew."""
    place_pairs(act, Pair.objects.filter(pk__in=[query.pair for query in queries if query.pair]))
