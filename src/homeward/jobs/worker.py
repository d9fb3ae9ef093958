"""The work itself: a job taken up, its lease kept by a thread beside it, its end written.

The task runs in the caller's thread and never writes about itself: it may be inside a transaction. A second thread with
a connection of its own renews the lease and writes how far the work is; so a long call into another library, which
tells nothing meanwhile, does not lose the lease.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from django.db import DatabaseError, OperationalError, close_old_connections, connection, connections
from django.utils import timezone

from homeward.errors import HomewardError, InputRefused
from homeward.jobs import leases
from homeward.jobs.leases import LEASE, MOST_ATTEMPTS, Lease, Standing
from homeward.jobs.models import Job
from homeward.jobs.registry import Run, periods, task_of
from homeward.jobs.terms import LeaseLost, Stopped
from homeward.ledger.actions import NotWritten
from homeward.ledger.terms import NEUTRAL
from homeward.words import _

log = logging.getLogger(__name__)

#: How often a page is told how far the work is, and how long a worker rests when nothing waits.
_TELL_EVERY, _REST = 1.0, 0.5
_SEEN_EVERY = dt.timedelta(seconds=10)
_WAIT_BEFORE_AGAIN = dt.timedelta(seconds=5)


class Takes(StrEnum):
    """What a worker takes up: long jobs must not keep periodic work waiting, so a desk has workers for each."""

    ALL = "all"
    JOBS = "jobs"
    TURNS = "turns"


OUR_FAULT = _("It failed; the fault is ours. Tell the operator the number of this work.")
REFUSED = _("What was handed in cannot be used.")


def run_waiting() -> int:
    """Do all jobs that wait, here and now; gives how many. For tests, and for machines without a worker."""
    count = 0
    while run_one("here"):
        count += 1
    return count


def _never() -> bool:
    return False


def run_one(worker: str, lease: dt.timedelta = LEASE, is_over: Callable[[], bool] = _never) -> bool:
    """Take up one job, if any waits, and do it; one that fails because the worker was told to end is no failure."""
    taken = leases.take_up(worker, lease)
    if taken is None:
        return False
    held, job = taken
    beat = _Heartbeat(held, lease)
    run = Run(job.number, job.arguments, job.party, job.person, beat.tell)
    with beat:
        _do(held, job, run, is_over)
    return True


def _do(held: Lease, job: Job, run: Run, is_over: Callable[[], bool]) -> None:
    """Do a job and write how it ended."""
    try:
        task_of(job.kind)(run)
    except Exception as error:
        if is_over():  # a library that was interrupted says so in words of its own; the job is given back
            raise SystemExit from error
        _ended_badly(held, job, error)
    else:
        leases.finish(held, run.told)


def _ended_badly(held: Lease, job: Job, error: Exception) -> None:
    """Write how a job ended that was not done."""
    try:
        raise error
    except LeaseLost:
        return
    except Stopped:
        leases.end_stopped(held)
    except InputRefused as refusal:
        leases.fail(held, REFUSED, refusal.faults)
    except (NotWritten, OperationalError) as error:
        log.warning("job %s could not write: %s", job.number, error)
        if job.attempts >= MOST_ATTEMPTS or not leases.give_back(held, _WAIT_BEFORE_AGAIN * job.attempts):
            leases.fail(held, str(error) if isinstance(error, HomewardError) else OUR_FAULT)
    except HomewardError as error:
        leases.fail(held, str(error))
    except Exception:  # whatever a task does, the worker lives on and the page says something
        log.exception("job %s of kind %s failed", job.number, job.kind)
        leases.fail(held, OUR_FAULT)


class _Heartbeat:
    """Renews one lease from a thread of its own while the work goes on."""

    def __init__(self, held: Lease, lease: dt.timedelta) -> None:
        self._held, self._lease = held, lease
        self._standing: Standing | None = None
        self._is_over = threading.Event()
        self._is_lost = self._is_stopped = False
        self._thread = threading.Thread(target=self._beat, daemon=True, name=f"heartbeat {held.number}")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def tell(self, stage: str, done: int = 0, total: int = 0) -> None:
        """The ``progress`` of the task."""
        if self._is_lost:
            raise LeaseLost(f"Another worker has taken up {self._held.number}.")
        if self._is_stopped:
            raise Stopped(f"{self._held.number} was stopped.")
        before = self._standing
        since = before.since if before and before.step == stage else timezone.now()
        self._standing = Standing(stage, done, total, since)

    def _beat(self) -> None:
        pause = min(_TELL_EVERY, self._lease.total_seconds() / 4)
        try:
            while not self._is_over.wait(pause):
                self._renew()
        finally:
            connections.close_all()

    def _renew(self) -> None:
        try:
            is_held, self._is_stopped = leases.renew(self._held, self._standing, self._lease)
        except DatabaseError as error:  # a long writer on SQLite, a server that restarts: the next beat tries again
            log.info("the lease of %s was not renewed: %s", self._held.number, error)
            connection.close()
            return
        self._is_lost = not is_held


def work_until(
    is_over: Callable[[], bool], worker: str, lease: dt.timedelta = LEASE, *, takes: Takes = Takes.ALL
) -> None:
    """Take up work, and put back what dead workers held, until told that it is over.

    However it ends, what the worker holds is given back; a kill that nothing can catch leaves it to ``reap``.
    """
    rest = threading.Event()
    seen_at = dt.datetime.min.replace(tzinfo=dt.UTC)
    try:
        while not is_over():
            try:
                close_old_connections()
                now = timezone.now()
                if now - seen_at >= _SEEN_EVERY:
                    leases.seen(worker)
                    leases.reap()
                    seen_at = now
                has_worked = (takes is not Takes.TURNS and run_one(worker, lease, is_over)) or (
                    takes is not Takes.JOBS and _run_periodic(worker)
                )
                if not has_worked:
                    rest.wait(_REST)
            except DatabaseError as error:
                log.warning("the database is not to be had just now: %s", error)
                connection.close()
                rest.wait(5 * _REST)
    finally:
        leases.lay_down(worker)


def _run_periodic(worker: str) -> bool:
    """Do one piece of periodic work that is due, if any is."""
    for kind, seconds in periods().items():
        if leases.take_turn(kind, worker):
            leases.end_turn(kind, worker, seconds, _failure_of(kind))
            return True
    return False


def _failure_of(kind: str) -> str:
    """Do periodic work; gives why it failed, or ""."""
    try:
        task_of(kind)(Run("", {}, NEUTRAL, ""))
    except HomewardError as error:
        log.info("%s: %s", kind, error)  # said on the page of the installation, and again every few seconds
        return str(error)
    except Exception:  # the next time may go better; the page of the installation says that this one did not
        log.exception("%s failed", kind)
        return OUR_FAULT
    return ""
