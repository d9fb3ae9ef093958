"""What of reconciliation a viewer may fetch: one query each, filtered before anything is read.

The neutral's people see what the neutral found; a side sees a pair once it has been put to it, and has a line of its
own for it. A side never sees the other side's line: what the other has said shows only in a result of both.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.http import QueryDict
from django.utils import timezone

from homeward.access.doors import NotThere
from homeward.access.terms import Reach, Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.models import (
    Answer,
    Comparison,
    Finding,
    Pair,
    PutPair,
    Query,
    QueueLine,
    SharingConsent,
    SharingRule,
    Tally,
    Unfinished,
)
from homeward.reconciliation.query_words import SOON, QueryState
from homeward.reconciliation.states import OPEN, PairState
from homeward.reconciliation.weighed_pairs import WeighedPair, digest_of, rank_of
from homeward.register import gate as register
from homeward.register.models import ListedEntry
from homeward.words import _n

#: What a text is looked for in at most: so many entries.
_FOUND = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines of a queue are shown; each part is a parameter of the address, "" for no matter.

    ``waiting_for`` is a side's code; ``inside`` is "yes" for pairs inside one list.
    """

    state: str = ""
    waiting_for: str = ""
    lists: str = ""
    against: str = ""
    inside: str = ""
    text: str = ""

    @classmethod
    def asked(cls, asked: QueryDict) -> Filter:
        """From the parameters of an address; one that names no state at all asks for what waits."""
        state = "" if asked.get("text") or asked.get("lists") else PairState.WAITING.value
        return cls(**{part.name: asked.get(part.name, state if part.name == "state" else "") for part in fields(cls)})

    def parts(self, *without: str) -> list[tuple[str, str]]:
        """Name and value of each part that is asked for, some left out: hidden fields of a form."""
        named = ((part.name, getattr(self, part.name)) for part in fields(self))
        return [(name, value) for name, value in named if (value or name == "state") and name not in without]

    def address(self, **changed: str) -> str:
        """The parameters with some changed, to stand after "?"."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)} | changed
        return urlencode({name: value for name, value in parts.items() if value or name == "state"})


def queue_for(viewer: Viewer) -> QuerySet[QueueLine]:
    """The lines of the viewer's own party: all of them, or only those of pairs put to the sides."""
    reaches = viewer.reaches(Right.READ, Record.PAIR)
    lines = QueueLine.objects.filter(party=viewer.party)
    if not reaches:
        return lines.none()
    if viewer.is_neutral and Reach.OWN not in reaches:
        lines = lines.filter(Exists(PutPair.objects.filter(pk=OuterRef("pair_id"))))
    return lines


def filtered(viewer: Viewer, asked: Filter) -> QuerySet[QueueLine]:
    """The viewer's lines that a filter lets through."""
    lines = queue_for(viewer)
    if asked.state:
        lines = lines.filter(state=asked.state)
    if asked.waiting_for:
        lines = lines.filter(waiting_for__in=_waiting_texts(viewer, asked.waiting_for))
    if asked.lists:
        lines = lines.filter(lists=asked.lists)
    if asked.against:
        lines = lines.filter(against=asked.against)
    if asked.inside:
        lines = lines.filter(is_inside=True)
    if asked.text:
        found = [entry.alias for entry in register.search_entries(viewer, asked.text, limit=_FOUND)]
        lines = lines.filter(pair__in=_pairs_with(found))
    return lines


def _pairs_with(aliases: Sequence[str]) -> list[str]:
    """Numbers of the pairs that any of these entries stands in; asked for first, by their own indexes."""
    left = Pair.objects.filter(left__in=aliases).values_list("number", flat=True)
    right = Pair.objects.filter(right__in=aliases).values_list("number", flat=True)
    return sorted({*left, *right})


