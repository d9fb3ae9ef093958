"""The database that does the heavy comparing: the only place that knows which one.

An engine takes Arrow tables, runs SQL and hands Arrow tables back; it also opens Splink's door to itself.
"""

from __future__ import annotations

import tempfile
from enum import StrEnum
from types import TracebackType
from typing import Any, Protocol, Self

import duckdb
import pyarrow as pa
from splink import DuckDBAPI


class EngineName(StrEnum):
    """Engines that a run may ask for."""

    DUCKDB = "duckdb"


class Engine(Protocol):
    """What reconciliation asks of a database."""

    #: Name of the SQL function that turns several values into one 64-bit number.
    digest: str
    #: Splink's interface to this database.
    splink_api: Any

    def put(self, name: str, table: pa.Table) -> None:
        """Make ``table`` known under ``name``."""

    def run(self, sql: str) -> None:
        """Run a statement for its effect."""

    def fetch(self, sql: str) -> pa.Table:
        """Run a query for its rows; the order of rows is the query's to say."""


class DuckDB:
    """DuckDB in this process; spills to a temporary folder that goes when the engine is closed."""

    digest = "hash"

    def __init__(self) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="homeward-")
        self._connection = duckdb.connect(":memory:", config={"temp_directory": self._spill.name})
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.execute("SET enable_progress_bar = false")
        self.splink_api: Any = DuckDBAPI(self._connection)

    def put(self, name: str, table: pa.Table) -> None:
        self._connection.register(f"{name}_arrow", table)
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name}_arrow")
        self._connection.unregister(f"{name}_arrow")

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def fetch(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

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
