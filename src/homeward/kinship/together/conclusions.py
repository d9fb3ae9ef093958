"""What a joint identification comes to, one line for each missing person and for each remains, in the field's words.

The lines follow dvir's dviSolve: exclusions, what is undisputed, then what all together decide. A conclusion is a
proposal with its reasons; people identify. Where it differs from dvir's: docs/reference/kinship.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.terms import Conclusion
from homeward.kinship.together.identification import Event, exclusions
from homeward.kinship.together.joint import NOBODY, Joint
from homeward.kinship.together.states import EQUAL
from homeward.kinship.together.undisputed import Settled

#: A pairing that more markers exclude is not looked at, as dvir's maxIncomp.
TOLERATED = 2
#: Probable is what reaches this share of the threshold.
_PROBABLE = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """One missing person or one remains.

    Attributes:
        family: id, "" for none.
        missing: ids; several that cannot be told apart.
        remains: ids; several that are the same persons, whichever of them is who.
        log_lr: ln of the likelihood ratio of the pairing, with what is undisputed in its place; nan where not of one.
        log_glr: ln of the GLR, at least; nan where not told.
        posterior: of the pairing, or that all these remains are among these persons; nan where not told.
        conclusion: what is proposed.
        comment: why.
    """

    family: str
    missing: tuple[str, ...]
    remains: tuple[str, ...]
    log_lr: float
    log_glr: float
    posterior: float
    conclusion: Conclusion
    comment: str


@dataclass(frozen=True)
class Evidence:
    """What conclusions are drawn from.

    Args:
        event: all remains and families.
        threshold: likelihood ratio of a match.
        counts: markers that exclude each pairing, shape (remains, missing), nan for other sexes.
        settled: what is undisputed, and what is left.
        joint: all together.
        symmetric: missing persons who cannot be told apart.
    """

    event: Event
    threshold: float
    counts: NDArray[np.float64]
    settled: Settled
    joint: Joint
    symmetric: Sequence[tuple[str, ...]]


class Conclusions:
    """Lines by missing person (``of_missing``) and by remains (``of_remains``), in the order of the event."""

    def __init__(self, given: Evidence) -> None:
        self._given = given
        event, settled = given.event, given.settled
        self._rows = {one.id: at for at, one in enumerate(event.remains)}
        self._columns = {id_: at for at, id_ in enumerate(event.missing)}
        self._family = {one.id: one.family.id for one in event.sought()}
        self._set = {id_: one for one in given.symmetric for id_ in one}
        self._undisputed = {one.missing: one for one in settled.found}
        self._identified = {one.remains: one for one in settled.found}
        self._log_lr = self._left()
        self._at_least, self._at_most = given.joint.log_glrs()
        best = given.joint.best[0].of
        self._best = {m: v for v, m in best.items() if m != NOBODY}
        self.of_missing = [self._of_missing(id_) for id_ in event.missing]
        self.of_remains = [self._of_remains(one.id) for one in event.remains]

    def _left(self) -> NDArray[np.float64]:
        """Ln of the ratios of what is not undisputed, shape of the event; -inf where a pairing is not looked at."""
        event, settled = self._given.event, self._given.settled
        found = np.full((len(event.remains), len(event.missing)), -np.inf)
        rows = [self._rows[one.id] for one in settled.event.remains]
        columns = [self._columns[id_] for id_ in settled.event.missing]
        counts = self._given.counts[np.ix_(rows, columns)]
        changed = {one.family for one in settled.found}
        families = tuple(one for one in settled.event.families if one.id in changed and one.missing)
        if families and rows:
            missing = tuple(id_ for id_ in settled.event.missing if self._family[id_] in changed)
            anew = exclusions(replace(settled.event, families=families, missing=missing))
            at = [settled.event.missing.index(id_) for id_ in missing]
            counts[:, at] = np.maximum(counts[:, at], anew)
        with np.errstate(invalid="ignore"):
            found[np.ix_(rows, columns)] = np.where(counts <= TOLERATED, settled.log_lr, -np.inf)
        return found

    def _of_missing(self, id_: str) -> Line:
        if id_ in self._undisputed:
            return self._line_undisputed(id_)
        column = self._columns[id_]
        log_lr = self._log_lr[:, column]
        if not (log_lr > -np.inf).any():
            return self._line((id_,), (), Conclusion.EXCLUDED, _excluded(self._given.counts[:, column]))
        together = self._symmetric(id_)
        if together is not None:
            return together
        glr = np.where(log_lr > -np.inf, np.nan_to_num(self._at_least[:, column], nan=-np.inf), -np.inf)
        likeliest = int(glr.argmax())
        if glr[likeliest] >= math.log(self._given.threshold):
            return self._line((id_,), (self._given.event.remains[likeliest].id,), Conclusion.MATCH, "")
        best = int(log_lr.argmax())
        v = self._given.event.remains[best].id
        candidates = self._candidates(column)
        others = [self._with_ratio(self._given.event.remains[row].id, row, column) for row in candidates if row != best]
        others += [
            f"{v} also {self._with_ratio(m, best, self._columns[m])}" for m in self._rivals(best, id_) if candidates
        ]
        if others:
            return self._line((id_,), (v,), Conclusion.DISPUTED, "Also: " + ", ".join(others))
        if candidates:
            return self._line((id_,), (v,), Conclusion.PROBABLE, self._undecided(best, column))
        if max(log_lr[best], glr[likeliest]) >= -EQUAL:
            comment = self._undecided(best, column) or f"Best: {v}"
            return replace(self._line((id_,), (), Conclusion.INCONCLUSIVE, comment), log_lr=float(log_lr[best]))
        return replace(self._line((id_,), (), Conclusion.NO_MATCH, ""), log_lr=float(log_lr[best]))

    def _candidates(self, column: int) -> list[int]:
        return np.flatnonzero(self._log_lr[:, column] >= math.log(_PROBABLE * self._given.threshold)).tolist()

    def _rivals(self, row: int, id_: str) -> list[str]:
        """Other missing persons who could be these remains, but for whom cannot be told from this one."""
        likely = self._log_lr[row] >= math.log(_PROBABLE * self._given.threshold)
        return [m for m, at in self._columns.items() if likely[at] and m != id_ and m not in self._set.get(id_, ())]

    def _with_ratio(self, id_: str, row: int, column: int) -> str:
        return f"{id_} (LR={math.exp(self._log_lr[row, column]):.1e})"

    def _undecided(self, row: int, column: int) -> str:
        least, most = self._at_least[row, column], self._at_most[row, column]
        if most - least <= EQUAL or most < math.log(self._given.threshold):
            return ""
        return f"GLR from {math.exp(least):.1e} to {math.exp(most):.1e}"

    def _symmetric(self, id_: str) -> Line | None:
        """The set that a missing person belongs to, where the likeliest assignment fills it and nothing disputes it."""
        persons = self._set.get(id_)
        if persons is None or any(m in self._undisputed for m in persons):
            return None
        remains = tuple(sorted((self._best[m] for m in persons if m in self._best), key=self._rows.__getitem__))
        columns = [self._columns[m] for m in persons]
        rows = [self._rows[v] for v in remains]
        if not rows or not (self._log_lr[np.ix_(rows, columns)] > -np.inf).any(axis=1).all():
            return None
        if self._given.joint.log_glr(rows, columns)[0] < math.log(self._given.threshold):
            return None
        comment = f"Not told apart: {{{', '.join(persons)}}} and {{{', '.join(remains)}}}"
        return self._line((id_,), remains, Conclusion.SYMMETRIC, comment)

    def _line_undisputed(self, id_: str) -> Line:
        found = self._undisputed[id_]
        row, column = self._rows[found.remains], self._columns[id_]
        posterior = float(self._given.joint.posterior[row, column])
        return Line(
            found.family,
            (id_,),
            (found.remains,),
            found.log_lr,
            float(self._at_least[row, column]),
            posterior,
            Conclusion.UNDISPUTED,
            f"Step {found.step}",
        )

    def _line(self, missing: tuple[str, ...], remains: tuple[str, ...], conclusion: Conclusion, comment: str) -> Line:
        family = self._family[missing[0]] if missing else ""
        persons = self._set[missing[0]] if conclusion is Conclusion.SYMMETRIC else missing
        rows, columns = [self._rows[v] for v in remains], [self._columns[m] for m in persons]
        log_lr = log_glr = posterior = math.nan
        if rows and columns:
            log_glr = self._given.joint.log_glr(rows, columns)[0]
        if len(rows) == 1 and columns:
            log_lr = float(self._log_lr[rows[0], columns].max())
            posterior = min(1.0, float(self._given.joint.posterior[rows[0], columns].sum()))
        return Line(family, missing, remains, log_lr, log_glr, posterior, conclusion, comment)

    def _of_remains(self, id_: str) -> Line:
        if id_ in self._identified:
            return self._line_undisputed(self._identified[id_].missing)
        row = self._rows[id_]
        log_lr = self._log_lr[row]
        if not (log_lr > -np.inf).any():
            return self._line((), (id_,), Conclusion.EXCLUDED, _excluded(self._given.counts[row]))
        lines = [line for line in self.of_missing if id_ in line.remains]
        for conclusion in (Conclusion.MATCH, Conclusion.SYMMETRIC, Conclusion.DISPUTED, Conclusion.PROBABLE):
            found = [line for line in lines if line.conclusion is conclusion]
            if found:
                persons = tuple(m for line in found for m in line.missing)
                line = self._line(persons, (id_,), conclusion, found[0].comment)
                return replace(line, log_glr=found[0].log_glr) if conclusion is Conclusion.SYMMETRIC else line
        disputed = [
            line
            for line in self.of_missing
            if line.conclusion is Conclusion.DISPUTED and row in self._candidates(self._columns[line.missing[0]])
        ]
        if disputed:
            persons = tuple(m for line in disputed for m in line.missing)
            return self._line(persons, (id_,), Conclusion.DISPUTED, f"Rather: {', '.join(disputed[0].remains)}")
        best = int(log_lr.argmax())
        if log_lr[best] >= -EQUAL:
            comment = f"Best: {self._given.event.missing[best]}"
            return replace(self._line((), (id_,), Conclusion.INCONCLUSIVE, comment), log_lr=float(log_lr[best]))
        return replace(self._line((), (id_,), Conclusion.NO_MATCH, ""), log_lr=float(log_lr[best]))


def _excluded(counts: NDArray[np.float64]) -> str:
    """Why no pairing is left: how many markers exclude even the best, or that the others are taken."""
    if np.isnan(counts).all() or np.nanmin(counts) <= TOLERATED:
        return "No compatible pairings"
    return f"{int(np.nanmin(counts))}+ inconsistencies"
