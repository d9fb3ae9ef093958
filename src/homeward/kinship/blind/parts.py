"""Part to part: which remains are of one person, of all there are against each other.

A pair of remains is weighed by ``identity``, marker by marker, at the markers where both are typed. Pairs that reach a
threshold bring their remains together, and what is together with the same is together: a group is proposed as one
person. A group in which two remains exclude each other, or are of two sexes, is shown as a conflict and not as one
person; somebody has been mistyped, mixed up, or has a twin.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.identity import IdentityRatios
from homeward.kinship.evidence import Observed, is_nothing
from homeward.kinship.families import Family, Remains
from homeward.kinship.markers import Marker
from homeward.kinship.terms import Chromosome, Sex
from homeward.progress import Progress, silent
from homeward.words import _

#: Pairs that are weighed at once.
_AT_ONCE = 1 << 22
#: Up to so many different readings of a marker the ratios of all with all are kept.
_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two remains that are proposed as parts of one person.

    Attributes:
        one, other: places among the remains, ``one`` first.
        log10_lr: at the markers that do not exclude.
        markers: at which both are typed.
        mismatches: of these, how many exclude that they are of one person.
    """

    one: int
    other: int
    log10_lr: float
    markers: int
    mismatches: int


@dataclass(frozen=True)
class Group:
    """Remains brought together by pairs.

    Attributes:
        members: places among the remains, rising.
        conflicts: pairs of members that cannot be of one person, with what says so: mismatches, or ``sex``.
        consensus: what the members show together at each marker; empty in a conflict.
        open: markers at which whole readings of members differ, so that the consensus is silent.
    """

    members: tuple[int, ...]
    conflicts: tuple[tuple[int, int, str], ...]
    consensus: dict[str, Observed]
    open: tuple[str, ...]