def _waiting_texts(viewer: Viewer, side: str) -> list[str]:
    return [side, " ".join(sorted(viewer.sides))] if side in viewer.sides else []


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a viewer stand where; by state, by side waited for, by lists, by what weighs against."""

    states: Counter[str]
    waiting_for: Counter[str]
    lists: Counter[str]
    against: Counter[str]
    inside: int


def counts_for(viewer: Viewer, asked: Filter) -> Counts:
    """Counts for the chips: states over all lines, the other chips within the state asked for."""
    columns = ("state", "waiting_for", "lists", "against", "is_inside")
    rows: Iterable[dict[str, Any]]
    if viewer.is_neutral and Reach.OWN not in viewer.reaches(Right.READ, Record.PAIR):
        rows = queue_for(viewer).values(*columns).annotate(n=Count("pk")).order_by(*columns)
    else:
        may = viewer.may(Right.READ, Record.PAIR)
        tallies = Tally.objects.filter(party=viewer.party, count__gt=0) if may else Tally.objects.none()
        rows = tallies.values(*columns).annotate(n=Sum("count")).order_by(*columns)
    counts = Counts(Counter(), Counter(), Counter(), Counter(), 0)
    inside = 0
    for row in rows:
        n = row["n"]
        counts.states[row["state"]] += n
        for side in row["waiting_for"].split():
            counts.waiting_for[side] += n
        if not asked.state or row["state"] == asked.state:
            counts.lists[row["lists"]] += n
            if row["against"]:
                counts.against[row["against"]] += n
            inside += n * row["is_inside"]
    return Counts(counts.states, counts.waiting_for, counts.lists, counts.against, inside)


def line_for(viewer: Viewer, number: str) -> QueueLine:
    """The viewer's line of one pair, with the pair.

    Raises:
        NotThere: there is no such pair, or none that the viewer may see.
    """
    line = queue_for(viewer).select_related("pair__comparison").filter(pair=number).first()
    if line is None:
        raise NotThere
    return line


def put_pair(number: str) -> PutPair | None:
    """How a pair was put to the sides, if it was; for whoever has fetched the pair."""
    return PutPair.objects.filter(pk=number).first()


def put_pairs_of(numbers: Iterable[str]) -> dict[str, PutPair]:
    """How pairs were put to the sides, by number, those that were; for whoever has fetched the pairs."""
    return {one.number: one for one in PutPair.objects.filter(pk__in=list(numbers))}


def findings_for(viewer: Viewer, pairs: Iterable[str]) -> QuerySet[Finding]:
    """What people found of pairs: the own party's; the neutral sees the sides' too; a side sees the other's never."""
    found = Finding.objects.filter(pair__in=list(pairs))
    if not viewer.is_neutral:
        found = found.filter(party=viewer.party)
    return found.order_by("first_at", "number")


def to_second(viewer: Viewer) -> QuerySet[QueueLine]:
    """Lines that need a second person, who may be the viewer: found by somebody else of the own party."""
    mine = Finding.objects.filter(
        pair=OuterRef("pair_id"), party=viewer.party, first_by=viewer.person, retracted_at__isnull=True
    )
    return queue_for(viewer).filter(~Exists(mine), state=PairState.SECOND.value)


def sure(viewer: Viewer, least: float) -> QuerySet[QueueLine]:
    """Lines that wait for a first person, as good as certain and with nothing against; the neutral's alone."""
    if not viewer.is_neutral:
        return QueueLine.objects.none()
    lines = queue_for(viewer).filter(state=PairState.WAITING.value, against="", rank__gte=rank_of(least))
    return lines.filter(pair__decision="match", pair__probability__gte=least)


def elsewhere_for(viewer: Viewer, pair: Pair, most: int = 6) -> list[QueueLine]:
    """Other pairs in the viewer's queue that share an entry with this one; for a side, its own entry."""
    ends = [
        entry
        for entry, party in ((pair.left, pair.left_party), (pair.right, pair.right_party))
        if viewer.is_neutral or party == viewer.party
    ]
    lines = queue_for(viewer).filter(pair__in=_pairs_with(ends)).exclude(pair=pair.number)
    return list(lines.select_related("pair").order_by("rank", "pair")[:most])


@dataclass(frozen=True, slots=True)
class ListToCompare:
    """A list as it stands now: number of its newest version, whose it is, its kind, its current entries, since when."""

    number: str
    party: str
    kind: str
    entries: int
    since: dt.datetime


def lists_to_compare(viewer: Viewer) -> list[ListToCompare]:
    """The newest versions of all lists, for whoever may compare them; the newest first."""
    if not viewer.may(Right.MAKE, Record.COMPARISON):
        return []
    current = ListedEntry.objects.filter(is_current=True, party__in=viewer.owners(Right.READ, Record.ROW))
    rows = current.values_list("submission", "party", "kind").annotate(n=Count("pk"), since=Min("recorded_at"))
    return [ListToCompare(*row) for row in rows.order_by("-since", "submission")]


def lists_replaced() -> list[str]:
    """Numbers of versions that pairs were found in and whose entries stand no more."""
    spoken = {number for lists in Tally.objects.values_list("lists", flat=True).distinct() for number in lists.split()}
    current = ListedEntry.objects.filter(submission=OuterRef("submission"), is_current=True)
    gone = ListedEntry.objects.filter(submission__in=spoken).exclude(Exists(current))
    return sorted(set(gone.values_list("submission", flat=True).distinct()))


def unfinished() -> list[Unfinished]:
    """What actions have still to do; for the task that finishes it."""
    return list(Unfinished.objects.order_by("pk")[:_FOUND])


def comparisons_for(viewer: Viewer) -> QuerySet[Comparison]:
    """Comparisons: the neutral's alone, newest first."""
    kept = Comparison.objects.exclude(at=None).order_by("-at", "-number")
    return kept if NEUTRAL in viewer.owners(Right.READ, Record.COMPARISON) else kept.none()


