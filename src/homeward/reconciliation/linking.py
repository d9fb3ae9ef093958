"""Splink at work: candidate pairs by blocking, and the level at which each comparison of a pair comes out.

The only file that speaks Splink. It proposes nothing: it finds the pairs worth weighing and says how they compare;
``estimation`` and ``weighing`` say what that means. Work goes in portions, so that memory stays bounded and a person
who waits sees how far it is.
"""

from __future__ import annotations

import logging

import pyarrow as pa
from splink import Linker, SettingsCreator

from homeward.progress import Progress, silent
from homeward.reconciliation.blocking import KEY_RULES, keys_sql
from homeward.reconciliation.comparisons import COMPARISONS, Comparison
from homeward.reconciliation.engines import Engine
from homeward.reconciliation.parameters import SAME, STRANGER, Parameters

#: A level is reported as the position in ``Comparison.levels``; this where a cell is empty.
ABSENT = -1

#: Pairs looked at in one portion, roughly.
PORTION = 4_000_000

logging.getLogger("splink").setLevel(logging.ERROR)
logging.getLogger("splink.internals").setLevel(logging.ERROR)


def candidates(
    records: pa.Table, parameters: Parameters, engine: Engine, least_bits: float, progress: Progress = silent
) -> pa.Table:
    """Find the pairs worth weighing, within and across lists.

    Args:
        records: schema ``features.RECORD``.
        parameters: decide, with ``least_bits``, which pairs are not worth keeping.
        engine: where it is computed.
        least_bits: pairs whose levels weigh less than this together, in bits, are dropped.

    Returns:
        ``uid_l < uid_r`` (int64) and one int8 column per feature: the position of the level, or ``ABSENT``; ordered
        by both uids.
    """
    engine.put("records", records)
    pairs = _make_keys(engine, progress)
    portions = max(1, -(-pairs // PORTION))
    linker = _linker(engine, parameters)
    found = []
    for portion in range(portions):
        progress("comparing pairs", portion, portions)
        engine.run(
            "CREATE OR REPLACE TABLE blocked AS SELECT DISTINCT l.uid AS join_key_l, r.uid AS join_key_r,"
            " '0' AS match_key FROM keys AS l JOIN keys AS r ON l.key = r.key AND l.uid < r.uid"
            f" WHERE l.uid % {portions} = {portion}"
        )
        found.append(_levels(linker, engine, least_bits))
    progress("comparing pairs", portions, portions)
    return pa.concat_tables(found).sort_by([("uid_l", "ascending"), ("uid_r", "ascending")])


def compare(records: pa.Table, pairs: pa.Table, parameters: Parameters, engine: Engine) -> pa.Table:
    """Compare just the pairs given (columns ``uid_l``, ``uid_r``); the same shape as ``candidates``."""
    engine.put("records", records)
    engine.put("asked", pairs)
    engine.run(
        "CREATE OR REPLACE TABLE blocked AS SELECT DISTINCT least(uid_l, uid_r) AS join_key_l,"
        " greatest(uid_l, uid_r) AS join_key_r, '0' AS match_key FROM asked WHERE uid_l <> uid_r"
    )
    found = _levels(_linker(engine, parameters), engine, None)
    return found.sort_by([("uid_l", "ascending"), ("uid_r", "ascending")])


def _make_keys(engine: Engine, progress: Progress) -> int:
    """Fill the table ``keys`` with the keys that some but not too many records share; returns the pairs they make."""
    engine.run("CREATE OR REPLACE TABLE keys (uid BIGINT, key UBIGINT)")
    pairs = 0
    for number, rule in enumerate(KEY_RULES):
        progress("making keys", number, len(KEY_RULES))
        engine.run(
            f"CREATE OR REPLACE TABLE made AS SELECT DISTINCT * FROM ({keys_sql(rule, 'records', engine.digest)})"
        )
        engine.run(
            "CREATE OR REPLACE TABLE shared AS SELECT key, count(*) AS n FROM made GROUP BY key"
            f" HAVING count(*) BETWEEN 2 AND {rule.most}"
        )
        engine.run("INSERT INTO keys SELECT uid, key FROM made SEMI JOIN shared USING (key)")
        pairs += int(engine.fetch("SELECT coalesce(sum(n * (n - 1) / 2), 0)::BIGINT AS n FROM shared")["n"][0].as_py())
    return pairs


def _levels(linker: Linker, engine: Engine, least_bits: float | None) -> pa.Table:
    linker.table_management.register_blocked_pairs_for_predict(engine.splink_api.register("blocked"))
    # Splink adds its prior; it is one half here (0 bits), so that the threshold speaks of the levels alone.
    predicted = linker.inference.predict(threshold_match_weight=least_bits, warning_mode="never")
    levels = ", ".join(
        f"CAST(if(gamma_{c.feature} < 0, {ABSENT}, {len(c.levels) - 1} - gamma_{c.feature}) AS TINYINT) AS {c.feature}"
        for c in COMPARISONS
    )
    table = engine.fetch(f"SELECT uid_l, uid_r, {levels} FROM {predicted.physical_name}")
    predicted.drop_table_from_database_and_remove_from_cache()
    return table


def _linker(engine: Engine, parameters: Parameters) -> Linker:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        probability_two_random_records_match=0.5,
        comparisons=[_as_splink(comparison, parameters) for comparison in COMPARISONS],
        blocking_rules_to_generate_predictions=[],
        retain_matching_columns=True,
    )
    return Linker(engine.splink_api.register("records"), settings)


def _as_splink(comparison: Comparison, parameters: Parameters) -> dict[str, object]:
    absent = {"sql_condition": comparison.absent, "label_for_charts": "absent", "is_null_level": True}
    levels = [
        {
            "sql_condition": level.condition or "ELSE",
            "label_for_charts": level.code,
            "m_probability": float(parameters.levels[comparison.feature][position, SAME]),
            "u_probability": float(parameters.levels[comparison.feature][position, STRANGER]),
        }
        for position, level in enumerate(comparison.levels)
    ]
    return {"output_column_name": comparison.feature, "comparison_levels": [absent, *levels]}
