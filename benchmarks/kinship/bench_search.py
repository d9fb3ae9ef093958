"""Blind search: how long remains against families take, tables and look-ups together.

    python -m benchmarks.kinship.bench_search [--remains 6000] [--families 5000] [--markers 24]

The reference set (200 remains, 158 missing persons of 150 families) beside the time that dvir 3.4.2 took for it on such
a machine, and a large one made of its families and frequencies: shapes as mixed as there, genotypes drawn anew.
"""

from __future__ import annotations

import gzip
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import ROOT
from homeward.kinship.case_files import read_event
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.genotype_tables import Sought
from homeward.kinship.identification import Event
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Pedigree
from homeward.kinship.search import search

#: Elapsed seconds of dvir's pairwiseLR on two cores, proportional mutation (design notes of the reference set).
DVIR_SECONDS = 341.6


def reference() -> Event:
    """The reference set, whose values a test reproduces."""
    packed = ROOT / "tests" / "reference" / "kinship" / "large.json.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        return read_event(path)


def drawn(marker: Marker, draw: random.Random) -> Observed:
    """A genotype of the population."""
    return Observed(tuple(draw.choices(marker.alleles, weights=marker.frequencies.tolist(), k=2)))


def enlarged(
    event: Event, remains: int, families: int, markers: int
) -> tuple[list[Marker], list[Remains], list[Sought]]:
    """As many remains and families as asked for: pedigrees of the reference set by turns, relatives' children drawn."""
    draw = random.Random(1)
    more = [replace(one, name=f"{one.name} again") for one in event.markers[: max(0, markers - len(event.markers))]]
    chosen = [*event.markers, *more][:markers]
    bodies = [
        Remains(f"R{at}", event.remains[at % len(event.remains)].sex, {one.name: drawn(one, draw) for one in chosen})
        for at in range(remains)
    ]
    sought = []
    for at in range(families):
        like = event.families[at % len(event.families)]
        profiles = handed_down(like.pedigree, [*like.profiles], chosen, draw)
        sought.append(Sought(Family(f"F{at}", like.pedigree, profiles, like.missing), like.missing[0]))
    return chosen, bodies, sought


def handed_down(
    pedigree: Pedigree, typed: Sequence[str], markers: Sequence[Marker], draw: random.Random
) -> dict[str, dict[str, Observed]]:
    """Genotypes handed down the pedigree from founders drawn from the population."""
    found: dict[str, dict[str, Observed]] = {id_: {} for id_ in typed}
    for marker in markers:
        here: dict[str, tuple[str, ...]] = {}
        for member in pedigree.members:
            pair = (
                drawn(marker, draw).alleles
                if member.is_founder
                else (draw.choice(here[member.father]), draw.choice(here[member.mother]))
            )
            here[member.id] = tuple(str(allele) for allele in pair)
            if member.id in found:
                found[member.id][marker.name] = Observed(here[member.id])
    return found


def timed(markers: list[Marker], remains: list[Remains], sought: list[Sought]) -> float:
    """Seconds of one search."""
    began = time.perf_counter()
    found = search(markers, remains, sought)
    took = time.perf_counter() - began
    assert found.shape == (len(remains), len(sought))
    assert not np.isnan(found).any()
    return took


def figures(remains: int, families: int, markers: int) -> Iterator[Figure]:
    """The reference set, then the large one, then one more body against its families."""
    event = reference()
    seconds = timed(list(event.markers), list(event.remains), event.sought())
    pairs = len(event.remains) * len(event.missing)
    case = f"{len(event.remains)} remains × {len(event.missing)} missing persons × {len(event.markers)} markers"
    for tool, took in ((OURS, seconds), ("dvir 3.4.2", DVIR_SECONDS)):
        yield Figure(case, tool, "time", took, Unit.SECONDS)
        yield Figure(case, tool, "pairs", pairs / took, Unit.PER_SECOND)
    chosen, bodies, sought = enlarged(event, remains, families, markers)
    case = f"{remains:,} remains × {families:,} missing persons × {markers} markers"
    seconds = timed(chosen, bodies, sought)
    yield Figure(case, OURS, "time", seconds, Unit.SECONDS)
    yield Figure(case, OURS, "pairs", remains * families / seconds, Unit.PER_SECOND)


if __name__ == "__main__":
    command = program(__doc__)
    command.add_argument("--remains", type=int, default=6000)
    command.add_argument("--families", type=int, default=5000)
    command.add_argument("--markers", type=int, default=24)
    asked = command.parse_args()
    show(figures(asked.remains, asked.families, asked.markers), asked)
