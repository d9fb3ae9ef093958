"""Rounds for tests: an agreement and persons written as files, with plain defaults."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

OPEN = {
    "side": "X",
    "names": "",
    "birth_date": "1980-01-01",
    "held_since": "2023-01-01",
    "medical": "",
    "medical_urgency": "0",
    "fit_to_travel": "yes",
    "stretcher": "no",
    "will": "yes",
    "confirmed_by": "X;Y",
    "family_group": "",
    "already_returned": "no",
}

HEAD = """
[agreement]
id = "test"
title = "A test"
signed = 2025-06-02
sides = ["X", "Y"]
"""

EVERYONE = """
[[term]]
id = "everyone"
rule = "all_for_all"
category = "all"
order = ["held_since"]
"""


def round_of(stages: int = 1, x: tuple[Any, Any] = (10, 0), y: tuple[Any, Any] = (10, 0), more: str = "") -> str:
    """The [round] table; places per side as (seats, stretchers)."""
    return (
        f"[round]\ndate = 2025-06-09\nstages = {stages}\n{more}\n"
        f"capacity.X = {{ seats = {x[0]}, stretchers = {x[1]} }}\n"
        f"capacity.Y = {{ seats = {y[0]}, stretchers = {y[1]} }}\n"
    )


def person(person_id: str, **cells: str) -> dict[str, str]:
    """A row of PERSONS.csv: someone whom nothing keeps, but for the cells given."""
    return {"person_id": person_id, **OPEN, **cells}


def write_round(folder: Path, agreement: str, persons: list[dict[str, str]]) -> tuple[Path, Path]:
    """Write ``agreement.toml`` and ``persons.csv`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    toml, table = folder / "agreement.toml", folder / "persons.csv"
    toml.write_text(agreement, encoding="utf-8")
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["person_id", *OPEN])
        writer.writeheader()
        writer.writerows(persons)
    return toml, table
