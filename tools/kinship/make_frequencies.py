"""Make the shipped tables of allele frequencies in ``src/homeward/kinship/files/data``.

    python tools/kinship/make_frequencies.py

Reads the published tables in ``tools/kinship/sources`` by the reader that users' tables go through. The revised NIST
table is rounded to four decimals and counts 722 alleles at every marker: its frequencies are turned back into the
counts they come from, which must sum to 722.
"""

from __future__ import annotations

import csv
from pathlib import Path

from homeward.kinship.files.frequency_files import read_table

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "homeward" / "kinship" / "files" / "data"
NORSTR = (
    "norSTR 0.2.1 (M. D. Vigeland), tables of 2023 of the Department of Forensic Sciences, Oslo; least frequency 0.001"
)
NIST = (
    "NIST 1036 revised: Hill, Duewer, Kline, Coble, Butler, FSI Genetics 7 (2013) e82-e83; "
    "Steffen, Coble, Gettings, Vallone, FSI Genetics 31 (2017) e36-e40"
)
#: Name, title, persons where the source tells them, file, source, licence.
POPULATIONS = (
    ("norway", "Norway", 0, "norSTR_NorskDB_v2023.txt", NORSTR, "MIT"),
    ("europe", "Europe", 0, "norSTR_EuropaDB_v2023.txt", NORSTR, "MIT"),
    ("west_asia", "West Asia", 0, "norSTR_VestAsiaDB_v2023.txt", NORSTR.replace("; least frequency 0.001", ""), "MIT"),
    ("us_caucasian", "United States, Caucasian", 361, "NIST_1036_revised_Caucasian.csv", NIST, "public domain"),
)


def main() -> None:
    """Write both files."""
    rows = []
    for name, _title, persons, file, _source, _licence in POPULATIONS:
        table = read_table(HERE / "sources" / file)
        for marker, frequencies in table.frequencies.items():
            counts = {allele: round(value * 2 * persons) for allele, value in frequencies.items()}
            if persons and sum(counts.values()) != 2 * persons:
                raise SystemExit(f"{file}, {marker}: counts sum to {sum(counts.values())}")
            for allele, value in frequencies.items():
                told = f"{counts[allele] / (2 * persons):.9f}" if persons else f"{value:.6f}"
                rows.append((name, marker.replace("_", " "), allele, told.rstrip("0")))
    _write(DATA / "frequencies.csv", ("population", "marker", "allele", "frequency"), rows)
    told = [
        (name, title, persons or "", source, licence) for name, title, persons, _file, source, licence in POPULATIONS
    ]
    _write(DATA / "populations.csv", ("population", "title", "persons", "source", "licence"), told)


def _write(path: Path, heading: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
