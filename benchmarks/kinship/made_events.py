"""The reference set of a blind search, and events of any size made of its families and frequencies."""

from __future__ import annotations

import gzip
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.processes import ROOT
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.files.case_files import read_event
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.together.identification import Event


def reference() -> Event:
    """The reference set, whose values a test reproduces."""
    packed = ROOT / "tests" / "reference" / "kinship" / "large.json.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        return read_event(path)


def enlarged(remains: int, families: int, markers: int) -> Event:
    """As many remains and families as asked for: pedigrees of the reference set by turns, relatives' children drawn."""
    event, draw = reference(), random.Random(1)
    more = [replace(one, name=f"{one.name} again") for one in event.markers[: max(0, markers - len(event.markers))]]
    chosen = (*event.markers, *more)[:markers]
    bodies = tuple(
        Remains(f"R{at}", event.remains[at % len(event.remains)].sex, {one.name: _drawn(one, draw) for one in chosen})
        for at in range(remains)
    )
    made = tuple(_family(event.families[at % len(event.families)], f"F{at}", chosen, draw) for at in range(families))
    return Event(chosen, bodies, made, tuple(one.missing[0] for one in made))


def _drawn(marker: Marker, draw: random.Random) -> Observed:
    """A genotype of the population."""
    return Observed(tuple(draw.choices(marker.alleles, weights=marker.frequencies.tolist(), k=2)))


def _family(like: Family, name: str, markers: tuple[Marker, ...], draw: random.Random) -> Family:
    """A family of that shape with members of its own; genotypes handed down from founders of the population."""
    members = tuple(
        Member(*(f"{name} {id_}" if id_ else "" for id_ in (one.id, one.father, one.mother)), one.sex)
        for one in like.pedigree.members
    )
    pedigree = Pedigree(members)
    found = handed_down(pedigree, [f"{name} {id_}" for id_ in like.profiles], markers, draw)
    return Family(name, pedigree, found, (f"{name} {like.missing[0]}",))


def handed_down(
    pedigree: Pedigree, typed: Sequence[str], markers: Sequence[Marker], draw: random.Random
) -> dict[str, dict[str, Observed]]:
    """Genotypes handed down the pedigree from founders drawn from the population."""
    found: dict[str, dict[str, Observed]] = {id_: {} for id_ in typed}
    for marker in markers:
        here: dict[str, tuple[str, ...]] = {}
        for member in pedigree.members:
            pair = (
                _drawn(marker, draw).alleles
                if member.is_founder
                else (draw.choice(here[member.father]), draw.choice(here[member.mother]))
            )
            here[member.id] = tuple(str(allele) for allele in pair)
            if member.id in found:
                found[member.id][marker.name] = Observed(here[member.id])
    return found
