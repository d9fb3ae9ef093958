"""Is a family worth testing: how its likelihood ratios will come out, before any remains are found.

The distribution of log10 LR if the remains are the missing person, and if they are of a stranger. Mean, deviation and
power of exclusion are exact; quantiles and chances of reaching a threshold are drawn, with their standard errors.
Strangers reach a threshold so seldom that no plain draw would show it: they are drawn from chances between theirs and
the missing person's, and weighed by what that changes (importance sampling, unbiased).

Sources: Egeland, Pinto, Vigeland, FSI Genetics 9 (2014) 186-190 (power of exclusion); Kling, Egeland, Piñero, Vigeland,
FSI Genetics 31 (2017) 57-66, and Vigeland, Marsico, Herrera Piñero, Egeland, FSI Genetics 49 (2020) 102376 (power of
families); Taylor, Curran, Buckleton, FSI Genetics 27 (2017) 74-81 (importance sampling of strangers).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.genotype_tables import Sought, genotype_tables
from homeward.kinship.markers import Marker
from homeward.kinship.power.seen import Chances, seen, uniform
from homeward.progress import Progress, silent
from homeward.words import LabelledWord, _

#: A family is enough if its missing person would reach the threshold this often, and none if not even so often.
ENOUGH, NONE = 0.95, 0.05
#: Quantiles that are told.
QUANTILES = (0.05, 0.5, 0.95)
_AT_ONCE = 50
#: Tilts are looked for from 0 to here, by so many halvings.
_STEEPEST, _HALVINGS = 8.0, 16


class Verdict(LabelledWord):
    """What a family can do, by the rule of ``verdict_of``."""

    ENOUGH = "enough", _("enough")
    WEAK = "weak", _("weak")
    NONE = "none", _("too little")
    CONTRADICTORY = "contradictory", _("contradictory")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every family.

    Args:
        threshold: likelihood ratio that an identification needs, above 0.
        draws: how many profiles are drawn, at least 2.
        seed: of the draw, 0 or more; the same seed gives the same figures.
        dropout: chance in [0, 1) that a copy of an allele of degraded remains is not seen, the same at all markers.
    """

    threshold: float = 1e4
    draws: int = 10_000
    seed: int = 0
    dropout: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A drawn figure and its standard error."""

    value: float
    error: float


@dataclass(frozen=True)
class Power:
    """How the likelihood ratios of one missing person will come out.

    Attributes:
        mean, deviation: of log10 LR if the remains are the missing person; exact.
        if_missing: quantiles of the same, drawn.
        if_stranger: quantiles of log10 LR of unrelated remains, drawn; -inf for an exclusion.
        reached: P(LR ≥ threshold) if the remains are the missing person.
        by_chance: the same of a stranger.
        exclusion: marker to P(LR = 0) of a stranger where nothing mutates, exact; 0 where the family's own profiles
            need a mutation.
        contradicting: markers at which the family's own profiles cannot be; all figures are then nan.
    """

    sought: Sought
    mean: float
    deviation: float
    if_missing: tuple[float, ...]
    if_stranger: tuple[float, ...]
    reached: Estimate
    by_chance: Estimate
    exclusion: Mapping[str, float]
    contradicting: tuple[str, ...]

    @property
    def excluded(self) -> float:
        """P(a stranger is excluded by one marker at least) where nothing mutates."""
        return abs(math.expm1(math.fsum(math.log1p(-one) if one < 1 else -math.inf for one in self.exclusion.values())))

    @property
    def verdict(self) -> Verdict:
        """In one word."""
        return Verdict.CONTRADICTORY if self.contradicting else verdict_of(self.reached.value)


class _Figures(TypedDict):
    mean: float
    deviation: float
    if_missing: tuple[float, ...]
    if_stranger: tuple[float, ...]
    reached: Estimate
    by_chance: Estimate


_UNKNOWN: _Figures = {
    "mean": math.nan,
    "deviation": math.nan,
    "if_missing": (math.nan,) * len(QUANTILES),
    "if_stranger": (math.nan,) * len(QUANTILES),
    "reached": Estimate(math.nan, math.nan),
    "by_chance": Estimate(math.nan, math.nan),
}


def verdict_of(reached: float) -> Verdict:
    """Enough from P(LR ≥ threshold | missing person) = 0.95 on, none below 0.05, weak between."""
    return Verdict.ENOUGH if reached >= ENOUGH else Verdict.WEAK if reached >= NONE else Verdict.NONE


def powers(
    markers: Sequence[Marker], sought: Sequence[Sought], asked: Asked, progress: Progress = silent
) -> list[Power]:
    """The power of every missing person's family; the order of markers and families has no effect.

    Markers are taken as inherited independently, founders as unrelated (theta 0); mutation, silent alleles and the X as
    the markers tell. Of several missing persons of one family each is looked at alone, the others not found.

    Args:
        markers: that the remains are expected to show: of a partial profile, the ones it has.
        sought: missing persons.
        asked: threshold, draws and state of the remains.
        progress: told how many are done.
    """
    by_name = sorted(markers, key=lambda marker: marker.name)
    found: list[Power] = []
    for start in range(0, len(sought), _AT_ONCE):
        progress(_("computing the power of families"), start, len(sought))
        found += _some(by_name, sought[start : start + _AT_ONCE], asked)
    return found


@dataclass(frozen=True, slots=True)
class _AtMarker:
    """What one missing person's remains may show at one marker, in rising order of log10 LR; none of it excluded."""

    related: Chances
    unrelated: Chances
    log10_lr: Chances
    luck: NDArray[np.float64]


