"""The API of sharing, and of queries and their answers.

See ``homeward.access.api`` for what all operations have in common.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from ninja import Field, Router, Schema

from homeward.access.api import Done, once, paged, request_key
from homeward.access.doors import DeskRequest, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.reconciliation import actions, gate
from homeward.reconciliation import models as kept
from homeward.reconciliation.query_words import AnswerWord, QueryKind

router = Router(tags=["reconciliation"])


class ConsentOut(Schema):
    """A side's consent."""

    party: str
    given_at: dt.datetime
    withdrawn_at: dt.datetime | None


class RuleOut(Schema):
    """Which columns of an entry the other side is shown, and who has agreed."""

    number: str
    columns: list[str]
    note: str
    party: str
    proposed_at: dt.datetime
    consents: list[ConsentOut]


class Rules(Schema):
    """A page of rules."""

    rows: list[RuleOut]
    next: str


class RuleIn(Schema):
    """A rule to be proposed."""

    columns: list[Annotated[str, Field(max_length=60)]] = Field(min_length=1, max_length=40)
    note: str = Field("", max_length=2000)


class AnswerOut(Schema):
    """An answer, verbatim."""

    number: str
    answer: str
    evidence: str
    as_of: str
    given_at: dt.datetime
    supersedes: str


class QueryOut(Schema):
    """A question of one party to another."""

    number: str
    kind: str
    asked_by: str
    asked_of: str
    about: str
    pair: str
    disclosed: dict[str, str]
    text: str
    asked_at: dt.datetime
    due_on: dt.date
    withdrawn_at: dt.datetime | None
    answer: str


class QueryWhole(QueryOut):
    """A query with all its answers, oldest first."""

    answers: list[AnswerOut]


class Queries(Schema):
    """A page of queries."""

    rows: list[QueryOut]
    next: str


class QueryIn(Schema):
    """A query to be sent: about an own entry, or about a pair in the viewer's queue."""

    kind: Literal["held", "fate", "detail", "identity"]
    entry: str = Field("", max_length=40, description="Alias of an entry of the own party")
    pair: str = Field("", max_length=40)
    side: str = Field("", max_length=40, description="The neutral says which side it asks")
    text: str = Field("", max_length=2000)
    due_on: dt.date | None = None


class Preview(Schema):
    """What a query would disclose, before it is sent."""

    asked_of: str
    entry: str
    disclosed: dict[str, str]


class AnswerIn(Schema):
    """One answer."""

    query: str = Field(max_length=40)
    answer: Literal["held", "not_held", "died", "released", "transferred", "unknown", "refused_to_say"]
    evidence: str = Field("", max_length=4000)
    as_of: str = Field("", max_length=40, description="EDTF")


class Answers(Schema):
    """Answers, one or many: all are recorded, or none."""

    answers: list[AnswerIn] = Field(min_length=1, max_length=5000)


class Answered(Schema):
    """How many answers were recorded."""

    recorded: int


@router.get("/sharing", response=Rules, summary="What is shown for a decision")
@door(Record.SHARING)
def rules(request: DeskRequest) -> Any:
    """Rules proposed, with the consents of both sides, the newest first."""
    return paged(gate.rules_for(request.viewer), request, order=("-proposed_at", "-number"), told=list)


@router.post("/sharing", response=Done, summary="Propose what is shown")
@door(Record.SHARING, Right.MAKE)
def propose(request: DeskRequest, said: RuleIn) -> Done:
    """Propose which columns each side is shown of the other's entry."""
    key = request_key(request)
    return once(lambda: actions.propose_rule(by=request.viewer, columns=said.columns, note=said.note, request=key))


@router.post("/sharing/{number}/consent", response=Done, summary="Consent to a rule")
@door(Record.SHARING, Right.DECIDE)
def consent(request: DeskRequest, number: str) -> Done:
    """A side consents; the rule is in force once both have."""
    key = request_key(request)
    return once(lambda: actions.consent_to_rule(by=request.viewer, rule=number, request=key), number)


@router.post("/sharing/{number}/withdraw", response=Done, summary="Take a consent back")
@door(Record.SHARING, Right.DECIDE)
def withdraw_consent(request: DeskRequest, number: str) -> Done:
    """Nothing new is shown under the rule from now on; what was shown stays shown."""
    key = request_key(request)
    return once(lambda: actions.withdraw_consent(by=request.viewer, rule=number, request=key), number)


@router.get("/queries", response=Queries, summary="Queries")
@door(Record.QUERY)
def queries(request: DeskRequest, state: str = "") -> Any:
    """Queries the viewer's party asked or was asked, by the day they are due."""

    def told(rows: Sequence[kept.Query]) -> list[Any]:
        read_names(request.viewer, {query.about: query.owner for query in rows if query.disclosed})
        return list(rows)

    found = gate.queries_in(request.viewer, state, gate.today())
    return paged(found, request, order=("due_on", "number"), told=told)


@router.post("/queries/preview", response=Preview, summary="What a query would disclose")
@door(Record.QUERY, Right.MAKE)
def preview(request: DeskRequest, said: QueryIn) -> Any:
    """Exactly what the other side would see; nothing is sent."""
    question = _question(request.viewer, said)
    return {"asked_of": question.asked_of, "entry": question.entry.alias, "disclosed": dict(question.disclosed)}


@router.post("/queries", response=Done, summary="Ask")
@door(Record.QUERY, Right.MAKE)
def ask(request: DeskRequest, said: QueryIn) -> Done:
    """Send a query; what it disclosed stays disclosed."""
    viewer, key = request.viewer, request_key(request)
    question = _question(viewer, said)
    kind = QueryKind(said.kind)
    return once(
        lambda: actions.ask(by=viewer, question=question, kind=kind, text=said.text, due_on=said.due_on, request=key)
    )


@router.post("/queries/answers", response=Answered, summary="Answer queries")
@door(Record.QUERY, Right.CHANGE)
def answer(request: DeskRequest, said: Answers) -> Any:
    """Answer queries put to the viewer's party; a second answer to a query supersedes the first."""
    given = [
        actions.Given(
            one.query,
            AnswerWord(one.answer),
            one.evidence,
            one.as_of,
        )
        for one in said.answers
    ]
    key = request_key(request)
    done: list[Any] = []
    repeated = once(lambda: done.extend(actions.answer_queries(by=request.viewer, answers=given, request=key)))
    return {"recorded": 0 if repeated.repeated else len(done)}


@router.get("/queries/{number}", response=QueryWhole, summary="One query")
@door(Record.QUERY)
def query(request: DeskRequest, number: str) -> Any:
    """A query with all its answers."""
    viewer = request.viewer
    found = gate.query_for(viewer, number)
    if found.disclosed:
        read_names(viewer, {found.about: found.owner})
    answers = [AnswerOut.from_orm(one) for one in gate.answers_for(viewer, found)]
    return {**QueryOut.from_orm(found).model_dump(), "answers": answers}


@router.post("/queries/{number}/withdraw", response=Done, summary="Withdraw a query")
@door(Record.QUERY, Right.CHANGE)
def withdraw_query(request: DeskRequest, number: str) -> Done:
    """Whoever asked needs no answer any more."""
    key = request_key(request)
    return once(lambda: actions.withdraw_query(by=request.viewer, query=number, request=key), number)


def _question(viewer: Viewer, said: QueryIn) -> actions.Question:
    if said.pair:
        return actions.question_about_pair(by=viewer, pair=said.pair, side=said.side)
    return actions.question_about_entry(by=viewer, alias=said.entry)