def comparison_for(viewer: Viewer, number: str) -> Comparison:
    """One comparison.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = comparisons_for(viewer).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def pairs_of(comparison: Comparison) -> QuerySet[Pair]:
    """The pairs that a comparison weighed last; for whoever has fetched the comparison."""
    return comparison.pairs.order_by("number")


def rules_for(viewer: Viewer) -> QuerySet[SharingRule]:
    """Rules of what is shown for a decision, newest first: the same for both sides and the neutral."""
    rules = SharingRule.objects.prefetch_related("consents").order_by("-proposed_at", "-number")
    return rules if viewer.may_shared(Right.READ, Record.SHARING) else rules.none()


def rule_for(viewer: Viewer, number: str) -> SharingRule:
    """One rule.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = rules_for(viewer).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def rule_in_force(sides: Sequence[str]) -> SharingRule | None:
    """The newest rule to which every one of ``sides`` consents at this moment."""
    rules = SharingRule.objects.all()
    for side in sides:
        consents = SharingConsent.objects.filter(rule=OuterRef("pk"), party=side, withdrawn_at__isnull=True)
        rules = rules.filter(Exists(consents))
    return rules.order_by("-proposed_at", "-number").first()


def queries_for(viewer: Viewer) -> QuerySet[Query]:
    """Queries the viewer's party asked or was asked; the neutral's people see those between the sides too."""
    queries = Query.objects.all()
    reaches = viewer.reaches(Right.READ, Record.QUERY)
    if not reaches:
        return queries.none()
    if not viewer.is_neutral:
        return queries.filter(Q(asked_by=viewer.party) | Q(asked_of=viewer.party))
    return queries if Reach.SIDES in reaches or Reach.JOINT in reaches else queries.filter(asked_by=NEUTRAL)


def queries_in(viewer: Viewer, state: str, today: dt.date) -> QuerySet[Query]:
    """The viewer's queries that stand so on a day; all of them for ""."""
    queries = queries_for(viewer)
    soon = today + dt.timedelta(days=SOON)
    unanswered = queries.filter(answer="", withdrawn_at__isnull=True)
    match state:
        case QueryState.ANSWERED:
            return queries.exclude(answer="")
        case QueryState.WITHDRAWN:
            return queries.filter(answer="", withdrawn_at__isnull=False)
        case QueryState.LATE:
            return unanswered.filter(due_on__lt=today)
        case QueryState.DUE_SOON:
            return unanswered.filter(due_on__gte=today, due_on__lte=soon)
        case QueryState.WAITING:
            return unanswered.filter(due_on__gt=soon)
        case _:
            return queries


def query_for(viewer: Viewer, number: str) -> Query:
    """One query.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = queries_for(viewer).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def answers_for(viewer: Viewer, query: Query) -> QuerySet[Answer]:
    """All answers to a query that the viewer has fetched, oldest first."""
    return Answer.objects.filter(query__in=queries_for(viewer), query=query).order_by("given_at", "number")


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """What of reconciliation waits for the viewer."""
    found = []
    if viewer.may(Right.DECIDE, Record.PAIR):
        states = counts_for(viewer, Filter()).states
        lines = (
            (PairState.WAITING, *_n("{n} pair waits for a first person", "{n} pairs wait for a first person")),
            (PairState.SECOND, *_n("{n} pair needs a second person", "{n} pairs need a second person")),
            (PairState.FOUND, *_n("{n} pair is not yet put to the sides", "{n} pairs are not yet put to the sides")),
        )
        for state, one, many in lines:
            if states[state] > 0:
                found.append(Waiting(states[state], one, many, f"/reconcile/?state={state.value}"))
    if viewer.may(Right.CHANGE, Record.QUERY):
        to_answer = queries_for(viewer).filter(asked_of=viewer.party, answer="", withdrawn_at__isnull=True)
        due = to_answer.order_by("due_on").values_list("due_on", flat=True).first()
        if due:
            found.append(
                Waiting(
                    to_answer.count(),
                    *_n("{n} query waits for your answer", "{n} queries wait for your answer"),
                    "/queries/answer/",
                    due,
                )
            )
    if viewer.may(Right.DECIDE, Record.SHARING) and not viewer.is_neutral:
        agreed = SharingConsent.objects.filter(rule=OuterRef("pk"), party=viewer.party)
        rules = rules_for(viewer).exclude(Exists(agreed)).count()
        if rules:
            found.append(
                Waiting(
                    rules,
                    *_n(
                        "{n} proposal of what is shown for a decision waits for your side",
                        "{n} proposals of what is shown for a decision wait for your side",
                    ),
                    "/sharing/",
                )
            )
    return found


def today() -> dt.date:
    """The day by UTC, by which queries are due."""
    return timezone.now().date()


def pairs_hold(comparison: Comparison) -> bool:
    """Whether the pairs that a comparison weighed last are those whose digest the record keeps.

    False as well where a later comparison has weighed some of them anew: then the later one answers for those.
    """
    rows = comparison.pairs.values_list("left_entry", "right_entry", "probability", "decision", "verdict", "reasons")
    weighed = (
        WeighedPair(
            min(left, right), max(left, right), probability, decision, verdict, tuple((a, b, c) for a, b, c in reasons)
        )
        for left, right, probability, decision, verdict, reasons in rows.iterator()
    )
    return digest_of(sorted(weighed)) == comparison.pairs_sha256


@dataclass(frozen=True, slots=True)
class PartyCounts:
    """How the current entries of one party stand towards those of other parties, as one viewer may count them."""

    party: str
    entries: int
    agreed: int
    open: int
    unclear: int

    @property
    def alone(self) -> int:
        """Without a partner that is agreed or still looked at."""
        return max(self.entries - self.agreed - self.open - self.unclear, 0)


_OPEN_STATES = [state.value for state in OPEN]
_UNCLEAR_STATES = [PairState.UNCLEAR.value, PairState.DIFFER.value]


def party_counts(viewer: Viewer) -> list[PartyCounts]:
    """Counts of both sides for the neutral, of its own entries alone for a side; sides in the viewer's order."""
    owners = viewer.owners(Right.READ, Record.STATISTICS)
    return [_counts_of(viewer, party) for party in viewer.sides if party in owners]


