"""How quickly the queue of pairs answers with a million of them: counts, a page, the next pair, pairs of one entry.

    PYTHONPATH=src:tests python benchmarks/reconciliation/bench_queue.py [pairs]

Rows are written by SQL as the actions write them, on a throw-away PostgreSQL; no record is kept, for none is read.
Prints the median and the slowest of twenty of each, in milliseconds of database and Python together.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from databases import point_at, postgresql, postgresql_url, with_tables
from django.db import connection, connections

_ROWS = """
INSERT INTO reconciliation_comparison (number, lists, pairs_sha256, counts, submissions, parameters, started_by, at)
    VALUES ('CO-1', '{}', '', '{}', '{}', '{"prior": "-10"}', '', now());
INSERT INTO reconciliation_pair (number, comparison_id, "left", "right", left_entry, right_entry, left_party,
        right_party, lists, probability, decision, verdict, reasons, against, rank, is_current)
    SELECT 'PA-' || lpad(n::text, 8, '0'), 'CO-1', 'EN-A' || n, 'EN-B' || (n / 2), 'SB-A/' || n, 'SB-B/' || (n / 2),
        'UA', 'RU', 'SB-A SB-B', 0.5 + (n % 499) / 1000.0, 'match', 'same', '[]',
        CASE WHEN n % 7 = 0 THEN 'birth_date:swapped' WHEN n % 11 = 0 THEN 'unit:other' ELSE '' END,
        (n * 7919::bigint) % 60000, true
    FROM generate_series(1, {count}) n;
INSERT INTO reconciliation_queueline (pair_id, party, state, waiting_for, lists, against, is_inside, rank, since)
    SELECT number, 'NEUTRAL',
        CASE WHEN random() < 0.8 THEN 'waiting' WHEN random() < 0.5 THEN 'put' ELSE 'agreed_same' END,
        '', lists, against, false, rank, now() FROM reconciliation_pair;
INSERT INTO reconciliation_tally (party, state, waiting_for, lists, against, is_inside, count)
    SELECT party, state, waiting_for, lists, against, is_inside, count(*)
    FROM reconciliation_queueline
    GROUP BY party, state, waiting_for, lists, against, is_inside;
ANALYZE;
"""


def main(count: int) -> None:
    with postgresql() as socket:
        point_at(postgresql_url(socket, "postgres"))
        with connections["default"].cursor() as cursor:
            cursor.execute("CREATE DATABASE queue")
        with_tables(postgresql_url(socket, "queue"))
        point_at(postgresql_url(socket, "queue"))
        with connection.cursor() as cursor:
            cursor.execute(_ROWS.replace("{count}", str(count)))
        _measure(count)
        connections.close_all()


def _measure(count: int) -> None:
    from django.test import RequestFactory

    from homeward.access.terms import Role
    from homeward.access.viewer import Viewer
    from homeward.desk.listing import page_of
    from homeward.ledger.terms import NEUTRAL
    from homeward.reconciliation.gate import Filter, counts_for, elsewhere_for, filtered, line_for, sure
    from homeward.reconciliation.views.pairs import neighbours

    viewer = Viewer("US-1", "", Role.SECRETARY, NEUTRAL, ("UA", "RU"))
    waiting, swapped = Filter(state="waiting"), Filter(state="waiting", against="birth_date:swapped")
    request = RequestFactory().get("/reconcile/")
    line = line_for(viewer, f"PA-{count // 2:08d}")
    order = ("rank", "pair_id")
    second = RequestFactory().get(page_of(filtered(viewer, waiting), request, order=order).next_url)
    works: dict[str, Callable[[], object]] = {
        "counts of all chips": lambda: counts_for(viewer, waiting),
        "first page, waiting": lambda: page_of(filtered(viewer, waiting).select_related("pair"), request, order=order),
        "second page, waiting": lambda: page_of(filtered(viewer, waiting).select_related("pair"), second, order=order),
        "first page, day and month swapped": lambda: page_of(filtered(viewer, swapped), request, order=order),
        "sure ones, to decide together": lambda: list(sure(viewer, 0.999).order_by("-rank", "-pair_id")[:200]),
        "one pair": lambda: line_for(viewer, line.pair_id),
        "pair before and pair after": lambda: neighbours(viewer, line, waiting),
        "other pairs of its entries": lambda: elsewhere_for(viewer, line.pair),
    }
    print(f"{count} pairs, PostgreSQL: median and slowest of 20, ms")
    for name, work in works.items():
        took = []
        for _time in range(20):
            begin = time.perf_counter()
            work()
            took.append(1000 * (time.perf_counter() - begin))
        print(f"  {name:36} {statistics.median(took):8.1f} {max(took):8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
