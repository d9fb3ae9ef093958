"""Which tasks there are, and what a task is handed: its run.

    @task("reconciliation.compare")
    def compare(run: Run) -> None:
        run.progress(_("reading the lists"))
        ...
        run.result({"url": "/reconcile/"})

    @every(5)
    @task("ledger.sign_record")
    def sign_record(run: Run) -> None: ...

Each room's ``tasks.py`` is imported when the first task is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.module_loading import autodiscover_modules

from homeward.progress import Progress, silent


@dataclass(slots=True)
class Run:
    """One attempt at a job.

    Attributes:
        number: of the job, ``JO-…``; "" for periodic work.
        arguments: as they were given to ``enqueue``.
        party, person: for whom and by whom it was asked for.
        progress: tells how far the work is; raises ``Stopped`` when a person stopped it.
        told: what the task gave to ``result``.
    """

    number: str
    arguments: Mapping[str, Any]
    party: str
    person: str
    progress: Progress = silent
    told: dict[str, Any] = field(default_factory=dict)

    def result(self, told: Mapping[str, Any]) -> None:
        """Say what came of it; ``url`` among it is where the waiting page leads to. Kept when the task returns."""
        self.told.update(told)


Task = Callable[[Run], None]

_TASKS: dict[str, Task] = {}
_PERIODS: dict[str, int] = {}
_KINDS: dict[Task, str] = {}


def task(kind: str) -> Callable[[Task], Task]:
    """Make a function the task of ``kind`` (``room.what_is_done``)."""

    def registered(work: Task) -> Task:
        _TASKS[kind] = work
        _KINDS[work] = kind
        return work

    return registered


def every(seconds: int) -> Callable[[Task], Task]:
    """Let a task be run by the workers again and again, ``seconds`` after it ended; stands above ``@task``."""

    def periodic(work: Task) -> Task:
        _PERIODS[_KINDS[work]] = seconds
        return work

    return periodic


def task_of(kind: str) -> Task:
    """The task of a kind.

    Raises:
        KeyError: no room has one.
    """
    autodiscover_modules("tasks")
    return _TASKS[kind]


def periods() -> Mapping[str, int]:
    """Periodic tasks and their seconds."""
    autodiscover_modules("tasks")
    return dict(sorted(_PERIODS.items()))