def _some(markers: Sequence[Marker], sought: Sequence[Sought], asked: Asked) -> list[Power]:
    outcomes: list[list[_AtMarker]] = [[] for _one in sought]
    contradicting: list[list[str]] = [[] for _one in sought]
    for marker, tables in zip(markers, genotype_tables(markers, sought), strict=True):
        luck = uniform(asked.seed, marker, "remains", asked.draws)
        for table in tables:
            may = seen(marker, table, asked.dropout)
            for row, place in enumerate(table.rows):
                if table.log_families[row] == -np.inf:
                    contradicting[place].append(marker.name)
                order = np.flatnonzero(may.related[row] > 0)
                order = order[np.argsort(may.log10_lr[row, order], kind="stable")]
                related, unrelated, logs = (of[row, order] for of in (may.related, may.unrelated, may.log10_lr))
                outcomes[place].append(_AtMarker(related, unrelated, logs, luck))
    found = []
    exclusion = _exclusion(markers, sought, asked.dropout)
    for one, at_markers, excludes, no in zip(sought, outcomes, exclusion, contradicting, strict=True):
        figures = _UNKNOWN if no else _figures(at_markers, asked)
        found.append(Power(one, exclusion=excludes, contradicting=tuple(no), **figures))
    return found


def _figures(outcomes: Sequence[_AtMarker], asked: Asked) -> _Figures:
    means = [float(one.related @ one.log10_lr) for one in outcomes]
    spread = [float(one.related @ (one.log10_lr - mean) ** 2) for one, mean in zip(outcomes, means, strict=True)]
    missing, stranger = np.zeros(asked.draws), np.zeros(asked.draws)
    for one in outcomes:
        missing += one.log10_lr[picked(one.related, one.luck)]
        # What is left of a stranger's chances are the exclusions, the least of all ratios.
        of_stranger = np.append(1 - one.unrelated.sum(), one.unrelated)
        stranger += np.append(-np.inf, one.log10_lr)[picked(of_stranger, one.luck)]
    return {
        "mean": math.fsum(means),
        "deviation": math.sqrt(math.fsum(spread)),
        "if_missing": _quantiles(missing),
        "if_stranger": _quantiles(stranger),
        "reached": share(missing >= math.log10(asked.threshold)),
        "by_chance": _by_chance(outcomes, asked),
    }


