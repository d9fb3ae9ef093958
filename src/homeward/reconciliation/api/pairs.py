"""The API of comparing, of the queue of pairs, and of what people find of them.

See ``homeward.access.api`` for what all operations have in common.
"""

import datetime as dt
from typing import Annotated, Any, Literal, get_args

from ninja import Field, Query, Router, Schema

from homeward.access.api import Done, once, paged, request_key
from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.jobs.actions import enqueue
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation import actions, gate
from homeward.reconciliation import models as kept
from homeward.reconciliation.states import Ground, Said
from homeward.register.gate import entries_by_number, shown_entry

router = Router(tags=["reconciliation"])


_Number = Annotated[str, Field(max_length=40)]


_GroundWord = Literal[
    "entries",
    "document",
    "family",
    "witness",
    "relative",
    "birth",
    "parentage",
    "other_entry",
    "too_little",
]


assert set(get_args(_GroundWord)) == {ground.value for ground in Ground}


class LineOut(Schema):
    """A pair in the viewer's queue."""

    pair: str = Field(alias="pair_id")
    state: str
    waiting_for: str
    lists: str
    since: dt.datetime


class Queue(Schema):
    """A page of the queue, in the order of review."""

    rows: list[LineOut]
    next: str


class EndOut(Schema):
    """One entry of a pair, as far as the viewer may see it."""

    alias: str
    party: str
    is_own: bool
    title: str
    cells: list[list[str]]


class FindingOut(Schema):
    """What a party's first person found, and whether a second has joined."""

    number: str
    party: str
    said: str
    grounds: list[str]
    reason: str
    first_by: str
    first_at: dt.datetime
    second_by: str
    retracted_at: dt.datetime | None


class TurningOut(Schema):
    """A single fact that would settle a pair: empty, in doubt, or about another pair."""

    feature: str = Field(description="The column that is compared; `rivals` for another pair")
    now: str = Field(description="The outcome as it stands; empty where nothing is compared")
    lacking: list[list[str]] = Field(description="Entries in which it is empty: list and row")
    rival: list[list[str]] = Field(description="The two entries of the other pair: list and row")
    proposed_if: list[str] = Field(description="Outcomes with which the pair would be proposed, the likeliest first")
    apart_if: list[str] = Field(description="Outcomes with which it would no longer be shown, the likeliest first")
    settles: float | None = Field(description="How probably the fact is one of these outcomes; none for another pair")


class PairOut(LineOut):
    """A pair with its two entries; what the engine weighed is the neutral's."""

    ends: list[EndOut]
    probability: float | None
    settles: int | None
    verdict: str
    reasons: list[list[Any]]
    turning: list[TurningOut]
    findings: list[FindingOut]


class FilterIn(Schema):
    """Which lines of the queue are shown; "" for no matter."""

    state: str = ""
    waiting_for: str = ""
    lists: str = ""
    against: str = ""
    inside: str = ""
    text: str = ""


class Found(Schema):
    """What a first person finds of pairs."""

    pairs: list[_Number] = Field(min_length=1, max_length=actions.MOST_AT_ONCE)
    said: Literal["same", "different", "unsure"]
    grounds: list[_GroundWord] = Field(min_length=1)
    reason: str = Field("", max_length=2000)


class Pairs(Schema):
    """Numbers of pairs."""

    pairs: list[_Number] = Field(min_length=1, max_length=actions.MOST_AT_ONCE)


class Because(Schema):
    """Why something is taken back; needed once a second person has joined."""

    because: str = Field("", max_length=2000)


class ComparisonOut(Schema):
    """Lists that were compared."""

    number: str
    lists: Any
    pairs_sha256: str
    counts: dict[str, Any]
    at: dt.datetime | None
    entry: int | None


class Comparisons(Schema):
    """A page of comparisons."""

    rows: list[ComparisonOut]
    next: str


@router.get("/comparisons", response=Comparisons, summary="Comparisons of lists")
@door(Record.COMPARISON)
def comparisons(request: DeskRequest) -> Any:
    """Comparisons that the neutral has made, the newest first."""
    return paged(gate.comparisons_for(request.viewer), request, order=("-at", "-number"), told=list)


@router.get("/pairs", response=Queue, summary="The queue of pairs")
@door(Record.PAIR)
def queue(request: DeskRequest, which: Query[FilterIn]) -> Any:
    """Pairs in the viewer's queue, in the order of review."""
    lines = gate.filtered(request.viewer, gate.Filter(**which.model_dump()))

    return paged(lines, request, order=("rank", "pair"), told=list)


@router.get("/pairs/{number}", response=PairOut, summary="One pair")
@door(Record.PAIR)
def pair(request: DeskRequest, number: str) -> Any:
    """A pair with its entries: to a side its own in full and what both agreed to share of the other's."""
    return _pair(request.viewer, gate.line_for(request.viewer, number))


