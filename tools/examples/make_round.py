"""Make the files of the example round from generated lists with known truth. Every person in them is invented.

    python tools/examples/make_round.py LISTS examples/round

LISTS is a folder made by ``tools/lists/make_lists.py --size 500 --parties 3 --seed 11``. Besides the three lists the
round needs what people and bodies of the commission contribute: decisions of both sides on pairs, what the detaining
side says of custody, findings of the Mixed Medical Commission, and the will of each person, taken by the neutral.
Drawn with a fixed seed, so that the files are the same each time.
"""

from __future__ import annotations

import csv
import itertools
import random
import shutil
import sys
from collections import defaultdict
from pathlib import Path

SIDES = {"list_A": ("list_UA", "UA"), "list_B": ("list_RU", "RU"), "list_C": ("list_mediator", "")}
DIRECT, NEUTRAL_COUNTRY, LATER, REJECTED, MANIFEST = "A", "B", "NC", "REJ", "MANIFEST"
CRITERIA = {
    DIRECT: ["A1a", "A1c", "A2b", "A2c", "A2f", "A3d", "A3l", "A3r"],
    NEUTRAL_COUNTRY: ["B1", "B2", "B4"],
    LATER: ["A2h", "A3e"],
    REJECTED: [""],
    MANIFEST: ["A1a", "A2g"],
}


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: str, rows: list[tuple[str, ...]]) -> None:
    """A CSV file, rows in order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns.split())
        writer.writerows(sorted(rows))


def main() -> None:
    """Make the files."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    rnd = random.Random("homeward example round 2025-06-02")
    for name, (label, _) in SIDES.items():
        shutil.copyfile(source / f"{name}.csv", out / f"{label}.csv")
    event = {
        (SIDES[name][0], row["rec_id"]): row["event_date"] for name in SIDES for row in read(source / f"{name}.csv")
    }
    entries: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read(source / "truth.csv"):
        label = SIDES[f"list_{row['list']}"][0]
        entries[row["person_id"]][label].append(row["rec_id"])
    both = sorted((p for p, at in entries.items() if at["list_UA"] and at["list_RU"]), key=int)
    home = {person: rnd.choice(("UA", "UA", "RU", "RU", "UA")) for person in both}
    families: dict[str, str] = {}
    for row in read(source / "relatives.csv"):
        pair = (row["person_id"], row["other_id"])
        if row["relation"] != "namesake" and all(p in home for p in pair):
            home[pair[1]] = home[pair[0]]
            families |= dict.fromkeys(pair, families.get(pair[0], f"F{len(set(families.values())) + 1}"))
    decisions, custody, medical, wills = [], [], [], []
    for person in both:
        at = entries[person]
        for ours, theirs in itertools.product(at["list_UA"], at["list_RU"]):
            for side in ("UA", "RU"):
                if rnd.random() < 0.985:
                    decisions.append(("list_UA", ours, "list_RU", theirs, side, "same", "2025-06-05"))
        held_by = "list_RU" if home[person] == "UA" else "list_UA"
        ref = (held_by, at[held_by][0])
        custody.append((*ref, home[person], held_since(rnd, event[ref]), families.get(person, ""), yes(rnd, 0.015)))
        if rnd.random() < 0.14:
            medical.append((*ref, *finding(rnd)))
        wills.append((*ref, rnd.choices(("yes", "no", "unasked"), (94, 3, 3))[0], "2025-06-06"))
    write(out / "decisions.csv", "left_list left_id right_list right_id side decision decided_on", decisions)
    write(out / "custody.csv", "list rec_id home_side held_since family_group already_returned", custody)
    write(out / "medical.csv", "list rec_id decision criteria urgency fit_to_travel stretcher", medical)
    write(out / "wills.csv", "list rec_id will taken_on", wills)


def held_since(rnd: random.Random, written: str) -> str:
    """The date of capture as the detaining side gives it, in EDTF: to the day, the month or the year."""
    if not written:
        return str(rnd.choice((2022, 2023, 2024)))
    day, month, year = written.split(".") if "." in written else reversed(written.split("-"))
    if f"{year}-{month}" > "2025-05":  # the generator's events run on after the day of the agreement
        year = "2024"
    return rnd.choices((f"{year}-{month}-{day}", f"{year}-{month}"), (9, 1))[0]


def finding(rnd: random.Random) -> tuple[str, str, str, str, str]:
    """One finding of the Mixed Medical Commission, or of the camp physician in a manifest case."""
    decision = rnd.choices((DIRECT, MANIFEST, NEUTRAL_COUNTRY, LATER, REJECTED), (46, 16, 12, 14, 12))[0]
    grave = decision in (DIRECT, MANIFEST)
    urgency = rnd.choice("123") if grave else rnd.choice("01")
    fit = rnd.choices(("yes", "escort", "no", "unknown"), (50, 42, 5, 3) if grave else (90, 5, 2, 3))[0]
    return decision, rnd.choice(CRITERIA[decision]), urgency, fit, yes(rnd, 0.4 if grave else 0.02)


def yes(rnd: random.Random, chance: float) -> str:
    """``yes`` with this chance, else ``no``."""
    return "yes" if rnd.random() < chance else "no"


if __name__ == "__main__":
    main()
