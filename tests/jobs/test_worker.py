"""A job is done once, whatever becomes of whoever does it."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import Http404
from django.utils import timezone
from made_tasks import asked

from homeward.jobs import leases, registry
from homeward.jobs.actions import start_again, stop
from homeward.jobs.gate import job_for, jobs_for, last_done
from homeward.jobs.leases import MOST_ATTEMPTS, WORKER_DIED, reap, release, take_up
from homeward.jobs.models import Job, Periodic, Worker
from homeward.jobs.registry import Run, every, task
from homeward.jobs.terms import Stopped
from homeward.jobs.worker import OUR_FAULT, REFUSED, run_one, run_waiting, work_until

SHORT = dt.timedelta(seconds=0.4)


def test_a_job_is_asked_for_and_done(database: str) -> None:
    job = asked("tests.add", numbers=[1, 2, 3])
    assert job.state == "waiting"
    assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"total": 6, "url": "/record/"}, 1)
    assert job.ended_at is not None
    assert run_waiting() == 0
    assert last_done("tests.add") == job
    assert last_done("tests.fail") is None


def test_asked_for_twice_it_is_one_job(database: str) -> None:
    assert asked("tests.add", key="a", numbers=[1]) == asked("tests.add", key="a", numbers=[1])
    assert asked("tests.add", key="b", numbers=[1]) != asked("tests.add", key="a", numbers=[1])
    assert asked("tests.add", key="a", party="RU", numbers=[1]).party == "RU"
    assert run_waiting() == 3


def test_a_party_sees_its_own_jobs_alone(quick_desk: object) -> None:
    job = asked("tests.add", numbers=[])
    assert job_for("UA", job.number) == job
    assert list(jobs_for("RU")) == []
    for party, number in (("RU", job.number), ("NEUTRAL", job.number), ("UA", "JO-00000000-0")):
        with pytest.raises(Http404):
            job_for(party, number)
    stop(party="RU", number=job.number)
    job.refresh_from_db()
    assert job.state == "waiting"


def test_jobs_are_taken_up_in_the_order_they_came(database: str) -> None:
    numbers = [asked("tests.add", key=str(key), numbers=[]).number for key in range(4)]
    assert [taken[1].number for _ in range(4) if (taken := take_up("w"))] == numbers
    assert take_up("w") is None


def test_many_workers_never_take_up_one_job_twice(database: str) -> None:
    numbers = {asked("tests.add", key=str(key), numbers=[]).number for key in range(20)}
    taken: list[str] = []

    def worker(name: str) -> None:
        from django.db import connections

        while found := take_up(name):
            taken.append(found[1].number)
        connections.close_all()

    threads = [threading.Thread(target=worker, args=(str(one),)) for one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while found := take_up("last"):  # a thread that met a locked row went home early
        taken.append(found[1].number)
    assert sorted(taken) == sorted(numbers)


def test_what_was_handed_in_wrong_is_told_row_by_row(sqlite: str) -> None:
    job = asked("tests.refuse")
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == ("failed", REFUSED, 1)
    assert (job.faults[0]["row"], job.faults[0]["column"]) == (3, "born")


@pytest.mark.parametrize(("kind", "failure"), [("tests.break", OUR_FAULT), ("tests.fail", "The plan does not hold.")])
def test_a_failure_is_a_sentence_and_can_be_started_again(sqlite: str, kind: str, failure: str) -> None:
    job = asked(kind)
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", failure)
    start_again(party="RU", number=job.number)
    assert run_waiting() == 0
    start_again(party="UA", number=job.number)
    assert run_waiting() == 1


def test_a_database_that_cannot_write_now_is_tried_again_and_not_for_ever(sqlite: str) -> None:
    job = asked("tests.full")
    for attempt in range(1, MOST_ATTEMPTS):
        Job.objects.update(due_at=timezone.now())
        assert run_waiting() == 1
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("waiting", attempt)
        assert job.due_at > timezone.now()
    Job.objects.update(due_at=timezone.now())
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "The disk is full.")


def test_a_lease_that_ran_out_is_taken_up_by_another_and_the_first_finishes_nothing(database: str) -> None:
    job = asked("tests.add", numbers=[5])
    slept = take_up("slept", dt.timedelta(seconds=-1))
    assert slept is not None
    assert reap() == 1
    second = take_up("second")
    assert second is not None
    assert leases.renew(slept[0], None) == (False, False)
    assert not leases.finish(slept[0], {"total": 0})
    assert not leases.fail(slept[0], "no")
    assert not leases.end_stopped(slept[0])
    assert not leases.give_back(slept[0], SHORT)
    assert leases.finish(second[0], {"total": 5})
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"total": 5}, 2)


def test_a_lease_that_is_held_is_not_reaped(database: str) -> None:
    asked("tests.add", numbers=[])
    assert take_up("alive")
    assert reap() == 0


def test_a_job_that_kills_its_workers_fails_in_the_end(sqlite: str) -> None:
    job = asked("tests.add", numbers=[])
    for _attempt in range(MOST_ATTEMPTS):
        assert take_up("dies")
        assert release("dies") == 1
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", WORKER_DIED)
    assert take_up("dies") is None


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    path = tmp_path / "gate"
    path.touch()
    return path


def test_the_lease_is_kept_while_the_work_says_nothing(database: str, tmp_path: Path, gate: Path) -> None:
    """A long call into another library tells nothing; the thread beside it renews the lease all the same."""
    asked("tests.append", lines=str(tmp_path / "lines"), gate=str(gate))
    worker = threading.Thread(target=_in_a_thread, args=("alive",))
    worker.start()
    _wait_for((tmp_path / "lines").exists)
    first = Job.objects.get().leased_until
    _wait_for(lambda: Job.objects.get().leased_until > first)
    assert Job.objects.get().step == "waiting"
    assert reap() == 0
    gate.unlink()
    worker.join()
    assert Job.objects.get().state == "done"


def test_a_person_stops_what_is_under_way_and_what_waits(database: str, tmp_path: Path, gate: Path) -> None:
    under_way = asked("tests.append", lines=str(tmp_path / "lines"), gate=str(gate))
    waiting = asked("tests.add", numbers=[])
    worker = threading.Thread(target=_in_a_thread, args=("alive",))
    worker.start()
    _wait_for((tmp_path / "lines").exists)
    for job in (under_way, waiting):
        stop(party="UA", number=job.number)
    worker.join()
    assert {job.state for job in Job.objects.all()} == {"stopped"}
    assert (tmp_path / "lines").read_text("utf-8").count("\n") == 1
    start_again(party="UA", number=waiting.number)
    assert run_waiting() == 1


def test_progress_raises_in_the_work_when_it_is_stopped(sqlite: str) -> None:
    job = asked("tests.add", numbers=[])
    seen: list[type[Exception]] = []

    @task("tests.long")
    def long(run: Run) -> None:
        stop(party="UA", number=run.number)
        try:
            while True:
                run.progress("turning")
                time.sleep(0.01)
        except Stopped as stopped:
            seen.append(type(stopped))
            raise

    Job.objects.filter(number=job.number).update(kind="tests.long")
    run_one("w", SHORT)
    job.refresh_from_db()
    assert (job.state, seen) == ("stopped", [Stopped])


def _in_a_thread(name: str) -> None:
    from django.db import connections

    run_one(name, SHORT)
    connections.close_all()


def _wait_for(holds: object, seconds: float = 20) -> None:
    assert callable(holds)
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)


@pytest.fixture
def other_worker(database: str) -> Iterator[subprocess.Popen[bytes]]:
    program = Path(__file__).with_name("other_worker.py")
    worker = subprocess.Popen([sys.executable, str(program), database, "killed", "1.5"])
    yield worker
    worker.kill()
    worker.wait()


def test_a_worker_killed_in_mid_job_loses_nothing(
    database: str, tmp_path: Path, gate: Path, other_worker: subprocess.Popen[bytes]
) -> None:
    lines = tmp_path / "lines"
    job = asked("tests.append", lines=str(lines), gate=str(gate))
    _wait_for(lines.exists)
    other_worker.send_signal(signal.SIGKILL)
    other_worker.wait()
    gate.unlink()
    _wait_for(lambda: reap() == 1)  # when the lease has run out, and not before
    assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    begun, again, ended = lines.read_text("utf-8").split("\n")[:3]
    assert [line[:5] for line in (begun, again, ended)] == ["begun", "begun", "ended"]
    assert begun != again


def test_periodic_work_is_done_by_one_worker_at_a_time(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_TASKS", "_PERIODS", "_KINDS"):
        monkeypatch.setattr(registry, name, {})
    done: list[str] = []

    @every(3600)
    @task("tests.hourly")
    def hourly(run: Run) -> None:
        done.append(run.party)
        assert not leases.take_turn("tests.hourly", "other")
        raise ZeroDivisionError

    rounds = iter([False, False, False, True])
    work_until(lambda: next(rounds), "w")
    assert done == ["NEUTRAL"]
    turn = Periodic.objects.get(kind="tests.hourly")
    assert turn.failure == OUR_FAULT
    assert turn.due_at > timezone.now() + dt.timedelta(minutes=59)
    assert not Worker.objects.exists()


def test_a_turn_whose_worker_died_is_taken_at_once_when_somebody_saw_it(sqlite: str) -> None:
    assert leases.take_turn("tests.hourly", "dies")
    assert not leases.take_turn("tests.hourly", "other")
    release("dies")
    assert leases.take_turn("tests.hourly", "other")


def test_the_time_left_is_told_when_it_can_be_known() -> None:
    now = timezone.now()
    job = Job(step_since=now - dt.timedelta(seconds=30), done=300, total=1000)
    assert (job.seconds_left(now), job.percent) == (70, 30)
    assert Job(step_since=now, done=0, total=10).seconds_left(now) is None
    assert Job(step_since=now, done=5, total=0).percent is None
