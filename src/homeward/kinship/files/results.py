"""Results as JSON, in the form of the contract (docs/reference/kinship.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.files.case_files import Case
from homeward.kinship.likelihood import log_likelihoods
from homeward.kinship.together.conclusions import Conclusions, Evidence, Line
from homeward.kinship.together.identification import (
    Event,
    exclusions,
    joint,
    log_likelihoods_of_families,
    log_likelihoods_of_remains,
    ratios,
    ways_to_fill,
)
from homeward.kinship.together.joint import NOBODY, Component
from homeward.kinship.together.repeats import repeats
from homeward.kinship.together.states import EQUAL
from homeward.kinship.together.symmetry import symmetric_sets
from homeward.kinship.together.undisputed import settled, summary

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
    """Everything that joint identification tells of an event (docs/reference/kinship.md, joint results)."""
    log_lr, counts = ratios(event), exclusions(event)
    remains, missing = [one.id for one in event.remains], list(event.missing)
    ways = ways_to_fill(event, log_lr)
    found = joint(event, log_lr, ways)
    undisputed = settled(event, CANDIDATE, log_lr)
    symmetric = symmetric_sets(ways, event.missing)
    concluded = Conclusions(Evidence(event, CANDIDATE, counts, undisputed, found, symmetric))
    families = {
        one.id: number(float(log)) for one, log in zip(event.families, log_likelihoods_of_families(event), strict=True)
    }
    at_least, at_most = (np.exp(one) for one in found.log_glrs())
    is_told = np.isnan(at_least) | np.isclose(at_least, at_most, rtol=EQUAL, atol=0)
    results = {
        "loglik_pm": _by_id(remains, log_likelihoods_of_remains(event)),
        "loglik_am": families,
        "LRmatrix": _matrix(remains, missing, np.exp(log_lr)),
        "exclusion_matrix": _matrix(remains, missing, counts, whole=True),
        "undisputed": {"threshold": CANDIDATE, "strict": False, "summary": summary(undisputed)},
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
        "GLR_matrix": _matrix(remains, missing, np.where(is_told, at_least, np.nan)),
        "components": [_component(one) for one in found.components],
        "symmetric": [list(one) for one in symmetric],
        "identifications": {
            "threshold": CANDIDATE,
            "AM": [_line(one) for one in concluded.of_missing],
            "PM": [_line(one) for one in concluded.of_remains],
        },
        "one_person": [
            {"remains": list(one.remains), "log10LR": number(one.log10_lr)}
            for one in repeats(event.remains_markers or event.markers, event.remains, CANDIDATE)
        ],
    }
    if not is_told.all():
        results["GLR_bounds"] = {
            "at_least": _matrix(remains, missing, at_least),
            "at_most": _matrix(remains, missing, at_most),
        }
    return results


def _component(one: Component) -> dict[str, Any]:
    """How a component was solved: exact, with a bound on the error of posteriors, or drawn with its error measured."""
    told: dict[str, Any] = {"remains": list(one.remains), "missing": list(one.missing)}
    if math.isnan(one.error):
        return {**told, "method": "drawn", "standard_error": one.standard_error, "best_gap": one.log_gap}
    if one.error:
        return {**told, "method": "bounded", "error_bound": one.error, "best_gap": one.log_gap}
    return {**told, "method": "exact"}


def _line(one: Line) -> dict[str, Any]:
    with np.errstate(over="ignore"):
        lr, glr = float(np.exp(one.log_lr)), float(np.exp(one.log_glr))
    return {
        "Family": one.family or None,
        "Missing": "/".join(one.missing) or None,
        "Sample": "/".join(one.remains) or None,
        "LR": number(lr),
        "GLR": number(glr),
        "Posterior": number(one.posterior),
        "Conclusion": str(one.conclusion),
        "Comment": one.comment or None,
    }


def _by_id(ids: Sequence[str], values: Iterable[float]) -> dict[str, float | str | None]:
    return {id_: number(float(value)) for id_, value in zip(ids, values, strict=True)}


def _matrix(
    rows: Sequence[str], columns: Sequence[str], values: NDArray[np.float64], *, whole: bool = False
) -> dict[str, Any]:
    cells = [[int(cell) if whole and not math.isnan(cell) else number(float(cell)) for cell in row] for row in values]
    return {"rows": list(rows), "cols": list(columns), "values": cells}
