"""Where records that share a key are brought together and compared: on this machine, or on a cluster.

An engine decides nothing: the keys are ``blocking``'s, the comparing ``compared``'s. All engines find the same pairs.
"""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import duckdb
import numpy as np

from homeward.progress import Progress
from homeward.reconciliation.blocking import key_tables, keys_sql, rules_for
from homeward.reconciliation.compared import Compared, joined, worth_keeping
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions
from homeward.reconciliation.records import Records
from homeward.reconciliation.shared_keys import SharedKeys

#: Pairs compared in one portion, counted once for each key they share.
PORTION = 2_000_000

_THREADS = os.cpu_count() or 1


class EngineName(StrEnum):
    """Engines that a run may ask for."""

    DUCKDB = "duckdb"


class Engine(Protocol):
    """What reconciliation asks of a database."""

    def candidates(
        self, records: Records, bits: Array, least: float, portions: Portions, progress: Progress
    ) -> Compared:
        """Bring together all records that share a key, compare them, and keep the pairs worth it.

        Args:
            records: all of them.
            bits, least: as ``compared.worth_keeping``.
            portions: keeps what is done, so that a run that was stopped goes on from there.
            progress: told of each step.
        """


class DuckDB:
    """DuckDB in this process holds the keys; it spills to a temporary folder that goes when the engine is closed."""

    def __init__(self) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="homeward-")
        self._connection = duckdb.connect(":memory:", config={"temp_directory": self._spill.name})
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET enable_progress_bar = false")

    def candidates(
        self, records: Records, bits: Array, least: float, portions: Portions, progress: Progress
    ) -> Compared:
        keys = self._shared_keys(records, progress)
        done = np.append(0, np.cumsum(keys.visits()))
        cuts = np.unique(np.searchsorted(done, np.arange(PORTION, done[-1] + PORTION, PORTION)).clip(1, len(records)))
        begins = [0, *cuts.tolist()][: len(cuts)]
        found = [worth_keeping(records, *keys.partners(0, 0), bits, least)]
        with ThreadPoolExecutor(_THREADS) as threads:
            compared = threads.map(
                lambda part: portions.kept(part, lambda: worth_keeping(records, *keys.partners(*part), bits, least)),
                zip(begins, cuts.tolist(), strict=True),
            )
            for number, part in enumerate(compared):
                progress("comparing pairs", number, len(begins))
                found.append(part)
        progress("comparing pairs", len(begins), len(begins))
        return joined(found)

    def _shared_keys(self, records: Records, progress: Progress) -> SharedKeys:
        """The keys that some but not too many records share."""
        for name, table in key_tables(records).items():
            self._connection.register(name, table)
        self._run("CREATE TABLE keys (key UBIGINT, uid INTEGER)")
        rules_by_name = rules_for(records)
        for number, rules in enumerate(rules_by_name.values()):
            progress("making keys", number, len(rules_by_name))
            self._run(f"CREATE OR REPLACE TABLE made AS {keys_sql(rules, 'hash')}")
            self._run(
                "INSERT INTO keys SELECT key, uid FROM made SEMI JOIN (SELECT key FROM made GROUP BY key"
                f" HAVING count(*) BETWEEN 2 AND {rules[0].most}) USING (key)"
            )
        self._run("DROP TABLE made")
        ordered = self._connection.sql("SELECT key, uid FROM keys ORDER BY key, uid").to_arrow_table()
        self._run("DROP TABLE keys")
        key, uid = (ordered[column].to_numpy() for column in ("key", "uid"))
        return SharedKeys.of(key, uid.astype(np.int32), len(records))

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._spill.cleanup()


def open_engine(name: EngineName) -> DuckDB:
    """Start the engine asked for; use it in a ``with`` statement."""
    match name:
        case EngineName.DUCKDB:
            return DuckDB()
