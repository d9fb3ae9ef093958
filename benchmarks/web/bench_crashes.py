"""The desk killed again and again while people work at it: what was acknowledged stands, nothing is half there.

    python -m benchmarks.web.bench_crashes [--kills 50] [--postgresql] [--seed 1]

The source must not change while it runs: processes that are started again load it anew.

Three programs work through the API of `homeward serve`: one uploads lists and hands them in, one decides pairs as a
first person, one joins as the second; a fourth has lists compared again. At random moments one process is killed with
SIGKILL: a server of pages, the master of the servers, a worker, the keeper of periodic work, or the one that keeps
them all. Afterwards every acknowledgement is looked for in the database, every list has exactly its rows, all work is
done once, and the whole record is checked. The PostgreSQL server is of the benchmark's own.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.processes import ROOT

PORT = 8790
SERVE = [sys.executable, "-c", "from homeward.cli.main import run; run()", "serve", "--port", str(PORT)]
BETWEEN_KILLS = (0.5, 4.0)
LIST_ROWS = 60


class Refused(Exception):
    """The desk said no: an answer of the kind 4xx, which is not what this is about."""


@dataclass(slots=True)
class Acknowledged:
    """What the desk has said is done."""

    uploads: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    second: set[str] = field(default_factory=set)
    compared: set[str] = field(default_factory=set)
    unanswered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, where: set[str], what: str) -> None:
        with self.lock:
            where.add(what)


class Caller:
    """A member's program: asks until it is answered, with the same key each time."""

    def __init__(self, secret: str, said: Acknowledged) -> None:
        self._secret, self._said = secret, said

    def ask(self, method: str, path: str, told: Any = None, upload: tuple[str, bytes] | None = None) -> Any:
        """The answer as JSON; None when it did not come, so that nobody knows what was done."""
        headers = {"Authorization": f"Bearer {self._secret}", "Idempotency-Key": os.urandom(8).hex()}
        data = None
        if upload:
            data, headers["Content-Type"] = _form({"kind": "persons"}, *upload)
        elif told is not None:
            data, headers["Content-Type"] = json.dumps(told).encode(), "application/json"
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}/api{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise Refused(f"{error.code} {error.read()[:300]!r}") from error
        except (OSError, ValueError, http.client.HTTPException):
            pass
        with self._said.lock:
            self._said.unanswered += 1
        time.sleep(0.1)
        return None


def _form(fields: dict[str, str], name: str, file: bytes) -> tuple[bytes, str]:
    edge = os.urandom(12).hex()
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()
    ]
    parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
    return "".join(parts).encode() + file + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def upload_lists(caller: Caller, said: Acknowledged, over: threading.Event, lines: list[bytes]) -> None:
    """Upload a list, wait until it is read, hand it in, wait until it stands."""
    heading, rows, number = lines[0], lines[1:], 0
    while not over.is_set():
        number += 1
        begin = number * 7 % (len(rows) - LIST_ROWS)
        data = heading + b"".join(rows[begin : begin + LIST_ROWS])
        draft = caller.ask("POST", "/uploads", upload=(f"list-{number}.csv", data))
        if draft is None:
            continue
        said.note(said.uploads, draft["number"])
        if _until(caller, draft["number"], lambda found: found["state"] != "reading", over) is None:
            continue
        if caller.ask("POST", f"/uploads/{draft['number']}/hand-in", {"why_other": ""}) is None:
            continue
        handed = _until(caller, draft["number"], lambda found: bool(found["submission"]), over)
        if handed:
            said.note(said.lists, handed["submission"])


def _until(caller: Caller, draft: str, holds: Callable[[Any], bool], over: threading.Event) -> Any:
    while not over.is_set():
        found = caller.ask("GET", f"/uploads/{draft}")
        if found is not None and holds(found):
            return found
        time.sleep(0.1)
    return None


def decide(caller: Caller, said: Acknowledged, over: threading.Event) -> None:
    """Decide the first pair that waits, as a first person."""
    while not over.is_set():
        queue = caller.ask("GET", "/pairs?state=waiting")
        for line in (queue or {"rows": []})["rows"][:5]:
            found = {"pairs": [line["pair"]], "said": "different", "grounds": ["entries"]}
            _noted(caller, "/findings", found, said, said.first, line["pair"])


def join(caller: Caller, said: Acknowledged, over: threading.Event) -> None:
    """Join as the second person."""
    while not over.is_set():
        queue = caller.ask("GET", "/pairs?state=second")
        for line in (queue or {"rows": []})["rows"][:5]:
            _noted(caller, "/findings/seconds", {"pairs": [line["pair"]]}, said, said.second, line["pair"])
        time.sleep(0.1)