def picked(chances: Chances, luck: NDArray[np.float64]) -> NDArray[np.intp]:
    """Outcomes drawn, shape (draws,): the greater a number of ``luck``, the later in ``chances``, shape (outcomes,)."""
    ends = np.cumsum(np.maximum(chances, 0.0))
    return np.asarray(np.searchsorted(ends[:-1], luck * ends[-1], side="right"))


def _by_chance(outcomes: Sequence[_AtMarker], asked: Asked) -> Estimate:
    """P(LR ≥ t) of a stranger, drawn from chances that are tilted so that half of the draws reach t.

    P₀(LR ≥ t) = mean of 1{LR ≥ t} · Z LR⁻ˢ over draws from P₀ LRˢ / Z, for any s. Drawing the missing person is s = 1;
    of a family whose ratios lie far above t nearly no such draw would come near t.
    """
    if not outcomes:
        return Estimate(float(asked.threshold <= 1), 0.0)
    starts = np.cumsum([0, *(len(one.related) for one in outcomes[:-1])])
    logs = np.concatenate([one.log10_lr for one in outcomes])
    by_chance = np.log10(np.concatenate([one.unrelated for one in outcomes]))
    least = math.log10(asked.threshold)

    def tilted(tilt: float) -> tuple[Chances, float]:
        """Chances by outcome, summing to 1 at each marker, and log10 of all they were divided by."""
        weight = by_chance + tilt * logs
        largest = np.maximum.reduceat(weight, starts)
        lengths = np.diff([*starts, len(weight)])
        scaled = 10 ** (weight - np.repeat(largest, lengths))
        whole = np.add.reduceat(scaled, starts)
        return scaled / np.repeat(whole, lengths), float((np.log10(whole) + largest).sum())

    low, high = 0.0, _STEEPEST
    for _step in range(_HALVINGS):
        tilt = (low + high) / 2
        low, high = (low, tilt) if tilted(tilt)[0] @ logs > least else (tilt, high)
    chances, log_whole = tilted(tilt := (low + high) / 2)
    total = np.zeros(asked.draws)
    for one, of_marker in zip(outcomes, np.split(chances, starts[1:]), strict=True):
        total += one.log10_lr[picked(of_marker, one.luck)]
    weights = np.where(total >= least, 10 ** (log_whole - tilt * total), 0.0)
    return Estimate(float(weights.mean()), float(weights.std(ddof=1)) / math.sqrt(asked.draws))


def share(above: NDArray[np.bool_]) -> Estimate:
    """How often something was drawn; the error is not 0 where it was always or never (Agresti, Coull 1998)."""
    count = len(above)
    plausible = (above.sum() + 2) / (count + 4)
    return Estimate(float(above.mean()), math.sqrt(plausible * (1 - plausible) / (count + 4)))


def _quantiles(total: NDArray[np.float64]) -> tuple[float, ...]:
    """Drawn values, none between two: there may be nothing between a number and -inf."""
    return tuple(float(value) for value in np.quantile(total, QUANTILES, method="inverted_cdf"))


def _exclusion(markers: Sequence[Marker], sought: Sequence[Sought], dropout: float) -> list[dict[str, float]]:
    fixed = [replace(marker, female=None, male=None) for marker in markers]
    found: list[dict[str, float]] = [{} for _one in sought]
    for marker, tables in zip(fixed, genotype_tables(fixed, sought), strict=True):
        for table in tables:
            may = seen(marker, table, dropout)
            chance = np.where(may.related > 0, 0.0, may.unrelated).sum(axis=1)
            for row, place in enumerate(table.rows):
                is_possible = table.log_families[row] > -np.inf
                found[place][marker.name] = float(min(chance[row], 1.0)) if is_possible else 0.0
    return found
