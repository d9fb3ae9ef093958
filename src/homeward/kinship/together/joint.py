"""Joint identification: all remains and all missing persons at once, each remains used for one person at most.

An assignment says of every remains which missing person it is, or nobody's. Its likelihood is a product over families,
and families meet only in that no remains is used twice. Families that share remains, and remains that share families,
form a component; components are independent. Each is put together without writing out its assignments (``frontier``).

An assignment is one to one: two parts of one body are two remains here, and only one of them can be the person. They
are brought together before (part-to-part search).
Source: Vigeland, Egeland, Joint DNA-based disaster victim identification, Scientific Reports 11 (2021) 13661.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.together import matchings
from homeward.kinship.together.components import Effort, Part, solved
from homeward.kinship.together.fillings import Filling
from homeward.kinship.together.states import EQUAL, SO_MANY_MORE

NOBODY = "*"
_EFFORT = Effort()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Remains to missing person or ``NOBODY``, in the order of the remains; natural logarithm of its likelihood."""

    of: Mapping[str, str]
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class Component:
    """Remains and missing persons that hang together.

    Attributes:
        remains: ids, in the order given.
        missing: ids, in the order given.
        error: how far a posterior told may lie from the true one, at most, and the true sum is at most 1 / (1 - error)
            times the one told; 0 for an exact answer, nan where sums were drawn and nothing is proved.
        standard_error: where sums were drawn, the largest that was measured; else 0.
        log_gap: by how much, in ln, an assignment not looked at could be likelier than the best one told; 0 where the
            best is proved.
    """

    remains: tuple[str, ...]
    missing: tuple[str, ...]
    error: float
    standard_error: float
    log_gap: float