def _counts_of(viewer: Viewer, party: str) -> PartyCounts:
    lines = QueueLine.objects.filter(party=viewer.party)
    current = ListedEntry.objects.filter(party=party, is_current=True)
    agreed = _ends(lines.filter(state=PairState.AGREED_SAME.value), party)
    unclear = _ends(lines.filter(state__in=_UNCLEAR_STATES), party) - agreed
    open_ends = _ends(lines.filter(state__in=_OPEN_STATES), party) - agreed - unclear
    return PartyCounts(party, current.count(), len(agreed), len(open_ends), len(unclear))


def _ends(lines: QuerySet[QueueLine], party: str) -> set[str]:
    """Aliases of a party's entries in pairs with entries of others."""
    between = lines.exclude(is_inside=True).exclude(pair__left_party=F("pair__right_party"))
    left = between.filter(pair__left_party=party).values_list("pair__left", flat=True)
    right = between.filter(pair__right_party=party).values_list("pair__right", flat=True)
    return {*left.iterator(), *right.iterator()}


def lists_counts(viewer: Viewer) -> dict[str, Counter[str]]:
    """Lists a pair lies between to its counts by state: for whoever may count both sides' lists."""
    found: dict[str, Counter[str]] = {}
    if not set(viewer.sides) <= viewer.owners(Right.READ, Record.STATISTICS):
        return found
    tallies = Tally.objects.filter(party=NEUTRAL, count__gt=0)
    for lists, state, n in tallies.values("lists", "state").annotate(n=Sum("count")).values_list("lists", "state", "n"):
        found.setdefault(lists, Counter())[state] += n
    return dict(sorted(found.items()))


def settled_by_day(viewer: Viewer) -> list[tuple[dt.date, int]]:
    """How many pairs were agreed to be the same person on each day, as the viewer may count them."""
    if not viewer.may(Right.READ, Record.STATISTICS):
        return []
    lines = _own_or_joint(viewer).filter(state=PairState.AGREED_SAME.value)
    days = lines.annotate(day=TruncDate("since")).values("day").annotate(n=Count("pk")).order_by("day")
    return [(row["day"], row["n"]) for row in days]


def open_since(viewer: Viewer) -> dt.datetime | None:
    """Since when the oldest open pair that the viewer may count has waited."""
    lines = _own_or_joint(viewer).filter(state__in=_OPEN_STATES)
    return lines.order_by("since").values_list("since", flat=True).first()


def _own_or_joint(viewer: Viewer) -> QuerySet[QueueLine]:
    """Lines of the viewer's party; for persons of the neutral who may not count unshared ones, those put to both."""
    lines = QueueLine.objects.filter(party=viewer.party)
    if viewer.is_neutral and viewer.party not in viewer.owners(Right.READ, Record.STATISTICS):
        lines = lines.filter(Exists(PutPair.objects.filter(pk=OuterRef("pair_id"))))
    return lines


def answer_counts(viewer: Viewer) -> dict[tuple[str, str], int]:
    """Party asked and answer ("" for none yet) to the number of queries, as the viewer may see them."""
    rows = queries_for(viewer).filter(withdrawn_at__isnull=True).values("asked_of", "answer").annotate(n=Count("pk"))
    return {(row["asked_of"], row["answer"]): row["n"] for row in rows.order_by("asked_of", "answer")}
