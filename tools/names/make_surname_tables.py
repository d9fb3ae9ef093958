"""Make ``surname_pairs.csv``, ``surname_frequency.csv`` and ``surnames.txt.gz`` in ``src/homeward/names/data``.

    python tools/names/make_surname_tables.py SURNAME_POOL.csv

Pairs: from names-translator (MIT), only where the Ukrainian surname and its Russian form fall to different skeletons.
Known surnames: the skeletons of all of them, both languages, to tell a near surname from a slip of the pen.
Frequencies: from ``SURNAME_POOL.csv`` (columns uk, weight), summed by skeleton, the ones above ``FREQUENT`` kept; and
those of ``frequent_surnames.csv``, the ten most frequent of Ukraine as the press had them of a count in 2019, in a
population of ``POPULATION``, where they say more.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

from names_translator.dicts import default_dicts

from homeward.names.grammar import surname_bases
from homeward.names.skeleton import skeletons_of

DATA = Path(__file__).parents[2] / "src" / "homeward" / "names" / "data"
FREQUENT = 1.2e-5
POPULATION = 42_000_000


def base(word: str) -> str:
    return surname_bases(skeletons_of(word.lower())[0])[0]


def main(pool_path: str) -> None:
    with (DATA / "surname_pairs.csv").open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target, lineterminator="\n")
        out.writerow(["lemma", "skeletons"])
        written, known = set(), set()
        for uk, forms in sorted(default_dicts().as_dict("last").items()):
            if len(uk) < 3 or "-" in uk or " " in uk:
                continue
            bases = base(uk), *(base(form) for form in forms[:2])
            known.update(bases)
            if len(set(bases)) > 1 and bases not in written:
                written.add(bases)
                out.writerow([uk, "|".join(dict.fromkeys(bases))])
    with (DATA / "surnames.txt.gz").open("wb") as target_gz, gzip.GzipFile("", "wb", 9, target_gz, mtime=0) as packed:
        packed.write("\n".join(sorted(known)).encode("ascii"))
    weight: dict[str, float] = defaultdict(float)
    with Path(pool_path).open(encoding="utf-8", newline="") as pool:
        for row in csv.DictReader(pool):
            weight[base(row["uk"])] += float(row["weight"])
    total = sum(weight.values())
    with Path(__file__).with_name("frequent_surnames.csv").open(encoding="utf-8", newline="") as counted:
        for row in csv.DictReader(counted):
            skeleton = base(row["surname"])
            weight[skeleton] = max(weight[skeleton], int(row["bearers"]) / POPULATION * total)
    with (DATA / "surname_frequency.csv").open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target, lineterminator="\n")
        out.writerow(["skeleton", "frequency"])
        for skeleton, value in sorted(weight.items()):
            if value / total >= FREQUENT:
                out.writerow([skeleton, f"{value / total:.3g}"])


if __name__ == "__main__":
    main(sys.argv[1])
