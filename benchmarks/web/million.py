"""A commission with very many entries: lists of both sides, pairs between them, a queue of each party.

The first list of each side goes in as ``intake`` hands it in: rows, keys of the search and an entry of the record, by
the register's own action. The others are copies of it in the tables, with numbers of their own and no entry: a million
rows digested one by one take half an hour, and no page reads those digests. Pairs and queue lines stand outside the
record and are written as a comparison writes them.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import random
import secrets
from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from benchmarks.processes import ROOT
from homeward.identifiers import opaque_id
from homeward.intake.models import Submission
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.reconciliation.models import Comparison, Pair, PutPair, QueueLine, Tally
from homeward.reconciliation.states import PairState
from homeward.register.actions import list_entries
from homeward.register.lines import Line
from homeward.register.models import ListedEntry, SearchKey

ROWS_OF_A_LIST = 20_000
COLUMNS = ("surname", "given_name", "patronymic", "birth_date", "birth_place", "rank")
_AT_ONCE = 5000


def names(label: str) -> list[dict[str, str]]:
    """Rows of one of the published lists of invented persons."""
    path = ROOT / "tests" / "reference" / "lists_5k" / f"list_{label}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def lines(party: str, place: int, count: int) -> Iterator[Line]:
    """Rows of one list: surnames, given names, patronymics and days of the published lists, drawn anew."""
    known = names("A" if party == "UA" else "B")
    draw = random.Random(f"{party} {place}")
    for row in range(2, count + 2):
        cells = {column: draw.choice(known).get(column, "") for column in COLUMNS}
        cells["rec_id"] = f"{party}-{place}-{row}"
        yield Line(row, cells, cells)


def hand_in(party: str, person: str, place: int, count: int) -> str:
    """One list of ``count`` rows; gives its number."""
    made = list(lines(party, place, count))
    submission = _submission(party, person, place, count)
    number = submission.number
    by = Actor(person, "liaison", party)
    with record(
        by=by, action="intake.hand_in", purpose=Purpose.EXCHANGE, subject=number, shown_to={party, NEUTRAL}
    ) as act:
        submission.save(force_insert=True)
        act.made(submission)
        list_entries(act, party=party, submission=number, lines=made, kind="held")
    return number


def copy(first: str, party: str, person: str, place: int, count: int) -> str:
    """One more list with the rows of the first, under numbers of their own; gives its number."""
    submission = _submission(party, person, place, count)
    submission.save(force_insert=True)
    entries, keys = ListedEntry._meta.db_table, SearchKey._meta.db_table
    columns = "party, kind, cells, known, recorded_at, is_current, sort_name"
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {entries} (number, alias, submission, "row", {columns}) SELECT %s || "row", alias || %s, %s, '
            f'"row", {columns} FROM {entries} WHERE submission = %s',
            [f"{submission.number}/", f"-{place}", submission.number, first],
        )
        cursor.execute(
            f"INSERT INTO {keys} (entry_id, party, key) SELECT replace(entry_id, %s, %s), party, key FROM {keys} "
            "WHERE entry_id LIKE %s",
            [first, submission.number, f"{first}/%"],
        )
    return submission.number


def _submission(party: str, person: str, place: int, count: int) -> Submission:
    return Submission(
        number=opaque_id("SB", secrets.token_hex(16)),
        party=party,
        kind="held",
        label=f"{party} {place}",
        file_name=f"{party}-{place}.csv",
        file=b"-",
        file_sha256=hashlib.sha256(b"-").hexdigest(),
        declared_rows=count,
        counted_rows=count,
        series=opaque_id("LS", secrets.token_hex(16)),
        headings=["rec_id", *COLUMNS],
        columns={column: column for column in ("rec_id", *COLUMNS)},
        handed_in_at=timezone.now(),
        handed_in_by=person,
    )


def pair_up(ours: Sequence[str], theirs: Sequence[str], person: str, pairs: int, put: int) -> None:
    """Pairs between lists of both sides in the neutral's queue; the first ``put`` of them in the sides' as well."""
    now = timezone.now()
    comparison = Comparison.objects.create(
        number=opaque_id("CO", secrets.token_hex(16)),
        lists=[],
        pairs_sha256="",
        counts={"pairs": pairs},
        started_by=person,
        at=now,
    )
    each = pairs // len(ours) + 1
    rank = 0
    for one, other in zip(ours, theirs, strict=True):
        left, right = (
            ListedEntry.objects.filter(submission=number).order_by("row").values_list("alias", "number")[:each]
            for number in (one, other)
        )
        both = zip(left, right, strict=True)
        while some := list(islice(both, _AT_ONCE)):
            found = [_pair(comparison, a, b, f"{one} {other}", rank + place) for place, (a, b) in enumerate(some)]
            Pair.objects.bulk_create(found)
            QueueLine.objects.bulk_create([line for pair in found for line in _queue_lines(pair, put, now)])
            PutPair.objects.bulk_create([_put(pair, person, now) for pair in found if pair.rank < put])
            rank += len(some)
    for party, state, lists, against, count in QueueLine.objects.values_list(
        "party", "state", "lists", "against"
    ).annotate(n=Count("pk")):
        Tally.objects.create(
            party=party, state=state, waiting_for="", lists=lists, against=against, is_inside=False, count=count
        )


def _pair(comparison: Comparison, left: tuple[str, str], right: tuple[str, str], lists: str, rank: int) -> Pair:
    return Pair(
        number=f"PA-{rank:08}-0",
        comparison=comparison,
        left=left[0],
        right=right[0],
        left_entry=left[1],
        right_entry=right[1],
        left_party="UA",
        right_party="RU",
        lists=lists,
        probability=0.5 + (rank % 500) / 1000,
        decision="review",
        verdict="same",
        reasons=[["surname", "same", 9.1], ["birth_date", "swapped", 4.0]],
        against="birth_date:swapped",
        rank=rank,
    )


def _put(pair: Pair, person: str, now: dt.datetime) -> PutPair:
    columns = ["surname", "given_name", "patronymic", "birth_date"]
    return PutPair(
        number=pair.number, left=pair.left, right=pair.right, columns=columns, rule="", put_by=person, put_at=now
    )


def _queue_lines(pair: Pair, put: int, now: dt.datetime) -> Iterator[QueueLine]:
    is_put = pair.rank < put
    common = {"pair": pair, "rank": pair.rank, "since": now}
    state = PairState.PUT if is_put else PairState.WAITING
    yield QueueLine(party=NEUTRAL, state=state, lists=pair.lists, against=pair.against, **common)
    if is_put:
        for party, own in zip(("UA", "RU"), pair.lists.split(), strict=True):
            yield QueueLine(party=party, state=PairState.WAITING, lists=own, **common)
