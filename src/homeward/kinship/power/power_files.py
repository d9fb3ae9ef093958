"""``power.csv``, ``exclusion.csv`` and ``next_relative.csv`` (docs/reference/kinship.md)."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.power.next_relative import Relative
from homeward.kinship.power.power import Power

POWER_FILE, EXCLUSION_FILE, NEXT_FILE = "power.csv", "exclusion.csv", "next_relative.csv"

_POWER = (
    "family_id,missing_id,verdict,expected_log10_lr,sd_log10_lr,q05,q50,q95,p_reached,p_reached_se,p_by_chance,"
    "p_by_chance_se,stranger_q05,stranger_q50,stranger_q95,exclusion_power,contradicting"
)
_EXCLUSION = "family_id,missing_id,marker,exclusion_power"
_NEXT = (
    "family_id,missing_id,rank,relative_id,added,gain_log10_lr,gain_se,expected_log10_lr,p_reached,p_reached_se,"
    "as_good_as_first"
)


def write_power(folder: Path, found: Sequence[Power], relatives: Mapping[str, Sequence[Relative]]) -> None:
    """Write the three files: a line for each missing person, for each marker, for each relative.

    Args:
        folder: to write into.
        found: powers.
        relatives: id of a missing person to who may be sampled next, the first the best.
    """
    _write(folder / POWER_FILE, _POWER, (_power(one) for one in found))
    _write(
        folder / EXCLUSION_FILE,
        _EXCLUSION,
        ([*_ids(one.sought), marker, _number(chance)] for one in found for marker, chance in one.exclusion.items()),
    )
    _write(
        folder / NEXT_FILE,
        _NEXT,
        (
            _relative(one, rank, relative)
            for one in found
            for rank, relative in enumerate(relatives.get(one.sought.id, ()), start=1)
        ),
    )


def _write(path: Path, heading: str, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split(","))
        writer.writerows(rows)


def _power(one: Power) -> list[str]:
    figures = [
        one.mean,
        one.deviation,
        *one.if_missing,
        one.reached.value,
        one.reached.error,
        one.by_chance.value,
        one.by_chance.error,
        *one.if_stranger,
        one.excluded,
    ]
    return [*_ids(one.sought), one.verdict, *map(_number, figures), " ".join(one.contradicting)]


def _relative(one: Power, rank: int, relative: Relative) -> list[str]:
    figures = [relative.gain.value, relative.gain.error, one.mean + relative.gain.value]
    reached = [relative.reached.value, relative.reached.error]
    is_as_good = "yes" if relative.is_as_good else "no"
    return [
        *_ids(one.sought),
        str(rank),
        relative.id,
        relative.addition or "",
        *map(_number, [*figures, *reached]),
        is_as_good,
    ]


def _ids(sought: Sought) -> list[str]:
    return [sought.family.id, sought.id]


def _number(value: float) -> str:
    """Six digits, as many as a drawn figure ever has; empty for what is not told."""
    return "" if math.isnan(value) else f"{value:.6g}"
