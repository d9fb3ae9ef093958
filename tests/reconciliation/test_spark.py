"""Spark finds what DuckDB finds, to the byte; it says what it needs, and it ends when it is told to."""

import os
import signal
import stat
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from commands import homeward
from people import ROUND

from homeward.errors import InputRefused
from homeward.intake.reading import read_lists
from homeward.progress import silent
from homeward.reconciliation.buckets import batch_of, compared_buckets, compared_of
from homeward.reconciliation.compared import Compared, in_order, joined, level_bits, worth_keeping
from homeward.reconciliation.comparing import LEAST_BITS
from homeward.reconciliation.engines import EngineName, open_engine, refuse_missing
from homeward.reconciliation.features import make_records
from homeward.reconciliation.parameters import shipped, with_further
from homeward.reconciliation.portions import Portions
from homeward.reconciliation.record_file import mapped_records, write_records
from homeward.reconciliation.records import Records
from homeward.register.entries import PersonList

LISTS = [ROUND / f"list_{name}.csv" for name in ("UA", "RU", "mediator")]
MASTER = "local[2]"


@cache
def records() -> Records:
    return make_records(read_lists(LISTS[:2]))


def test_the_command_writes_the_same_bytes_and_says_nothing_of_spark(tmp_path: Path) -> None:
    homeward("reconcile", *LISTS, "--out", tmp_path / "here", "--quiet")
    done = homeward(
        "reconcile", *LISTS, "--out", tmp_path / "there", "--engine", "spark", "--master", MASTER, cwd=tmp_path
    )
    assert "spark" not in (done.stdout + done.stderr).lower()
    assert "WARN" not in done.stderr
    for name in ("pairs.csv", "relatives.csv", "clusters.csv", "summary.json", "report.html"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"here", "there"}


def test_the_engine_finds_the_same_pairs_and_levels_with_a_further_column_too() -> None:
    with_badges = [
        PersonList(one.label, one.entries, pa.table({"badge": one.entries["unit"]}), one.sha256)
        for one in read_lists(LISTS[:2])
    ]
    badges = make_records(with_badges, silent, ["badge"])
    bits = level_bits(with_further(shipped(), badges.comparisons), badges.comparisons)
    found = []
    for name in EngineName:
        with open_engine(name, MASTER) as engine:
            found.append(engine.candidates(badges, bits, LEAST_BITS, Portions(), silent))
    assert len(found[0]) > 300
    assert len(found[0].levels) == len(badges.comparisons)
    assert_same(*found)


def test_an_engine_without_records_finds_nothing() -> None:
    nobody = make_records([])
    with open_engine(EngineName.SPARK, MASTER) as engine:
        assert len(engine.candidates(nobody, level_bits(shipped()), LEAST_BITS, Portions(), silent)) == 0


class Enough(Exception):
    """Raised by a progress that has seen enough."""


def test_who_waits_can_stop_it() -> None:
    told = []

    def stop(stage: str, done: int = 0, total: int = 0) -> None:
        told.append(stage)
        raise Enough

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Enough), open_engine(EngineName.SPARK, MASTER) as engine:
        engine.candidates(records(), level_bits(shipped()), LEAST_BITS, Portions(), stop)
    assert told == ["making keys"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_master_that_is_none_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"cannot start on nowhere.*--master"):
        open_engine(EngineName.SPARK, "nowhere")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(InputRefused, match=r"needs pyspark.*pip install 'homeward\[spark\]'"):
        refuse_missing(EngineName.SPARK)


def test_without_java_it_says_what_to_install_before_it_reads_a_list(tmp_path: Path) -> None:
    environment = os.environ | {"JAVA_HOME": str(tmp_path / "nothing")}
    out = tmp_path / "out"
    done = homeward("reconcile", "a.csv", "b.csv", "--out", out, "--engine", "spark", code=2, env=environment)
    assert "needs Java, which is not found. Install Java 17 or newer" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_java_that_is_too_old_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(stat.S_IRWXU)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(InputRefused, match="needs Java 17; here is 11"):
        refuse_missing(EngineName.SPARK)


def test_a_master_without_spark_is_a_mistake() -> None:
    done = homeward("reconcile", "a.csv", "b.csv", "--out", "out", "--master", MASTER, code=2)
    assert "goes with --engine spark" in done.stderr


def test_records_are_the_same_when_read_in_place(tmp_path: Path) -> None:
    write_records(records(), tmp_path / "records")
    mapped = mapped_records(str(tmp_path / "records"))
    everyone = np.arange(len(records()) - 1)
    bits = np.ones_like(level_bits(shipped()))
    assert_same(
        worth_keeping(mapped, everyone, everyone + 1, bits, 0.0),
        worth_keeping(records(), everyone, everyone + 1, bits, 0.0),
    )


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 100])
def test_a_bucket_is_whole_wherever_batches_are_cut(cut: int) -> None:
    buckets = {-7: [3, 8], 4: [0, 3, 8, 9], 5: [1, 2], 2**62: [2, 5, 6, 7, 11]}
    key = pa.array([key for key, members in buckets.items() for _ in members], pa.int64())
    uid = pa.array([record for members in buckets.values() for record in members], pa.int64())
    batches = pa.table({"key": key, "uid": uid}).to_batches(cut)
    bits = np.ones_like(level_bits(shipped()))
    found = joined(
        [compared_of(pa.table(batch), len(bits)) for batch in compared_buckets(batches, records(), bits, 0.0)]
    )
    pairs = {(a, b) for members in buckets.values() for a in members for b in members if a < b}
    assert set(zip(found.left.tolist(), found.right.tolist(), strict=True)) == pairs
    left, right = np.array(sorted(pairs)).T
    direct = worth_keeping(records(), left, right, bits, 0.0)
    assert_same(in_order([found]), direct)


def test_pairs_survive_being_packed() -> None:
    found = Compared(np.array([1, 5]), np.array([2, 9]), np.arange(-10, 10, dtype=np.int8).reshape(10, 2))
    again = pa.Table.from_batches([batch_of(found), batch_of(found).slice(1)])
    assert_same(compared_of(again, 10), joined([found, Compared(found.left[1:], found.right[1:], found.levels[:, 1:])]))


def assert_same(one: Compared, other: Compared) -> None:
    np.testing.assert_array_equal(one.left, other.left)
    np.testing.assert_array_equal(one.right, other.right)
    np.testing.assert_array_equal(one.levels, other.levels)