class PartSearch:
    """All against all.

    Args:
        markers: at which they are compared.
        remains: n profiles.
        theta: coancestry in [0, 1).
        tolerated: markers that may exclude a pair before it counts as excluded; their ratio is left out.
    """

    def __init__(self, markers: Sequence[Marker], remains: Sequence[Remains], theta: float, tolerated: int) -> None:
        self.remains, self.markers, self.tolerated = tuple(remains), tuple(markers), tolerated
        self._compared = [_Compared(marker, remains, theta) for marker in markers]
        self._typed = np.stack([np.zeros(len(remains), bool), *(one.is_typed for one in self._compared)]).T

    def pairs(self, threshold: float, progress: Progress = silent) -> list[Pair]:
        """Pairs not excluded whose likelihood ratio is at least ``threshold``, the largest first."""
        found = []
        step = max(1, _AT_ONCE // max(1, len(self.remains)) // (os.cpu_count() or 1))
        starts = range(0, len(self.remains), step)
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # look-ups and sums leave the interpreter free
            some = threads.map(lambda start: self._some(start, start + step, np.log10(threshold)), starts)
            for start, pairs in zip(starts, some, strict=True):
                progress(_("comparing remains with each other"), start, len(self.remains))
                found += pairs
        return sorted(found, key=lambda pair: (-pair.log10_lr, pair.one, pair.other))

    def _some(self, start: int, stop: int, log10_threshold: float) -> list[Pair]:
        rows = np.arange(start, min(stop, len(self.remains)))
        log10, mismatches = self._weighed(rows, start)
        later = np.arange(start, len(self.remains))[None, :] > rows[:, None]
        one, other = np.nonzero(later & (mismatches <= self.tolerated) & (log10 >= log10_threshold))
        shared = (self._typed[one + start] & self._typed[other + start]).sum(axis=1)
        columns = (one + start, other + start, log10[one, other], shared, mismatches[one, other])
        return [Pair(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]

    def _weighed(self, rows: NDArray[np.intp], start: int) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
        """Some remains against all from ``start`` on: log10 of ratios and how many markers exclude the pair."""
        log10 = np.zeros((len(rows), len(self.remains) - start))
        mismatches = np.zeros(log10.shape, dtype=np.int16)
        for compared in self._compared:
            used, place = np.unique(compared.place[rows], return_inverse=True)
            ratios, differ = compared.ratios(used)
            by_reading = np.take(ratios, compared.place[start:], axis=1, mode="clip")
            log10 += by_reading[place]
            mismatches += np.take(differ, compared.place[start:], axis=1, mode="clip")[place]
        return log10, mismatches

    def groups(self, pairs: Sequence[Pair]) -> list[Group]:
        """What pairs bring together, the largest groups first."""
        leader = list(range(len(self.remains)))

        def lead(at: int) -> int:
            while leader[at] != at:
                leader[at] = leader[leader[at]]
                at = leader[at]
            return at

        for pair in pairs:
            first, second = sorted((lead(pair.one), lead(pair.other)))
            leader[second] = first
        members: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self.remains)):
            members[lead(at)].append(at)
        groups = [self._group(some) for some in members.values() if len(some) > 1]
        return sorted(groups, key=lambda group: (-len(group.members), group.members))

    def _group(self, members: Sequence[int]) -> Group:
        conflicts = tuple(self._conflicts(members))
        consensus: dict[str, Observed] = {}
        differing = []
        for marker in self.markers if not conflicts else ():
            shown = [self.remains[at].profile.get(marker.name) for at in members]
            together = consensus_of([one for one in shown if one is not None and not is_nothing(one)])
            if together is None:
                differing.append(marker.name)
            elif together.seen:
                consensus[marker.name] = together
        return Group(tuple(members), conflicts, consensus, tuple(differing))

    def _conflicts(self, members: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        for place, one in enumerate(members):
            mismatches = self._weighed(np.array([one]), 0)[1][0]
            for other in members[place + 1 :]:
                if {self.remains[one].sex, self.remains[other].sex} == {Sex.MALE, Sex.FEMALE}:
                    yield one, other, "sex"
                if mismatches[other] > self.tolerated:
                    yield one, other, f"{mismatches[other]} mismatches"


class _Compared:
    """Readings of all remains at one marker, and the ratios between them."""

    def __init__(self, marker: Marker, remains: Sequence[Remains], theta: float) -> None:
        self.place = np.zeros(len(remains), dtype=np.intp)
        places: dict[tuple[int, tuple[str, ...], bool, float | None], int] = {}
        readings: dict[int, list[Observed]] = {1: [], 2: []}
        order: list[tuple[int, int]] = []
        for at, body in enumerate(remains):
            reading = body.profile.get(marker.name)
            if reading is None or is_nothing(reading):
                continue
            copies = 1 if marker.chromosome is Chromosome.X and body.sex is Sex.MALE else 2
            key = copies, reading.seen, None in reading.alleles, reading.dropout
            if key not in places:
                places[key] = len(places) + 1
                order.append((copies, len(readings[copies])))
                readings[copies].append(reading)
            self.place[at] = places[key]
        self.is_typed = self.place > 0
        self._order = np.array([(0, 0), *order])
        self._ratios = {
            copies: IdentityRatios(marker, some, copies, theta) for copies, some in readings.items() if some
        }

        #: log10 of the ratios of all readings with all, and which cannot be of one person.
        self._table = self._computed(np.arange(len(self._order))) if len(self._order) <= _KEPT else None

    def ratios(self, used: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
        """log10 of the ratios of some readings with all, 0 where one is none or they cannot be; and where they cannot.

        A reading of a man's single X is not compared with one of two copies: the sexes say enough.
        """
        if self._table is None:
            return self._computed(used)
        return self._table[0][used], self._table[1][used]

    def _computed(self, used: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
        log10 = np.zeros((len(used), len(self._order)))
        differ = np.zeros(log10.shape, dtype=np.int16)
        for copies, ratios in self._ratios.items():
            rows, columns = (np.flatnonzero(of[:, 0] == copies) for of in (self._order[used], self._order))
            found = ratios.of(self._order[used[rows], 1])[:, self._order[columns, 1]]
            differ[np.ix_(rows, columns)] = found <= 0
            log10[np.ix_(rows, columns)] = np.log10(found, out=np.zeros_like(found), where=found > 0)
        return log10, differ


def consensus_of(readings: Sequence[Observed]) -> Observed | None:
    """What several readings of one person show together; None where they contradict each other.

    Whole readings must agree. Of readings that may have lost an allele, two alleles seen by any are the genotype; one
    allele alone stays half known.
    """
    whole = {one.seen for one in readings if one.dropout is None and None not in one.alleles}
    seen = tuple(sorted({allele for one in readings for allele in one.seen}))
    if len(whole) > 1 or len(seen) > 2 or (whole and set(seen) - set(*whole)):
        return None
    if whole:
        (alleles,) = whole
        counted = max(len(one.alleles) for one in readings if one.seen == alleles)
        return Observed(alleles if len(alleles) == 2 or counted == 1 else alleles * 2)
    return Observed(seen if len(seen) == 2 else (*seen, None))


def relatives_of(families: Sequence[Family]) -> list[Remains]:
    """All typed relatives as if they were remains, to find who was typed twice or stands in two families."""
    return [
        Remains(f"{family.id}/{id_}", family.pedigree.member(id_).sex, profile)
        for family in families
        for id_, profile in family.profiles.items()
    ]
