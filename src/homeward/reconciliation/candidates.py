"""Which pairs are weighed: an engine brings together the records that share a key, compiled code compares them.

Work goes in portions, so that memory stays bounded and a person who waits sees how far it is.
"""

from __future__ import annotations

from homeward.progress import Progress, silent
from homeward.reconciliation.blocking import RULES_BY_NAME, key_tables, keys_sql
from homeward.reconciliation.compared import Compared, in_order, level_bits
from homeward.reconciliation.engines import Engine
from homeward.reconciliation.parameters import Parameters
from homeward.reconciliation.records import Records

#: Pairs brought together in one portion, roughly, counted once for each key they share.
PORTION = 16_000_000


def candidates(
    records: Records, parameters: Parameters, engine: Engine, least_bits: float, progress: Progress = silent
) -> Compared:
    """Find the pairs worth weighing, within and across lists.

    Args:
        records: all of them.
        parameters: decide, with ``least_bits``, which pairs are not worth keeping.
        engine: where it is computed.
        least_bits: pairs whose levels weigh less than this together, in bits, are dropped.
    """
    for name, table in key_tables(records).items():
        engine.put(name, table)
    portions = max(1, -(-_make_keys(engine, progress) // PORTION))
    bits = level_bits(parameters)
    found = []
    for portion in range(portions):
        progress("comparing pairs", portion, portions)
        pairs = (
            "SELECT DISTINCT l.uid AS uid_l, r.uid AS uid_r FROM keys AS l JOIN keys AS r"
            f" ON l.key = r.key AND l.uid < r.uid WHERE l.uid % {portions} = {portion}"
        )
        found.append(engine.kept(pairs, records, bits, least_bits))
    progress("comparing pairs", portions, portions)
    return in_order(found)


def _make_keys(engine: Engine, progress: Progress) -> int:
    """Fill the table ``keys`` with the keys that some but not too many records share; returns the pairs they make."""
    engine.run("CREATE OR REPLACE TABLE keys (uid BIGINT, key UBIGINT)")
    pairs = 0
    for number, rules in enumerate(RULES_BY_NAME.values()):
        progress("making keys", number, len(RULES_BY_NAME))
        engine.run(f"CREATE OR REPLACE TABLE made AS {keys_sql(rules, engine.digest)}")
        engine.run(
            "CREATE OR REPLACE TABLE shared AS SELECT key, count(*) AS n FROM made GROUP BY key"
            f" HAVING count(*) BETWEEN 2 AND {rules[0].most}"
        )
        engine.run("INSERT INTO keys SELECT uid, key FROM made SEMI JOIN shared USING (key)")
        pairs += int(engine.fetch("SELECT coalesce(sum(n * (n - 1) / 2), 0)::BIGINT AS n FROM shared")["n"][0].as_py())
    return pairs
