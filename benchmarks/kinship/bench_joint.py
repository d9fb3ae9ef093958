"""Joint identification: how long an event takes, beside dvir's seconds where it solves it, and how exact the answer is.

    python -m benchmarks.kinship.bench_joint [--sizes 30 60]

The events of the reference set, then its 200 remains and 150 families, then made ones: families with pedigrees of
those by turns, each with remains of its missing person, of a sibling of the missing person for every fifth family (a
false pairing that looks true), and of a stranger for every sixth, whose missing person is not among the remains.
"""

from __future__ import annotations

import gzip
import math
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.kinship.bench_search import drawn, reference
from benchmarks.processes import ROOT
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.files.case_files import read_events
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.together.identification import Event, joint, ratios, ways_to_fill
from homeward.kinship.together.joint import Joint

#: Elapsed seconds of dvir's dviJoint on two cores, all assignments (recorded with the reference set); refused is None.
DVIR_SECONDS = {"planecrash": 1105.7, "icmp": 37.7, "grave": 15.7, "simA": 67.4, "exclusionExample": None}


def events() -> dict[str, Event]:
    """The reference events, whose values a test reproduces."""
    packed = ROOT / "tests" / "reference" / "kinship" / "cases_dvi.json.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases_dvi.json"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        return dict(read_events(path))


def handed_down(pedigree: Pedigree, markers: tuple[Marker, ...], draw: random.Random) -> dict[str, dict[str, Observed]]:
    """Genotypes of all members, from founders drawn from the population."""
    found: dict[str, dict[str, Observed]] = {member.id: {} for member in pedigree.members}
    for marker in markers:
        for member in pedigree.members:
            found[member.id][marker.name] = (
                drawn(marker, draw)
                if member.is_founder
                else Observed(
                    tuple(draw.choice(found[parent][marker.name].alleles) for parent in (member.father, member.mother))
                )
            )
    return found


def made(size: int) -> Event:
    """An event of so many families and about as many remains."""
    like, draw = reference(), random.Random(size)
    remains, families, missing = [], [], []
    for at in range(size):
        family = like.families[(at * 37) % len(like.families)]
        sought = family.pedigree.member(family.missing[0])
        sibling = "" if sought.is_founder else "sibling"
        members = family.pedigree.members + ((replace(sought, id=sibling),) if sibling else ())
        profiles = handed_down(Pedigree(members), like.markers, draw)
        named = Pedigree(tuple(_named(one, at) for one in family.pedigree.members))
        missing += [f"F{at} {id_}" for id_ in family.missing]
        typed = {f"F{at} {id_}": profiles[id_] for id_ in family.profiles}
        families.append(Family(f"F{at}", named, typed, tuple(f"F{at} {id_}" for id_ in family.missing)))
        if at % 6:
            remains.append((sought.sex, profiles[sought.id]))
        if sibling and not at % 5:
            remains.append((sought.sex, profiles[sibling]))
        if not at % 6:
            remains.append((sought.sex, {marker.name: drawn(marker, draw) for marker in like.markers}))
    bodies = tuple(Remains(f"R{at}", sex, profile) for at, (sex, profile) in enumerate(remains))
    return Event(like.markers, bodies, tuple(families), tuple(missing))


def _named(member: Member, at: int) -> Member:
    parents = {parent: f"F{at} {parent}" if parent else "" for parent in (member.father, member.mother)}
    return Member(f"F{at} {member.id}", parents[member.father], parents[member.mother], member.sex)


def solved(event: Event) -> tuple[float, Joint]:
    """Seconds of all that a joint solution needs, and the solution."""
    began = time.perf_counter()
    log_lr = ratios(event)
    found = joint(event, log_lr, ways_to_fill(event, log_lr))
    return time.perf_counter() - began, found


def figures(sizes: list[int]) -> Iterator[Figure]:
    """The reference events, then made ones."""
    for name, event in events().items():
        if name in DVIR_SECONDS:
            seconds, found = solved(event)
            case = f"{name}: {len(event.remains)} remains, {len(event.missing)} missing"
            yield Figure(case, OURS, "time", seconds, Unit.SECONDS)
            yield Figure(case, OURS, "assignments", found.count, Unit.COUNT)
            yield Figure(case, "dvir 3.4.2", "time", DVIR_SECONDS[name], Unit.SECONDS)
    for name, event in [("reference set", reference()), *(("made", made(size)) for size in sizes)]:
        seconds, found = solved(event)
        families = len(event.families)
        case = f"{name}: {len(event.remains)} remains, {len(event.missing)} missing, {families} families"
        yield Figure(case, OURS, "time of all", seconds, Unit.SECONDS)
        drawn_ = [one for one in found.components if one.standard_error]
        proved = max(one.error for one in found.components if not one.standard_error)
        yield Figure(case, OURS, "components", len(found.components), Unit.COUNT)
        yield Figure(case, OURS, "of them drawn", len(drawn_), Unit.COUNT)
        error = max((one.standard_error for one in drawn_), default=0.0)
        yield Figure(case, OURS, "standard error", error, Unit.SHARE)
        yield Figure(case, OURS, "decimals proved of others", math.floor(-math.log10(max(proved, 1e-15))), Unit.COUNT)


if __name__ == "__main__":
    command = program(__doc__)
    command.add_argument("--sizes", type=int, nargs="*", default=[30, 60])
    asked = command.parse_args()
    show(figures(asked.sizes), asked)