@dataclass(frozen=True)
class Joint:
    """All assignments together.

    Attributes:
        count: how many assignments there are; None where they could not be counted.
        log_sum: ln of the sum of their likelihoods.
        best: the likeliest, in falling order; none of which another one not looked at could stand before, but the first
            where it is not proved.
        posterior: shape (remains, missing + 1), the last column for nobody; every assignment as likely beforehand.
        log_most: shape (remains, missing + 1): ln of the likeliest assignment with the pairing over the likeliest of
            all, at least: one so likely is known; -inf for none.
        log_ceiling: the same, at most.
        can_be: shape (remains, missing): whether any assignment that can be has the pairing.
        components: in the order of their first remains.
    """

    count: int | None
    log_sum: float
    best: tuple[Assignment, ...]
    posterior: NDArray[np.float64]
    log_most: NDArray[np.float64]
    log_ceiling: NDArray[np.float64]
    can_be: NDArray[np.bool_]
    components: tuple[Component, ...]

    def log_glr(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[float, float]:
        """Ln of the GLR that these remains all are among these missing persons, whichever of them is who.

        It compares the likeliest assignment in which they are with the likeliest in which not. Several remains must be
        among these persons in the likeliest assignment of all.

        Returns:
            At least and at most; the same where it is exact.
        """
        among, those = list(columns), list(rows)
        most, ceiling = (self.log_most[those[0], among].max(), self.log_ceiling[those[0], among].max())
        if len(those) > 1:
            most = ceiling = 0.0
        without_most = np.delete(self.log_most[those], among, axis=1).max()
        without_ceiling = np.delete(self.log_ceiling[those], among, axis=1).max()
        return float(most - without_ceiling), float(ceiling - without_most)

    def log_glrs(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """``log_glr`` of every pairing, shape (remains, missing) each; nan where no assignment has it."""
        shape = (self.log_most.shape[0], self.log_most.shape[1] - 1)
        at_least, at_most = np.full(shape, np.nan), np.full(shape, np.nan)
        for row, column in zip(*np.nonzero(self.can_be), strict=True):
            at_least[row, column], at_most[row, column] = self.log_glr([row], [column])
        return at_least, at_most


def solve(
    remains: Sequence[str],
    missing: Sequence[str],
    families: Sequence[Sequence[Filling]],
    possible: NDArray[np.bool_],
    log_empty: float = 0.0,
    listed: int = 200,
    effort: Effort = _EFFORT,
) -> Joint:
    """Put families together.

    Args:
        remains: ids, without repeats.
        missing: ids of all missing persons.
        families: of each family all ways to fill it that can be, but the empty one.
        possible: shape (remains, missing): pairings that are assignments, even if several at once cannot be.
        log_empty: ln likelihood of the assignment of nobody to anybody.
        listed: how many of the best assignments to give.
        effort: how much is spent on each component.
    """
    row = {id_: at for at, id_ in enumerate(remains)}
    column = {id_: at for at, id_ in enumerate(missing)}
    posterior = np.zeros((len(remains), len(missing) + 1))
    posterior[:, -1] = 1.0
    log_most = np.full(posterior.shape, -np.inf)
    log_most[:, -1] = 0.0
    log_ceiling = log_most.copy()
    parts, greatests = solved(families, listed, effort)
    for part in parts:
        swept = part.swept
        for v, (total, _most) in swept.unused.items():
            posterior[row[v], -1] = np.exp(total - swept.log_sum)
        for (v, m), (total, _most) in swept.pairings.items():
            posterior[row[v], column[m]] = np.exp(total - swept.log_sum)
    for (v, m), (floor, ceiling) in greatests.items():
        here = row[v], column[m] if m else -1
        log_most[here], log_ceiling[here] = floor, ceiling
    can_be = np.zeros(possible.shape, dtype=bool)
    for v, m in {(v, m) for fillings in families for filling in fillings for m, v in filling.of.items()}:
        can_be[row[v], column[m]] = True
    listing = _listing(_best(parts, log_empty, listed), remains, missing, listed)
    if len(listing) < listed and all(part.error == 0 for part in parts):
        listing += tuple(islice(_impossible(listing, remains, missing, possible), listed - len(listing)))
    return Joint(
        count=matchings.count(possible),
        log_sum=log_empty + sum(part.swept.log_sum for part in parts),
        best=listing,
        posterior=posterior,
        log_most=log_most,
        log_ceiling=log_ceiling,
        can_be=can_be,
        components=tuple(
            Component(
                remains=tuple(sorted(part.remains, key=row.__getitem__)),
                missing=tuple(sorted(part.missing, key=column.__getitem__)),
                error=part.error,
                standard_error=part.standard_error,
                log_gap=part.log_gap,
            )
            for part in sorted(parts, key=lambda one: min(row[v] for v in one.remains))
        ),
    )


#: ln of its likelihood, remains to missing person.
_Found = tuple[float, dict[str, str]]


def _best(parts: Sequence[Part], log_empty: float, listed: int) -> list[_Found]:
    """The likeliest over all components, as far as nothing that was not looked at could stand among them."""
    best: list[_Found] = [(log_empty, {})]
    for part in parts:
        of_part = [(log, {v: m for m, v in of.items()}) for log, of in part.swept.best]
        best = _joined(best, of_part, listed)
    missed = best[0][0] + max((part.log_missed for part in parts), default=-np.inf)
    return [one for at, one in enumerate(best) if not at or one[0] > missed]


def _joined(one: Sequence[_Found], other: Sequence[_Found], listed: int) -> list[_Found]:
    """The best sums of two lists in falling order: independent components side by side."""
    waiting = [(-(one[0][0] + other[0][0]), 0, 0)]
    seen = {(0, 0)}
    made: list[_Found] = []
    while waiting and not _is_enough(made, -waiting[0][0], listed):
        cost, i, j = heapq.heappop(waiting)
        made.append((-cost, one[i][1] | other[j][1]))
        for nxt in ((i + 1, j), (i, j + 1)):
            if nxt not in seen and nxt[0] < len(one) and nxt[1] < len(other):
                seen.add(nxt)
                heapq.heappush(waiting, (-(one[nxt[0]][0] + other[nxt[1]][0]), *nxt))
    return made


def _is_enough(found: Sequence[_Found], following: float, listed: int) -> bool:
    """Whether so many are found, and what follows is not as good as the last of them, or there is no end of equals."""
    return len(found) >= listed and (following < found[listed - 1][0] - EQUAL or len(found) > SO_MANY_MORE * listed)


def _listing(
    best: Sequence[_Found], remains: Sequence[str], missing: Sequence[str], listed: int
) -> tuple[Assignment, ...]:
    """Assignments in falling order, equals in the order of the remains' own persons, nobody last."""
    column = {id_: at for at, id_ in enumerate([*missing, NOBODY])}
    listing: list[Assignment] = []
    equals: list[Assignment] = []
    for log, of in best:
        if equals and log < equals[-1].log_likelihood - EQUAL:  # what differs by rounding alone is equal
            listing += sorted(equals, key=lambda one: [column[m] for m in one.of.values()])
            equals = []
        equals.append(Assignment({v: of.get(v, NOBODY) for v in remains}, log))
    listing += sorted(equals, key=lambda one: [column[m] for m in one.of.values()])
    return tuple(listing[:listed])


def _impossible(
    listing: Sequence[Assignment], remains: Sequence[str], missing: Sequence[str], possible: NDArray[np.bool_]
) -> Iterator[Assignment]:
    """Assignments whose likelihood is 0: every pairing of theirs could be, not all together. The others are listed."""
    ids = [*missing, NOBODY]
    can_be = {tuple(one.of.values()) for one in listing}
    for columns in matchings.in_order(possible):
        persons = tuple(ids[column] for column in columns)
        if persons not in can_be:
            yield Assignment(dict(zip(remains, persons, strict=True)), -np.inf)
