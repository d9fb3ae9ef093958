"""Queue lines and their counts, worked out anew for the pairs that an action touches, in the action's transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import F
from django.utils import timezone

from homeward.ledger.actions import Act
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.models import Finding, Pair, PutPair, Query, QueueLine, Tally
from homeward.reconciliation.states import Said, Standing, Voice, standing

_AT_ONCE = 500
_COUNTED = ("party", "state", "waiting_for", "lists", "against", "is_inside")
_Key = tuple[str | bool, ...]


def place_pairs(_act: Act, pairs: Iterable[Pair]) -> None:
    """Work out where each pair stands for each party; taken with an act, since it belongs to one."""
    deltas: Counter[_Key] = Counter()
    for some in _portions(pairs):
        _place(some, deltas)
    _count(deltas)


def take_from_queue(_act: Act, pairs: Iterable[Pair]) -> None:
    """Take pairs whose entries stand in no newest version out of all queues."""
    deltas: Counter[_Key] = Counter()
    for some in _portions(pairs):
        lines = QueueLine.objects.filter(pair__in=[pair.number for pair in some])
        deltas.subtract(_key(line) for line in lines)
        lines.delete()
    _count(deltas)


def voices_of(pairs: Sequence[str]) -> dict[str, dict[str, Voice]]:
    """What each party has found of each pair, as far as it stands."""
    found: dict[str, dict[str, Voice]] = defaultdict(dict)
    for finding in Finding.objects.filter(pair__in=pairs, retracted_at__isnull=True):
        found[finding.pair][finding.party] = Voice(Said(finding.said), bool(finding.second_by))
    return found


def _portions(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    rest = iter(pairs)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _place(pairs: Sequence[Pair], deltas: Counter[_Key]) -> None:
    now = timezone.now()
    numbers = [pair.number for pair in pairs]
    voices = voices_of(numbers)
    put = dict(PutPair.objects.filter(pk__in=numbers).values_list("number", "put_at"))
    asked: dict[str, set[str]] = defaultdict(set)
    open_queries = Query.objects.filter(pair__in=numbers, answer="", withdrawn_at__isnull=True)
    for number, party in open_queries.values_list("pair", "asked_by"):
        asked[number].add(party)
    before = {(line.pair_id, line.party): line for line in QueueLine.objects.filter(pair__in=numbers)}
    made, changed = [], []
    for pair in pairs:
        stands = standing(
            (pair.left_party, pair.right_party),
            voices.get(pair.number, {}),
            is_proposed=bool(pair.decision),
            is_put=pair.number in put,
            asked=frozenset(asked[pair.number]),
        )
        for party, found in stands.items():
            rank = pair.rank if party == NEUTRAL else int(put[pair.number].timestamp())
            line = _line(pair, party, found, rank)
            old = before.pop((pair.number, party), None)
            if old is None:
                line.since = now
                made.append(line)
            elif _key(old) != _key(line) or old.rank != line.rank:
                deltas[_key(old)] -= 1
                line.id, line.since = old.id, now if old.state != line.state else old.since
                changed.append(line)
            else:
                continue
            deltas[_key(line)] += 1
    for line in before.values():
        deltas[_key(line)] -= 1
    QueueLine.objects.filter(pk__in=[line.pk for line in before.values()]).delete()
    QueueLine.objects.bulk_create(made)
    QueueLine.objects.bulk_update(changed, ["state", "waiting_for", "lists", "against", "is_inside", "rank", "since"])


def _line(pair: Pair, party: str, stands: Standing, rank: int) -> QueueLine:
    """The line of a party. A side's names its own lists alone, and no reason: it may not see every column."""
    is_inside = " " not in pair.lists
    lists, against = pair.lists, pair.against
    if party != NEUTRAL:
        own = {
            entry.partition("/")[0]
            for entry, owner in ((pair.left_entry, pair.left_party), (pair.right_entry, pair.right_party))
            if owner == party
        }
        lists, against = " ".join(sorted(own)), ""
    return QueueLine(
        pair_id=pair.number,
        party=party,
        state=stands.state.value,
        waiting_for=" ".join(stands.waiting_for),
        lists=lists,
        against=against,
        is_inside=is_inside,
        rank=rank,
    )


def _key(line: QueueLine) -> _Key:
    return tuple(getattr(line, name) for name in _COUNTED)


def _count(deltas: Mapping[_Key, int]) -> None:
    for key, delta in sorted(deltas.items()):
        if not delta:
            continue
        named = dict(zip(_COUNTED, key, strict=True))
        if not Tally.objects.filter(**named).update(count=F("count") + delta):
            Tally.objects.create(**named, count=delta)
