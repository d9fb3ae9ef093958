"""A worker that is told to end gives back what it holds, and says of no job that it failed."""

import pytest
from made_tasks import asked

from homeward.jobs import leases
from homeward.jobs.models import Worker
from homeward.jobs.registry import Run, task
from homeward.jobs.terms import State
from homeward.jobs.worker import run_waiting, work_until


def test_a_job_that_is_interrupted_is_given_back_and_has_lost_no_attempt(database: str) -> None:
    job = asked("tests.add", numbers=[])
    ends = False

    @task("tests.interrupted")
    def interrupted(run: Run) -> None:
        nonlocal ends
        if not ends:
            ends = True
            raise RuntimeError("Query interrupted")  # as a library says it in words of its own

    type(job).objects.update(kind="tests.interrupted")
    with pytest.raises(SystemExit):
        work_until(lambda: ends, "ends")
    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure) == (State.WAITING, 0, "")
    assert not Worker.objects.exists()
    assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 1)


def test_what_another_worker_holds_stays_with_it(database: str) -> None:
    asked("tests.add", numbers=[])
    held = leases.take_up("other")
    assert held is not None
    work_until(lambda: True, "ends")
    assert leases.finish(held[0], {})
