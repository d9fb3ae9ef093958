"""Make ``given_names.csv`` and ``rare_given_names.txt`` in ``src/homeward/names/data``.

    PYTHONPATH=src python tools/names/make_given_names.py GIVEN_POOL.csv

``GIVEN_POOL.csv`` has the columns uk, ru (variants parted by ``|``), sex, w_uk, w_ru (persons per 10 000 or any
one scale), patr_uk_m, patr_ru_m, w_patr. Forms and diminutives beyond it come from ``given_names_by_hand.csv``
beside this script. Of the package names-translator (MIT) the uk-ru pairs whose skeletons differ are added as forms;
its other given names are kept as skeletons only: enough to tell a given name from a surname.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, field
from pathlib import Path

from names_translator.dicts import default_dicts

from homeward.names.skeleton import skeletons_of

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "src" / "homeward" / "names" / "data"
HEADING = ["lemma", "sex", "frequency", "forms", "diminutives", "patronymics"]


@dataclass
class Name:
    """One row in the making."""

    frequency: float = 0.0
    forms: list[str] = field(default_factory=list)
    diminutives: list[str] = field(default_factory=list)
    patronymics: list[str] = field(default_factory=list)


def split(cell: str) -> list[str]:
    return [part.replace("ʼ", "'").lower() for part in cell.split("|") if part]


def skeleton(word: str) -> str:
    return skeletons_of(word)[0]


def main(pool_path: str) -> None:
    names: dict[tuple[str, str], Name] = {}
    with Path(pool_path).open(encoding="utf-8", newline="") as pool:
        for row in csv.DictReader(pool):
            names[row["uk"].lower(), row["sex"]] = Name(
                frequency=float(row["w_uk"]) + float(row["w_ru"]),
                forms=split(row["ru"]),
                patronymics=split(row["patr_uk_m"]) + split(row["patr_ru_m"]),
            )
    with (HERE / "given_names_by_hand.csv").open(encoding="utf-8", newline="") as by_hand:
        for row in csv.DictReader(by_hand):
            name = names.setdefault((row["lemma"].replace("ʼ", "'").lower(), row["sex"]), Name())
            name.forms += split(row["other_forms"])
            name.diminutives += split(row["diminutives"])
    common = {skeleton(word) for (lemma, _), name in names.items() for word in (lemma, *name.forms, *name.diminutives)}
    rare: set[str] = set()
    for lemma, forms in sorted(default_dicts().as_dict("first").items()):
        if len(lemma) < 3 or "-" in lemma or " " in lemma:
            continue
        found = {skeleton(lemma), *(skeleton(form.lower()) for form in forms[:2])}
        if len(found) > 1 and not found <= common and (lemma, "m") not in names and (lemma, "f") not in names:
            names[lemma, ""] = Name(forms=[form.lower() for form in forms[:2]])
        rare |= found
    with (DATA / "given_names.csv").open("w", encoding="utf-8", newline="") as target:
        out = csv.writer(target, lineterminator="\n")
        out.writerow(HEADING)
        for (lemma, sex), name in sorted(names.items()):
            lists = ["|".join(dict.fromkeys(part)) for part in (name.forms, name.diminutives, name.patronymics)]
            out.writerow([lemma, sex, f"{name.frequency:g}", *lists])
    (DATA / "rare_given_names.txt").write_text("\n".join(sorted(rare - common)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
