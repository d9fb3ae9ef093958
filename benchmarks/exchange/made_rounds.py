"""Synthetic rounds for measuring: persons with families, stretchers, closed gates and partial dates.

Sizes follow the trial in which the method was chosen: 15 % of units are families of two to five, the second side has
four fifths of the persons of the first. Nobody in them exists.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

COLUMNS = (
    *("person_id", "side", "names", "birth_date", "held_since", "medical", "medical_urgency", "fit_to_travel"),
    *("stretcher", "will", "confirmed_by", "family_group", "already_returned"),
)

AGREEMENT = """
[agreement]
id = "measured"
signed = 2025-06-02
sides = ["X", "Y"]

[[term]]
id = "wounded"
rule = "all_for_all"
category = "medical in {{A, MANIFEST}}"
order = ["medical_urgency", "held_since"]

[[term]]
id = "young"
rule = "all_for_all"
category = "age_on(2025-06-02) < 25"
order = ["held_since"]

[[term]]
id = "others"
rule = "equal_numbers"
category = "all"
order = ["held_since", "age"]

[round]
date = 2025-06-09
stages = {stages}
capacity.X = {{ seats = {seats}, stretchers = {stretchers} }}
capacity.Y = {{ seats = {seats}, stretchers = {stretchers} }}
"""


def write_round(
    folder: Path, persons: int, stages: int, seats: int, stretchers: int, seed: int = 1
) -> tuple[Path, Path]:
    """Write ``agreement.toml`` and ``persons.csv``.

    ``persons`` are those of the first side, the second has four fifths; ``seats`` and ``stretchers`` are those of
    each stage and side.
    """
    chance = random.Random(seed)
    agreement, listed = folder / "agreement.toml", folder / "persons.csv"
    agreement.write_text(AGREEMENT.format(stages=stages, seats=seats, stretchers=stretchers), encoding="utf-8")
    with listed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for side, count in (("X", persons), ("Y", persons * 4 // 5)):
            written = group = 0
            while written < count:
                size = min(chance.randint(2, 5) if chance.random() < 0.15 else 1, count - written)
                group += 1
                for _ in range(size):
                    written += 1
                    writer.writerow(
                        _person(chance, f"{side}{written:07d}", side, f"{side}g{group}" if size > 1 else "")
                    )
    return agreement, listed


def _person(chance: random.Random, person_id: str, side: str, group: str) -> list[str]:
    born = f"{chance.randint(1965, 2006)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    held = f"{chance.randint(2022, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    ill = chance.random() < 0.05
    return [
        person_id,
        side,
        f"Person {person_id}",
        born if chance.random() < 0.95 else born[:4],
        held if chance.random() < 0.9 else held[:7],
        chance.choice(("A", "A", "MANIFEST", "NC")) if ill else "",
        str(chance.randint(0, 3)) if ill else "",
        chance.choices(("yes", "escort", "no", "unknown"), (90, 4, 3, 3))[0],
        "yes" if ill and chance.random() < 0.4 else "no",
        chance.choices(("yes", "no", "unasked"), (94, 2, 4))[0],
        chance.choices(("X;Y", "X", "Y"), (90, 5, 5))[0],
        group,
        "yes" if chance.random() < 0.01 else "no",
    ]
