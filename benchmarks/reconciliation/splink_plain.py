"""The peer for lists: Splink 5 on DuckDB, set up as its manual advises, after names_translator.

    python -m benchmarks.reconciliation.splink_plain OUT.csv LIST_A.csv LIST_B.csv [LIST_C.csv]

List A is Ukrainian, B Russian, C Latin, as ``made_lists`` writes them. Before Splink, Ukrainian names become Russian by
names_translator, Cyrillic becomes Latin, marks and type words of places go; each distinct text once. Splink compares
names, dates and places by the comparisons of its library, with term frequencies, blocks on beginnings of names, years
and dates, estimates u by random sampling and m by expectation maximisation. Lists are linked two by two. Of the
settings tried, those stand here that served it best on ``lists_5k`` (names as one comparison and letter for letter
where both lists are Cyrillic, apart and by the passport's table otherwise): the peer is given its best. Written are
the pairs it gives 0.001 or more, ``match`` at one half.
"""

from __future__ import annotations

import argparse
import csv
import logging
import re
import unicodedata
import warnings
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import splink.comparison_library as cl
import translitua
from names_translator.dicts import default_dicts
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule
from splink.internals.blocking_rule_creator import BlockingRuleCreator

from homeward.intake.reading import read_list
from homeward.register.entries import PersonList

LEAST, MATCH = 0.001, 0.5
LANGUAGES = ("uk", "ru", "en")
NAME_PARTS = {"surname": "last", "given_name": "first", "patronymic": "patronymic"}
TYPE_WORD = re.compile(r"^(м\.|г\.|місто|город)\s*")
Table = type[translitua.TransliterationTable]
LETTER_FOR_LETTER: dict[str, Table] = {"uk": translitua.UkrainianISO9, "ru": translitua.RussianISO9SystemA}
PASSPORT: dict[str, Table] = {"uk": translitua.UkrainianKMU, "ru": translitua.RussianInternationalPassport1997Reduced}


def latin(text: str, language: str, cyrillic_pair: bool) -> str:
    """Small Latin letters without marks."""
    if language != "en":
        text = translitua.translit(text, (LETTER_FOR_LETTER if cyrillic_pair else PASSPORT)[language])
    plain = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return re.sub(r"[^a-z0-9 -]", "", plain).strip()


def prepared(one: PersonList, language: str, cyrillic_pair: bool) -> pa.Table:
    """The list as Splink gets it; an empty cell is null."""
    entries = one.entries

    @cache
    def name(text: str, category: str) -> str:
        russian = default_dicts().lookup(text, category) if language == "uk" else []
        return latin(russian[0], "ru", cyrillic_pair) if russian else latin(text, language, cyrillic_pair)

    @cache
    def place(text: str) -> str:
        return latin(TYPE_WORD.sub("", text.lower()), language, cyrillic_pair)

    def day(text: str) -> str:
        return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""

    def number(text: str) -> str:
        return "".join(re.findall(r"\d+", text)[:1])

    def column(source: str, change: Callable[[str], str]) -> list[str | None]:
        return [change(cell) or None for cell in entries[source].to_pylist()]

    written = {part: entries[part].to_pylist() for part in NAME_PARTS}
    for row, whole in enumerate(entries["full_name"].to_pylist()):  # surname, given name, patronymic in one cell
        for part, word in zip(NAME_PARTS, whole.split(), strict=False):
            written[part][row] = word
    columns = {part: [name(cell, NAME_PARTS[part]) or None for cell in cells] for part, cells in written.items()}
    both = zip(columns["given_name"], columns["surname"], strict=True)
    columns["whole_name"] = [f"{given} {surname}" if given and surname else None for given, surname in both]
    columns["sex"] = column("sex_read", str)
    columns["birth_date"] = column("birth_date_read", day)
    columns["birth_year"] = column("birth_date_read", lambda text: text[:4])
    columns["event_date"] = column("event_date_read", day)
    columns["birth_place"] = column("birth_place", place)
    columns["last_seen_place"] = column("last_seen_place", place)
    columns["unit"] = column("unit", number)
    typed = {heading: pa.array(cells, pa.string()) for heading, cells in columns.items()}
    return pa.table({"unique_id": entries["rec_id"], **typed})


def settings(cyrillic_pair: bool) -> SettingsCreator:
    """The model before it is trained."""
    names = (
        [cl.ForenameSurnameComparison("given_name", "surname", forename_surname_concat_col_name="whole_name")]
        if cyrillic_pair
        else [cl.NameComparison("given_name"), cl.NameComparison("surname")]
    )
    frequent = [
        *names,
        cl.NameComparison("patronymic"),
        cl.JaroWinklerAtThresholds("birth_place", [0.9, 0.8]),
        cl.JaroWinklerAtThresholds("last_seen_place", [0.9, 0.8]),
        cl.ExactMatch("unit"),
    ]
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            *(comparison.configure(term_frequency_adjustments=True) for comparison in frequent),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.AbsoluteDateDifferenceAtThresholds(
                "event_date", input_is_string=True, metrics=["day", "month"], thresholds=[14, 3]
            ),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("substr(surname, 1, 4)", "substr(given_name, 1, 3)"),
            block_on("substr(surname, 1, 3)", "birth_year"),
            block_on("birth_date"),
            block_on("given_name", "patronymic", "birth_year"),
            block_on("unit", "event_date"),
            CustomRule("l.surname = r.given_name AND l.given_name = r.surname"),
            CustomRule("substr(l.surname, 1, 4) = substr(r.given_name, 1, 4) AND l.birth_year = r.birth_year"),
        ],
    )


def link(left: pa.Table, right: pa.Table, labels: tuple[str, str], cyrillic_pair: bool) -> pa.Table:
    """Train on two lists and predict their pairs."""
    api = DuckDBAPI()
    tables = [api.register(one, dataset_display_name=label) for one, label in zip((left, right), labels, strict=True)]
    linker = Linker(tables, settings(cyrillic_pair))
    certain: list[str | BlockingRuleCreator] = [
        block_on("surname", "given_name", "birth_date"),
        block_on("surname", "patronymic", "birth_date"),
    ]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("surname", "given_name"), block_on("birth_date")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found: pa.Table = linker.inference.predict(threshold_match_probability=LEAST).as_pyarrow_table()  # type: ignore[no-untyped-call]  # Splink leaves it untyped
    return found


def main() -> None:
    """Read, link two by two, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("lists", type=Path, nargs="+")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    lists = [(read_list(path), language) for path, language in zip(options.lists, LANGUAGES, strict=False)]
    columns = ("source_dataset_l", "unique_id_l", "source_dataset_r", "unique_id_r", "match_probability")
    with options.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("left_list", "left_id", "right_list", "right_id", "probability", "decision"))
        for (left, language), (right, other) in combinations(lists, 2):
            cyrillic_pair = "en" not in (language, other)
            tables = prepared(left, language, cyrillic_pair), prepared(right, other, cyrillic_pair)
            found = link(*tables, (left.label, right.label), cyrillic_pair)
            for row in zip(*(found[column].to_pylist() for column in columns), strict=True):
                writer.writerow((*row, "match" if row[-1] >= MATCH else "review"))


if __name__ == "__main__":
    main()
