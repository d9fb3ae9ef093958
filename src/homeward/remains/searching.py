"""A blind search of profiles as comparisons: every remains against every missing person, the candidates told.

The search is ``kinship``'s; here its candidates get the case their part stands in, the relatives whose samples were
used, and the size of the search, without which a ratio cannot be weighed.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

import numpy as np

from homeward.kinship.files.results import CANDIDATE
from homeward.kinship.together.identification import Event, ratios
from homeward.remains.comparisons import Comparison
from homeward.remains.terms import Line, Result


def candidates(
    event: Event, case_of: Mapping[str, str], *, expert: str, second_reader: str, on: dt.date
) -> tuple[Comparison, ...]:
    """Comparisons of the pairs whose likelihood ratio reaches 10,000, the best profile of a case for each person.

    Args:
        event: remains are called by the numbers of their parts, missing persons by theirs.
        case_of: part to case; a profile of a part in no case is searched and counts, but is no comparison yet.
        expert, second_reader: who read the candidates.
        on: day of their report.

    Returns:
        Ordered by case and person. A comparison's id is made from both.
    """
    log10_lr = ratios(event) / math.log(10)
    sought = event.sought()
    best: dict[tuple[str, str], tuple[float, tuple[str, ...]]] = {}
    with np.errstate(invalid="ignore"):
        rows, columns = np.nonzero(log10_lr >= math.log10(CANDIDATE))
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        case = case_of.get(event.remains[row].id)
        if case is None:
            continue
        pair, ratio = (case, sought[column].id), float(log10_lr[row, column])
        if pair not in best or ratio > best[pair][0]:
            best[pair] = ratio, tuple(sorted(sought[column].family.profiles))
    return tuple(
        Comparison(
            f"K-{case[3:11]}-{person[3:11]}",
            case,
            person,
            Line.DNA_KINSHIP,
            Result.SUPPORTS,
            expert,
            on,
            second_reader,
            relatives,
            float(f"{ratio:.9g}"),
            len(event.remains),
            len(event.missing),
        )
        for (case, person), (ratio, relatives) in sorted(best.items())
    )
