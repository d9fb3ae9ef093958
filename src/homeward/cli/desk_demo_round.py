"""What the members of the demo have done: lists handed in, compared, pairs decided, queries asked and answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.cli.desk_demo_people import Person
from homeward.errors import OwnFailure
from homeward.ledger.terms import NEUTRAL
from homeward.progress import Progress

if TYPE_CHECKING:
    from homeward.jobs.models import Job
    from homeward.reconciliation.states import PairState, Said

#: Whose list each is, and its language.
_LISTS = (("list_UA", "liaison-ua", "uk"), ("list_RU", "liaison-ru", "ru"), ("list_mediator", "secretary", "en"))
#: How many pairs the neutral has put to the sides, and how many of them each side has decided.
_PUT, _DECIDED = 24, {"UA": 14, "RU": 11}


def play_round(people: Sequence[Person], given: Path, progress: Progress) -> None:
    """Do all of it, in the order in which a commission would."""
    desk = {person.sign_in_name: _viewer(person) for person in people}
    progress("handing in lists")
    lists = [_hand_in(desk[who], given / f"{name}.csv", language) for name, who, language in _LISTS]
    progress("agreeing on what is shown")
    _agree(desk)
    progress("comparing lists")
    _done(_ask("reconciliation.compare", {"lists": lists}, desk["secretary"], "demo"))
    progress("deciding pairs")
    _decide(desk)
    progress("asking and answering")
    _ask_and_answer(desk)
    _contradict(desk)


def _viewer(person: Person) -> Viewer:
    return Viewer(person.number, person.name, Role(person.role), person.party, ("UA", "RU"))


def _hand_in(by: Viewer, file: Path, language: str) -> str:
    """Upload a list, have it read, hand it in; gives the number of the submission."""
    from homeward.intake.actions import upload_draft
    from homeward.intake.actions.drafts import Upload
    from homeward.intake.gate import draft_for
    from homeward.intake.kinds import SubmissionKind

    data = file.read_bytes()
    upload = Upload(SubmissionKind.PERSONS, file.name, data, language, "desk", data.count(b"\n") - 1)
    draft = upload_draft(by=by, upload=upload)
    from homeward.jobs.worker import run_waiting

    run_waiting()
    told = {
        "draft": draft.number,
        "why_other": "",
        "role": by.role.value,
        "sides": list(by.sides),
        "purpose": by.purpose.value,
    }
    _done(_ask("intake.hand_in", told, by, draft.number))
    return str(draft_for(by, draft.number).submission)


def _agree(desk: dict[str, Viewer]) -> None:
    """The neutral proposes which columns are shown for a decision; both sides consent."""
    from homeward.reconciliation.actions import consent_to_rule, propose_rule
    from homeward.reconciliation.shared_columns import USUAL

    rule = propose_rule(by=desk["secretary"], columns=USUAL, note="Proposed for the first round.")
    for who in ("liaison-ua", "liaison-ru"):
        consent_to_rule(by=desk[who], rule=rule.number)


def _decide(desk: dict[str, Viewer]) -> None:
    """The neutral puts pairs to the sides; each side decides some, one is left to a second person, one differs."""
    from homeward.reconciliation.actions import find_pairs
    from homeward.reconciliation.states import Ground, PairState, Said

    first, second = desk["secretary"], desk["secretary-2"]
    pairs = _waiting(first, PairState.WAITING)
    _two_persons(first, second, pairs[:_PUT], Said.SAME)
    _two_persons(first, second, pairs[-1:], Said.DIFFERENT)
    find_pairs(by=first, pairs=pairs[_PUT : _PUT + 2], said=Said.SAME, grounds=[Ground.ENTRIES])
    for party, count in _DECIDED.items():
        one, other = desk[f"liaison-{party.lower()}"], desk[f"liaison-{party.lower()}-2"]
        put = _waiting(one, PairState.WAITING)
        _two_persons(one, other, put[:count], Said.SAME)
        _two_persons(one, other, put[count : count + 1], Said.DIFFERENT if party == "UA" else Said.UNSURE)
        find_pairs(by=one, pairs=put[count + 1 : count + 2], said=Said.SAME, grounds=[Ground.ENTRIES])


def _waiting(viewer: Viewer, state: PairState) -> list[str]:
    """Pairs of a viewer's queue between the lists of both sides, the surest first."""
    from homeward.reconciliation.gate import queue_for

    lines = queue_for(viewer).filter(state=state.value, is_inside=False).order_by("-pair__probability", "pair")
    return [line.pair_id for line in lines if NEUTRAL not in (line.pair.left_party, line.pair.right_party)]


