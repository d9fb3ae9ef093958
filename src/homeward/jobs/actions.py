"""What people do with jobs: ask for one, stop it, start it again.

Nothing of it is in the record: what a job does is recorded by the actions that it calls.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from homeward.identifiers import opaque_id
from homeward.jobs.models import Job
from homeward.jobs.registry import task_of
from homeward.jobs.terms import State


def enqueue(kind: str, arguments: Mapping[str, Any], *, party: str, person: str, key: str) -> Job:
    """Ask for a job; asked for again with the same key it is the same job.

    Args:
        kind: of a task that some room has registered.
        arguments: what the task needs, as JSON; it stands in no record, so opaque numbers rather than names.
        party: who may see the job.
        person: number of the member who asks.
        key: idempotency key, such as a form's.

    Raises:
        KeyError: there is no such task.
    """
    task_of(kind)
    now = timezone.now()
    job, _made = Job.objects.get_or_create(
        key=f"{kind}:{party}:{key}",
        defaults={
            "number": opaque_id("JO", secrets.token_hex(16)),
            "kind": kind,
            "arguments": dict(arguments),
            "party": party,
            "person": person,
            "made_at": now,
            "due_at": now,
        },
    )
    return job


def stop(*, party: str, number: str) -> None:
    """Stop a job of a party: one that waits at once, one under way when it next tells how far it is."""
    jobs = Job.objects.filter(party=party, number=number)
    stopped = jobs.filter(state=State.WAITING).update(state=State.STOPPED, stop_asked=True, ended_at=timezone.now())
    if not stopped:
        jobs.filter(state=State.RUNNING).update(stop_asked=True)


def start_again(*, party: str, number: str) -> None:
    """Let a failed or stopped job of a party wait for a worker again; what it has done before it does not do twice."""
    Job.objects.filter(party=party, number=number, state__in=[State.FAILED, State.STOPPED]).update(
        state=State.WAITING, due_at=timezone.now(), attempts=0, stop_asked=False, ended_at=None, failure="", faults=[]
    )