def _noted(caller: Caller, path: str, told: Any, said: Acknowledged, where: set[str], what: str) -> None:
    try:
        if caller.ask("POST", path, told) is not None:
            said.note(where, what)
    except Refused:  # decided a moment ago by an answer that was lost
        time.sleep(0.05)


def compare(person: str, lists: list[str], said: Acknowledged, over: threading.Event) -> None:
    """Have the lists of the demo compared again, again and again."""
    from django.db import DatabaseError, connections

    from homeward.jobs.actions import enqueue
    from homeward.jobs.models import Job

    while not over.is_set():
        try:
            told = {"lists": lists}
            job = enqueue("reconciliation.compare", told, party="NEUTRAL", person=person, key=os.urandom(8).hex())
            said.note(said.compared, job.number)
            while not over.is_set() and not Job.objects.get(number=job.number).has_ended:
                time.sleep(0.5)
        except DatabaseError:
            time.sleep(0.2)
    connections.close_all()


class Desk:
    """`homeward serve`, started again whenever the process that keeps all others was killed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self.kills: dict[str, int] = {}

    def start(self) -> None:
        self._process = subprocess.Popen(SERVE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        """Wait until it answers and all its processes are there."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            assert self._process is not None
            if self._process.poll() is not None:  # those of the one killed before it still hold the port
                self.start()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/alive", timeout=5):
                    if {"master", "pages", "jobs", "turns"} <= {kind for _pid, kind in _below(self._process.pid)}:
                        return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.2)
        raise SystemExit("the desk does not come up again")

    def kill_one(self, chance: random.Random) -> None:
        """Kill one process of the desk, and see to it that the desk goes on."""
        assert self._process is not None
        processes = dict(_below(self._process.pid))
        kind = chance.choice(["pages", "pages", "pages", "master", "jobs", "jobs", "jobs", "turns", "all"])
        victims = [pid for pid, found in processes.items() if found == kind]
        if kind == "all" or not victims:
            kind, victims = "all", [self._process.pid]
        os.kill(chance.choice(victims), signal.SIGKILL)
        self.kills[kind] = self.kills.get(kind, 0) + 1
        if kind == "all":
            self._process.wait()
            self.start()

    def end(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait()


def _below(parent: int) -> Iterator[tuple[int, str]]:
    """The processes of the desk and what each is."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    found = [line.split(None, 2) for line in listed.splitlines()]
    for pid, above, words in ((int(pid), int(above), words) for pid, above, words in found):
        if above == parent and "desk_process" in words:
            kind = words.split("desk_process", 1)[1].split()[0]
            yield pid, "master" if kind == "pages" else kind
            if kind == "pages":
                yield from ((int(child), "pages") for child, over, _words in found if int(over) == pid)


@contextmanager
def at_work(threads: list[threading.Thread], over: threading.Event) -> Iterator[None]:
    """Let programs work until the block ends."""
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def make_desk(data: Path) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """The demo's desk; gives numbers and keys of its members by name, and its lists."""
    from homeward.cli.desk_demo import PEOPLE, make_demo
    from homeward.progress import silent

    make_demo(data, ROOT / "examples", PORT, silent)
    from homeward.access.api_keys import make_key
    from homeward.access.terms import Role
    from homeward.access.viewer import Viewer
    from homeward.intake.models import Submission

    people = {person["sign_in_name"]: person for person in json.loads((data / PEOPLE).read_text("utf-8"))}
    keys = {
        name: make_key(
            by=Viewer(who["number"], "", Role(who["role"]), who["party"], ("UA", "RU")), name="bench", days=2
        )[1]
        for name, who in people.items()
        if name in ("liaison-ua", "secretary", "secretary-2")
    }
    lists = list(Submission.objects.order_by("number").values_list("number", flat=True))
    return {name: who["number"] for name, who in people.items()}, keys, lists


def found_wrong(said: Acknowledged) -> list[str]:
    """Everything that is not as it was acknowledged, or is half there."""
    from django.db.models import Count

    from homeward.intake.models import Draft, Submission
    from homeward.jobs.models import Job
    from homeward.ledger.findings import RecordBroken
    from homeward.ledger.live import check
    from homeward.ledger.models import Shown
    from homeward.reconciliation.models import Comparison, Finding
    from homeward.register.models import ListedEntry

    wrong = []
    findings = Finding.objects.filter(party="NEUTRAL")
    kept = {
        "uploads": set(Draft.objects.values_list("number", flat=True)),
        "lists": set(Submission.objects.values_list("number", flat=True)),
        "first": set(findings.values_list("pair", flat=True)),
        "second": set(findings.exclude(second_by="").values_list("pair", flat=True)),
        "compared": set(Job.objects.filter(state="done").values_list("number", flat=True)),
    }
    for kind, there in kept.items():
        lost = getattr(said, kind) - there
        wrong += [f"{kind}: {len(lost)} acknowledged and not there"] if lost else []
    rows = dict(ListedEntry.objects.values_list("submission").annotate(rows=Count("number")))
    for number, counted in Submission.objects.values_list("number", "counted_rows"):
        if rows.get(number, 0) != counted:
            wrong.append(f"{number}: {rows.get(number, 0)} rows of {counted}")
    twice = findings.filter(retracted_at=None).values("pair").annotate(times=Count("number")).filter(times__gt=1)
    wrong += [f"{twice.count()} pairs found twice"] if twice else []
    for model, action in ((Submission, "intake.hand_in"), (Comparison, "reconciliation.keep_comparison")):
        entries = Shown.objects.filter(party="NEUTRAL", action=action).count()
        wrong += (
            [f"{action}: {entries} entries, {model.objects.count()} rows"] if entries != model.objects.count() else []
        )
    unended = Job.objects.exclude(state__in=["done", "failed", "stopped"]).count()
    wrong += [f"{unended} jobs are not done"] if unended else []
    wrong += [f"{job.kind} failed: {job.failure}" for job in Job.objects.filter(state="failed")]
    try:
        check()
    except RecordBroken as broken:
        wrong.append(str(broken))
    return wrong


def start_again_what_was_given_up() -> int:
    """Start jobs again whose workers were killed three times, as their people would; gives how many."""
    from homeward.jobs.actions import start_again
    from homeward.jobs.leases import WORKER_DIED
    from homeward.jobs.models import Job

    failed = list(Job.objects.filter(state="failed", failure=WORKER_DIED))
    for job in failed:
        start_again(party=job.party, number=job.number)
    return len(failed)


def run(data: Path, kills: int, seed: int) -> None:
    """Make the desk, kill it so many times at work, look for everything."""
    os.environ["HOMEWARD_DATA"] = str(data)
    numbers, keys, lists = make_desk(data)
    os.environ.pop("HOMEWARD_WITNESSES")
    from django.db import connections

    from homeward.jobs.models import Job
    from homeward.ledger.gate import size_of_record

    before, said, over, chance, desk = size_of_record(), Acknowledged(), threading.Event(), random.Random(seed), Desk()
    connections.close_all()
    lines = (ROOT / "examples" / "round" / "list_UA.csv").read_bytes().splitlines(keepends=True)
    callers = {name: Caller(secret, said) for name, secret in keys.items()}
    work = [
        threading.Thread(target=upload_lists, args=(callers["liaison-ua"], said, over, lines)),
        threading.Thread(target=decide, args=(callers["secretary"], said, over)),
        threading.Thread(target=join, args=(callers["secretary-2"], said, over)),
        threading.Thread(target=compare, args=(numbers["secretary"], lists, said, over)),
    ]
    desk.start()
    try:
        with at_work(work, over):
            for _kill in range(kills):
                desk.wait()
                time.sleep(chance.uniform(*BETWEEN_KILLS))
                desk.kill_one(chance)
            desk.wait()
        given_up = start_again_what_was_given_up()
        until = time.monotonic() + 180
        while Job.objects.filter(state__in=["waiting", "running"]).exists() and time.monotonic() < until:
            time.sleep(0.5)
    finally:
        desk.end()
    wrong = found_wrong(said)
    print(f"killed {kills} times: {dict(sorted(desk.kills.items()))}")
    print(f"acknowledged: {len(said.uploads)} uploads, {len(said.lists)} lists, {len(said.first)} first decisions,")
    print(f"  {len(said.second)} second ones, {len(said.compared)} comparisons; {said.unanswered} requests unanswered")
    again = Job.objects.filter(attempts__gt=1).count()
    print(f"jobs: {Job.objects.count()}, taken up again {again}, started again by hand {given_up}")
    print(f"entries of the record: {size_of_record() - before}")
    print("\n".join(wrong) if wrong else "nothing lost, nothing half there, the record holds")
    connections.close_all()
    if wrong:
        raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    words = parser.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "homeward.web.settings"
    with tempfile.TemporaryDirectory(prefix="homeward-crashes-") as folder:
        data = Path(folder) / "data"
        os.environ["HOMEWARD_DATA"] = str(data)
        os.environ["DATABASE_URL"] = f"sqlite:///{data / 'homeward.sqlite3'}"
        import databases

        with databases.postgresql() if words.postgresql else nullcontext("") as socket:
            if socket:
                os.environ["DATABASE_URL"] = databases.postgresql_url(socket, "postgres")
                databases.point_at(os.environ["DATABASE_URL"])
            run(data, words.kills, words.seed)


if __name__ == "__main__":
    main()
