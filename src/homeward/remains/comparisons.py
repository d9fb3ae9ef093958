"""One comparison of a case with a missing person, and what a likelihood ratio means in a search of this size.

A laboratory tells a ratio; the probability that it is right depends on how many were searched. The figure “99.9999 %”
of a report mostly means even odds beforehand: one candidate, already suspected. In a search of thousands it is
another. So the probability is computed here from the ratio and the size of the search, beside the hits that chance
alone would give, and what a report states is kept and never used.
Sources: INTERPOL DVI Guide (2023), primary and secondary identifiers; Prinz et al., FSI Genetics 1 (2007) 3-12;
``kinship.posteriors`` for the formulas.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from homeward.kinship.posteriors import chance_hits, flat_prior, posterior
from homeward.remains.terms import Line, Result

#: INTERPOL DVI Guide: each identifies by itself, in experts' hands.
PRIMARY = frozenset({Line.DNA_DIRECT, Line.DNA_KINSHIP, Line.PRINTS, Line.DENTAL})
#: They support; one of them beside a primary one is a second method.
SECONDARY = frozenset({Line.MEDICAL, Line.EFFECTS, Line.ANTHROPOLOGY})
#: Told and weighed by people, but no method: recognition by sight misleads, and circumstances are shared by many.
NO_METHOD = frozenset({Line.CIRCUMSTANCES, Line.VISUAL})

DNA = frozenset({Line.DNA_DIRECT, Line.DNA_KINSHIP})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison as reported; an expert's word, not yet a decision.

    Attributes:
        id: of the comparison.
        case, person: what was compared.
        line: along which.
        result: what the expert says.
        expert, second_reader: opaque ids; "" where nobody read it a second time.
        on: day of the report.
        relatives: ids of the relatives whose samples were used; of ``DNA_KINSHIP`` alone.
        log10_lr: of DNA; None where not told.
        remains_searched, missing_searched: size of the search the pair was found in; 1 and 1 if none was made.
        stated: the probability a report states, as written; kept, never used.
        further_open: whether the report recommends something that is not done yet.
        report: number or digest of the report.
    """

    id: str
    case: str
    person: str
    line: Line
    result: Result
    expert: str
    on: dt.date
    second_reader: str = ""
    relatives: tuple[str, ...] = ()
    log10_lr: float | None = None
    remains_searched: int = 1
    missing_searched: int = 1
    stated: str = ""
    further_open: bool = False
    report: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a likelihood ratio means in its search.

    Attributes:
        prior: probability before DNA was looked at: 1 in the greater number searched and one more.
        posterior: probability after.
        chance: bound on how many pairs of strangers reach this ratio in a search of this size.
    """

    prior: float
    posterior: float
    chance: float


def weighed(comparison: Comparison) -> Weight | None:
    """Prior, posterior and chance hits of a DNA comparison; None where no ratio was told.

    The bound on chance hits is pairs / LR: 18,000 pairs and a ratio of 10^6 give 0.018.
    """
    if comparison.line not in DNA or comparison.log10_lr is None:
        return None
    remains, missing = comparison.remains_searched, comparison.missing_searched
    prior = flat_prior(remains, missing)
    ratio = 10 ** min(max(comparison.log10_lr, -300.0), 300.0)  # as far as a number reaches
    return Weight(prior, posterior(comparison.log10_lr, prior), chance_hits(remains * missing, ratio))