def _two_persons(first: Viewer, second: Viewer, pairs: Sequence[str], said: Said) -> None:
    from homeward.reconciliation.actions import find_pairs, second_findings
    from homeward.reconciliation.states import Ground

    if pairs:
        find_pairs(by=first, pairs=pairs, said=said, grounds=[Ground.ENTRIES])
        second_findings(by=second, pairs=pairs)


def _ask_and_answer(desk: dict[str, Viewer]) -> None:
    """Each side asks about entries of its own; of the queries some are answered, some are open, one is due soon."""
    from homeward.reconciliation.actions import answer_queries, ask, question_about_entry
    from homeward.reconciliation.actions.asking import Given
    from homeward.reconciliation.query_words import AnswerWord, QueryKind
    from homeward.register.gate import entries_for

    answers = {
        "UA": [(AnswerWord.HELD, ""), (AnswerWord.UNKNOWN, "")],
        "RU": [(AnswerWord.RELEASED, "hand-over of 2025-05-25"), (AnswerWord.NOT_HELD, "")],
    }
    days = (10, 2, 14, 5)
    today = dt.datetime.now(dt.UTC).date()
    for party, other in (("UA", "RU"), ("RU", "UA")):
        by, asked = desk[f"liaison-{party.lower()}"], desk[f"liaison-{other.lower()}"]
        entries = list(entries_for(by).filter(party=party, is_current=True).order_by("sort_name", "number")[:40:10])
        queries = [
            ask(
                by=by,
                question=question_about_entry(by=by, alias=entry.alias),
                kind=QueryKind.HELD,
                due_on=today + dt.timedelta(days=day),
            )
            for entry, day in zip(entries, days, strict=False)
        ]
        given = [
            Given(query.number, word, evidence)
            for query, (word, evidence) in zip(queries, answers[other], strict=False)
        ]
        answer_queries(by=asked, answers=given)


def _contradict(desk: dict[str, Viewer]) -> None:
    """Of one person, agreed to be one by both sides, the sides say what cannot both be true."""
    from homeward.register.actions import state_fact
    from homeward.register.actions.statements import NewFact
    from homeward.register.gate import persons_for
    from homeward.register.terms import FactField, LifeState

    ua, ru = desk["liaison-ua"], desk["liaison-ru"]
    person = persons_for(ua).filter(number__in=persons_for(ru).values("number")).order_by("number").first()
    if person is None:
        raise OwnFailure("The example round has no person on whom both sides agree.")
    dead = NewFact(FactField.LIFE_STATE, LifeState.DEAD_REPORTED.value, "report of a unit", "2025-03-01")
    alive = NewFact(FactField.LIFE_STATE, LifeState.ALIVE_REPORTED.value, "letter to the family", "2025-04-20")
    state_fact(by=ru, about=person.number, fact=dead, share=True)
    state_fact(by=ua, about=person.number, fact=alive, share=True)


def _ask(kind: str, arguments: Mapping[str, object], by: Viewer, key: str) -> Job:
    from homeward.jobs.actions import enqueue
    from homeward.jobs.worker import run_waiting

    job = enqueue(kind, arguments, party=by.party, person=by.person, key=key)
    run_waiting()
    return job


def _done(job: Job) -> None:
    """Make sure that work of the demo is done.

    Raises:
        OwnFailure: it is not.
    """
    job.refresh_from_db()
    if job.state != "done":
        raise OwnFailure(f"{job.kind} of the demo is {job.state}: {job.failure} {job.faults}")
