"""Exact likelihoods on large pedigrees: a family of twenty with two loops, stepwise mutation, 24 markers.

    python -m benchmarks.kinship.bench_likelihood

Nothing lumps under stepwise mutation, so that every allele of a marker stands in every table of an untyped member, 55
of them at SE33: what takes peers from seconds to minutes for one ratio (``pedprobr`` breaks loops by genotypes).
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.kinship.made_events import handed_down, reference
from homeward.kinship import mutation
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex

MARKERS = 24
RATE, RATE2, RANGE = 0.002, 1e-6, 0.1
#: Two pairs of cousins who marry, over four generations; M or F behind the id is the sex.
TWENTY = """
1 M - -; 2 F - -; 3 M 1 2; 4 F - -; 5 F 1 2; 6 M - -; 7 M 1 2; 8 F - -; 9 M 3 4; 10 F 6 5; 11 M 3 4; 12 F 7 8
13 M 9 10; 14 F 9 10; 15 M 9 10; 16 F 11 12; 17 M 11 12; 18 F - -; 19 M 17 18; 20 F 17 18
"""
TYPED = {
    "7 typed": ["4", "8", "13", "14", "16", "19", "20"],
    "3 typed": ["13", "16", "20"],
}


def family(text: str) -> Pedigree:
    """Members from lines of id, sex, father, mother."""
    rows = [one.split() for one in text.replace("\n", ";").split(";") if one.strip()]
    return Pedigree(
        tuple(Member(id_, father.strip("-"), mother.strip("-"), Sex(sex)) for id_, sex, father, mother in rows)
    )


def stepping(marker: Marker) -> Marker:
    """The marker with steps of repeats for mutations."""
    matrix = mutation.stepwise([float(allele) for allele in marker.alleles], RATE, RATE2, RANGE)
    return replace(marker, female=matrix, male=matrix)


def figures() -> Iterator[Figure]:
    """Seconds of one likelihood over all markers, with many typed and with few."""
    markers = [stepping(one) for one in reference().markers]
    markers += [replace(one, name=f"{one.name} again") for one in markers[: MARKERS - len(markers)]]
    pedigree = family(TWENTY)
    profiles = handed_down(pedigree, [*pedigree.ids], markers, random.Random(1))
    for case, typed in TYPED.items():
        began = time.perf_counter()
        log_likelihoods(Hypothesis((pedigree,)), markers, {id_: profiles[id_] for id_ in typed})
        took = time.perf_counter() - began
        yield Figure(f"family of 20, two loops, {case}, {MARKERS} markers", OURS, "time", took, Unit.SECONDS)


if __name__ == "__main__":
    asked = program(__doc__).parse_args()
    show(figures(), asked)
