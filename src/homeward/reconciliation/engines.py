"""Where records that share a key are brought together and compared: on this machine, or on a cluster.

An engine decides nothing: the keys are ``blocking``'s, the comparing ``compared``'s. All engines find the same pairs.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from enum import StrEnum
from importlib.util import find_spec
from typing import Protocol

from homeward.errors import Fault, InputRefused
from homeward.progress import Progress
from homeward.reconciliation.compared import Compared
from homeward.reconciliation.duckdb_engine import DuckDB
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions
from homeward.reconciliation.records import Records

#: Spark in this process, on all cores of this machine.
LOCAL = "local[*]"


class EngineName(StrEnum):
    """Engines that a run may ask for."""

    DUCKDB = "duckdb"
    SPARK = "spark"


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


def open_engine(name: EngineName, master: str = LOCAL) -> AbstractContextManager[Engine]:
    """Start the engine asked for; use it in a ``with`` statement.

    Args:
        name: which.
        master: where Spark runs, in Spark's own words: ``local[4]``, ``spark://host:7077``, ``yarn``.

    Raises:
        InputRefused: as ``refuse_missing``; or Spark cannot be started there.
    """
    refuse_missing(name)
    match name:
        case EngineName.DUCKDB:
            return DuckDB()
        case EngineName.SPARK:
            from homeward.reconciliation.spark_engine import Spark  # an extra: not everyone has it

            return Spark(master)


def refuse_missing(name: EngineName) -> None:
    """Say at once what an engine still needs on this machine, before any list is read.

    Raises:
        InputRefused: naming what to install.
    """
    if name is not EngineName.SPARK:
        return
    if find_spec("pyspark") is None:
        advice = "Install it with the package: pip install 'homeward[spark]'."
        raise InputRefused([Fault("--engine spark", "", 0, "", "needs pyspark, which is not installed.", advice)])
    from homeward.reconciliation.spark_session import refuse_missing_java

    refuse_missing_java()
