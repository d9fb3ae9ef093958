"""From a likelihood ratio to a probability: priors from the size of the database, and hits expected by chance.

A ratio is what the laboratory says; a prior is what is known without DNA, and belongs to people. Whoever shows a
posterior shows its prior beside it, and how many pairs of strangers would have reached that ratio in a database of
this size. Sources: Brenner, Weir, Theoretical Population Biology 63 (2003) 173-178; Prinz et al., FSI Genetics 1 (2007)
3-12 (recommendations of the ISFG for the identification of disaster victims).
"""

from __future__ import annotations

import math
from typing import overload

import numpy as np
from numpy.typing import NDArray


@overload
def posterior(log10_lr: float, prior: float) -> float: ...
@overload
def posterior(log10_lr: NDArray[np.float64], prior: float) -> NDArray[np.float64]: ...
def posterior(log10_lr: float | NDArray[np.float64], prior: float) -> float | NDArray[np.float64]:
    """Bayes' theorem in odds: posterior odds = LR · prior odds.

    Computed in logarithms, so that a ratio of 10^400 or 10^-400 gives the nearest number there is, and no fault.

    Args:
        log10_lr: one logarithm, or an array of any shape; -inf for an exclusion, nan for what is not told.
        prior: probability in (0, 1) that the two are one, before DNA is looked at.

    Returns:
        Probabilities in [0, 1], in the shape of ``log10_lr``; nan where the ratio is nan.

    Raises:
        ValueError: a prior of 0 or 1, which no finding could change, or outside.
    """
    if not 0 < prior < 1:
        raise ValueError(f"prior {prior:g} is not between 0 and 1")
    log_odds = np.asarray(log10_lr, dtype=float) * math.log(10) + math.log(prior) - math.log1p(-prior)
    with np.errstate(invalid="ignore"):  # nan stays nan
        found = np.exp(-np.logaddexp(0.0, -log_odds))
    return float(found) if np.ndim(log10_lr) == 0 else np.asarray(found)


def flat_prior(remains: int, missing: int, others: int = 1) -> float:
    """The prior of one remains and one missing person where nothing but their number is known.

    A remains is of one missing person at most, and a missing person is one of the remains at most. If all pairs are
    equally probable, none can be more so than 1 / max(remains, missing). In an open event persons come beside them whom
    nobody on the list stands for: N = max(remains, missing) + ``others``, and the prior is 1/N. A closed event, such as
    an aircraft with a list of passengers, has ``others`` = 0.

    Args:
        remains: how many bodies, parts of one body counted once, at least 1.
        missing: how many persons are looked for, at least 1.
        others: how many more persons the remains may be of.

    Raises:
        ValueError: a count below its least, or a closed event of one, where there is nothing to find out.
    """
    if remains < 1 or missing < 1 or others < 0:
        raise ValueError(f"{remains} remains, {missing} missing, {others} others: no event")
    persons = max(remains, missing) + others
    if persons < 2:
        raise ValueError("a closed event of one remains and one missing person leaves nothing to find out")
    return 1 / persons


def chance_hits(pairs: int, threshold: float, tail: float | None = None) -> float:
    """How many pairs of strangers are expected to reach a likelihood ratio: E = pairs · P(LR ≥ threshold | unrelated).

    Args:
        pairs: how many comparisons the search made of persons who have nothing to do with each other; the number of
            all comparisons if that is not known.
        threshold: a likelihood ratio above 0 (not its logarithm).
        tail: P(LR ≥ threshold | unrelated), where ``power`` has computed it. Without it the bound that holds of every
            likelihood ratio: its mean over strangers is 1, so that the chance is at most 1 / threshold (Markov;
            Good, Probability and the Weighing of Evidence (1950)).

    Raises:
        ValueError: pairs below 0, a threshold that is not above 0, a tail outside [0, 1].
    """
    if pairs < 0 or not threshold > 0:
        raise ValueError(f"{pairs} pairs, threshold {threshold:g}: no search")
    if tail is not None and not 0 <= tail <= 1:
        raise ValueError(f"tail {tail:g} is no probability")
    return pairs * (min(1.0, 1 / threshold) if tail is None else tail)
