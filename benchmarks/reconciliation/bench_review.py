"""Decisions needed until the pairs of a reconciliation are right, by the order in which people are shown them.

    python -m benchmarks.reconciliation.bench_review [--sizes 500 5k] [--kinds harsh sparse …]

Somebody who knows the truth answers every pair of the queue, one after another: all that is proposed and all that is to
be looked at. After each answer the pairs that hang together with it are weighed anew by what was said
(``review_order.heard``) and joined (``clusters.join``), whatever the order, and a pair that is certain by then is not
asked any more. F1 is that of all pairs of entries, between lists and inside them, that stand in one cluster.

"to 0.99" counts the answers until F1 reaches 0.99; where it begins above, or cannot get there because entries
were never found, "half right" and "90 % right" are the shares repaired of what all answers together repair. In every
order but ours and that by odds, pairs to be looked at come before what is proposed; at random is the mean of five.
"""

from __future__ import annotations

import csv
import heapq
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import module, run
from benchmarks.reconciliation.made_lists import NOISE, SETS
from homeward.intake.reading import read_lists
from homeward.reconciliation import review_order
from homeward.reconciliation.clusters import join
from homeward.reconciliation.comparing import Reconciliation, reconcile
from homeward.reconciliation.review_order import Claims

Numbers = npt.NDArray[np.float64]

SIZES, KINDS = ("500", "5k"), tuple(NOISE)
GOAL = 0.99
SEEDS = 5
CERTAIN = 1e-6


