"""What a part-to-part search writes: pairs, groups, and the consensus profiles as remains for the next search."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from homeward.kinship.blind.parts import Group, Pair, PartSearch
from homeward.kinship.blind.search_results import numbers
from homeward.kinship.evidence import Observed
from homeward.kinship.markers import Marker
from homeward.kinship.terms import Sex

_BETWEEN = "; "


def write_parts(folder: Path, search: PartSearch, pairs: Sequence[Pair], groups: Sequence[Group]) -> None:
    """Write ``pairs.csv``, ``groups.csv`` and ``consensus.json``.

    Args:
        folder: to write into.
        search: what was compared.
        pairs: the largest likelihood ratio first.
        groups: of these pairs.
    """
    ids = [one.id for one in search.remains]
    of_member = {at: number for number, group in enumerate(groups, start=1) for at in group.members}
    written = numbers(np.array([pair.log10_lr for pair in pairs])).to_pylist()
    with (folder / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["remains_id", "other_id", "log10_lr", "markers", "mismatches", "group"])
        for pair, log10 in zip(pairs, written, strict=True):
            fields = [ids[pair.one], ids[pair.other], log10, pair.markers, pair.mismatches]
            writer.writerow([*fields, of_member[pair.one]])
    markers = [marker.name for marker in search.markers]
    with (folder / "groups.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["group", "parts", "state", "remains_ids", "sex", "conflicts", "differing_markers", *markers])
        for number, group in enumerate(groups, start=1):
            conflicts = [f"{ids[one]} × {ids[other]}: {why}" for one, other, why in group.conflicts]
            writer.writerow(
                [
                    number,
                    len(group.members),
                    "conflict" if conflicts else "one person",
                    _BETWEEN.join(ids[at] for at in group.members),
                    _sex(search, group) if not conflicts else "",
                    _BETWEEN.join(conflicts),
                    _BETWEEN.join(group.open),
                    *("/".join(_cells(marker, group.consensus.get(marker.name))) for marker in search.markers),
                ]
            )
    proposed = [
        {
            "id": ids[group.members[0]],
            "parts": [ids[at] for at in group.members],
            "sex": _sex(search, group),
            "genotypes": {name: list(one.alleles) for name, one in group.consensus.items()},
        }
        for group in groups
        if not group.conflicts
    ]
    (folder / "consensus.json").write_text(
        json.dumps({"pm": proposed}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _cells(marker: Marker, reading: Observed | None) -> list[str]:
    """The alleles in the order of the marker, the one that nobody saw last."""
    if reading is None:
        return []
    seen = sorted((allele for allele in reading.alleles if allele is not None), key=marker.place)
    return [*seen, *("?" for allele in reading.alleles if allele is None)]


def _sex(search: PartSearch, group: Group) -> Sex:
    """The sex that members have, as far as one is known."""
    known = {search.remains[at].sex for at in group.members} - {Sex.UNKNOWN}
    return known.pop() if known else Sex.UNKNOWN
