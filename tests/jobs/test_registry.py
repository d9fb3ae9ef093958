"""A task is found by its kind; one that no room has is none."""

import made_tasks
import pytest

from homeward.jobs import registry
from homeward.jobs.registry import Run, every, periods, task, task_of


def test_a_task_is_found_by_its_kind() -> None:
    assert task_of("tests.add") is made_tasks.add
    with pytest.raises(KeyError):
        task_of("tests.nothing")


def test_periodic_work_says_how_often(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_TASKS", "_PERIODS", "_KINDS"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))

    @every(7)
    @task("tests.again")
    def again(run: Run) -> None: ...

    assert periods()["tests.again"] == 7
    assert task_of("tests.again") is again
    assert "tests.add" not in periods()


def test_what_a_task_tells_is_kept_together() -> None:
    run = Run("JO-1", {}, "UA", "US-1")
    run.result({"pairs": 12})
    run.result({"url": "/reconcile/"})
    assert run.told == {"pairs": 12, "url": "/reconcile/"}
