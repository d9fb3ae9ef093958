"""One run on Spark, measured step by step: prints what ``bench_spark`` shows, as JSON.

    python -m benchmarks.reconciliation.scale_run MASTER FOLDER

FOLDER is a set of ``made_lists`` with two lists. Steps are told apart by their progress; what Spark did by its own
event log; how many keys there are, and whom they bring together, by DuckDB's engine on the same records.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from homeward.intake.reading import read_lists
from homeward.progress import silent
from homeward.reconciliation.compared import level_bits, worth_keeping
from homeward.reconciliation.comparing import LEAST_BITS, reconcile
from homeward.reconciliation.duckdb_engine import DuckDB
from homeward.reconciliation.engines import EngineName
from homeward.reconciliation.parameters import shipped
from homeward.reconciliation.records import Ints, Records
from homeward.reconciliation.results import write_results
from homeward.reconciliation.shared_keys import NO_KEYS, SharedKeys, brought_together, put_together
from homeward.register.entries import PersonList

#: What the log says of a stage, and what we call it.
_MEASURED = {
    "internal.metrics.shuffle.write.bytesWritten": "shuffle written",
    "internal.metrics.shuffle.write.recordsWritten": "rows written",
    "internal.metrics.executorRunTime": "task seconds",
    "internal.metrics.executorCpuTime": "cpu seconds of Java",
    "internal.metrics.memoryBytesSpilled": "spilled from memory",
    "internal.metrics.diskBytesSpilled": "spilled to disk",
}


class Steps:
    """Seconds by the clock and of CPU, and greatest memory, of each step, by the progress that it tells.

    CPU is that of this process and of those it started that have ended: readers of lists are, Java is not.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self.gigabytes: dict[str, float] = {}
        self._step, self._began, self._cpu = "", time.perf_counter(), _cpu()

    def __call__(self, stage: str, *_: int) -> None:
        """As ``progress.Progress``."""
        now, cpu = time.perf_counter(), _cpu()
        if self._step:
            self.cpu[self._step] = self.cpu.get(self._step, 0) + cpu - self._cpu
            self.seconds[self._step] = self.seconds.get(self._step, 0) + now - self._began
            self.gigabytes[self._step] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
        self._step, self._began, self._cpu = stage, now, cpu


def _cpu() -> float:
    return sum(os.times()[:4])


def spark_stages(events: Path) -> dict[str, dict[str, float]]:
    """What each stage of the job did, by its number of order: bytes, rows, seconds of all tasks together."""
    stages: dict[str, dict[str, float]] = {}
    for path in sorted(path for path in events.rglob("*") if path.is_file()):
        for line in path.read_text(encoding="utf-8").splitlines():
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("Event") != "SparkListenerStageCompleted":
                continue
            info = event["Stage Info"]
            found = {_MEASURED[one["Name"]]: float(one["Value"]) for one in _known(info["Accumulables"])}
            found["tasks"] = info["Number of Tasks"]
            found["seconds"] = (info["Completion Time"] - info["Submission Time"]) / 1000
            stages[str(info["Stage ID"])] = found
    return stages


def _known(accumulables: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in accumulables if one["Name"] in _MEASURED]


def shared_keys(records: Records) -> SharedKeys:
    """The keys that some but not too many records share."""
    everyone = np.ones(len(records), np.bool_)
    with DuckDB() as engine:
        kinds = [
            brought_together(NO_KEYS, np.zeros(0, np.int32), made, rule.most, ~everyone)[1]
            for rule, made in engine.keys(records, silent)
        ]
    return SharedKeys.of(put_together(kinds), everyone)


def keys(records: Records, lists: list[PersonList], truth: Path) -> dict[str, float]:
    """How many keys are shared, how many pairs they bring together, and how many of the true pairs."""
    shared = shared_keys(records)
    parts = [(begin, min(len(records), begin + 10_000)) for begin in range(0, len(records), 10_000)]
    pairs = sum(len(shared.partners(*part)[0]) for part in parts)
    left, right = _true_pairs(records, lists, truth)
    cpu = time.process_time()
    for part in parts:
        worth_keeping(records, *shared.partners(*part), level_bits(shipped()), LEAST_BITS)
    cpu = time.process_time() - cpu
    return {
        "records": len(records),
        "cpu seconds for all pairs": cpu,
        "keys kept": len(shared.buckets.members),
        "visits": int(shared.visits().sum()),
        "pairs": pairs,
        "true pairs": len(left),
        "true pairs that share a key": int(_share(shared, left, right).sum()),
    }


def _true_pairs(records: Records, lists: list[PersonList], truth: Path) -> tuple[Ints, Ints]:
    """Pairs of entries of the two lists that are one person."""
    with truth.open(encoding="utf-8") as file:
        person = {(row["list"], row["rec_id"]): row["person_id"] for row in csv.DictReader(file)}
    numbers = [one.entries["rec_id"].to_pylist() for one in lists]
    letters = [one.label[-1] for one in lists]
    entries: dict[str, tuple[list[int], list[int]]] = {}
    for record, (number, entry) in enumerate(zip(records.lists.tolist(), records.entries.tolist(), strict=True)):
        who = person[letters[number], numbers[number][entry]]
        entries.setdefault(who, ([], []))[number].append(record)
    found = [(a, b) for ours, theirs in entries.values() for a in ours for b in theirs]
    pairs = np.array(found, np.int64).reshape(len(found), 2)
    return pairs[:, 0], pairs[:, 1]


def _share(keys: SharedKeys, left: Ints, right: Ints) -> np.ndarray:
    """Whether the two of each pair stand in one bucket."""
    buckets = keys.buckets.ends[keys.entries]
    return np.array(
        [
            not set(buckets[keys.starts[a] : keys.starts[a + 1]].tolist()).isdisjoint(
                buckets[keys.starts[b] : keys.starts[b + 1]].tolist()
            )
            for a, b in zip(left.tolist(), right.tolist(), strict=True)
        ],
        bool,
    )


def main() -> None:
    """Reconcile on Spark, and say what it took."""
    master, folder = sys.argv[1], Path(sys.argv[2])
    steps = Steps()
    with tempfile.TemporaryDirectory() as made:
        events, settings = Path(made) / "events", Path(made) / "settings"
        for each in (events, settings):
            each.mkdir()
        log = f"spark.eventLog.enabled true\nspark.eventLog.compress false\nspark.eventLog.dir {events.as_uri()}\n"
        (settings / "spark-defaults.conf").write_text(log)
        os.environ["SPARK_CONF_DIR"] = str(settings)
        began = time.perf_counter()
        steps("reading")
        lists = read_lists([folder / f"list_{letter}.csv" for letter in "AB"])
        result = reconcile(lists, engine=EngineName.SPARK, master=master, progress=steps)
        steps("writing")
        write_results(result, Path(made))
        steps("")
        seconds = time.perf_counter() - began
        spark = spark_stages(events)
    counted = keys(result.records, lists, folder / "truth.csv") | {"pairs kept": len(result.weighed.evidence)}
    print(
        json.dumps(
            {
                "seconds": seconds,
                "load": os.getloadavg()[0],
                "steps": steps.seconds,
                "cpu": steps.cpu,
                "memory": steps.gigabytes,
                "counted": counted,
                "stages": spark,
            }
        )
    )


if __name__ == "__main__":
    main()
