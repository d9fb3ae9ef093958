"""A run that was stopped or killed goes on where it was, and comes to the same."""

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from commands import homeward
from people import ROUND

from homeward.intake.reading import read_list
from homeward.reconciliation import portions as working
from homeward.reconciliation.compared import Compared
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.portions import Portions

FILES = ("pairs.csv", "relatives.csv", "clusters.csv", "summary.json", "report.html")
LISTS = [ROUND / f"list_{name}.csv" for name in ("UA", "RU")]


def some(count: int = 2) -> Compared:
    return Compared(np.arange(count), np.arange(count) + 1, np.ones((10, count), np.int8))


def test_what_is_done_is_found_by_a_run_of_the_same_lists_alone(tmp_path: Path) -> None:
    first = Portions(tmp_path / "part", [b"list", b"code"])
    first.expect(4)
    assert first.kept((0, 5)) is None
    first.keep((0, 5), some())
    again = Portions(tmp_path / "part", [b"list", b"code"])
    assert again.done_before == 0.25
    again.expect(4)
    kept = again.kept((0, 5))
    assert kept is not None
    assert np.array_equal(kept.levels, some().levels)
    other = Portions(tmp_path / "part", [b"another list", b"code"])
    other.expect(4)
    assert (other.done_before, other.kept((0, 5))) == (0.0, None)
    assert list((tmp_path / "part").iterdir()) == []
    other.done()
    assert not (tmp_path / "part").exists()


def test_a_stopped_run_compares_only_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "PORTION", 600)
    compare, calls = working.worth_keeping, itertools.count()

    def counted(*told: object) -> Compared:
        next(calls)
        return compare(*told)  # type: ignore[arg-type]  # as it was told

    monkeypatch.setattr(working, "worth_keeping", counted)
    lists = [read_list(path) for path in LISTS]

    def stop(stage: str, done: int = 0, _total: int = 0) -> None:
        if stage == "comparing pairs" and done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reconcile(lists, portions=Portions(tmp_path), progress=stop)
    stopped = next(calls)
    done = len(list(tmp_path.glob("*/*-of-*.npz")))
    assert 3 <= done <= stopped
    steps: list[tuple[int, int]] = []
    reconcile(
        lists,
        portions=Portions(tmp_path),
        progress=lambda stage, done=0, total=0: steps.append((done, total)) if stage == "comparing pairs" else None,
    )
    total = steps[-1][1]
    assert next(calls) - stopped - 1 == total - done
    assert steps[0] == (done, total)  # what was done before is no measure of how long the rest will take


#: A run whose fourth portion stands still: it cannot be done before it is killed.
HELD = """
import itertools, time
from homeward.cli.main import run
from homeward.reconciliation import portions
portions.PORTION = 200
compare, calls = portions.worth_keeping, itertools.count()
portions.worth_keeping = lambda *told: time.sleep(600) if next(calls) >= 3 else compare(*told)
run()
"""


def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    lists = [tmp_path / path.name for path in LISTS]
    for path, whole in zip(lists, LISTS, strict=True):
        path.write_text("".join(whole.read_text(encoding="utf-8").splitlines(keepends=True)[:250]), encoding="utf-8")
    asked = ["reconcile", *map(str, lists), "--out", str(tmp_path / "out"), "--keep", str(tmp_path / "kept")]
    work = subprocess.Popen([sys.executable, "-c", HELD, *asked, "--quiet"], start_new_session=True)
    part = tmp_path / "out.part"
    while work.poll() is None and len(list(part.glob("*/*-of-*.npz"))) < 3:
        time.sleep(0.01)
    total = int(next(part.glob("*/*-of-*.npz")).stem.rpartition("-")[2])
    assert work.poll() is None
    os.killpg(work.pid, signal.SIGKILL)
    work.wait()
    assert not (tmp_path / "out").exists()
    goes_on = HELD.replace("time.sleep(600) if next(calls) >= 3 else", "print('compared') or")
    done = subprocess.run(
        [sys.executable, "-c", goes_on, *asked], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert f"Goes on: {3 / total:.0%} of the pairs" in done.stderr
    assert done.stdout.count("compared") == total - 3
    assert not part.exists()
    homeward("reconcile", *lists, "--out", tmp_path / "unbroken", "--quiet")
    for name in FILES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "unbroken" / name).read_bytes()
    assert not list(tmp_path.glob(".kept-*"))
