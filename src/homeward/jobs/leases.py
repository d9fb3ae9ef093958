"""Who works on which job: leases taken, renewed, lost, given back.

A job is taken up by one UPDATE that finds it still waiting, so that one worker alone has it. The lease carries a token;
whatever a worker writes about a job is written WHERE the token is still its own, so that one that slept through its
lease finishes nothing. Times are this machine's clock: workers on several machines need clocks within seconds.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from homeward.errors import Fault
from homeward.jobs.models import Job, Periodic, Worker
from homeward.jobs.terms import State
from homeward.words import _

LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 3
#: A worker that died in periodic work is waited for this long, unless somebody saw it die.
_TURN_AT_MOST = dt.timedelta(minutes=30)

WORKER_DIED = _("The program that worked on it ended unexpectedly, three times. Nothing half done was kept.")


@dataclass(frozen=True, slots=True)
class Lease:
    """A job taken up by a worker, with the token that proves it."""

    number: str
    token: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the work is: a step in words, what is done of how many, since when the step goes on."""

    step: str
    done: int
    total: int
    since: dt.datetime


def take_up(worker: str, lease: dt.timedelta = LEASE) -> tuple[Lease, Job] | None:
    """Take up the job that has waited longest; None when none is due."""
    waiting = Job.objects.filter(state=State.WAITING, due_at__lte=timezone.now()).order_by("due_at", "number")
    if not waiting.exists():  # a look that keeps no writer waiting
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return None
        now = timezone.now()
        job.token, job.attempts, job.begun_at = secrets.token_hex(16), job.attempts + 1, now
        taken = Job.objects.filter(number=job.number, state=State.WAITING).update(
            state=State.RUNNING,
            token=job.token,
            worker=worker,
            leased_until=now + lease,
            attempts=job.attempts,
            begun_at=now,
            step="",
            step_since=None,
            done=0,
            total=0,
        )
    return (Lease(job.number, job.token), job) if taken else None


def renew(held: Lease, standing: Standing | None, lease: dt.timedelta = LEASE) -> tuple[bool, bool]:
    """Keep a lease and tell how far the work is; gives whether it is held, and whether a person wants it stopped."""
    mine = Job.objects.filter(number=held.number, token=held.token, state=State.RUNNING)
    told: dict[str, Any] = {"leased_until": timezone.now() + lease}
    if standing:
        told |= {"step": standing.step, "done": standing.done, "total": standing.total, "step_since": standing.since}
    if not mine.update(**told):
        return False, False
    return True, mine.filter(stop_asked=True).exists()


def finish(held: Lease, result: Mapping[str, Any]) -> bool:
    """The work is done; False when the lease was lost."""
    return _end(held, State.DONE, result=dict(result))


def fail(held: Lease, failure: str, faults: Sequence[Fault] = ()) -> bool:
    """The work failed, with a sentence and what was wrong with what was handed in; False when the lease was lost."""
    return _end(held, State.FAILED, failure=failure, faults=[asdict(fault) for fault in faults])


def end_stopped(held: Lease) -> bool:
    """A person stopped the work; False when the lease was lost."""
    return _end(held, State.STOPPED)


def _end(held: Lease, state: State, **told: Any) -> bool:  # columns of Job
    mine = Job.objects.filter(number=held.number, token=held.token, state=State.RUNNING)
    return bool(mine.update(state=state, ended_at=timezone.now(), leased_until=None, token="", worker="", **told))


def give_back(held: Lease, after: dt.timedelta) -> bool:
    """Let a job wait again, for something that passes stood in its way; False when the lease was lost."""
    mine = Job.objects.filter(number=held.number, token=held.token, state=State.RUNNING)
    again = {"state": State.WAITING, "due_at": timezone.now() + after, "leased_until": None, "token": "", "worker": ""}
    return bool(mine.update(**again))


def seen(worker: str) -> None:
    """A worker is alive."""
    now = timezone.now()
    if not Worker.objects.filter(name=worker).update(seen_at=now):
        Worker.objects.create(name=worker, begun_at=now, seen_at=now)


def take_turn(kind: str, worker: str) -> bool:
    """Whether periodic work is due and this worker is the one to do it."""
    now = timezone.now()
    due_at = Periodic.objects.filter(kind=kind).values_list("due_at", flat=True).first()
    if due_at is None:
        due_at = Periodic.objects.get_or_create(kind=kind, defaults={"due_at": now})[0].due_at
    if due_at > now:
        return False
    return bool(Periodic.objects.filter(kind=kind, due_at=due_at).update(due_at=now + _TURN_AT_MOST, worker=worker))


def end_turn(kind: str, worker: str, seconds: int, failure: str) -> None:
    """Periodic work was done or failed; it is due again after so many seconds."""
    now = timezone.now()
    Periodic.objects.filter(kind=kind, worker=worker).update(
        due_at=now + dt.timedelta(seconds=seconds), ended_at=now, failure=failure, worker=""
    )


def reap() -> int:
    """Let jobs wait again whose worker has let its lease run out; one that used up its attempts has failed."""
    return _release(Job.objects.filter(state=State.RUNNING, leased_until__lt=timezone.now()))


def release(worker: str) -> int:
    """Let everything wait again that a worker held; called by whoever saw it die, so that nobody waits for leases."""
    Periodic.objects.filter(worker=worker).update(worker="", due_at=timezone.now())
    Worker.objects.filter(name=worker).delete()
    return _release(Job.objects.filter(state=State.RUNNING, worker=worker))


def lay_down(worker: str) -> None:
    """A worker ends on purpose and gives back what it holds; it is no attempt that failed."""
    Job.objects.filter(state=State.RUNNING, worker=worker).update(attempts=F("attempts") - 1)
    release(worker)


def _release(dead: Any) -> int:  # a query of jobs; its class is generic only for the type checker
    now = timezone.now()
    nobody = {"leased_until": None, "token": "", "worker": ""}
    stopped = dead.filter(stop_asked=True).update(state=State.STOPPED, ended_at=now, **nobody)
    failed = dead.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, ended_at=now, failure=WORKER_DIED, **nobody
    )
    waiting = dead.update(state=State.WAITING, due_at=now, **nobody)
    return int(stopped + failed + waiting)
