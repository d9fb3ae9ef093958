"""The register at size: how fast entries are written, and how long the database takes to search among a million.

    python -m benchmarks.register.bench_search [--entries 1000000] [--rows 100000] [--database sqlite postgresql]

``rows`` entries are handed in by the action itself, under one entry of the record; the rest are copies of them made
in the database, under numbers and aliases of their own. Names are drawn anew from the columns of the reference lists,
so that common surnames are as common as there. Times of a search are the median and the slowest of a hundred names.
The PostgreSQL server is of the benchmark's own and does not wait for its disk.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import ROOT, module, run

SEARCHES = 100
LIST = ROOT / "tests" / "reference" / "lists_5k" / "list_A.csv.gz"


def say(measure: str, value: float) -> None:
    """Give a figure to the process that started this one."""
    print(json.dumps([measure, value]), flush=True)


def drawn(count: int) -> list[dict[str, str]]:
    """Persons whose names and places are drawn anew from the columns of a reference list."""
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(LIST.read_bytes()).decode("utf-8"))))
    columns = {name: [row[name] for row in rows] for name in ("surname", "given_name", "birth_place")}
    chance = random.Random(4)
    return [
        {"rec_id": f"N-{number:07}"} | {name: chance.choice(values) for name, values in columns.items()}
        for number in range(count)
    ]


def measure(url: str, entries: int, rows: int) -> None:
    """Measure everything on an empty database."""
    sys.path.insert(0, str(ROOT / "tests"))
    import databases  # it sets Django up, which the rooms ask for

    databases.with_tables(url)
    databases.point_at(url)
    from commission import UA, Commission
    from django.db import connection

    from homeward.access.terms import Role
    from homeward.access.viewer import Viewer
    from homeward.ledger.actions import record
    from homeward.ledger.terms import NEUTRAL, Purpose
    from homeward.register.actions import list_entries
    from homeward.register.gate import search_entries
    from homeward.register.lines import Line

    with tempfile.TemporaryDirectory() as folder:
        Commission(Path(folder)).begin()
    persons = drawn(rows)
    began = time.perf_counter()
    lines = [Line(row, known, known) for row, known in enumerate(persons, 2)]
    say("keys of entries/s", rows / (time.perf_counter() - began))
    began = time.perf_counter()
    with record(by=UA, action="intake.hand_in", purpose=Purpose.EXCHANGE, subject="", shown_to=["UA", NEUTRAL]) as act:
        list_entries(act, party="UA", submission="SB-0", lines=lines)
        say("entries and keys written/s", rows / (time.perf_counter() - began))
    say("the same with the record/s", rows / (time.perf_counter() - began))
    with connection.cursor() as cursor:
        for copy in range(1, entries // rows):
            copied(cursor, copy)
        cursor.execute("ANALYZE")
    viewer = Viewer("US-1", "", Role.LIAISON, "UA", ("UA", "RU"))
    chance = random.Random(5)
    asked = [chance.choice(persons) for _ in range(SEARCHES)]
    for kind, texts in (
        ("surname and given name", [f"{one['given_name']} {one['surname']}" for one in asked]),
        ("surname alone", [one["surname"] for one in asked]),
        ("number", [one["rec_id"] for one in asked]),
        ("place", [one["birth_place"] or "Aleshki" for one in asked]),
    ):
        in_database, whole = [], []
        for text in texts:
            spent = Spent()
            began = time.perf_counter()
            with connection.execute_wrapper(spent):
                search_entries(viewer, text)
            whole.append(time.perf_counter() - began)
            in_database.append(spent.seconds)
        say(f"{kind}: in the database ms", 1000 * statistics.median(in_database))
        say(f"{kind}: slowest in the database ms", 1000 * max(in_database))
        say(f"{kind}: whole ms", 1000 * statistics.median(whole))


class Spent:
    """Adds up the time that queries take."""

    seconds = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began


def copied(cursor: Any, copy: int) -> None:
    """Everything once more, under another submission and other aliases."""
    cursor.execute(
        "INSERT INTO register_listedentry (number, alias, party, submission, row, kind, cells, known, recorded_at, "
        "is_current, sort_name) SELECT REPLACE(number, 'SB-0', %s), alias || %s, party, %s, row, kind, cells, known, "
        "recorded_at, is_current, sort_name FROM register_listedentry WHERE submission = 'SB-0'",
        [f"SB-{copy}", f"-{copy}", f"SB-{copy}"],
    )
    cursor.execute(
        "INSERT INTO register_searchkey (entry_id, party, key) SELECT REPLACE(entry_id, 'SB-0', %s), party, key "
        "FROM register_searchkey WHERE entry_id LIKE 'SB-0/%%'",
        [f"SB-{copy}"],
    )


def figures(options: argparse.Namespace) -> Iterator[Figure]:
    """Everything, for each database asked for."""
    sys.path.insert(0, str(ROOT / "tests"))
    from databases import copy_of, postgresql, postgresql_url

    for kind in options.database:
        with tempfile.TemporaryDirectory() as folder, postgresql() if kind == "postgresql" else nullcontext("") as at:
            url = f"sqlite:///{folder}/register.sqlite3"
            if at:
                copy_of(at, "template0", "register")
                url = postgresql_url(at, "register")
            told = run(
                module(
                    "benchmarks.register.bench_search",
                    "--measure",
                    url,
                    f"--entries={options.entries}",
                    f"--rows={options.rows}",
                )
            )
            for line in told.output.splitlines():
                measure_of, value = json.loads(line)
                unit = Unit.PER_SECOND if measure_of.endswith("/s") else Unit.HUNDREDTHS
                yield Figure(f"{options.entries:,} entries, {kind}", OURS, measure_of.removesuffix("/s"), value, unit)


if __name__ == "__main__":
    parser = program(__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--measure", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.entries, options.rows)
    else:
        show(figures(options), options)