@router.post("/findings", response=Done, summary="Say what two entries are to each other")
@door(Record.PAIR, Right.DECIDE)
def find(request: DeskRequest, said: Found) -> Done:
    """A first person says of pairs: the same person, two persons, or cannot be told."""
    key = request_key(request)
    return once(
        lambda: actions.find_pairs(
            by=request.viewer,
            pairs=said.pairs,
            said=Said(said.said),
            grounds=[Ground(ground) for ground in said.grounds],
            reason=said.reason,
            request=key,
        )
    )


@router.post("/findings/seconds", response=Done, summary="Join as the second person")
@door(Record.PAIR, Right.SECOND)
def second(request: DeskRequest, said: Pairs) -> Done:
    """A second person of the party joins what a first one found; never the same person."""
    key = request_key(request)
    return once(lambda: actions.second_findings(by=request.viewer, pairs=said.pairs, request=key))


class Put(Schema):
    """How many pairs were put to the sides."""

    pairs: int


@router.post("/findings/put", response=Put, summary="Put to the sides what waits for it")
@door(Record.PAIR, Right.DECIDE)
def put(request: DeskRequest) -> Put:
    """Put to the sides pairs that two persons of the neutral found, some at a time; 0 when none of them waits."""
    return Put(pairs=actions.put_pairs(by=request.viewer))


@router.post("/pairs/{number}/retract", response=Done, summary="Take a finding back")
@door(Record.PAIR, Right.DECIDE)
def retract(request: DeskRequest, number: str, why: Because) -> Done:
    """Take back what the party found of a pair; nothing is deleted."""
    key = request_key(request)
    return once(
        lambda: actions.retract_finding(by=request.viewer, pair=number, because=why.because, request=key), number
    )


def _pair(viewer: Viewer, line: kept.QueueLine) -> dict[str, Any]:
    pair = line.pair
    entries = entries_by_number([pair.left_entry, pair.right_entry])
    ends = [entries[number] for number in (pair.left_entry, pair.right_entry)]
    read_names(viewer, {entry.alias: entry.party for entry in ends})
    put = gate.put_pair(pair.number)
    columns = put.columns if put else None
    weighed = viewer.is_neutral
    return {
        **LineOut.from_orm(line).model_dump(by_alias=True),
        "ends": [EndOut.from_orm(shown_entry(entry, viewer, columns)) for entry in ends],
        "probability": pair.probability if weighed else None,
        "settles": pair.settles if weighed else None,
        "verdict": pair.verdict if weighed else "",
        "reasons": pair.reasons if weighed else [],
        "turning": (pair.turning or []) if weighed else [],
        "findings": [FindingOut.from_orm(one) for one in gate.findings_for(viewer, [pair.number])],
    }


class CompareIn(Schema):
    """Numbers of newest versions of lists."""

    lists: list[_Number] = Field(min_length=1, max_length=200)


@router.post("/comparisons", response=Done, summary="Compare lists")
@door(Record.COMPARISON, Right.MAKE)
def compare(request: DeskRequest, said: CompareIn) -> Done:
    """Compare lists in the background; gives the number of the work, to be followed at ``/api/jobs/``."""
    known = {one.number for one in gate.lists_to_compare(request.viewer)}
    if not set(said.lists) <= known:
        raise NotThere
    arguments = {"lists": sorted(set(said.lists))}
    key = request_key(request)
    job = enqueue("reconciliation.compare", arguments, party=NEUTRAL, person=request.viewer.person, key=key)
    return Done(number=job.number)


class PartyCountsOut(Schema):
    """How the current entries of one party stand."""

    party: str
    entries: int
    agreed: int
    open: int
    unclear: int
    alone: int


class SettledOn(Schema):
    """How many pairs were agreed on a day."""

    day: dt.date
    pairs: int


class Statistics(Schema):
    """What is agreed and what is open, as the viewer may count it; by lists for whoever may count both sides'."""

    parties: list[PartyCountsOut]
    lists: dict[str, dict[str, int]]
    settled: list[SettledOn]
    open_since: dt.datetime | None


@router.get("/statistics", response=Statistics, summary="Statistics")
@door(Record.STATISTICS)
def statistics(request: DeskRequest) -> Any:
    """Agreed, only on one side, unclear, open and since when."""
    viewer = request.viewer
    return {
        "parties": [PartyCountsOut.from_orm(one) for one in gate.party_counts(viewer)],
        "lists": {lists: dict(counts) for lists, counts in gate.lists_counts(viewer).items()},
        "settled": [{"day": day, "pairs": pairs} for day, pairs in gate.settled_by_day(viewer)],
        "open_since": gate.open_since(viewer),
    }
