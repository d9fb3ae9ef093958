"""Remains and families together: single and joint likelihood ratios, exclusions, and what is undisputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.genotype_tables import Sought, log_likelihoods_of
from homeward.kinship.joint import Filling, Joint, solve
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.search import search
from homeward.kinship.terms import Sex

#: Ways to fill one family that are computed side by side.
_AT_ONCE = 2000


@dataclass(frozen=True)
class Event:
    """What is known of one event: markers, remains, families and who is missing, in the order of the answer.

    Args:
        markers: in the population of the families.
        remains: profiles.
        families: each missing person stands in one.
        missing: ids.
        remains_markers: the same markers as frequent as where the remains come from, if that is another population;
            the probability of a remains on its own is then told in it.
    """

    markers: tuple[Marker, ...]
    remains: tuple[Remains, ...]
    families: tuple[Family, ...]
    missing: tuple[str, ...]
    remains_markers: tuple[Marker, ...] = ()

    def sought(self) -> list[Sought]:
        """Every missing person with its family."""
        family = {id_: one for one in self.families for id_ in one.missing}
        return [Sought(family[id_], id_) for id_ in self.missing]


def log_likelihoods_of_remains(event: Event) -> NDArray[np.float64]:
    """Ln P(profile) of each remains, on its own."""
    return _of_singles(event.remains_markers or event.markers, event.remains)


def _of_singles(markers: Sequence[Marker], remains: Sequence[Remains]) -> NDArray[np.float64]:
    cases = [(Pedigree((Member(one.id, sex=one.sex),)), {one.id: one.profile}) for one in remains]
    return log_likelihoods_of(markers, cases)


def log_likelihoods_of_families(event: Event) -> NDArray[np.float64]:
    """Ln P(profiles of relatives) of each family."""
    cases = [(family.pedigree, family.profiles) for family in event.families]
    return log_likelihoods_of(event.markers, cases)


def same_sex(event: Event) -> NDArray[np.bool_]:
    """Shape (remains, missing): whether the sexes do not speak against it."""
    of_missing = [one.sex for one in event.sought()]
    return np.array(
        [[Sex.UNKNOWN in (one.sex, sex) or one.sex is sex for sex in of_missing] for one in event.remains]
    ).reshape(len(event.remains), len(of_missing))


def ratios(event: Event) -> NDArray[np.float64]:
    """Ln of the likelihood ratios, shape (remains, missing); nan where the sexes differ."""
    log10 = search(event.markers, event.remains, event.sought())
    found = log10 * np.log(10)
    if event.remains_markers:
        alone = _of_singles(event.markers, event.remains)
        with np.errstate(invalid="ignore"):
            found = found + (alone - log_likelihoods_of_remains(event))[:, None]
    return np.where(same_sex(event), found, np.nan)


def exclusions(event: Event) -> NDArray[np.float64]:
    """How many markers exclude each pairing where nothing mutates, shape (remains, missing); nan for other sexes."""
    sought = event.sought()
    count = np.zeros((len(event.remains), len(sought)))
    for marker in event.markers:
        fixed = replace(marker, female=None, male=None)
        with np.errstate(invalid="ignore"):
            log10 = search([fixed], event.remains, sought)
        count += ~(log10 > -np.inf)  # a family that excludes itself excludes everybody
    return np.where(same_sex(event), count, np.nan)


def joint(event: Event, listed: int = 200) -> Joint:
    """All assignments over pairings that no sex and no likelihood ratio of 0 forbids."""
    log_lr = ratios(event)
    alone, families = log_likelihoods_of_remains(event), log_likelihoods_of_families(event)
    fillings = [
        _fillings(event, family, log_lr, alone, float(empty))
        for family, empty in zip(event.families, families, strict=True)
    ]
    ids = [one.id for one in event.remains]
    return solve(ids, event.missing, fillings, float(alone.sum() + families.sum()), listed)


def _fillings(
    event: Event, family: Family, log_lr: NDArray[np.float64], alone: NDArray[np.float64], empty: float
) -> list[Filling]:
    """All ways to fill a family but none."""
    column = {id_: at for at, id_ in enumerate(event.missing)}
    may = {id_: np.flatnonzero(log_lr[:, column[id_]] > -np.inf).tolist() for id_ in family.missing}
    ways = [way for way in _ways(family.missing, may, frozenset()) if way]
    singles = [way for way in ways if len(way) == 1]
    found = [
        Filling({id_: event.remains[at].id}, float(log_lr[at, column[id_]]))
        for way in singles
        for id_, at in way.items()
    ]
    several = [way for way in ways if len(way) > 1]
    for start in range(0, len(several), _AT_ONCE):
        some = several[start : start + _AT_ONCE]
        cases = [(family.pedigree, {**family.profiles, **_profiles(event, way)}) for way in some]
        logs = log_likelihoods_of(event.markers, cases)
        found += [
            Filling(
                {id_: event.remains[at].id for id_, at in way.items()},
                float(log - empty - alone[[*way.values()]].sum()),
            )
            for way, log in zip(some, logs, strict=True)
        ]
    return found


def _profiles(event: Event, way: Mapping[str, int]) -> dict[str, Mapping[str, Observed]]:
    return {id_: event.remains[at].profile for id_, at in way.items()}


def _ways(missing: Sequence[str], may: Mapping[str, Sequence[int]], used: frozenset[int]) -> Iterator[dict[str, int]]:
    """Missing persons to remains, each remains once."""
    if not missing:
        yield {}
        return
    first, *rest = missing
    yield from _ways(rest, may, used)
    for at in may[first]:
        if at not in used:
            for way in _ways(rest, may, used | {at}):
                yield {first: at, **way}
