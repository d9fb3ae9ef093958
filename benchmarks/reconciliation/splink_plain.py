"""The peer for lists: Splink 5 on DuckDB, set up as its manual advises, after names_translator.

    python -m benchmarks.reconciliation.splink_plain OUT.csv LIST_A.csv LIST_B.csv [LIST_C.csv]

List A is Ukrainian, B Russian, C Latin, as ``made_lists`` writes them. Before Splink, Ukrainian names become Russian by
names_translator, all Cyrillic becomes Latin by one passport table, marks and type words of places go: each distinct
text once. Splink then compares names by Jaro-Winkler with term frequencies, dates by its date comparison, places
exactly with term frequencies; it estimates u by random sampling and m by expectation maximisation. Nothing is tuned
to a list, and nothing here is ours. Written are the pairs it gives 0.02 or more, ``match`` at one half.
"""

from __future__ import annotations

import argparse
import csv
import logging
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow as pa
import splink.comparison_library as cl
from names_translator.dicts import default_dicts
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from translitua import RussianInternationalPassport1997Reduced, UkrainianKMU, translit

from homeward.intake.reading import read_list

LEAST, MATCH = 0.02, 0.5
NAME_PARTS = {"surname": "last", "given_name": "first", "patronymic": "patronymic"}
COLUMNS = (*NAME_PARTS, "birth_date", "sex", "birth_place", "last_seen_place", "event_date", "unit")
TYPE_WORD = re.compile(r"^(м\.|г\.|місто|город)\s*")


def latin(text: str, language: str) -> str:
    """Small Latin letters without marks."""
    if language != "en":
        text = translit(text, UkrainianKMU if language == "uk" else RussianInternationalPassport1997Reduced)
    plain = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return re.sub(r"[^a-z0-9 -]", "", plain).strip()


def prepared(path: Path, language: str) -> pa.Table:
    """The list as Splink gets it; an empty cell is null."""
    entries = read_list(path).entries

    @cache
    def name(text: str, category: str) -> str:
        russian = default_dicts().lookup(text, category) if language == "uk" else []
        return latin(russian[0], "ru") if russian else latin(text, language)

    @cache
    def place(text: str) -> str:
        return latin(TYPE_WORD.sub("", text.lower()), language)

    def column(source: str, change: Callable[[str], str]) -> pa.Array:
        return pa.array([change(cell) or None for cell in entries[source].to_pylist()], pa.string())

    def day(text: str) -> str:
        return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""

    def number(text: str) -> str:
        return "".join(re.findall(r"\d+", text)[:1])

    columns = {part: column(part, lambda text, c=category: name(text, c)) for part, category in NAME_PARTS.items()}
    columns["sex"] = column("sex_read", str)
    columns["birth_date"] = column("birth_date_read", day)
    columns["birth_year"] = column("birth_date_read", lambda text: text[:4])
    columns["event_date"] = column("event_date_read", day)
    columns["birth_place"] = column("birth_place", place)
    columns["last_seen_place"] = column("last_seen_place", place)
    columns["unit"] = column("unit", number)
    return pa.table({"unique_id": entries["rec_id"], **columns})


def settings() -> SettingsCreator:
    """The model before it is trained."""

    def often(comparison: cl.ExactMatch) -> cl.ExactMatch:
        return comparison.configure(term_frequency_adjustments=True)

    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            often(cl.NameComparison("surname")),
            often(cl.NameComparison("given_name")),
            often(cl.NameComparison("patronymic")),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.ExactMatch("sex"),
            often(cl.ExactMatch("birth_place")),
            often(cl.ExactMatch("last_seen_place")),
            cl.AbsoluteDateDifferenceAtThresholds(
                "event_date", input_is_string=True, metrics=["day", "month"], thresholds=[14, 3]
            ),
            often(cl.ExactMatch("unit")),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "given_name"),
            block_on("surname", "birth_year"),
            block_on("surname", "patronymic"),
            block_on("given_name", "patronymic", "birth_year"),
            block_on("birth_date", "substr(surname, 1, 2)"),
            block_on("birth_date", "given_name"),
            block_on("unit", "event_date"),
        ],
    )


def link(lists: list[pa.Table], labels: list[str]) -> pa.Table:
    """Train on the lists and predict their pairs."""
    logging.disable(logging.WARNING)
    api = DuckDBAPI()
    linker = Linker(
        [api.register(one, dataset_display_name=label) for one, label in zip(lists, labels, strict=True)], settings()
    )
    certain = [block_on("surname", "given_name", "birth_date"), block_on("surname", "patronymic", "birth_date")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("surname", "given_name"), block_on("birth_date", "birth_place")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker.inference.predict(threshold_match_probability=LEAST).as_pyarrow_table()


def main() -> None:
    """Read, link, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("lists", type=Path, nargs="+")
    options = parser.parse_args()
    tables = [prepared(path, language) for path, language in zip(options.lists, ("uk", "ru", "en"), strict=False)]
    found = link(tables, [path.stem for path in options.lists])
    columns = ("source_dataset_l", "unique_id_l", "source_dataset_r", "unique_id_r", "match_probability")
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("left_list", "left_id", "right_list", "right_id", "probability", "decision"))
        for row in zip(*(found[column].to_pylist() for column in columns), strict=True):
            writer.writerow((*row, "match" if row[-1] >= MATCH else "review"))


if __name__ == "__main__":
    main()
