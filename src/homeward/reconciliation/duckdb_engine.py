"""DuckDB brings together the records that share a key, on this machine: the only file that speaks of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import duckdb
import numpy as np

from homeward.progress import Progress
from homeward.reconciliation.blocking import KeyRule, key_tables, keys_sql, rules_for
from homeward.reconciliation.compared import Compared
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions, compared_in_portions
from homeward.reconciliation.records import Records
from homeward.reconciliation.shared_keys import NO_KEYS, MadeKeys, SharedKeys, brought_together, put_together


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
                f"SELECT DISTINCT key, uid FROM ({keys_sql(rules, 'hash')}) ORDER BY key"
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
