"""The known linkage sets as lists that a clerk could hand in, with their truth.

    python -m benchmarks.reconciliation.known_lists FOLDER OUT

FOLDER holds ``febrl4a.csv``, ``febrl4b.csv`` and ``historical_50k.parquet`` of moj-analytical-services/splink_datasets
(MIT). Written into OUT are ``febrl4/`` and ``historical/``, each with its lists and ``truth.csv`` (list, rec_id,
person). What no list may hold is taken out, as a clerk would who is refused: a day of birth that no calendar has
(64 cells), a sex that is none (25). Entries that name nobody are called "N." (3 and 67). Dates of birth of the
historical set reach back to the year 500 and have days like 1861-21-01: they stay as written, under the heading
``dob as written``, as a further column.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow.parquet as pq

#: Columns that none of ours are, compared by ``--also``.
FURTHER: dict[str, tuple[str, ...]] = {
    "febrl4": ("street_number", "address_1", "address_2", "suburb", "postcode", "state", "soc_sec_id"),
    "historical": ("dob as written", "postcode", "occupation"),
}
LISTS: dict[str, tuple[str, ...]] = {"febrl4": ("febrl4a", "febrl4b"), "historical": ("historical_50k",)}
_NAMES = ("full_name", "given_name", "first_name", "surname")
_HISTORICAL = {
    **{"unique_id": "rec_id", "full_name": "full_name", "first_name": "first_name", "surname": "surname"},
    **{"dob": "dob as written", "birth_place": "birth_place", "postcode_fake": "postcode"},
    **{"gender": "gender", "occupation": "occupation"},
}


def main() -> None:
    """Write both sets."""
    folder, out = map(Path, sys.argv[1:])
    (out / "febrl4").mkdir(parents=True)
    (out / "historical").mkdir()
    truth = []
    for name in LISTS["febrl4"]:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [
                {key: cell.strip() for key, cell in row.items()} for row in csv.DictReader(file, skipinitialspace=True)
            ]
        for row in rows:
            if not _is_day(row["date_of_birth"]):
                row["date_of_birth"] = ""
        _write(out / "febrl4" / f"{name}.csv", rows)
        truth += [(name, row["rec_id"], row["rec_id"].split("-")[1]) for row in rows]
    _write_truth(out / "febrl4", truth)
    table = pq.read_table(folder / "historical_50k.parquet").to_pylist()  # type: ignore[no-untyped-call]  # pyarrow leaves it untyped
    rows = [{ours: row[theirs] or "" for theirs, ours in _HISTORICAL.items()} for row in table]
    for row in rows:
        if row["gender"] not in ("male", "female"):
            row["gender"] = ""
    _write(out / "historical" / "historical_50k.csv", rows)
    _write_truth(out / "historical", [("historical_50k", row["unique_id"], row["cluster"]) for row in table])


def _is_day(text: str) -> bool:
    try:
        dt.datetime.strptime(text, "%Y%m%d")
    except ValueError:
        return False
    return True


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    for row in rows:
        if not any(row.get(column) for column in _NAMES):
            row["surname"] = "N."
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _write_truth(folder: Path, rows: Iterable[tuple[str, str, str]]) -> None:
    with (folder / "truth.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("list", "rec_id", "person"))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
