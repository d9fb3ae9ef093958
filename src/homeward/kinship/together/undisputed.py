"""Pairings that nothing disputes, found step by step: each one found is a reference for the next.

Undisputed is a pairing with a likelihood ratio of at least the threshold, whose remains and whose missing person have
no other pairing within a factor of the threshold. It is a proposal to people, who identify.
Source: Vigeland, Egeland, Scientific Reports 11 (2021) 13661, as dvir's findUndisputed has it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.together.identification import Event, ratios


@dataclass(frozen=True, slots=True)
class Undisputed:
    """One pairing found: ids, ln of its likelihood ratio when it was found, the step, counted from 1."""

    family: str
    missing: str
    remains: str
    log_lr: float
    step: int


@dataclass(frozen=True)
class Settled:
    """What is undisputed, and what is left: an event in which they are in their places.

    ``log_lr`` has the ratios of what is left, shape (remains, missing); -inf where nothing can be.
    """

    found: tuple[Undisputed, ...]
    event: Event
    log_lr: NDArray[np.float64]


def settled(event: Event, threshold: float, log_lr: NDArray[np.float64]) -> Settled:
    """Find step by step what is undisputed.

    Args:
        event: all remains and families.
        threshold: a likelihood ratio above 1.
        log_lr: of the event, as ``ratios`` gives it.
    """
    found: list[Undisputed] = []
    step = 1
    log_lr = np.nan_to_num(log_lr, nan=-np.inf, neginf=-np.inf)
    while pairs := _undisputed(log_lr, math.log(threshold)):
        sought = event.sought()
        found += [
            Undisputed(sought[at].family.id, sought[at].id, event.remains[v].id, float(log_lr[v, at]), step)
            for v, at in pairs
        ]
        touched = {sought[at].family.id for _v, at in pairs}
        event = _placed(event, pairs)
        log_lr = np.delete(np.delete(log_lr, [v for v, _at in pairs], axis=0), [at for _v, at in pairs], axis=1)
        _renew(log_lr, event, touched)
        step += 1
    return Settled(tuple(found), event, log_lr)


def _undisputed(log_lr: NDArray[np.float64], least: float) -> list[tuple[int, int]]:
    return [
        (at, column)
        for column in range(log_lr.shape[1])
        for at in range(log_lr.shape[0])
        if log_lr[at, column] >= least
        and (np.delete(log_lr[at], column) <= log_lr[at, column] - least).all()
        and (np.delete(log_lr[:, column], at) <= log_lr[at, column] - least).all()
    ]


def _renew(log_lr: NDArray[np.float64], event: Event, families: set[str]) -> None:
    """Compute the ratios of some families anew, in place: those that have one more reference."""
    some = tuple(one for one in event.families if one.id in families)
    missing = tuple(id_ for id_ in event.missing if any(id_ in one.missing for one in some))
    if missing and event.remains:
        anew = ratios(replace(event, families=some, missing=missing))
        columns = [event.missing.index(id_) for id_ in missing]
        log_lr[:, columns] = np.nan_to_num(anew, nan=-np.inf, neginf=-np.inf)


def summary(of: Settled) -> list[dict[str, Any]] | None:
    """Rows as dvir names them: what is undisputed, then remains that nothing is left for; None where nothing is."""
    rows: list[dict[str, Any]] = [
        {
            "Family": one.family,
            "Missing": one.missing,
            "Sample": one.remains,
            "LR": math.exp(one.log_lr),
            "Conclusion": "Undisputed",
            "Comment": f"Step {one.step}",
        }
        for one in of.found
    ]
    rows += [
        {
            "Family": None,
            "Missing": None,
            "Sample": one.id,
            "LR": None,
            "Conclusion": "Excluded",
            "Comment": "No compatible pairings",
        }
        for one, of_one in zip(of.event.remains, of.log_lr, strict=True)
        if rows and (of_one == -np.inf).all()
    ]
    return rows or None


def _placed(event: Event, pairs: list[tuple[int, int]]) -> Event:
    """The event in which these remains are the missing persons: typed members of their families."""
    placed = {event.missing[column]: event.remains[at].profile for at, column in pairs}
    families = tuple(
        replace(
            family,
            profiles={**family.profiles, **{id_: placed[id_] for id_ in family.missing if id_ in placed}},
            missing=tuple(id_ for id_ in family.missing if id_ not in placed),
        )
        for family in event.families
    )
    used = {at for at, _column in pairs}
    return replace(
        event,
        remains=tuple(one for at, one in enumerate(event.remains) if at not in used),
        families=families,
        missing=tuple(id_ for id_ in event.missing if id_ not in placed),
    )
