"""Remains and families together: single and joint likelihood ratios, exclusions, and what is undisputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.genotype_tables import Sought, log_likelihoods_of
from homeward.kinship.blind.search import search
from homeward.kinship.families import Family, Remains
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex
from homeward.kinship.together.fillings import Filling, fillings
from homeward.kinship.together.joint import Joint, solve


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
    found = search(event.markers, event.remains, event.sought()) * np.log(10) + _shift(event)[:, None]
    return np.where(same_sex(event), found, np.nan)


def _shift(event: Event) -> NDArray[np.float64]:
    """What ratios are to be corrected by where remains come from another population than families, shape (remains,)."""
    if not event.remains_markers:
        return np.zeros(len(event.remains))
    return _of_singles(event.markers, event.remains) - log_likelihoods_of_remains(event)


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


def ways_to_fill(event: Event, log_lr: NDArray[np.float64]) -> list[list[Filling]]:
    """Of each family all ways to fill its missing persons that can be; ``log_lr`` as ``ratios`` gives it."""
    column = {id_: at for at, id_ in enumerate(event.missing)}
    shift = _shift(event)
    return [
        fillings(event.markers, event.remains, family, {id_: log_lr[:, column[id_]] for id_ in family.missing}, shift)
        for family in event.families
    ]


def joint(event: Event, log_lr: NDArray[np.float64], ways: Sequence[Sequence[Filling]], listed: int = 200) -> Joint:
    """All assignments over pairings that no sex and no likelihood ratio of 0 forbids.

    Args:
        event: whose remains and families they are.
        log_lr: as ``ratios`` gives it.
        ways: as ``ways_to_fill`` gives them.
        listed: how many of the likeliest to give.
    """
    log_empty = float(log_likelihoods_of_remains(event).sum() + log_likelihoods_of_families(event).sum())
    return solve([one.id for one in event.remains], event.missing, ways, log_lr > -np.inf, log_empty, listed)
