"""Results as JSON, in the form of the contract (docs/reference/kinship.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.case_files import Case
from homeward.kinship.identification import (
    Event,
    exclusions,
    joint,
    log_likelihoods_of_families,
    log_likelihoods_of_remains,
    ratios,
)
from homeward.kinship.joint import NOBODY
from homeward.kinship.likelihood import log_likelihoods
from homeward.kinship.undisputed import undisputed

#: Pairs with at least this likelihood ratio are candidates: dvir's own threshold for a match.
CANDIDATE = 1e4


def number(value: float) -> float | str | None:
    """A number as JSON has it: all digits, "-inf" for what cannot be, None for what is not told."""
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")


def evaluated(case: Case) -> dict[str, Any]:
    """Log-likelihoods by hypothesis and marker, and log10 of the ratios to the last hypothesis."""
    found: dict[str, Any] = {}
    total = {}
    for name, hypothesis in case.hypotheses.items():
        by_marker = log_likelihoods(hypothesis, case.markers, case.profiles, case.theta)
        total[name] = math.fsum(by_marker.values()) if -math.inf not in by_marker.values() else -math.inf
        found[name] = {
            "loglik": number(total[name]),
            "loglik_per_marker": {marker: number(value) for marker, value in by_marker.items()},
        }
    *others, last = total
    found["log10LR"] = {f"{name}:{last}": number(_log10_ratio(total[name], total[last])) for name in others}
    return found


def _log10_ratio(one: float, other: float) -> float:
    if one == other == -math.inf:
        return math.nan
    return (one - other) / math.log(10)


def identified(event: Event) -> dict[str, Any]:
    """Everything that joint identification tells of an event."""
    log_lr = ratios(event)
    remains, missing = [one.id for one in event.remains], list(event.missing)
    found = joint(event)
    families = {
        one.id: number(float(log)) for one, log in zip(event.families, log_likelihoods_of_families(event), strict=True)
    }
    return {
        "loglik_pm": _by_id(remains, log_likelihoods_of_remains(event)),
        "loglik_am": families,
        "LRmatrix": _matrix(remains, missing, np.exp(log_lr)),
        "exclusion_matrix": _matrix(remains, missing, exclusions(event), whole=True),
        "undisputed": {"threshold": CANDIDATE, "strict": False, "summary": undisputed(event, CANDIDATE)},
        "joint": {
            "n_assignments": found.count,
            "logsumexp": number(found.log_sum),
            "n_listed": len(found.best),
            "assignments": [
                {
                    "assignment": dict(one.of),
                    "loglik": number(one.log_likelihood),
                    "posterior_flat": math.exp(one.log_likelihood - found.log_sum),
                }
                for one in found.best
            ],
            "marginal_posterior_flat": _matrix(remains, [*missing, NOBODY], found.posterior),
        },
        "GLR_matrix": _matrix(remains, missing, np.exp(found.log_glr)),
    }


def _by_id(ids: Sequence[str], values: Iterable[float]) -> dict[str, float | str | None]:
    return {id_: number(float(value)) for id_, value in zip(ids, values, strict=True)}


def _matrix(
    rows: Sequence[str], columns: Sequence[str], values: NDArray[np.float64], *, whole: bool = False
) -> dict[str, Any]:
    cells = [[int(cell) if whole and not math.isnan(cell) else number(float(cell)) for cell in row] for row in values]
    return {"rows": list(rows), "cols": list(columns), "values": cells}
