"""Pairings that nothing disputes, found step by step: each one found is a reference for the next.

Undisputed is a pairing with a likelihood ratio of at least the threshold, whose remains and whose missing person have
no other pairing within a factor of the threshold. It is a proposal to people, who identify.
Source: Vigeland, Egeland, Scientific Reports 11 (2021) 13661, as dvir's findUndisputed has it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from homeward.kinship.identification import Event, ratios


def undisputed(event: Event, threshold: float) -> list[dict[str, Any]] | None:
    """Rows of family, missing person, remains, likelihood ratio and step; then remains that nothing is left for.

    Args:
        event: all remains and families.
        threshold: a likelihood ratio above 1.

    Returns:
        None where there is neither.
    """
    rows = []
    step = 0
    least = math.log(threshold)
    log_lr = np.nan_to_num(ratios(event), nan=-np.inf, neginf=-np.inf)
    while True:
        step += 1
        pairs = [
            (at, column)
            for column in range(log_lr.shape[1])
            for at in range(log_lr.shape[0])
            if log_lr[at, column] >= least
            and (np.delete(log_lr[at], column) <= log_lr[at, column] - least).all()
            and (np.delete(log_lr[:, column], at) <= log_lr[at, column] - least).all()
        ]
        if not pairs:
            break
        sought = event.sought()
        rows += [
            {
                "Family": sought[column].family.id,
                "Missing": sought[column].id,
                "Sample": event.remains[at].id,
                "LR": math.exp(log_lr[at, column]),
                "Conclusion": "Undisputed",
                "Comment": f"Step {step}",
            }
            for at, column in pairs
        ]
        event = _placed(event, pairs)
        log_lr = np.nan_to_num(ratios(event), nan=-np.inf, neginf=-np.inf)
    rows += [
        {
            "Family": None,
            "Missing": None,
            "Sample": one.id,
            "LR": None,
            "Conclusion": "Excluded",
            "Comment": "No compatible pairings",
        }
        for one, of_one in zip(event.remains, log_lr, strict=True)
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
