"""The peer for the known sets: Splink 5 on DuckDB with the models its own manual shows for them.

    python -m benchmarks.reconciliation.splink_known febrl4|historical FOLDER OUT

FOLDER is that of ``known_lists``; the peer reads the sets as they are published. Sources: "Linking the febrl4 datasets"
and "Linking a dataset of real historical persons" among the examples of Splink's documentation. Written into OUT are
``pairs.csv``, in the contract's columns, ``match`` at one half, and ``clusters.csv``, at its manual's thresholds.
"""

from __future__ import annotations

import csv
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

LEAST, MATCH = 0.001, 0.5
CLUSTER = {"febrl4": 0.99, "historical": 0.95}


def febrl4(folder: Path) -> Linker:
    """Both lists, read and the model trained."""
    tables = []
    for name in ("febrl4a", "febrl4b"):
        read = pa_csv.read_csv(folder / f"{name}.csv")
        headings = [heading.strip() for heading in read.column_names]
        cells = [pc.utf8_trim_whitespace(column.cast(pa.string())) for column in read.columns]
        filled = [pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column) for column in cells]
        tables.append(pa.table(dict(zip(headings, filled, strict=True))))
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            CustomRule("l.given_name = r.surname and l.surname = r.given_name"),
            *(block_on("date_of_birth"), block_on("soc_sec_id")),
            *(block_on("state", "address_1"), block_on("street_number", "address_1"), block_on("postcode")),
        ],
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ],
    )
    api = DuckDBAPI()
    linker = Linker(
        [
            api.register(one, dataset_display_name=name)
            for one, name in zip(tables, ("febrl4a", "febrl4b"), strict=True)
        ],
        settings,
    )
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
    return linker


def historical(folder: Path) -> Linker:
    """The one list, read and the model trained."""
    table = pq.read_table(folder / "historical_50k.parquet")  # type: ignore[no-untyped-call]  # pyarrow leaves it untyped
    whole = pc.binary_join_element_wise(table["first_name"], table["surname"], " ")
    table = table.append_column("first_name_surname_concat", whole)
    start = "substr(postcode_fake, 1, 3)"
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
            *(block_on("surname", "dob"), block_on("first_name", "dob")),
            *(
                block_on("postcode_fake", "first_name"),
                block_on("postcode_fake", "surname"),
                block_on("dob", "birth_place"),
            ),
            *(block_on(start, other) for other in ("dob", "first_name", "surname")),
            block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
    )
    api = DuckDBAPI()
    linker = Linker([api.register(table, dataset_display_name="historical_50k")], settings)
    certain = [
        block_on("first_name", "surname", "dob"),
        block_on("substr(first_name, 1, 2)", "surname", "substr(postcode_fake, 1, 2)"),
        block_on("dob", "postcode_fake"),
    ]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("first_name", "surname"), block_on("dob")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
    return linker


def main() -> None:
    """Train, predict, cluster, write."""
    what, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    linker, key = (febrl4(folder), "rec_id") if what == "febrl4" else (historical(folder), "unique_id")
    predicted: Any = linker.inference.predict(threshold_match_probability=LEAST)
    clusters: Any = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, CLUSTER[what])
    pairs: pa.Table = predicted.as_pyarrow_table()
    lists = [
        pairs[f"source_dataset_{side}"] if what == "febrl4" else ["historical_50k"] * len(pairs) for side in ("l", "r")
    ]
    chance = pairs["match_probability"].to_pylist()
    with (out / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("left_list", "left_id", "right_list", "right_id", "probability", "decision"))
        for row in zip(lists[0], pairs[f"{key}_l"], lists[1], pairs[f"{key}_r"], chance, strict=True):
            writer.writerow((*map(str, row), "match" if row[-1] >= MATCH else "review"))
    made: pa.Table = clusters.as_pyarrow_table()
    of = made["source_dataset"] if what == "febrl4" else ["historical_50k"] * len(made)
    with (out / "clusters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("cluster_id", "list", "rec_id"))
        writer.writerows(tuple(map(str, row)) for row in zip(made["cluster_id"], of, made[key], strict=True))


if __name__ == "__main__":
    main()