class Queue:
    """A reconciliation with known truth, cut into groups of pairs that hang together, each ready to be asked about."""

    def __init__(self, lists: Path, letters: str) -> None:
        result = reconcile(read_lists([lists / f"list_{letter}.csv" for letter in letters]))
        probability = result.weighed.probability
        shown = result.proposed | result.review
        kept = np.flatnonzero((probability >= review_order.LEAST) | shown)
        self.left, self.right = (side[kept] for side in (result.weighed.evidence.left, result.weighed.evidence.right))
        self.probability, self.is_asked, self.is_proposed = probability[kept], shown[kept], result.proposed[kept]
        self.match, self.cluster = result.match, result.cluster
        self.lists = result.records.lists
        self.person = _persons(lists, [one.label for one in result.lists], result)
        self.truth = self.person[self.left] == self.person[self.right]
        self.true_pairs = sum(count * (count - 1) // 2 for count in Counter(self.person.tolist()).values())
        self.groups, self.group_of = _groups(self.left, self.right)

    def claims(self, group: int) -> Claims:
        """The pairs of a group as the order of review begins with them."""
        rows = self.groups[group]
        left, right = self.left[rows], self.right[rows]
        joined = self.cluster[left] == self.cluster[right]
        return review_order.claims(left, right, self.probability[rows], joined, self.lists)

    def joined(self, held: Claims, is_touched: bool) -> tuple[int, int]:
        """Of the pairs of a group's entries that stand in one cluster, how many are right, and how many there are."""
        entries, ends = np.unique(np.concatenate([held.left, held.right]), return_inverse=True)
        if is_touched:
            p, half = held.probability[: len(held.left)], len(held.left)
            above = np.flatnonzero(p >= self.match)
            cluster, _ = join(ends[:half][above], ends[half:][above], p[above], self.lists[entries])
        else:
            cluster = self.cluster[entries]
        one, other = np.triu_indices(len(entries), 1)
        together = cluster[one] == cluster[other]
        right = together & (self.person[entries][one] == self.person[entries][other])
        return int(right.sum()), int(together.sum())


def _persons(lists: Path, labels: list[str], result: Reconciliation) -> npt.NDArray[np.int64]:
    """A number for the person behind each record."""
    with (lists / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {(f"list_{row['list']}", row["rec_id"]): row["person_id"] for row in csv.DictReader(file)}
    places = zip(result.records.lists.tolist(), result.records.entries.tolist(), strict=True)
    numbers = [one.entries["rec_id"].to_pylist() for one in result.lists]
    persons = [truth[labels[number], numbers[number][entry]] for number, entry in places]
    return np.unique(persons, return_inverse=True)[1].astype(np.int64)


def _groups(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> tuple[dict[int, list[int]], list[int]]:
    """Positions of the pairs that hang together by their entries, and the group of each pair."""
    head: dict[int, int] = {}

    def top(entry: int) -> int:
        while head.setdefault(entry, entry) != entry:
            head[entry] = entry = head[head[entry]]
        return entry

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        head[top(b)] = top(a)
    group_of = [top(a) for a in left.tolist()]
    groups: dict[int, list[int]] = defaultdict(list)
    for position, group in enumerate(group_of):
        groups[group].append(position)
    return groups, group_of


def answered(queue: Queue, key: Numbers | None) -> Numbers:
    """F1 before any answer and after each, least key first; by worth, and anew after each answer, where None."""
    held = {group: queue.claims(group) for group in queue.groups}
    stands = {group: queue.joined(one, False) for group, one in held.items()}
    right, together = (sum(counts) for counts in zip(*stands.values(), strict=True))
    keys = _by_worth(queue, held) if key is None else key.copy()
    waiting = [(keys[position], position) for position in np.flatnonzero(queue.is_asked).tolist()]
    heapq.heapify(waiting)
    said: dict[int, dict[int, bool]] = defaultdict(dict)
    done: set[int] = set()
    curve = [2 * right / (together + queue.true_pairs)]
    while waiting:
        value, position = heapq.heappop(waiting)
        if position in done or value != keys[position]:
            continue
        group = queue.group_of[position]
        rows = queue.groups[group]
        said[group][rows.index(position)] = bool(queue.truth[position])
        after = review_order.heard(held[group], said[group], queue.match)
        now = queue.joined(after, True)
        right, together = right + now[0] - stands[group][0], together + now[1] - stands[group][1]
        stands[group] = now
        curve.append(2 * right / (together + queue.true_pairs))
        p = after.probability[: len(rows)]
        moved = np.abs(p - held[group].probability[: len(rows)]) > CERTAIN
        done |= {rows[at] for at in np.flatnonzero(moved & (np.minimum(p, 1 - p) < CERTAIN)).tolist()} | {position}
        if key is None:
            for row, worth in zip(rows, review_order.worth(after).tolist(), strict=True):
                if queue.is_asked[row] and row not in done and keys[row] != -worth:
                    keys[row] = -worth
                    heapq.heappush(waiting, (keys[row], row))
    return np.array(curve)


def _by_worth(queue: Queue, held: dict[int, Claims]) -> Numbers:
    keys = np.zeros(len(queue.left))
    for group, one in held.items():
        keys[queue.groups[group]] = -review_order.worth(one)
    return keys


def figures(names: Sequence[str]) -> Iterator[Figure]:
    """Figures of every order, for each set of lists of that name in ``made_lists``."""
    for name in names:
        print(f"lists {name}: review", file=sys.stderr, flush=True)
        lists = Path(run(module("benchmarks.reconciliation.made_lists", name)).output.strip())
        queue = Queue(lists, SETS[name].letters)
        p, last = queue.probability, 2.0 * queue.is_proposed
        odds = np.clip(p, 1e-15, 1 - 1e-15)
        orders: dict[str, list[Numbers | None]] = {
            OURS: [None],
            f"{OURS}, not anew": [_by_worth(queue, {group: queue.claims(group) for group in queue.groups})],
            "nearest to even": [np.abs(np.log(odds / (1 - odds)))],
            "likeliest first": [last - p],
            "at random": [last + np.random.default_rng(seed).random(len(p)) for seed in range(SEEDS)],
        }
        curves = {order: [answered(queue, key) for key in keys] for order, keys in orders.items()}
        most = max(curve[-1] for found in curves.values() for curve in found)
        for order, found in curves.items():
            yield from _told(name, order, found, most)


def _told(name: str, order: str, curves: list[Numbers], most: float) -> Iterator[Figure]:
    start = float(curves[0][0])
    after = float(np.mean([curve[min(100, len(curve) - 1)] for curve in curves]))
    yield Figure(name, order, "F1 before", start, Unit.SHARE)
    yield Figure(name, order, "after 100", after, Unit.SHARE)
    goals = {"to 0.99": GOAL, "half right": (start + most) / 2, "90 % right": start + 0.9 * (most - start)}
    for measure, goal in goals.items():
        needed = [_needed(curve, goal) for curve in curves]
        value = None if None in needed else float(np.mean([count for count in needed if count is not None]))
        yield Figure(name, order, measure, value, Unit.COUNT)


def _needed(curve: Numbers, goal: float) -> int | None:
    """Answers until F1 has reached ``goal``."""
    reached = np.flatnonzero(curve >= goal)
    return int(reached[0]) if len(reached) else None


def main() -> None:
    """Measure the sets asked for."""
    parser = program(__doc__)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=SIZES)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS, help="kinds of noise, at 5k")
    options = parser.parse_args()
    show(figures([*options.sizes, *(f"5k {kind}" for kind in options.kinds)]), options)


if __name__ == "__main__":
    main()
