"""Where records that share a key are brought together and compared: on this machine, or on a cluster.

An engine decides nothing: the keys are ``blocking``'s, the comparing ``compared``'s. All engines find the same pairs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

import duckdb
import numpy as np

from homeward.progress import Progress
from homeward.reconciliation.blocking import KeyRule, key_tables, keys_sql, rules_for
from homeward.reconciliation.compared import Compared
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions, compared_in_portions
from homeward.reconciliation.records import Records
from homeward.reconciliation.shared_keys import NO_KEYS, MadeKeys, SharedKeys, brought_together, put_together


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
        nobody, every = np.zeros(0, np.int32), np.ones(len(records), np.bool_)
        kinds = [
            brought_together(NO_KEYS, nobody, made, rule.most, ~every)[1] for rule, made in self.keys(records, progress)
        ]
        keys = SharedKeys.of(put_together(kinds), every)
        return compared_in_portions(records, keys, bits, least, portions, progress)

    def keys(self, records: Records, progress: Progress) -> Iterator[tuple[KeyRule, MadeKeys]]:
        """All keys of the records, for one name of ``blocking.rules_for`` after the other, with a rule of that name."""
        for name, table in key_tables(records).items():
            self._connection.register(name, table)
        rules_by_name = rules_for(records)
        for number, rules in enumerate(rules_by_name.values()):
            progress("making keys", number, len(rules_by_name))
            made = self._connection.sql(
                f"SELECT key, uid FROM ({keys_sql(rules, 'hash')}) ORDER BY key"
            ).to_arrow_table()
            key, uid = (made[column].to_numpy() for column in ("key", "uid"))
            yield rules[0], MadeKeys(key, uid.astype(np.int32))

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
