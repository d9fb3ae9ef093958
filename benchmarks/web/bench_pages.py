"""How quickly the desk answers with very many entries and twenty users at once.

    python -m benchmarks.web.bench_pages [--entries 1000000] [--pairs 200000] [--database postgresql sqlite]

Lists of 20,000 rows stand there of both sides (``million``), then users of both sides and the neutral go from page to
page, with and without a second of thought, against the process of pages that ``homeward serve`` runs.
Users, server and database share one machine. The PostgreSQL server is of the benchmark's own and does not wait for its
disk; a page that shows names writes the reading of them into the record, as always.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import ROOT
from benchmarks.web.load import User, percentile, seconds_by_kind

USERS = 20
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
SEARCHES = (
    "Сичов",
    "Sychov",
    "Ковальчук",
    "Шевченко Іван",
    "Ivanov",
    "Іванов Сергій",
    "Олешки",
    "Aleshki",
    "Oleksandr",
)


@contextmanager
def served(url: str) -> Iterator[int]:
    """Run the server on the database of ``url``; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(ROOT / "src")}
    environment |= {"DJANGO_SETTINGS_MODULE": "homeward.web.settings", "HOMEWARD_HOSTS": "localhost,127.0.0.1"}
    command = [sys.executable, "-m", "homeward.cli.desk_process", "pages", f"127.0.0.1:{port}"]
    running = subprocess.Popen(command, env=environment, cwd=ROOT, stdin=subprocess.PIPE)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/sign-in/", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=20)


def users(pages_of: dict[tuple[str, str], dict[str, list[str]]], desk: object) -> list[User]:
    """Twenty browsers: members of both sides and the neutral, each with a session of its own."""
    from desk import Desk

    from homeward.access.terms import Role

    assert isinstance(desk, Desk)
    found = []
    for place in range(USERS):
        role, party = list(pages_of)[place % len(pages_of)]
        client = desk.client(Role(role), party)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        found.append(User(cookie, pages_of[role, party]))
    return found


def pages(party: str, lists: list[str]) -> dict[str, list[str]]:
    """Addresses that a member goes to, by kind."""
    from homeward.reconciliation.models import QueueLine
    from homeward.register.models import ListedEntry

    aliases = ListedEntry.objects.filter(submission=lists[0]).values_list("alias", flat=True)[:200]
    pairs = QueueLine.objects.filter(party=party).order_by("rank").values_list("pair", flat=True)[:200]
    return {
        "home": ["/"],
        "lists": ["/lists/"],
        "rows of a list": [f"/lists/{number}/" for number in lists],
        "entry": [f"/entries/{alias}/" for alias in aliases],
        "search": [f"/search/?q={urllib.request.quote(words)}" for words in SEARCHES],
        "queue of pairs": ["/reconcile/"],
        "pair": [f"/pairs/{number}/" for number in pairs],
    }


def measure(kind: str, entries: int, pairs: int, seconds: float) -> Iterator[Figure]:
    """Fill one database and ask."""
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))  # the server must know sessions that are begun here
    sys.path.insert(0, str(ROOT / "tests"))
    import databases  # it sets Django up, which the rooms ask for

    with (
        tempfile.TemporaryDirectory() as folder,
        databases.postgresql() if kind == "postgresql" else nullcontext("") as at,
    ):
        url = f"sqlite:///{folder}/desk.sqlite3"
        if at:
            databases.point_at(databases.postgresql_url(at, "postgres"))
            url = databases.postgresql_url(at, "desk")
            _statement('CREATE DATABASE "desk"')
        databases.with_tables(url)
        databases.point_at(url)
        yield from _filled_and_asked(Path(folder), kind, url, entries, pairs, seconds)


def _statement(text: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(text)


def _filled_and_asked(folder: Path, kind: str, url: str, entries: int, pairs: int, seconds: float) -> Iterator[Figure]:
    from desk import Desk

    from benchmarks.web import million
    from homeward.access.terms import Role
    from homeward.ledger.terms import NEUTRAL

    desk = Desk(folder)
    lists: dict[str, list[str]] = {"UA": [], "RU": []}
    rows = min(million.ROWS_OF_A_LIST, entries // 2)
    for party, handed_in in lists.items():
        person = desk.member(Role.LIAISON, party).number
        handed_in.append(million.hand_in(party, person, 0, rows))
        for place in range(1, entries // 2 // rows):
            handed_in.append(million.copy(handed_in[0], party, person, place, rows))
    case = f"{entries:,} entries, {kind}"
    million.pair_up(lists["UA"], lists["RU"], desk.member(Role.SECRETARY, NEUTRAL).number, pairs, pairs // 10)
    desk.commission.checkpoint()
    _statement("ANALYZE")
    asked = {
        (Role.LIAISON.value, "UA"): pages("UA", lists["UA"]),
        (Role.LIAISON.value, "RU"): pages("RU", lists["RU"]),
        (Role.SECRETARY.value, NEUTRAL): pages(NEUTRAL, lists["UA"]),
    }
    browsers = users(asked, desk)
    random.Random(1).shuffle(browsers)
    with served(url) as port:
        for thinks in (1.0, 0.0):
            taken = seconds_by_kind(port, browsers, seconds, thinks)
            of = f"{case}, {USERS} users, " + (f"{thinks:.0f} s of thought" if thinks else "no thought")
            answers = sum(map(len, taken.values()))
            for page, values in [*sorted(taken.items()), ("all", [one for some in taken.values() for one in some])]:
                for name, share in SHARES.items():
                    yield Figure(f"{of}: {page}", OURS, f"{name} ms", 1000 * percentile(values, share), Unit.COUNT)
            yield Figure(f"{of}: answers", OURS, "answers", answers / seconds, Unit.PER_SECOND)


def figures(options: argparse.Namespace) -> Iterator[Figure]:
    """Every database asked for, one after another."""
    for kind in options.database:
        yield from measure(kind, options.entries, options.pairs or options.entries // 5, options.seconds)


if __name__ == "__main__":
    command = program(__doc__)
    command.add_argument("--entries", type=int, default=1_000_000, help="of both sides together")
    command.add_argument(
        "--pairs", type=int, help="in the neutral's queue, a tenth put to the sides; a fifth of entries"
    )
    command.add_argument("--seconds", type=float, default=30, help="for which is measured, each time")
    command.add_argument("--database", nargs="+", choices=("postgresql", "sqlite"), default=("postgresql", "sqlite"))
    asked = command.parse_args()
    show(figures(asked), asked)
