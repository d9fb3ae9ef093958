"""Spark brings together the records that share a key, on one machine or on a cluster.

Records lie in one file on every node, read in place. Their keys are made by the SQL of ``blocking``, sent across the
cluster once, so that each bucket comes to lie on one executor, and compared there by compiled code; only the pairs
worth keeping are sent once more, to be counted once, and then to the driver. Fitting and weighing are the driver's.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
from pyspark import SparkContext, SparkFiles, StorageLevel
from pyspark.sql import DataFrame
from pyspark.sql.functions import broadcast

from homeward.progress import Progress
from homeward.reconciliation.blocking import keys_sql, record_table, rules_for, word_tables
from homeward.reconciliation.buckets import compared_buckets, compared_of
from homeward.reconciliation.compared import Compared, in_order
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions
from homeward.reconciliation.record_file import mapped_records, write_records
from homeward.reconciliation.records import Records
from homeward.reconciliation.spark_session import start_session, stop_session

#: Records whose keys one task makes, and records whose keys make one partition to compare (40 keys each): few enough
#: for the memory of one core, many enough that what every task sends to every partition is no crumb.
RECORDS_PER_TASK, RECORDS_PER_PARTITION = 250_000, 20_000

#: The stages of the one job, in their order.
_STAGES = ("making keys", "comparing pairs", "gathering pairs")
_JOB = "homeward reconcile"
_BETWEEN_LOOKS = 0.5  # seconds

_PAIRS = "lesser INT, greater INT, levels BINARY"

#: The keys that some but not too many records share, ordered within each partition, each bucket whole in one. One
#: order serves it all: what came twice is left out where it lies beside itself, and keys cross the cluster once.
_SHARED = """
    SELECT key, uid FROM (
        SELECT key, uid, most, count(*) OVER (
            PARTITION BY key ORDER BY uid ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS sharing FROM (
            SELECT key, uid, most, lag(uid) OVER (PARTITION BY key ORDER BY uid) AS before
            FROM (SELECT /*+ COALESCE({tasks}) */ * FROM ({made}))
        ) WHERE before IS NULL OR before < uid
    ) WHERE sharing BETWEEN 2 AND most
"""


class Spark:
    """A session of Spark; it ends with the ``with`` statement, and all that runs on it."""

    def __init__(self, master: str) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="homeward-")
        self._session = start_session(master)

    def candidates(
        self, records: Records, bits: Array, least: float, portions: Portions, progress: Progress
    ) -> Compared:
        """As ``engines.Engine``. Spark itself does again what a lost node had done; ``portions`` keeps the whole."""
        whole = 0, len(records)
        portions.expect(1)
        return portions.kept(whole) or portions.keep(whole, self._compared(records, bits, least, progress))

    def _compared(self, records: Records, bits: Array, least: float, progress: Progress) -> Compared:
        file = self._sent(records)
        cores = self._context.defaultParallelism
        tasks, partitions = (max(cores, len(records) // many) for many in (RECORDS_PER_TASK, RECORDS_PER_PARTITION))
        self._session.conf.set("spark.sql.shuffle.partitions", partitions)
        self._name_tables(records, file, tasks)
        shared = self._session.sql(_SHARED.format(tasks=tasks, made=" UNION ALL ".join(_made_sql(records))))
        pairs = shared.mapInArrow(
            lambda batches: compared_buckets(batches, mapped_records(SparkFiles.get(file)), bits, least), _PAIRS
        )
        return in_order([compared_of(self._told(pairs.distinct(), progress), len(bits))])

    def _sent(self, records: Records) -> str:
        """Send the records to every node; returns the name they have there."""
        number, path = tempfile.mkstemp(".records", dir=self._scratch.name)
        os.close(number)
        write_records(records, Path(path))
        self._context.addFile(path)
        return Path(path).name

    def _name_tables(self, records: Records, file: str, tasks: int) -> None:
        """Give the tables of ``blocking`` their names; the records' own is made where they are."""
        numbers = self._session.range(0, len(records), 1, tasks)
        columns = record_table(records, 0, 0).schema
        types = ", ".join(f"{one.name} {'INT' if one.type == pa.int32() else 'BIGINT'}" for one in columns)
        made = numbers.mapInArrow(lambda batches: _record_batches(batches, file), types)
        made.persist(StorageLevel.MEMORY_AND_DISK).createOrReplaceTempView("records")  # every rule reads them
        for name, table in word_tables(records).items():
            words = self._session.createDataFrame(table)
            # Vocabularies are small beside the records; further columns are not.
            (words if name == "further" else broadcast(words)).createOrReplaceTempView(name)

    def _told(self, pairs: DataFrame, progress: Progress) -> pa.Table:
        """The rows, and meanwhile how far their job is; raising from ``progress`` stops it."""

        def gathered() -> pa.Table:
            self._context.setJobGroup(_JOB, _JOB)
            return pairs.toArrow()

        with ThreadPoolExecutor(1) as beside:
            work = beside.submit(gathered)
            try:
                while not wait([work], _BETWEEN_LOOKS).done:
                    progress(*_how_far(self._context))
            except BaseException:
                self._context.cancelAllJobs()
                raise
        return work.result()

    @property
    def _context(self) -> SparkContext:
        return self._session.sparkContext

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stop_session(self._session)
        self._scratch.cleanup()


def _made_sql(records: Records) -> Iterator[str]:
    """SQL of all keys, with how many records may share each."""
    for rules in rules_for(records).values():
        yield f"SELECT key, uid, {rules[0].most} AS most FROM ({keys_sql(rules, 'xxhash64')})"


def _record_batches(batches: Iterator[pa.RecordBatch], file: str) -> Iterator[pa.RecordBatch]:
    """On an executor: the records of consecutive numbers."""
    records = mapped_records(SparkFiles.get(file))
    for batch in batches:
        numbers = batch["id"]
        yield from record_table(records, numbers[0].as_py(), numbers[-1].as_py() + 1).to_batches()


def _how_far(context: SparkContext) -> tuple[str, int, int]:
    """The stage that runs, its tasks done, and its tasks."""
    tracker = context.statusTracker()
    jobs = [job for number in tracker.getJobIdsForGroup(_JOB) if (job := tracker.getJobInfo(number)) is not None]
    for job in jobs:
        if len(job.stageIds) != len(_STAGES):
            continue  # a table of words on its way to the executors
        for name, stage in zip(_STAGES, sorted(job.stageIds), strict=True):
            found = tracker.getStageInfo(stage)
            if found is None:
                return name, 0, 0  # about to begin
            if found.numCompletedTasks < found.numTasks:
                return name, found.numCompletedTasks, found.numTasks
        return _STAGES[-1], 0, 0
    return _STAGES[0], 0, 0
