"""The database that brings together the records that share a key: the only place that knows which one."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import duckdb
import numpy as np
import pyarrow as pa

from homeward.reconciliation.compared import Compared, in_order, worth_keeping
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.records import Records

_THREADS = os.cpu_count() or 1


class EngineName(StrEnum):
    """Engines that a run may ask for."""

    DUCKDB = "duckdb"


class Engine(Protocol):
    """What reconciliation asks of a database."""

    #: Name of the SQL function that turns several values into one 64-bit number.
    digest: str

    def put(self, name: str, table: pa.Table) -> None:
        """Make ``table`` known under ``name``."""

    def run(self, sql: str) -> None:
        """Run a statement for its effect."""

    def fetch(self, sql: str) -> pa.Table:
        """Run a query for its rows; the order of rows is the query's to say."""

    def kept(self, pairs: str, records: Records, bits: Array, least: float) -> Compared:
        """Compare the pairs (``uid_l``, ``uid_r``) that a query gives and keep those worth it, in any order.

        Arguments beside ``pairs`` as ``compared.worth_keeping``.
        """


class DuckDB:
    """DuckDB in this process; spills to a temporary folder that goes when the engine is closed."""

    digest = "hash"

    def __init__(self) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="homeward-")
        self._connection = duckdb.connect(":memory:", config={"temp_directory": self._spill.name})
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET enable_progress_bar = false")

    def put(self, name: str, table: pa.Table) -> None:
        self._connection.register(f"{name}_arrow", table)
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name}_arrow")
        self._connection.unregister(f"{name}_arrow")

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def fetch(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

    def kept(self, pairs: str, records: Records, bits: Array, least: float) -> Compared:
        found = self.fetch(pairs)
        left, right = (found[side].to_numpy() for side in ("uid_l", "uid_r"))
        shares = np.array_split(np.arange(len(left)), _THREADS)
        with ThreadPoolExecutor(_THREADS) as threads:
            parts = threads.map(
                lambda share: worth_keeping(records, left[share], right[share], bits, least), shares
            )
            return in_order(list(parts))

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
